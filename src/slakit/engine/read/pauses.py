"""Pauses: the spans in which the timer of a record was on hold."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from slakit.engine.read.batch import Batch
from slakit.errors import UnitError
from slakit.metrics.record import own
from slakit.metrics.value_kinds.timer_value import CLOSED
from slakit.timeline.instants import LAST, NaiveTime, instant
from slakit.timeline.spans import Edges, union

EXAMPLE = "[['2026-01-05T09:00Z', '2026-01-05T10:00Z']]"
NO_SPANS = f"not a list of spans; write {EXAMPLE}"
REVERSED = f"a pause ends before it begins; write {EXAMPLE}"
NO_ZONE = f"a pause has no zone; write {EXAMPLE}"
Paused = list[Edges]


def pauses_of(batch: Batch, name: str, horizon: int | None) -> tuple[Paused, dict[str, list[int]]]:
    """Return the pauses of each record, and the rows with unreadable pauses by fault.

    A pause is [from, to], "from/to" or {"start": from, "end": to}; without its end it goes on. A file may hold them as JSON, or as
    "from/to; from/to". What lies after the horizon has not happened yet.
    """
    read: Paused = []
    faults: dict[str, list[int]] = {}
    for row, value in enumerate(map(own, batch.values(name))):
        edges: Edges = ()
        try:
            edges = () if value is None or value != value else _edges(value, LAST if horizon is None else horizon)
        except (UnitError, TypeError, ValueError, ArithmeticError) as error:  # a signalling NaN compares with nothing
            fault = REVERSED if str(error) == REVERSED else NO_ZONE if isinstance(error, NaiveTime) else NO_SPANS
            faults.setdefault(fault, []).append(row)
        read.append(edges)
    return read, faults


def with_closed(batch: Batch, pauses: Paused, named: str | None, horizon: int | None) -> tuple[Paused, dict[str, list[int]]]:
    """Add the time that cases were closed before they were reopened, if the records hold it and no field is `named` for pauses.

    Return also the rows in which that time is unreadable, by fault.
    """
    if named is not None or not batch.has(CLOSED):
        return pauses, {}
    closed, faults = pauses_of(batch, CLOSED, horizon)
    if not any(closed):
        joined = pauses  # nothing was reopened, or the records are of no event log
    elif not pauses:
        joined = closed
    else:
        joined = [union((*pairs(some), *pairs(more))) for some, more in zip(pauses, closed, strict=True)]
    return joined, {f"{CLOSED}: {fault}": rows for fault, rows in faults.items()}


def pairs(edges: Edges) -> Iterable[tuple[int, int]]:
    """The start and end of each span."""
    return zip(edges[::2], edges[1::2], strict=True)


def _edges(value: Any, horizon: int) -> Edges:
    if isinstance(value, str):
        plain = value.strip()
        value = json.loads(plain) if plain.startswith("[") else [part.split("/") for part in plain.split(";") if part.strip()]
    if isinstance(value, Mapping) or not isinstance(value, Iterable):
        raise TypeError(NO_SPANS)
    return union((first, last) for first, last in [_pair(part, horizon) for part in value] if first <= horizon)


def _pair(part: Any, horizon: int) -> tuple[int, int]:
    start, end = (part.get("start"), part.get("end")) if isinstance(part, Mapping) else part
    first = _at(start)
    last = LAST if end is None or end == "" else _at(end)
    if last < first:
        raise ValueError(REVERSED)
    return first, last if last <= horizon else LAST


def _at(value: Any) -> int:
    return instant(value.strip() if isinstance(value, str) else own(value))
