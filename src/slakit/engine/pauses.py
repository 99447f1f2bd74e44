"""Pauses: what a record says of when its clock was held."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from slakit.engine.batch import Batch
from slakit.errors import UnitError
from slakit.metrics.record import own
from slakit.timeline.instants import LAST, instant
from slakit.timeline.spans import Edges, union

NO_SPANS = "not a list of spans; write [['2026-01-05T09:00Z', '2026-01-05T10:00Z']]"
Paused = list[Edges]


def pauses_of(batch: Batch, name: str, horizon: int | None) -> tuple[Paused, list[int]]:
    """The pauses of each record, and the records whose pauses cannot be read.

    A pause is [from, to], "from/to" or {"start": from, "end": to}; without its end it goes on. What lies after the horizon has not
    happened yet.
    """
    read: Paused = []
    bad = []
    for row, value in enumerate(batch.values(name)):
        edges: Edges = ()
        try:
            edges = _edges(own(value), LAST if horizon is None else horizon) if value is not None else ()
        except (UnitError, TypeError, ValueError):
            bad.append(row)
        read.append(edges)
    return read, bad


def _edges(value: Any, horizon: int) -> Edges:
    if isinstance(value, str):
        value = [part.split("/") for part in value.replace(",", ";").split(";") if part.strip()]
    if isinstance(value, Mapping) or not isinstance(value, Iterable):
        raise ValueError(NO_SPANS)
    pairs = [_pair(part, horizon) for part in value]
    return union((first, last) for first, last in pairs if first <= horizon)


def _pair(part: Any, horizon: int) -> tuple[int, int]:
    start, end = (part.get("start"), part.get("end")) if isinstance(part, Mapping) else part
    first = _at(start)
    last = LAST if end is None or end == "" else _at(end)
    if last < first:
        raise ValueError(NO_SPANS)
    return first, last if last <= horizon else LAST


def _at(value: Any) -> int:
    if type(value) is int:
        return value
    return instant(value.strip() if isinstance(value, str) else own(value) if not isinstance(value, datetime) else value)
