"""TimeFields: the fields of a row that hold times, read (docs/numbers.md T1, T6, M10)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, tzinfo
from typing import Any

from attrs import frozen

from slakit.engine.read.table import Table
from slakit.readers.options import ReadOptions
from slakit.readers.record_problem import shortened
from slakit.readers.times import BadTimeError, NoZoneError, TimeReader


@frozen
class BadTime:
    """A time of a row that could not be read: its field, its value, the kind of its problem and what is wrong."""

    field: str
    value: object
    kind: str
    text: str


class TimeFields:
    """The fields of rows that hold times, which are read in place; UsageError for a format, a zone or `ambiguous` that is wrong."""

    def __init__(self, options: ReadOptions) -> None:
        fields = dict(options.times)
        for name in options.time_format:
            if name is not None:
                fields.setdefault(name, (name,))  # what has a format is a time
        self.columns: Mapping[str, tuple[str, ...]] = {
            name: tuple(options.rename.get(column, column) for column in columns) for name, columns in fields.items()
        }
        readers: dict[tuple[str, ...], TimeReader] = {}
        for formats in (*map(options.formats, fields), *options.time_format.values(), ()):
            if formats not in readers:
                readers[formats] = TimeReader(formats or None, options.timezone, options.ambiguous)
        self.zone: tzinfo | None = readers[()].zone
        self._joined = [(name, columns) for name, columns in self.columns.items() if columns != (name,)]
        self._readers = {name: readers[options.formats(name)] for name in fields}
        self._reads = [(name, reader.times()) for name, reader in self._readers.items() if len(self.columns[name]) == 1]
        self._typed = readers[()]
        self.numbers = {part for name, reader in self._readers.items() if reader.reads_numbers for part in (name, *self.columns[name])}

    def __bool__(self) -> bool:
        return bool(self._readers)

    def read(self, row: dict[str, Any]) -> list[BadTime]:
        """Turn the fields of a row into times, and return those that cannot be read; NoZoneField for a time without a zone."""
        bad: list[BadTime] = []
        joined = [(name, list(map(row.get, columns))) for name, columns in self._joined if any(column in row for column in columns)]
        for name, parts in joined:  # all were taken before one is set, as two fields may have each other's column
            if len(parts) == 1:
                row[name] = parts[0]
            else:
                text = " ".join(str(part) for part in parts if part is not None)
                self._set(row, name, text, self._readers[name].joined, parts, bad)
        for name, read in self._reads:
            if name not in row:
                continue  # so that a field no row has is still noticed
            value = row[name]
            if value is None or value == "":
                row[name] = None
                continue
            try:
                row[name] = read(value) if type(value) is str else self._readers[name].value(value)
            except BadTimeError as error:
                if type(value) is str and value.isspace():
                    row[name] = None
                else:
                    bad.append(BadTime(name, value, error.kind, str(error)))
            except NoZoneError:
                raise NoZoneField(name, value) from None
        return bad

    @property
    def are_joined(self) -> bool:
        """True if a time is made of several columns."""
        return bool(self._joined)

    @property
    def are_plain(self) -> bool:
        """True if each time stands in one column, in ISO form."""
        return not self._joined and all(reader.is_iso for reader in self._readers.values())

    def plain(self, names: Sequence[str]) -> dict[str, TimeReader]:
        """The readers of those fields of times that a table has, by field."""
        return {name: reader for name, reader in self._readers.items() if name in names}

    def read_table(self, table: Table) -> list[tuple[int, list[BadTime]]] | None:
        """Read the columns of times of a table, and return for each row that has some those that cannot be read.

        None where times must be read row by row: they are made of several columns, one has no zone or is no text.
        """
        if self._joined:
            return None
        bad: dict[int, list[BadTime]] = {}
        for name in (name for name, _ in self._reads if name in table.names):
            texts = table.texts(name)
            try:
                read = self._readers[name].values(texts)
            except NoZoneError:
                read = None
            if read is None:
                table.times.clear()
                return None
            table.times[name], unread = read
            for row, error in unread:
                bad.setdefault(row, []).append(BadTime(name, texts[row], error.kind, str(error)))
        return sorted(bad.items())

    def read_cells(self, row: dict[str, Any], names: Iterable[str]) -> list[BadTime]:
        """Add the zone, if one is known, to local times that a sheet holds in fields which `times` does not name."""
        bad: list[BadTime] = []
        for name in names if self.zone is not None else ():
            self._set(row, name, row[name], self._typed.value, row[name], bad)
        return bad

    @staticmethod
    def _set(row: dict[str, Any], name: str, shown: object, read: Callable[[Any], object], value: object, bad: list[BadTime]) -> None:
        """Set a field to the time of a value, or add it to the bad times."""
        try:
            row[name] = read(value)
        except BadTimeError as error:
            bad.append(BadTime(name, shown, error.kind, str(error)))
        except NoZoneError:
            raise NoZoneField(name, shown) from None

    def is_lost(self, row: Mapping[str, Any]) -> bool:
        """True if a row that had times has none that was read."""
        return not any(isinstance(row.get(name), date) for name in self._readers)


class NoZoneField(Exception):
    """A field with a time without an offset, read without timezone=."""

    def __init__(self, field: str, value: object) -> None:
        super().__init__(f"{field} {shortened(value)!r} has no zone; write ")
