"""ReadOptions: how a file is to be read, checked once for all readers."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from io import BytesIO, TextIOWrapper
from typing import Any, TypedDict

from attrs import field, fields, frozen

from slakit.errors import UsageError, close_match
from slakit.readers.source import Progress
from slakit.readers.time_texts import EPOCHS, ISO
from slakit.values.numerals import Numerals

Formats = str | Sequence[str] | None


class Options(TypedDict, total=False):
    """The keywords of the readers, as they may be written; `ReadOptions` holds what they mean."""

    rename: Mapping[str, str] | None
    timezone: "str | tzinfo | None"
    time_format: "Formats | Mapping[str, Formats]"
    times: Iterable[str] | Mapping[str, str | Sequence[str]]
    ambiguous: str | None
    decimal: str | None
    thousands: str | None
    null: str | Iterable[str]
    skip: int
    delimiter: str | None
    encoding: str
    sheet: str | int | None
    progress: Progress | None


def _names(rename: object) -> Mapping[str, str]:
    """The field of each column that is renamed."""
    if rename is None:
        return {}
    if not isinstance(rename, Mapping) or not all(isinstance(word, str) for pair in rename.items() for word in pair):
        raise UsageError(f"rename={rename!r} does not say which column is which field; write rename={{'OPEN_DT': 'opened'}}")
    return dict(rename)


def _texts(value: object) -> tuple[str, ...] | None:
    """One text or several; None for what is neither."""
    listed = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, Iterable) else (None,)
    return listed if all(isinstance(name, str) for name in listed) else None


def _times(times: object) -> Mapping[str, tuple[str, ...]]:
    """The columns of each field that holds times."""
    if not isinstance(times, Mapping):
        listed = _texts(times)
        if listed is None:
            raise UsageError(f"times={times!r} is not a list of fields; write times=['opened', 'closed']")
        return {name: (name,) for name in listed}
    columns = {name: _texts(value) for name, value in times.items()}
    if not all(isinstance(name, str) and names for name, names in columns.items()):
        raise UsageError(f"times={times!r} does not say which columns hold which time; write times={{'opened': ['Day', 'Hour']}}")
    return columns  # type: ignore[return-value]  # no value is None


def _formats(formats: object) -> Mapping[str | None, tuple[str, ...]]:
    """The formats of each field; under None those of all fields that have none of their own."""
    given = formats if isinstance(formats, Mapping) else {None: formats}
    read = {name: () if value is None else _texts(value) for name, value in given.items()}
    if not all(name is None or isinstance(name, str) for name in read) or None in read.values():
        raise UsageError(
            f"time_format={formats!r} is not a format, a list of them or a format for each field; "
            f"write time_format=['%d/%m/%Y %H:%M', '{ISO}', '{next(iter(EPOCHS))}']"
        )
    return read  # type: ignore[return-value]  # no value is None


def _null(null: object) -> frozenset[str]:
    listed = _texts(null)
    if listed is None:
        raise UsageError(f"null={null!r} is not a list of texts that stand for nothing; write null=['n/a', '-']")
    return frozenset(text.strip() for text in listed)


def _skip(skip: object) -> int:
    if type(skip) is not int or skip < 0:
        raise UsageError(f"skip={skip!r} is not a number of lines above the header; write skip=2")
    return skip


def _delimiter(delimiter: object) -> str | None:
    if delimiter is None:
        return None
    sign = "\t" if delimiter == "\\t" else delimiter  # as it is written on a command line
    try:
        csv.reader((), delimiter=sign)  # type: ignore[arg-type]  # that is what is asked
    except (TypeError, ValueError):
        sign = ""
    if not isinstance(sign, str) or not sign or sign in '"\r\n':
        raise UsageError(f"delimiter={delimiter!r} is not one character; write delimiter=';'")
    return sign


def _encoding(encoding: object) -> str:
    try:
        TextIOWrapper(BytesIO(), encoding=encoding).detach()  # type: ignore[arg-type]  # that is what is asked
    except (LookupError, TypeError, ValueError):
        raise UsageError(f"encoding={encoding!r} is not an encoding; write encoding='utf-8' or 'cp1252'") from None
    if not isinstance(encoding, str):
        raise UsageError(f"encoding={encoding!r} is not an encoding; write encoding='utf-8' or 'cp1252'")
    return encoding


def _sheet(sheet: object) -> str | int | None:
    if sheet is None or isinstance(sheet, str) or (type(sheet) is int and sheet > 0):
        return sheet
    raise UsageError(f"sheet={sheet!r} is not the name of a sheet or its number from 1; write sheet='Cases'")


def _progress(progress: Any) -> Any:
    if progress is None or callable(progress):
        return progress
    raise UsageError(f"progress={progress!r} is not a function of the bytes read and all bytes; write progress=print")


@frozen
class ReadOptions:
    """How a file is to be read. A new option is a field here, and its type in `Options`."""

    rename: Mapping[str, str] = field(default=None, converter=_names)
    timezone: "str | tzinfo | None" = None
    time_format: Mapping[str | None, tuple[str, ...]] = field(default=None, converter=_formats)
    times: Mapping[str, tuple[str, ...]] = field(default=(), converter=_times)
    ambiguous: str | None = None
    decimal: str | None = None
    thousands: str | None = None
    null: frozenset[str] = field(default=(), converter=_null)
    skip: int = field(default=0, converter=_skip)
    delimiter: str | None = field(default=None, converter=_delimiter)
    encoding: str = field(default="utf-8-sig", converter=_encoding)
    sheet: str | int | None = field(default=None, converter=_sheet)
    progress: Progress | None = field(default=None, converter=_progress)

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "ReadOptions":
        """From keywords as they are written.

        Raises UsageError with every one that is wrong.
        """
        names = [option.name for option in fields(cls)]
        problems = [f"{name}= is not an option of the readers{close_match(name, names)}" for name in given if name not in names]
        for name in given:
            if name in names:
                try:
                    cls(**{name: given[name]})
                except UsageError as error:
                    problems += error.problems
        if problems:
            raise UsageError(*problems)
        return cls(**given)

    @property
    def numerals(self) -> Numerals | None:
        """How numbers are written; None where the file was not said to be special."""
        if self.decimal is None and self.thousands is None:
            return None
        return Numerals("." if self.decimal is None else self.decimal, self.thousands)

    def formats(self, name: str) -> tuple[str, ...]:
        """The formats of a field that holds times."""
        return self.time_format.get(name, self.time_format.get(None, ()))
