"""Calendars combined: any of them (`|`), all of them (`&`), one without others (`-`).

Simplified as they are made, only where a law holds for sets of instants: nesting is flattened, a calendar given twice is there once,
`a | ALWAYS` is ALWAYS, `a & ALWAYS` is a, and `a - b - c` is `a` without b and c.
"""

from collections.abc import Iterable
from datetime import UTC, tzinfo
from functools import reduce
from operator import and_, or_

from attrs import field, frozen

from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans

Parts = tuple[Calendar, ...]


def _parts(parts: Iterable[Calendar]) -> Parts:
    return tuple(dict.fromkeys(parts))


@frozen(repr=False)
class AnyOf(Calendar):
    """Open when one of the parts is."""

    parts: Parts = field(converter=_parts)

    def open(self, span: Span) -> Spans:
        return reduce(or_, (part.open(span) for part in self.parts), Spans())

    @property
    def zone(self) -> tzinfo:
        return _zone(self.parts)

    @property
    def noun(self) -> str:
        return " or ".join(part.noun for part in self.parts)

    def closed(self, span: Span) -> list[tuple[Spans, str]]:
        opened = self.open(span)
        return [(spans - opened, why) for part in self.parts[:1] for spans, why in part.closed(span)]

    def __repr__(self) -> str:
        return " | ".join(map(_enclosed, self.parts))


@frozen(repr=False)
class AllOf(Calendar):
    """Open when every part is."""

    parts: Parts = field(converter=_parts)

    def open(self, span: Span) -> Spans:
        return reduce(and_, (part.open(span) for part in self.parts), Spans([span]))

    @property
    def zone(self) -> tzinfo:
        return _zone(self.parts)

    @property
    def noun(self) -> str:
        return " and ".join(part.noun for part in self.parts)

    def closed(self, span: Span) -> list[tuple[Spans, str]]:
        found: list[tuple[Spans, str]] = []
        told = Spans()
        for part in self.parts:
            for spans, why in part.closed(span):
                found.append((spans - told, why))
                told |= spans
        return found

    def __repr__(self) -> str:
        return " & ".join(map(_enclosed, self.parts))


@frozen(repr=False)
class Without(Calendar):
    """Open when `kept` is and none of `taken` is."""

    kept: Calendar
    taken: Parts = field(converter=_parts)

    def open(self, span: Span) -> Spans:
        return reduce(lambda left, part: left - part.open(span), self.taken, self.kept.open(span))

    @property
    def zone(self) -> tzinfo:
        return _zone((self.kept, *self.taken))

    @property
    def noun(self) -> str:
        return self.kept.noun

    def closed(self, span: Span) -> list[tuple[Spans, str]]:
        """What is taken away is told first: a holiday on a Sunday is a holiday."""
        found: list[tuple[Spans, str]] = []
        told = Spans()
        for part in self.taken:
            spans = part.open(span)
            found.append((spans - told, f"taken away by {part.noun}"))
            told |= spans
        return found + [(spans - told, why) for spans, why in self.kept.closed(span)]

    def __repr__(self) -> str:
        return " - ".join(map(_enclosed, (self.kept, *self.taken)))


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


def _zone(parts: Parts) -> tzinfo:
    """The zone of the first part that has one of its own."""
    return next((part.zone for part in parts if part.zone != UTC), UTC)


def _enclosed(part: Calendar) -> str:
    return f"({part!r})" if isinstance(part, AnyOf | AllOf | Without) else repr(part)
