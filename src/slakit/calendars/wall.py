"""From the wall clock to instants: what is open by local time, stretch by stretch of constant UTC offset (docs/numbers.md C1)."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache

from slakit.errors import ContractError
from slakit.timeline.instants import DAY, FIRST, LAST
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans, union
from slakit.timeline.zone import offsets, zone

EPOCH_DAY = date(1970, 1, 1).toordinal()

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

Walls = Callable[[int, int], Iterable[tuple[int, int]]]  # from a local time to another, local microseconds since 1970


def on_wall(tz: tzinfo, span: Span, walls: Walls) -> Spans:
    """The instants of a span whose wall time lies in a wall interval: a repeated hour counts twice, a skipped one not at all."""
    pairs = []
    for first, last, offset in offsets(tz, span.first, span.last):
        for start, end in walls(first + offset, last + offset):
            pairs.append((max(start - offset, first), min(end - offset, last)))
    return Spans.of_edges(union(pairs))


def zone_written(tz: object) -> str | tzinfo:
    """The plain form of a zone: its name, or the object where it has none; raises ContractError for what is no zone."""
    if isinstance(tz, str):
        zone(tz)
        return tz
    if not isinstance(tz, tzinfo):
        raise ContractError(f"{tz!r} is not a time zone; write 'Europe/London'")
    return "UTC" if tz is UTC else getattr(tz, "key", None) or tz


def day_of(value: object) -> int:
    """The number of a date since 1970-01-01; raises ValueError for anything else."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        value = date.fromisoformat(value)
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError(value)
    return value.toordinal() - EPOCH_DAY


def day_text(day: int) -> str:
    """A day number as a date: 2026-12-24."""
    return date.fromordinal(day + EPOCH_DAY).isoformat()


@lru_cache(maxsize=4096)
def day_span(day: int, tz: tzinfo) -> Span | None:
    """Return the span of a local day; None for a day that the zone left out, as Apia did with 2011-12-30.

    If the clock goes back over midnight, the repeated time lies in the spans of both days.
    """
    wall = day * DAY
    around = Span(max(wall - 2 * DAY, FIRST), min(wall + 3 * DAY, LAST))
    edges = on_wall(tz, around, lambda first, last: [(wall, wall + DAY)]).edges
    return Span(edges[0], edges[-1]) if edges else None
