"""InForce: several calendars, one after the other: that of the desk which a case is with (docs/numbers.md C10)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, tzinfo
from functools import cached_property

from attrs import frozen

from slakit.calendars.base import Calendar
from slakit.calendars.business_days import Shifts, cut_to, united
from slakit.calendars.clock import Clock
from slakit.calendars.combined import zones_of_days
from slakit.calendars.pairs import turned
from slakit.timeline.instants import FIRST, LAST
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans

Turn = tuple[int, Calendar]  # an instant in microseconds, and the calendar that counts from then on


@frozen
class InForce(Calendar):
    """Open when the calendar in force is; that of the first turn counts before it as well.

    >>> desk, night = Weekly({"daily": "09:00-17:00"}, tz="UTC"), Weekly({"daily": "17:00-24:00"}, tz="UTC")
    >>> from slakit.timeline.instants import instant
    >>> moved = InForce(((0, desk), (instant("2026-03-02T16:00Z"), night)))
    >>> str(moved.elapsed("2026-03-02T15:00Z", "2026-03-02T18:00Z"))
    '2:00:00'
    """

    turns: tuple[Turn, ...]

    def stretches(self, first: int, last: int) -> Iterator[tuple[int, int, Calendar]]:
        """Yield the parts of [first, last), each with the calendar in force."""
        starts = [FIRST, *(at for at, _ in self.turns[1:])]
        for number in range(max(bisect_right(starts, first) - 1, 0), len(starts)):
            start, end = max(first, starts[number]), min(last, [*starts[1:], LAST][number])
            if start < end:
                yield start, end, self.turns[number][1]

    def open(self, span: Span) -> Spans:
        parts = (calendar.open(Span(start, end)) for start, end, calendar in self.stretches(span.first, span.last))
        return sum_of(parts)

    def shifts(self, span: Span) -> Shifts:
        pieces = ((calendar.shifts(span), Spans([Span(start, end)])) for start, end, calendar in self.stretches(FIRST, LAST))
        return united(cut_to(shifts, stretch) for shifts, stretch in pieces)

    @property
    def zone(self) -> tzinfo:
        return next((calendar.zone for _, calendar in self.turns if calendar.has_zone), UTC)

    @property
    def has_zone(self) -> bool:
        return any(calendar.has_zone for _, calendar in self.turns)

    @property
    def day_zones(self) -> tuple[tzinfo, ...]:
        return zones_of_days(tuple(calendar for _, calendar in self.turns))

    @cached_property
    def clock(self) -> Clock:
        return TurnsClock(self)


def sum_of(parts: Iterator[Spans]) -> Spans:
    """The time of several sets of spans together."""
    together = Spans([])
    for part in parts:
        together |= part
    return together


class TurnsClock(Clock):
    """The open time of calendars that follow each other, counted on the clock of each; nothing is compiled for the whole."""

    def __init__(self, calendar: InForce) -> None:
        super().__init__(calendar)
        self.stretches = calendar.stretches

    def elapsed(self, a: int, b: int, signed: bool = False) -> int:
        if a > b:
            if signed:
                return -self.elapsed(b, a)
            raise turned(a, b)
        return sum(calendar.clock.elapsed(start, end) for start, end, calendar in self.stretches(a, b))

    def due(self, t: int, d: int) -> int:
        if d < 0:
            return super().due(t, d)
        for start, end, calendar in self.stretches(t, LAST):
            room = calendar.clock.elapsed(start, end) if end < LAST else d
            if d <= room:
                return calendar.clock.due(start, d)
            d -= room
        return super().due(t, d)
