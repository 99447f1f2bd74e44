"""by_number: the share of checks that are good, each counted by itself (docs/numbers.md M7)."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve

from slakit.calendars.base import Calendar
from slakit.metrics.checks.counted_checks import SHAKY, CountedChecks, Kind, kind_of
from slakit.metrics.checks.debounce import BAD, UNKNOWN
from slakit.metrics.checks.look_at import look_at
from slakit.metrics.checks.observations import ObservationRules, missing, shown_observed
from slakit.metrics.details import BAD as BAD_RECORD, CHECKS, EXCLUDED, GOOD as GOOD_RECORD, RecordDetail, Working
from slakit.metrics.excluded_time import ExcludedTime, left_out
from slakit.metrics.loss import Loss, in_a_row
from slakit.metrics.measure import Evidence, Measure
from slakit.metrics.period_context import PeriodContext
from slakit.metrics.tallies.series import Series
from slakit.metrics.time_details import around, ordered, reason_at
from slakit.values.number import shown


def by_number(series: Series, rules: ObservationRules, hours: Calendar, context: PeriodContext) -> Measure:
    """Return the measure of good checks out of all; missed checks are among all if the rules count them."""
    first, seen = context.span.first, context.observed.last
    excluded = ExcludedTime.of(context.excluded)
    never = missing(series.instants, rules, 0, hours, context, excluded)
    looks = look_at(series, rules, excluded, never) if never or not _alone(rules) else None
    shaky = seen + 1 if looks is None or looks.undecided is None else looks.undecided
    own = series.since(first).outside(excluded.dropped)
    counted = CountedChecks.of(own, None if _alone(rules) or looks is None else looks.state_of(own), rules, shaky, excluded)
    tally = counted.kinds
    sample, gone = _whole(tally), 0
    for look in looks.rows if looks is not None and never else ():
        if look.missed and look.at >= first and look.at not in excluded.dropped:
            gone += look.missed
            tally[kind_of(look.at, UNKNOWN, look.state, rules, shaky, excluded)] += look.missed
    whole = _whole(tally)
    if not whole:
        return Measure(value=None, breaches=0, reason="no check says how it was" if counted.count else "no checks")
    good = Fraction(sum(count * (worth if state == BAD else 1) for (state, worth), count in tally.items() if state != UNKNOWN))
    lost = Fraction(sum(count * (1 - worth) for (state, worth), count in tally.items() if state == SHAKY))
    failed = sum(count for (state, worth), count in tally.items() if state == BAD and worth < 1)
    observed = Fraction(counted.answered, counted.count + gone)
    text = f"{shown(good, 6)} of {whole:,} checks good; {failed:,} failed"
    silent = [f"{count:,} {name}" for count, name in ((counted.count - counted.answered, "unknown"), (gone, "missed")) if count]
    return Measure(
        value=good / whole,
        sample=sample,
        low=(good - lost if context.open else good) / whole,
        high=good / whole,
        breaches=failed,
        observed=observed,
        part=good,
        whole=whole,
        lost="failed checks",
        loss=_loss(series.instants, rules, hours, context, whole),
        workings="; ".join([text, *silent, shown_observed(observed), *left_out(context)]),
        evidence=tuple(map(Evidence, counted.failures)),
    )


def number_working(series: Series, rules: ObservationRules, hours: Calendar, context: PeriodContext) -> Working:
    """Return every check with what it counts as, those that never came as well."""
    first, excluded = context.span.first, ExcludedTime.of(context.excluded)
    looks = look_at(series, rules, excluded, missing(series.instants, rules, 0, hours, context, excluded))
    checks = looks.rows
    shaky = context.observed.last + 1 if looks.undecided is None else looks.undecided
    at_instant = {look.at: look.state for look in checks}
    every = [(at, worth, at_instant[at], 1, "") for at, worth in series.pairs]
    every += [(look.at, UNKNOWN, look.state, look.missed, "no check came") for look in checks if look.missed]
    records = []
    for at, worth, state, count, why in sorted(every):
        if at < first:
            continue
        if at in excluded.dropped:
            records.append(RecordDetail(at, None, None, EXCLUDED, reason_at(context, at), count))
            continue
        counted, forgiven = kind_of(at, worth, state, rules, shaky, excluded)
        if counted == UNKNOWN:
            records.append(RecordDetail(at, None, None, EXCLUDED, why or "the check does not say how it was", count))
            continue
        good = forgiven if counted == BAD else 1
        saved = "too few failures in a row" if good == 1 and worth == BAD and counted != BAD else ""
        reason = why or (reason_at(context, at) if forgiven and counted == BAD else saved)
        records.append(RecordDetail(at, None, good, GOOD_RECORD if good == 1 else BAD_RECORD, reason, count))
    return Working(time=ordered(around(context, hours)), records=tuple(records), figures=CHECKS)


def _alone(rules: ObservationRules) -> bool:
    """True if what a check counts as depends on no other check."""
    return rules.in_a_row == 1 and rules.unknown != "hold"


def _loss(instants: Sequence[int], rules: ObservationRules, hours: Calendar, context: PeriodContext, whole: int) -> Loss | None:
    """The number of checks of the period where they come at a rhythm, with all that are still due, and what one that fails costs."""
    uneven = in_a_row(rules.in_a_row) if rules.in_a_row > 1 else "what was known last holds over checks that say nothing"
    if rules.in_a_row > 1 or rules.unknown == "hold":
        return Loss(uneven=uneven, unknown=uneven)
    if not rules.every:
        return None
    if not context.open:
        return Loss(end=whole)
    at_end, excluded = evolve(context, as_of=context.span.last), ExcludedTime.of(context.excluded)
    due = [part for part in missing(instants, rules, 0, hours, at_end, excluded) if part.at not in excluded.dropped]
    gone = [part for part in missing(instants, rules, 0, hours, context, excluded) if part.at not in excluded.dropped]
    return Loss(end=whole + sum(part.count for part in due) - sum(part.count for part in gone))


def _whole(tally: Counter[Kind]) -> int:
    return sum(count for (state, _), count in tally.items() if state != UNKNOWN)
