"""Figures by time: what a measure is made of by local date, and by hour of the week."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, tzinfo

from slakit.metrics.details import BAD, GOOD, RecordDetail, TimeSpan
from slakit.metrics.measure import Exact
from slakit.statements.details import DayFigures, HourFigures
from slakit.timeline.instants import HOUR, MINUTE, SECOND, moment
from slakit.timeline.spans import Spans

Cell = tuple[date, int]  # a local date, and an hour of it
Sums = dict[Cell, list[Exact]]  # good, total, amount


def figures_of_records(
    records: Iterable[RecordDetail], zone: tzinfo, in_part: bool
) -> tuple[tuple[DayFigures, ...], tuple[HourFigures, ...]]:
    """The figures of records that count; with `in_part` a bad one is good by its value, as where it is forgiven in part."""
    sums: Sums = {}
    judged = False
    for one in records:
        judged = judged or one.state in (GOOD, BAD)
        good = one.count if one.state == GOOD else (one.value or 0) * one.count if in_part else 0
        at = moment(one.at, zone)
        _add(sums, (at.date(), at.hour), good, one.count, (one.value or 0) * one.count)
    return _by_day(sums, judged), _by_hour(sums, judged)


def figures_of_time(
    judged: Spans, time: Sequence[TimeSpan], heads: int, zone: tzinfo
) -> tuple[tuple[DayFigures, ...], tuple[HourFigures, ...]]:
    """The figures of time that counts, `heads` times, in microseconds, without what is lost of it."""
    sums: Sums = {}
    for span in judged:
        for cell, length in _cells(span.first, span.last, zone):
            _add(sums, cell, length * heads, length * heads, 0)
    for one in time:
        if one.lost:
            share = one.share
            for cell, length in _cells(one.first, one.last, zone):
                _add(sums, cell, -share * length, 0, 0)
    return _by_day(sums, True), _by_hour(sums, True)


def _add(sums: Sums, cell: Cell, good: Exact, total: Exact, amount: Exact) -> None:
    figures = sums.setdefault(cell, [0, 0, 0])
    figures[0] += good
    figures[1] += total
    figures[2] += amount


def _cells(first: int, last: int, zone: tzinfo) -> Iterator[tuple[Cell, int]]:
    """Yield the hours of the wall clock in a stretch, each with its length in it."""
    while first < last:
        at = moment(first, zone)
        until = min(last, first + HOUR - at.minute * MINUTE - at.second * SECOND - at.microsecond)
        yield (at.date(), at.hour), until - first
        first = until


def _by_day(sums: Sums, judged: bool) -> tuple[DayFigures, ...]:
    table: dict[date, list[Exact]] = {}
    for (day, _), figures in sums.items():
        table[day] = [a + b for a, b in zip(table.get(day, [0, 0, 0]), figures, strict=True)]
    return tuple(
        DayFigures(day=day, good=good if judged else None, total=total, amount=amount)
        for day, (good, total, amount) in sorted(table.items())
    )


def _by_hour(sums: Sums, judged: bool) -> tuple[HourFigures, ...]:
    table: dict[tuple[int, int], list[Exact]] = {}
    for (day, hour), figures in sums.items():
        cell = (day.weekday(), hour)
        table[cell] = [a + b for a, b in zip(table.get(cell, [0, 0, 0]), figures, strict=True)]
    return tuple(
        HourFigures(weekday=weekday, hour=hour, good=good if judged else None, total=total, amount=amount)
        for (weekday, hour), (good, total, amount) in sorted(table.items())
    )
