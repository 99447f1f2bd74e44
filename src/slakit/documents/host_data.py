"""Data of a host, such as what its own parser made of a document, as the plain data of slakit."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from slakit.documents.bounds import DEEP, DEEPEST, MANY, MOST_VALUES
from slakit.documents.filters import number_data
from slakit.documents.plain import Figure, Path, Plain

Faults = list[tuple[Path, str]]
WANTED = "write text, a number, true or false, a list or a table"


def plain_data(value: object) -> tuple[Plain, Faults]:
    """The plain data of a mapping, with what cannot be data of a document.

    >>> plain_data({"fee": 0.1, "term": ("2026-01-01", "2027-01-01")})
    ({'fee': 0.1, 'term': ['2026-01-01', '2027-01-01']}, [])

    A float means its shortest decimal text, a date its ISO text.
    """
    copier = _Copier()
    return copier.copy(value, ()), copier.faults


class _Copier:
    """Copies nested data, counting how deep and how many they are: a host may share one list a thousand times, or put it into itself."""

    def __init__(self) -> None:
        self.faults: Faults = []
        self._count = 0

    def copy(self, value: object, path: Path) -> Plain:
        self._count += 1
        if self._count > MOST_VALUES:
            if self._count == MOST_VALUES + 1:
                self._refused(path[:1], MANY)
            return None
        if len(path) >= DEEPEST and isinstance(value, Mapping | list | tuple):
            self._refused(path[:1], DEEP)
            return None
        if isinstance(value, Mapping):
            return self._table(value, path)
        if isinstance(value, list | tuple):
            copied: list[Plain] = []
            for index, part in enumerate(value):
                copied.append(self.copy(part, (*path, index)))
                if self._count > MOST_VALUES:
                    break
            return copied
        return self._scalar(value, path)

    def _table(self, value: Mapping[object, object], path: Path) -> Plain:
        table: dict[str, Plain] = {}
        for name, part in value.items():
            key = name if isinstance(name, str) else str(name) if isinstance(name, int) and not isinstance(name, bool) else None
            if key is None:
                self._refused(path, f"{name!r} is not text, and cannot be a key; write its text, in quotes")
            elif key in table:
                self._refused((*path, key), "is given twice, as text and as a number; write it once")
            else:
                table[str.__str__(key)] = self.copy(part, (*path, key))
            if self._count > MOST_VALUES:
                break
        return table

    def _scalar(self, value: object, path: Path) -> Plain:
        if isinstance(value, Enum):
            value = value.value
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            return str.__str__(value)
        if isinstance(value, int):
            return int(value)
        if isinstance(value, float):
            return Figure(float.__repr__(value))
        if isinstance(value, Decimal):
            return Figure(value)
        if isinstance(value, Fraction):
            data = number_data(value)
            return Figure(data) if isinstance(data, Decimal) else data
        if isinstance(value, date | datetime | time):
            return value.isoformat()
        self._refused(path, f"a {type(value).__name__} is not data of a document; {WANTED}")
        return None

    def _refused(self, path: Path, problem: str) -> None:
        self.faults.append((path, problem))
