"""by_time: the share of time that is good by checks, each of which holds until the next (docs/numbers.md M7)."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from slakit.calendars.base import Calendar
from slakit.metrics.checks.observations import (
    Look,
    ObservationRules,
    Observations,
    contradictions,
    looks,
    missing,
    shown_observed,
    together,
)
from slakit.metrics.details import UNKNOWN, Working
from slakit.metrics.excluded_time import ExcludedTime, failures, left_out
from slakit.metrics.loss import Loss, in_a_row
from slakit.metrics.measure import TIME, Measure, in_unit, longest
from slakit.metrics.period_context import PeriodContext
from slakit.metrics.tallies.samples import Pair
from slakit.metrics.time_details import around, bad_spans, ordered, spans_of
from slakit.timeline.instants import moment
from slakit.timeline.spans import Spans
from slakit.timeline.zone import zone


def by_time(
    pairs: Sequence[Pair], before: Sequence[Pair] | None, rules: ObservationRules, clock: Calendar, hours: Calendar, context: PeriodContext
) -> Measure:
    """Return the measure of good time out of all that was good or bad, as `clock` counts it; checks are due in `hours`."""
    first, seen = context.span.first, context.observed.last
    excluded = ExcludedTime.of(context.excluded)
    counts = _counts_missed(rules)
    checks, undecided = _looks(pairs, rules, hours, context, excluded)
    if counts and rules.every:  # what is overdue may yet be missed, or not
        latest = checks[-1].at + max(0, checks[-1].missed - 1) * rules.every + (rules.gap or 0) if pairs else first
        undecided = latest if undecided is None else min(undecided, latest)
    counted = clock.clock.spans(first, seen) - excluded.dropped
    named = _before(before or ())
    entire = Observations.of(checks, named, rules, first, seen)
    torn = contradictions(checks, named, first)
    states = entire.within(counted)
    rest = (clock.clock.spans(seen, context.span.last) - excluded.dropped).total if context.open else 0
    if before is not None:  # the next row may say that something else held before it
        undecided = checks[-1].at if checks else first
    settled = states
    if undecided is not None and context.open:
        settled = states.within(Spans.of_edges((first, undecided) if undecided > first else ()))
    up, sure, whole = _up(states, excluded), _up(settled, excluded), states.total
    low, high = (amount / (whole + rest) if whole + rest else None for amount in (sure, sure + whole - settled.total + rest))
    if not whole:
        reason = "no time counts in the period" if not counted else "no check says how it was" if pairs else "no checks"
        return Measure(value=None, low=low, high=high, foresees=True, breaches=0, reason=reason)
    down = excluded.unforgiven(states.bad)
    breaches = failures(down, entire.bad & clock.clock.spans(first, seen) if context.excluded else down)
    uneven = in_a_row(rules.in_a_row) if rules.in_a_row > 1 else ""
    observed = Fraction(states.observed.total, counted.total)
    up_time, whole_time, down_time = (in_unit(time, TIME).to("min").show() for time in (up, whole, down.total))
    text = f"{up_time} up of {whole_time}; {down_time} down in {breaches:,} stretch{'es' * (breaches != 1)}"
    return Measure(
        value=up / whole,
        sample=sum(at >= first for at, _ in pairs),
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
    pairs: Sequence[Pair], before: Sequence[Pair] | None, rules: ObservationRules, clock: Calendar, hours: Calendar, context: PeriodContext
) -> Working:
    """Return the time that fails, that is not known and that does not count, of the same measure."""
    first, seen, excluded = context.span.first, context.observed.last, ExcludedTime.of(context.excluded)
    checks, _ = _looks(pairs, rules, hours, context, excluded)
    open_time = clock.clock.spans(first, seen)
    states = Observations.of(checks, _before(before or ()), rules, first, seen).within(open_time)
    judged = (states.good | states.bad) - excluded.dropped
    unknown = spans_of(UNKNOWN, open_time - excluded.dropped - judged, "no check says how it was")
    return Working(time=ordered([*bad_spans(context, states.bad), *unknown, *around(context, clock)]), judged=judged, figures=TIME)


def _counts_missed(rules: ObservationRules) -> bool:
    """True if a missed check changes a run."""
    return rules.in_a_row > 1 and rules.unknown != "drop"


def _looks(
    pairs: Sequence[Pair], rules: ObservationRules, hours: Calendar, context: PeriodContext, excluded: ExcludedTime
) -> tuple[list[Look], int | None]:
    gone = missing(pairs, rules, rules.gap or 0, hours, context, excluded) if _counts_missed(rules) else ()
    return looks(pairs, rules, excluded, gone)


def contradicting(pairs: Sequence[Pair], before: Sequence[Pair], rules: ObservationRules) -> tuple[int, ...]:
    """The instants of all changes that contradict the change before them (docs/numbers.md M11)."""
    checks, _ = looks(pairs, rules, ExcludedTime.of(()))
    return tuple(contradictions(checks, _before(before), checks[0].at if checks else 0))


def _torn(instants: Sequence[int], context: PeriodContext) -> list[str]:
    """Return the problem of changes that contradict the one before them; empty if there are none."""
    if not instants:
        return []
    several = len(instants) > 1
    names = f"{len(instants):,} change{'s' * several} name{'s' * (not several)} another previous state than the change before"
    return [f"{names}, which stands until then (first at {moment(instants[0], zone(context.tz or 'UTC')).isoformat()})"]


def _before(before: Sequence[Pair]) -> Mapping[int, int]:
    """Return the state that rows name as the one before them, by their instant."""
    return {at: together({worth for _, worth in group}) for at, group in groupby(before, key=lambda pair: pair[0])}


def _up(states: Observations, excluded: ExcludedTime) -> Fraction:
    """The good time, and the forgiven part of the bad time."""
    return states.good.total + excluded.credited(states.bad)
