"""Coverage: how much of the promised hours somebody was on duty."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import attrs

from slakit.calendars.base import Calendar
from slakit.metrics.condition import Filter, filter_of
from slakit.metrics.details import Working
from slakit.metrics.excluded_time import ExcludedTime, failures
from slakit.metrics.loss import Loss
from slakit.metrics.measure import TIME, Measure, exact, in_unit, longest
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.metrics.reading import Reading
from slakit.metrics.settings import calendar, in_hours
from slakit.metrics.stream_metric import ShareMetric
from slakit.metrics.tallies.timeline import Timeline
from slakit.metrics.time_details import around, bad_spans, ordered
from slakit.metrics.value_kinds.span_values import SpanValue
from slakit.timeline.spans import Spans
from slakit.timeline.weighted_spans import ONE, Mean, swept
from slakit.values.fields import field_name, one_of, whole_number


@attrs.frozen(repr=False)
class Coverage(ShareMetric):
    """The promised time in which enough people were on duty, out of all time of the period that `promised` is open.

        covered promised time / promised time                          basis="time", the default
        promised time staffed, each place / (headcount x promised)     basis="heads"

    Each record is a shift; one without an end goes on. A moment is covered when at least `headcount` shifts of different people, named
    in the field `agent`, run at once; people without a name count as one. With basis="heads" each missing person counts alone: two
    of three on duty is two thirds. Only shifts whose fields meet all conditions of `needs` count, such as a level or a skill. One with a
    blank there does not, and one of which that cannot be read is a data problem, which could only have raised the measure. What is
    staffed outside the promised hours changes nothing, and in a period that is not over the measure is that of the time that has passed.
    A failure is a stretch of promised time without enough people; closing time ends it, and an absence that joins two makes one of them.

    The clauses behind it are those of staffed support hours and of a minimum staffing. Where the number of people depends on the hour,
    write one objective for each number, with its own hours.

    >>> Coverage("shifts", promised=ALWAYS, needs={"level": "expert"}, headcount=2, agent="name")
    Coverage('shifts', promised=ALWAYS, needs={'level': 'expert'}, headcount=2, agent='name')
    """

    promised: Calendar = attrs.field(converter=in_hours, validator=calendar, kw_only=True)  # type: ignore[misc]
    start: str = attrs.field(default="start", validator=field_name, kw_only=True)
    end: str = attrs.field(default="end", validator=field_name, kw_only=True)
    needs: Filter = attrs.field(factory=Filter, converter=filter_of, kw_only=True)
    headcount: int = attrs.field(default=1, validator=whole_number(1, 3), kw_only=True)
    agent: str | None = attrs.field(default=None, validator=field_name, kw_only=True)
    basis: str = attrs.field(default="time", validator=one_of("time", "heads"), kw_only=True)

    def conflicts(self) -> Iterator[str]:
        if self.headcount > 1 and self.agent is None:
            problem = f"headcount={self.headcount} on {self.stream!r} does not say which shifts are of different people"
            yield f"{problem}; name the field that does: headcount={self.headcount}, agent='name'"

    def parts(self) -> tuple[Reading, ...]:
        marks = (self.agent,) if self.agent and self.headcount > 1 else ()
        reading = self.reading(self.start, SpanValue(self.start, self.end, marks=marks))
        return (attrs.evolve(reading, where=self.filters & self.needs),)

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        timeline = Timeline.of(tallies[0])
        seen, last = context.observed.last, context.span.last
        clock = self.promised.clock
        promised = clock.spans(context.span.first, seen)
        rest = clock.elapsed(seen, last)
        excluded = ExcludedTime.of(context.excluded)
        to_come = (clock.spans(seen, last) - excluded.dropped).total if context.open else 0
        judged = promised - excluded.dropped
        if not judged:
            why = "all promised time is excluded" if promised else "no time is promised in the period"
            return Measure(value=None, low=0 if rest else None, high=1 if rest else None, foresees=True, breaches=0, reason=why)
        lanes = list(timeline.lanes.values()) if self.headcount > 1 else [timeline.spans]
        levels = on_duty(lanes, self.headcount)
        gaps, uncovered = excluded.unforgiven(judged - levels[-1]), promised - levels[-1]
        levels = levels if self.basis == "heads" else levels[-1:]
        good = sum(((judged & level).total + excluded.credited(judged - level) for level in levels), Fraction(0))
        whole, more = judged.total * len(levels), rest * len(levels)
        return Measure(
            value=good / whole,
            sample=sum(len(lane.cut(context.span.first, seen)) for lane in lanes),
            low=good / (whole + more),
            high=(good + more) / (whole + more),
            foresees=True,
            breaches=failures(gaps, uncovered),
            part=exact(good),
            whole=whole,
            lost="time without cover",
            lost_in=TIME,
            loss=Loss(end=whole + to_come * len(levels)),
            workings=self._workings(good, whole, gaps, promised.total - judged.total),
            evidence=longest(gaps),
        )

    def working(self, tallies: Tallies, context: PeriodContext) -> Working:
        timeline, promised = Timeline.of(tallies[0]), self.promised.clock.spans(context.span.first, context.observed.last)
        levels = on_duty(list(timeline.lanes.values()) if self.headcount > 1 else [timeline.spans], self.headcount)
        levels = levels if self.basis == "heads" else levels[-1:]
        short = swept([(ONE, promised - level, 1) for level in levels], Mean(1))  # how many are missing
        bad = (span for missing, spans in short.parts for span in bad_spans(context, spans, int(missing)))
        judged = promised - ExcludedTime.of(context.excluded).dropped
        return Working(time=ordered([*bad, *around(context, self.promised)]), judged=judged, heads=len(levels), figures=TIME)

    def widened(self, measure: Measure, unread: Sequence[int]) -> Measure:
        """A shift that could not be read can only raise it."""
        return measure if measure.value is None else attrs.evolve(measure, high=1)

    def _workings(self, good: Fraction, whole: int, gaps: Spans, dropped: int) -> str:
        covered, all_of_it, short, left_out = (in_unit(value, "us").to("min").show() for value in (good, whole, gaps.total, dropped))
        words = "staffed, all places added up" if self.basis == "heads" else "covered"
        text = f"{covered} of {all_of_it} {words}; {short} short in {len(gaps):,} gap{'s' * (len(gaps) != 1)}"
        return f"{text}; {left_out} left out" if dropped else text


def on_duty(lanes: Iterable[Spans], most: int) -> list[Spans]:
    """Return the time with at least 1, 2, ... `most` lanes on duty, one set of spans each."""
    if most == 1:
        return [Spans.joined(list(lanes))]
    changes: Counter[int] = Counter()
    for lane in lanes:
        for index, edge in enumerate(lane.edges):
            changes[edge] += -1 if index % 2 else 1
    edges: list[list[int]] = [[] for _ in range(most)]
    count = 0
    for at in sorted(changes):
        then = count + changes[at]
        for level in range(min(count, then), min(max(count, then), most)):
            edges[level].append(at)
        count = then
    return [Spans.of_edges(tuple(level)) for level in edges]
