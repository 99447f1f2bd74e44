"""Time of a period as details have it: what is excluded, closed and to come, and what of bad time is excused."""

from collections.abc import Iterable, Iterator

from slakit.calendars.base import Calendar
from slakit.metrics.details import BAD, CLOSED, EXCLUDED, EXCUSED, OPEN, TimeSpan
from slakit.metrics.excluded_time import ExcludedTime, cited
from slakit.metrics.measure import in_unit
from slakit.metrics.period_context import Excluded, PeriodContext
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans


def reason_of(part: Excluded) -> str:
    """Return what an exclusion does, by its stream and clause: "left out by maintenance (clause 4.2)"."""
    eased = "" if part.worth in (None, 1) else f" at {in_unit(part.worth or 0, '').to('%').show()}"
    return f"{'left out' if part.worth is None else 'forgiven'}{eased} by {cited(part)}"


def reason_at(context: PeriodContext, at: int) -> str:
    """Return why an instant is excluded; empty where it is not. Of several exclusions, what is left out goes first."""
    parts = sorted(context.excluded, key=lambda part: part.worth is not None)
    return next((reason_of(part) for part in parts if at in part.spans), "")


def spans_of(kind: str, spans: Spans, reason: str = "") -> Iterator[TimeSpan]:
    """Each span as one of a kind, which costs nothing."""
    return (TimeSpan(span.first, span.last, kind, 0, reason) for span in spans)


def by_exclusion(context: PeriodContext, kind: str, spans: Spans, otherwise: str = "") -> Iterator[TimeSpan]:
    """Yield spans as one of a kind, each part with the exclusion that it lies in, and the rest for another reason, if there is one."""
    for part in sorted(context.excluded, key=lambda part: part.worth is not None):
        yield from spans_of(kind, spans & part.spans, reason_of(part))
        spans -= part.spans
    if otherwise:
        yield from spans_of(kind, spans, otherwise)


def around(context: PeriodContext, hours: Calendar) -> Iterator[TimeSpan]:
    """Yield the time of a period that is excluded, the time outside of the hours that count, and the time to come."""
    observed, counted = Spans([context.observed]), hours.clock.spans(context.span.first, context.observed.last)
    yield from by_exclusion(context, EXCLUDED, counted)
    yield from spans_of(CLOSED, observed - counted, "outside of the hours that count")
    if context.open:
        yield from spans_of(OPEN, Spans([Span(context.observed.last, context.span.last)]))


def bad_spans(context: PeriodContext, bad: Spans, heads: int = 1) -> Iterator[TimeSpan]:
    """Yield bad time: what of it counts, and what is forgiven."""
    excluded = ExcludedTime.of(context.excluded)
    for worth, spans in excluded.split(bad - excluded.dropped):
        if worth == 1:
            yield from by_exclusion(context, EXCUSED, spans)
            continue
        for span in spans:
            why = reason_at(context, span.first) if worth else ""
            yield TimeSpan(span.first, span.last, BAD, (1 - worth) * (span.last - span.first) * heads, why)
    yield from by_exclusion(context, EXCUSED, bad & excluded.dropped)


def ordered(spans: Iterable[TimeSpan]) -> tuple[TimeSpan, ...]:
    """Spans in the order of time."""
    return tuple(sorted(spans, key=lambda span: (span.first, span.last, span.kind, span.reason, span.lost)))
