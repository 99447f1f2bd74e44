"""Calendars combined: any of them (`|`), all of them (`&`), one without others (`-`).

Simplified as they are made, only where a law holds for sets of instants: nesting is flattened, a calendar given twice is there once,
`a | ALWAYS` is ALWAYS, `a & ALWAYS` is a, and `a - b - c` is `a` without b and c.
"""

from collections.abc import Iterable
from datetime import UTC, tzinfo
from functools import reduce
from operator import and_, or_
from typing import ClassVar

from attrs import field, frozen

from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.calendars.business_days import Shifts, by_day, cut_to, shared, united
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans
from slakit.timeline.zone import zone_name

Parts = tuple[Calendar, ...]


def _parts(parts: Iterable[Calendar]) -> Parts:
    """The parts, each once; one that has no zone of its own takes that of the others."""
    once = tuple(dict.fromkeys(parts))
    tz = _day_zone(once)
    return tuple(dict.fromkeys(part.within(tz) for part in once))


class _Combined(Calendar):
    """Several calendars as one; its zone is that of the first part that has one, and the zones of its days are sorted by name."""

    parts: Parts
    _sign: ClassVar[str]
    _word: ClassVar[str]

    @property
    def keeps_shifts(self) -> bool:
        return any(part.keeps_shifts for part in self.parts)

    @property
    def zone(self) -> tzinfo:
        return next((part.zone for part in self.parts if part.has_zone), UTC)

    @property
    def has_zone(self) -> bool:
        return any(part.has_zone for part in self.parts)

    @property
    def day_zones(self) -> tuple[tzinfo, ...]:
        return zones_of_days(self.parts)

    @property
    def noun(self) -> str:
        return f" {self._word} ".join(part.noun for part in self.parts)

    def __repr__(self) -> str:
        return f" {self._sign} ".join(f"({part!r})" if isinstance(part, _Combined) else repr(part) for part in self.parts)


@frozen(repr=False)
class AnyOf(_Combined):
    """Open when one of the parts is."""

    _sign, _word = "|", "or"

    parts: Parts = field(converter=_parts)

    def open(self, span: Span) -> Spans:
        return reduce(or_, (part.open(span) for part in self.parts), Spans())

    def shifts(self, span: Span) -> Shifts:
        tz = _day_zone(self.parts)
        return united(_shifts(part, span, tz) for part in self.parts)

    def named(self, span: Span) -> list[tuple[Spans, str]]:
        """Return the open time by parts if these are hours of dates, so that the trace shows which hours counted."""
        if not any(isinstance(part, AllOf) for part in self.parts):
            return super().named(span)
        return [pair for part in self.parts for pair in part.named(span)]

    def closed(self, span: Span) -> list[tuple[Spans, str]]:
        opened = self.open(span)
        return [(spans - opened, why) for part in self.parts[:1] for spans, why in part.closed(span)]


@frozen(repr=False)
class AllOf(_Combined):
    """Open when every part is."""

    _sign, _word = "&", "and"

    parts: Parts = field(converter=_parts)

    def open(self, span: Span) -> Spans:
        return reduce(and_, (part.open(span) for part in self.parts), Spans([span]))

    def shifts(self, span: Span) -> Shifts:
        """Return the shifts by the days of the parts that keep shifts; if two differ, by the earlier, on which the longer shift began."""
        tz, opened = _day_zone(self.parts), self.open(span)
        keeping = [_shifts(part, span, tz) for part in self.parts if part.keeps_shifts]
        return cut_to(reduce(shared, keeping), opened) if keeping else by_day(opened, tz)

    def closed(self, span: Span) -> list[tuple[Spans, str]]:
        return _each_once(pair for part in self.parts for pair in part.closed(span))


@frozen(repr=False)
class Without(_Combined):
    """Open when `kept` is and none of `taken` is."""

    _sign = "-"

    kept: Calendar
    taken: Parts = field(converter=tuple[Calendar, ...])

    def __attrs_post_init__(self) -> None:
        kept, *taken = _parts((self.kept, *self.taken)) if self.kept not in self.taken else (self.kept, *_parts(self.taken))
        object.__setattr__(self, "kept", kept)
        object.__setattr__(self, "taken", tuple(taken))

    @property
    def parts(self) -> Parts:  # type: ignore[override]  # a field of the others
        return (self.kept, *self.taken)

    def open(self, span: Span) -> Spans:
        return reduce(lambda left, part: left - part.open(span), self.taken, self.kept.open(span))

    def shifts(self, span: Span) -> Shifts:
        return cut_to(_shifts(self.kept, span, _day_zone(self.parts)), self.open(span))

    @property
    def keeps_shifts(self) -> bool:
        return self.kept.keeps_shifts

    @property
    def day_zones(self) -> tuple[tzinfo, ...]:
        return self.kept.day_zones or zones_of_days(self.taken)

    @property
    def noun(self) -> str:
        return self.kept.noun

    def named(self, span: Span) -> list[tuple[Spans, str]]:
        opened = self.open(span)
        return [(spans & opened, name) for spans, name in self.kept.named(span)]

    def closed(self, span: Span) -> list[tuple[Spans, str]]:
        """Return the closed time with the reasons; what is taken away comes first, so that a holiday on a Sunday is a holiday."""
        taken = [(spans, f"taken away by {name}") for part in self.taken for spans, name in part.named(span)]
        return _each_once([*taken, *self.kept.closed(span)])


def joined(kind: type[AnyOf] | type[AllOf], left: Calendar, right: Calendar) -> Calendar:
    """`left | right` or `left & right`."""
    parts = _parts(part for side in (left, right) for part in (side.parts if isinstance(side, kind) else (side,)))
    if ALWAYS in parts:
        parts = (ALWAYS,) if kind is AnyOf else tuple(part for part in parts if part != ALWAYS) or (ALWAYS,)
    return parts[0] if len(parts) == 1 else kind(parts)


def without(kept: Calendar, taken: Calendar) -> Without:
    """`kept - taken`."""
    if isinstance(kept, Without):
        taken = reduce(or_, (*kept.taken, taken))
        kept = kept.kept
    return Without(kept, taken.parts if isinstance(taken, AnyOf) else (taken,))


def _each_once(reasons: Iterable[tuple[Spans, str]]) -> list[tuple[Spans, str]]:
    """Return spans with reasons, each without the time of the spans before it."""
    once: list[tuple[Spans, str]] = []
    before = Spans()
    for spans, why in reasons:
        once.append((spans - before, why))
        before |= spans
    return once


def zones_of_days(parts: Parts) -> tuple[tzinfo, ...]:
    """The zones of the days of several parts, sorted by name so that the order of the parts does not matter."""
    return tuple(sorted({tz for part in parts for tz in part.day_zones}, key=zone_name))


def _day_zone(parts: Parts) -> tzinfo:
    return next(iter(zones_of_days(parts)), UTC)


def _shifts(part: Calendar, span: Span, tz: tzinfo) -> Shifts:
    """The shifts of a part; the days of a part without a zone are those of the zone of the whole."""
    return part.shifts(span) if part.has_zone else by_day(part.open(span), tz)
