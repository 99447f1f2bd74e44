"""ReadOptions: how a file is to be read, checked once for all readers."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import tzinfo
from inspect import Parameter, signature
from io import BytesIO, TextIOWrapper
from typing import Any, Concatenate, ParamSpec, TypeVar

from attrs import field, fields, frozen

from slakit.errors import UsageError, close_match
from slakit.readers.source import FilePath, Progress
from slakit.readers.time_texts import EPOCHS, ISO
from slakit.values.numerals import Numerals

Formats = str | Sequence[str] | None
Keywords = ParamSpec("Keywords")
Made = TypeVar("Made")

CSV, JSON, EXCEL, PARQUET, DATABASE = "CSV", "JSON", "Excel workbooks", "Parquet", "databases"  # kinds of files
TIMES = ("timezone", "time_format", "ambiguous")  # options that say how texts are read as times, in a file or not

ONE, LIST = "[STREAM=]{}", "[STREAM=]{}, several times"  # how the command line takes an option
BY_FIELD = "[STREAM[.FIELD]=]{}"
COLUMN, COLUMNS = "STREAM.FIELD=COLUMN", "STREAM.FIELD=COLUMN+COLUMN"


def takes(options: Callable[Keywords, object]) -> "Callable[[Callable[..., Made]], Callable[Concatenate[FilePath, Keywords], Made]]":
    """Tell type checkers and `help()` that a function of a path has the keywords of these options; `ReadOptions.of` checks them."""

    def signed(function: Callable[..., Made]) -> Callable[..., Made]:
        own = signature(function)
        keywords = [one.replace(kind=Parameter.KEYWORD_ONLY) for one in signature(options).parameters.values()]
        kept = [one for one in own.parameters.values() if one.kind is not Parameter.VAR_KEYWORD]
        function.__signature__ = own.replace(parameters=[*kept, *keywords])  # type: ignore[attr-defined]
        return function

    return signed


@frozen
class Flag:
    """An option on the command line and in a file of columns: how it is given, what its value is called, its help, what reads its text,
    and an example of it.
    """

    form: str
    word: str
    help: str
    read: Callable[[str], object] = str
    example: object = "..."

    @property
    def metavar(self) -> str:
        """The placeholder of its value in the help."""
        return self.form.removesuffix(", several times").format(self.word)


def _on(
    form: str, word: str, help: str, example: object = "...", read: Callable[[str], object] = str, only: tuple[str, ...] = ()
) -> dict[str, object]:
    """The metadata of an option: its flag, and the kinds of files that have it (all unless `only` names some)."""
    return {"flag": Flag(form, word, help, read, example), "only": only}


def _whole(text: str) -> int | str:
    """A number of the command line; another text is left to be refused."""
    return int(text) if text.isdecimal() and text.isascii() else text


def _names(rename: Mapping[str, str] | None) -> Mapping[str, str]:
    if rename is None:
        return {}
    if not isinstance(rename, Mapping) or not all(isinstance(word, str) for pair in rename.items() for word in pair):
        raise UsageError(f"rename={rename!r} does not say which column is which field; write rename={{'OPEN_DT': 'opened'}}")
    return dict(rename)


def _texts(value: object) -> tuple[str, ...] | None:
    """One text or several; None for what is neither."""
    listed = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, Iterable) else (None,)
    return listed if all(isinstance(name, str) for name in listed) else None


def _times(times: Iterable[str] | Mapping[str, str | Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
    if not isinstance(times, Mapping):
        listed = _texts(times)
        if listed is None:
            raise UsageError(f"times={times!r} is not a list of fields; write times=['opened', 'closed']")
        return {name: (name,) for name in listed}
    columns = {name: _texts(value) for name, value in times.items()}
    if not all(isinstance(name, str) and names for name, names in columns.items()):
        raise UsageError(f"times={times!r} does not say which columns hold which time; write times={{'opened': ['Day', 'Hour']}}")
    return columns  # type: ignore[return-value]  # no value is None


def _formats(formats: Formats | Mapping[str, Formats]) -> Mapping[str | None, tuple[str, ...]]:
    """The formats of each field; under None those of all fields that have none of their own."""
    given = formats if isinstance(formats, Mapping) else {None: formats}
    read = {name: () if value is None else _texts(value) for name, value in given.items()}
    if not all(name is None or isinstance(name, str) for name in read) or None in read.values():
        raise UsageError(
            f"time_format={formats!r} is not a format, a list of them or a format for each field; "
            f"write time_format=['%d/%m/%Y %H:%M', '{ISO}', '{next(iter(EPOCHS))}']"
        )
    return read  # type: ignore[return-value]  # no value is None


def _null(null: str | Iterable[str]) -> frozenset[str]:
    listed = _texts(null)
    if listed is None:
        raise UsageError(f"null={null!r} is not a list of texts that stand for nothing; write null=['n/a', '-']")
    return frozenset(text.strip() for text in listed)


def _skip(skip: int) -> int:
    if type(skip) is not int or skip < 0:
        raise UsageError(f"skip={skip!r} is not a number of lines above the header; write skip=2")
    return skip


def _delimiter(delimiter: str | None) -> str | None:
    if delimiter is None:
        return None
    sign = "\t" if delimiter == "\\t" else delimiter  # as it is written on a command line
    try:
        csv.reader((), delimiter=sign)
    except (TypeError, ValueError):
        sign = ""
    if not isinstance(sign, str) or not sign or sign in '"\r\n':
        raise UsageError(f"delimiter={delimiter!r} is not one character; write delimiter=';'")
    return sign


def _encoding(encoding: str) -> str:
    with suppress(LookupError, TypeError, ValueError):
        TextIOWrapper(BytesIO(), encoding=encoding).detach()
        if isinstance(encoding, str):
            return encoding
    raise UsageError(f"encoding={encoding!r} is not an encoding; write encoding='utf-8' or 'cp1252'")


def _sheet(sheet: str | int | None) -> str | int | None:
    if sheet is None or isinstance(sheet, str) or (type(sheet) is int and sheet > 0):
        return sheet
    raise UsageError(f"sheet={sheet!r} is not the name of a sheet or its number from 1; write sheet='Cases'")


def _progress(progress: Progress | None) -> Progress | None:
    if progress is None or callable(progress):
        return progress
    raise UsageError(f"progress={progress!r} is not a function of the bytes read and all bytes; write progress=print")


@frozen(kw_only=True)
class ReadOptions:
    """Options for reading a file. A new option is a field here: the readers and the command line take every field."""

    rename: Mapping[str, str] = field(
        default=None,
        converter=_names,
        metadata=_on(COLUMN, "", "the column of the files that holds a field", {"opened": "OPEN_DT"}),
    )
    timezone: "str | tzinfo | None" = field(
        default=None, metadata=_on(ONE, "ZONE", "the zone of times that have no offset, such as Europe/London", "Europe/London")
    )
    time_format: Mapping[str | None, tuple[str, ...]] = field(
        default=None,
        converter=_formats,
        metadata=_on(
            BY_FIELD,
            "FORMAT",
            "how times are written when not in ISO, such as '%d/%m/%Y %H:%M', or 'epoch', 'epoch ms', 'epoch us'",
            "%d/%m/%Y %H:%M",
        ),
    )
    times: Mapping[str, tuple[str, ...]] = field(
        default=(),
        converter=_times,
        metadata=_on(COLUMNS, "", "the columns of a date and its hour that are one time", {"opened": ["Day", "Hour"]}),
    )
    ambiguous: str | None = field(
        default=None,
        metadata=_on(
            ONE,
            "WHICH",
            "'earlier' or 'later': how to read a time that a clock change repeated or skipped; else it is unreadable",
            "earlier",
        ),
    )
    decimal: str | None = field(default=None, metadata=_on(ONE, "SIGN", "the decimal sign of the numbers, such as ','", ","))
    thousands: str | None = field(
        default=None, metadata=_on(ONE, "SIGN", "the sign between the thousands of the numbers, such as '.'", ".")
    )
    null: frozenset[str] = field(
        default=(), converter=_null, metadata=_on(LIST, "TEXT", "a text that stands for nothing, such as 'n/a'", ["n/a", "-"])
    )
    skip: int = field(
        default=0,
        converter=_skip,
        metadata=_on(ONE, "LINES", "how many lines stand above the header", 2, read=_whole, only=(CSV, EXCEL)),
    )
    delimiter: str | None = field(
        default=None,
        converter=_delimiter,
        metadata=_on(ONE, "SIGN", "what separates the cells of a CSV file, such as ';'", ";", only=(CSV,)),
    )
    encoding: str = field(
        default="utf-8-sig",
        converter=_encoding,
        metadata=_on(ONE, "NAME", "the encoding of a CSV file, such as cp1252", "cp1252", only=(CSV,)),
    )
    sheet: str | int | None = field(
        default=None,
        converter=_sheet,
        metadata=_on(ONE, "NAME", "the sheet of an .xlsx file, by name or number; else the first", "Cases", only=(EXCEL,)),
    )
    progress: Progress | None = field(default=None, converter=_progress)

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "ReadOptions":
        """Return the options that keywords mean; UsageError with every one that is wrong."""
        names = [option.name for option in fields(cls)]
        problems = [f"{name}= is not an option of the readers{close_match(name, names)}" for name in given if name not in names]
        for name in (name for name in given if name in names):
            try:
                cls(**{name: given[name]})
            except UsageError as error:
                problems += error.problems
        if problems:
            raise UsageError(*problems)
        return cls(**given)

    @classmethod
    def flags(cls) -> dict[str, Flag]:
        """The options that the command line has."""
        return {option.name: option.metadata["flag"] for option in fields(cls) if "flag" in option.metadata}

    @classmethod
    def foreign(cls, kind: str) -> list[str]:
        """The options that a kind of file does not have."""
        return [option.name for option in fields(cls) if kind not in option.metadata.get("only", ()) and option.metadata.get("only")]

    @property
    def numerals(self) -> Numerals | None:
        """The spelling of numbers; None for the usual one."""
        if self.decimal is None and self.thousands is None:
            return None
        return Numerals("." if self.decimal is None else self.decimal, self.thousands)

    def formats(self, name: str) -> tuple[str, ...]:
        """The formats of a field that holds times."""
        return self.time_format.get(name, self.time_format.get(None, ()))
