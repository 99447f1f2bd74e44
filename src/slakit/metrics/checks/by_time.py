"""by_time: the share of time that is good by checks, each of which holds until the next (docs/numbers.md M7)."""

from collections.abc import Sequence
from fractions import Fraction

from slakit.calendars.base import Calendar
from slakit.metrics.checks.look_at import look_at, worst_of_each
from slakit.metrics.checks.looks import Looks
from slakit.metrics.checks.observations import ObservationRules, Observations, missing, shown_observed
from slakit.metrics.details import UNKNOWN, Working
from slakit.metrics.excluded_time import ExcludedTime, failures, left_out
from slakit.metrics.loss import Loss, in_a_row
from slakit.metrics.measure import TIME, Measure, in_unit, longest
from slakit.metrics.period_context import PeriodContext
from slakit.metrics.tallies.series import Series
from slakit.metrics.time_details import around, bad_spans, ordered, spans_of
from slakit.timeline.instants import moment
from slakit.timeline.spans import Spans
from slakit.timeline.zone import zone


def by_time(
    series: Series, before: Series | None, rules: ObservationRules, clock: Calendar, hours: Calendar, context: PeriodContext
) -> Measure:
    """Return the measure of good time out of all that was good or bad, as `clock` counts it; checks are due in `hours`."""
    first, seen = context.span.first, context.observed.last
    excluded = ExcludedTime.of(context.excluded)
    counts = _counts_missed(rules)
    looks = _looks(series, rules, hours, context, excluded)
    undecided = looks.undecided
    if counts and rules.every:  # what is overdue may yet be missed, or not
        latest = looks.latest + max(0, int(looks.missed[-1]) - 1) * rules.every + (rules.gap or 0) if len(series.instants) else first
        undecided = latest if undecided is None else min(undecided, latest)
    counted = clock.clock.spans(first, seen) - excluded.dropped
    named = worst_of_each(before) if before else None
    entire = looks.observations(named, rules, first, seen)
    torn = looks.contradictions(named, first) if named else []
    states = entire.within(counted)
    rest = (clock.clock.spans(seen, context.span.last) - excluded.dropped).total if context.open else 0
    if before is not None:  # the next row may say that something else held before it
        undecided = looks.latest if len(looks.at) else first
    settled = states
    if undecided is not None and context.open:
        settled = states.within(Spans.of_edges((first, undecided) if undecided > first else ()))
    up, sure, whole = _up(states, excluded), _up(settled, excluded), states.total
    low, high = (amount / (whole + rest) if whole + rest else None for amount in (sure, sure + whole - settled.total + rest))
    if not whole:
        reason = "no time counts in the period" if not counted else "no check says how it was" if len(series.instants) else "no checks"
        return Measure(value=None, low=low, high=high, foresees=True, breaches=0, reason=reason)
    down = excluded.unforgiven(states.bad)
    breaches = failures(down, entire.bad & clock.clock.spans(first, seen) if context.excluded else down)
    uneven = in_a_row(rules.in_a_row) if rules.in_a_row > 1 else ""
    observed = Fraction(states.observed.total, counted.total)
    up_time, whole_time, down_time = (in_unit(time, TIME).to("min").show() for time in (up, whole, down.total))
    text = f"{up_time} up of {whole_time}; {down_time} down in {breaches:,} stretch{'es' * (breaches != 1)}"
    return Measure(
        value=up / whole,
        sample=len(series.since(first).instants),
        low=low,
        high=high,
        foresees=True,
        breaches=breaches,
        observed=observed,
        part=up,
        whole=whole,
        lost="time that fails",
        lost_in=TIME,
        loss=Loss(end=whole + rest, uneven=uneven, unknown=uneven),
        workings="; ".join([text, shown_observed(observed), *_torn(torn, context), *left_out(context)]),
        evidence=longest(down),
    )


def time_working(
    series: Series, before: Series | None, rules: ObservationRules, clock: Calendar, hours: Calendar, context: PeriodContext
) -> Working:
    """Return the time that fails, that is not known and that does not count, of the same measure."""
    first, seen, excluded = context.span.first, context.observed.last, ExcludedTime.of(context.excluded)
    looks = _looks(series, rules, hours, context, excluded)
    open_time = clock.clock.spans(first, seen)
    states = looks.observations(worst_of_each(before) if before else None, rules, first, seen).within(open_time)
    judged = (states.good | states.bad) - excluded.dropped
    unknown = spans_of(UNKNOWN, open_time - excluded.dropped - judged, "no check says how it was")
    return Working(time=ordered([*bad_spans(context, states.bad), *unknown, *around(context, clock)]), judged=judged, figures=TIME)


def _counts_missed(rules: ObservationRules) -> bool:
    """True if a missed check changes a run."""
    return rules.in_a_row > 1 and rules.unknown != "drop"


def _looks(series: Series, rules: ObservationRules, hours: Calendar, context: PeriodContext, excluded: ExcludedTime) -> Looks:
    gone = missing(series.instants, rules, rules.gap or 0, hours, context, excluded) if _counts_missed(rules) else ()
    return look_at(series, rules, excluded, gone)


def contradicting(series: Series, before: Series, rules: ObservationRules) -> tuple[int, ...]:
    """The instants of all changes that contradict the change before them (docs/numbers.md M11)."""
    looks = look_at(series, rules, ExcludedTime.of(()))
    return tuple(looks.contradictions(worst_of_each(before), int(looks.at[0]) if len(looks.at) else 0))


def _torn(instants: Sequence[int], context: PeriodContext) -> list[str]:
    """Return the problem of changes that contradict the one before them; empty if there are none."""
    if not instants:
        return []
    several = len(instants) > 1
    names = f"{len(instants):,} change{'s' * several} name{'s' * (not several)} another previous state than the change before"
    return [f"{names}, which stands until then (first at {moment(instants[0], zone(context.tz or 'UTC')).isoformat()})"]


def _up(states: Observations, excluded: ExcludedTime) -> Fraction:
    """The good time, and the forgiven part of the bad time."""
    return states.good.total + excluded.credited(states.bad)
