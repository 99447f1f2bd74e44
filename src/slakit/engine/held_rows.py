"""HeldRows: rows that were fed a few at a time, and wait to be read as one batch."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from enum import Enum
from functools import partial
from types import BuiltinFunctionType, FunctionType
from typing import Any
from zoneinfo import ZoneInfo

from attrs import define, field, fields, has

from slakit.engine.plan.plan import Plan, PlannedStream
from slakit.engine.read.derived_fields import is_derived

FEW = 64  # more rows than these are a batch of their own
MOST = 512  # so many are held
PLAIN = frozenset({str, int, float, bool, type(None)})  # values that nobody can change, and that every reading takes or reports
NUMBERS = frozenset({int, float})
ZONES = frozenset({timezone, ZoneInfo})  # the zones that give an offset for every time
YEARS = range(1850, 2250)  # within those in which hours are counted
KNOWN = frozenset({"slakit", "builtins", "datetime", "decimal", "fractions", "functools", "operator", "_operator", "re", "zoneinfo"})


@define
class HeldRows:
    """The rows of one stream that wait.

    A row is held only where no reading can raise an error for it, so that every error comes at the call that feeds its row. That is known
    of a dict whose fields hold plain values, and whose instants are datetimes with a zone or ISO texts with an offset. All other rows are
    for the caller to read at once.
    """

    stream: PlannedStream
    instants: frozenset[str]  # with the fields that say when a row was updated
    revised: frozenset[str]  # the latter, in which a number may stand
    others: tuple[str, ...]
    every: bool  # whether all fields of a row are looked at
    rows: list[dict[str, Any]] = field(factory=list)

    @classmethod
    def of(cls, plan: Plan, name: str) -> HeldRows | None:
        """Rows of a stream that none waits of; None where code of a user reads them, which may raise anything."""
        stream = plan.streams[name]
        readings = [plan.readings[index] for index in stream.indexes]
        if not all(_ours(planned.reading) and _ours(planned.exclusions) for planned in readings):
            return None
        revised = frozenset(planned.reading.updated for planned in readings if planned.reading.updated)
        instants = stream.instants | revised
        others = tuple(one for one in stream.fields if one not in instants)
        return cls(stream, instants, revised, others, stream.whole or stream.single)

    def take(self, rows: list[Any]) -> bool:
        """Hold some rows, all or none, and return whether they are held."""
        if not all(map(self._holds, rows)):
            return False
        self.rows += map(dict.copy, rows)  # who feeds a row may change it afterwards
        return True

    def _holds(self, row: Any) -> bool:
        if type(row) is not dict:
            return False
        get = row.get
        for name in self.instants:
            value = get(name)
            if value is None:
                continue
            kind = type(value)
            if kind is str:
                try:
                    value = datetime.fromisoformat(value)
                except ValueError:
                    return False
            elif kind in NUMBERS and name in self.revised and name not in self.stream.instants:
                continue
            elif kind is not datetime:
                return False
            if type(value.tzinfo) not in ZONES or value.year not in YEARS:
                return False
        return all(type(get(name)) in PLAIN or name in self.instants for name in (row if self.every else self.others))

    def release(self) -> list[dict[str, Any]]:
        """The rows that waited, in the order in which they came; none waits any more."""
        rows, self.rows = self.rows, []
        return rows

    def names(self, rows: list[dict[str, Any]]) -> set[str]:
        """The fields of the rows that lack a field which is read, as batches of one row note them."""
        wanted = {name for name in self.stream.fields if not is_derived(name)}
        return {str(name) for row in rows if not wanted <= row.keys() for name in row}


def _ours(value: object) -> bool:
    """True if no code of a user is in a reading: neither a class nor a function."""
    if isinstance(value, tuple | list | set | frozenset):
        return all(map(_ours, value))
    if isinstance(value, Mapping):
        return all(_ours(part) for pair in value.items() for part in pair)
    if isinstance(value, partial):
        return _ours((value.func, value.args, value.keywords))
    if isinstance(value, Enum):
        return True
    code: Any = value if isinstance(value, type | FunctionType | BuiltinFunctionType) else type(value)
    if code.__module__.partition(".")[0] not in KNOWN:
        return False
    kind: Any = type(value)
    return not has(kind) or all(_ours(getattr(value, one.name)) for one in fields(kind))
