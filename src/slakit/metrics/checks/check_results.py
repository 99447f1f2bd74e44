"""Checked: what checks say of a period, by their number or by the time between them."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from heapq import nsmallest
from itertools import groupby, islice

from slakit.calendars.base import Calendar
from slakit.metrics.availability.excluded_time import ExcludedTime, left_out
from slakit.metrics.base import PeriodContext
from slakit.metrics.checks.debounce import BAD, GOOD, UNKNOWN
from slakit.metrics.checks.missing_checks import Missed, missed
from slakit.metrics.checks.observations import ObservationRules, Observations, Pair, contradictions, looks, stretches, together
from slakit.metrics.measure import TIME, Evidence, Exact, Measure, in_unit
from slakit.timeline.instants import moment
from slakit.timeline.spans import Spans
from slakit.values.number import shown

WORST = 5
SHAKY = 2  # good so far, and bad if more failures make a run
Kind = tuple[int, Exact]


def by_number(pairs: Sequence[Pair], rules: ObservationRules, hours: Calendar, context: PeriodContext) -> Measure:
    """Good checks out of all, those that were missed among them where the rules count these."""
    first, seen = context.span.first, context.observed.last
    excluded = ExcludedTime.of(context.excluded)
    checks, undecided = looks(pairs, rules, excluded, _gone(pairs, rules, 0, hours, context, excluded))
    shaky = seen + 1 if undecided is None else undecided
    at_instant = {look.at: look.state for look in checks}
    own = [pair for pair in pairs if pair[0] >= first and pair[0] not in excluded.dropped]
    tally = Counter(_kind(at, worth, at_instant[at], rules, shaky, excluded) for at, worth in own)
    sample, gone = _whole(tally), 0
    for look in checks:
        if look.missed and look.at >= first and look.at not in excluded.dropped:
            gone += look.missed
            tally[_kind(look.at, UNKNOWN, look.state, rules, shaky, excluded)] += look.missed
    whole = _whole(tally)
    if not whole:
        return Measure(value=None, breaches=0, reason="no check says how it was" if own else "no checks")
    good = Fraction(sum(count * (worth if state == BAD else 1) for (state, worth), count in tally.items() if state != UNKNOWN))
    lost = Fraction(sum(count * (1 - worth) for (state, worth), count in tally.items() if state == SHAKY))
    failed = sum(count for (state, worth), count in tally.items() if state == BAD and worth < 1)
    answered = sum(worth != UNKNOWN for _, worth in own)
    observed = Fraction(answered, len(own) + gone)
    failures = (at for at, worth in own if (kind := _kind(at, worth, at_instant[at], rules, shaky, excluded))[0] == BAD and kind[1] < 1)
    return Measure(
        value=good / whole,
        sample=sample,
        low=(good - lost if context.open else good) / whole,
        high=good / whole,
        breaches=failed,
        observed=observed,
        part=good,
        whole=whole,
        workings=_joined(
            f"{shown(good, 6)} of {whole:,} checks good",
            f"{failed:,} failed",
            *(f"{count:,} {name}" for count, name in ((len(own) - answered, "unknown"), (gone, "missed")) if count),
            _observed(observed),
            *left_out(context),
        ),
        evidence=tuple(Evidence(at) for at in islice(failures, WORST)),
    )


def _gone(
    pairs: Sequence[Pair], rules: ObservationRules, held: int, hours: Calendar, context: PeriodContext, excluded: ExcludedTime
) -> list[Missed]:
    """The checks that were missed in some hours: one by one where a run may begin, the others together if they are excluded alike."""
    if not rules.every:
        return []
    instants = [at for at, _ in groupby(at for at, _ in pairs)]
    first, seen = context.span.first, context.observed.last
    start = min([first, *instants[:1]])
    due = hours.clock.spans(start, seen)
    alike = [due & excluded.dropped, *(spans for _, spans in excluded.split(due - excluded.dropped))]
    cells = [cell for spans in alike for cell in (spans.cut(start, first), spans.cut(first, seen)) if cell]
    parts = missed(instants, rules.every, first, seen, held)
    return [one for part in parts for cell in cells for inner in part.inside(cell) for one in inner.one_by_one(rules.in_a_row - 1)]


def _kind(at: int, worth: int, state: int, rules: ObservationRules, shaky: int, excluded: ExcludedTime) -> Kind:
    """The state that counts for one check of an instant, and what it is worth even if it is bad."""
    own = rules.instead(worth)
    if own == GOOD or (own == UNKNOWN and rules.unknown == "drop"):
        return own, 0
    state = SHAKY if state == GOOD and at >= shaky else state
    return state, excluded.worth(at) if state in (BAD, SHAKY) else 0


def _whole(tally: Counter[Kind]) -> int:
    return sum(count for (state, _), count in tally.items() if state != UNKNOWN)


def by_time(
    pairs: Sequence[Pair], before: Sequence[Pair] | None, rules: ObservationRules, clock: Calendar, hours: Calendar, context: PeriodContext
) -> Measure:
    """The time that `clock` counts that was good, out of all that was good or bad; checks are due in `hours`."""
    first, seen, last = context.span.first, context.observed.last, context.span.last
    excluded = ExcludedTime.of(context.excluded)
    counts = rules.in_a_row > 1 and rules.unknown != "drop"  # whether a missed check changes a run
    checks, undecided = looks(pairs, rules, excluded, _gone(pairs, rules, rules.gap or 0, hours, context, excluded) if counts else ())
    if counts and rules.every:  # what is overdue may yet be missed, or not
        latest = checks[-1].at + max(0, checks[-1].missed - 1) * rules.every + (rules.gap or 0) if pairs else first
        undecided = latest if undecided is None else min(undecided, latest)
    counted = clock.clock.spans(first, seen) - excluded.dropped
    named = _before(before or ())
    entire = Observations.of(list(stretches(checks, named, rules, first, seen)), first, seen)
    torn = contradictions(checks, named, first)
    states = entire.within(counted)
    rest = (clock.clock.spans(seen, last) - excluded.dropped).total if context.open else 0
    if before is not None:  # the next row may say that something else held before it
        undecided = checks[-1].at if checks else first
    settled = (
        states if undecided is None or not context.open else states.within(Spans.of_edges((first, undecided) if undecided > first else ()))
    )
    up, sure, whole = _up(states, excluded), _up(settled, excluded), states.total
    low, high = (amount / (whole + rest) if whole + rest else None for amount in (sure, sure + whole - settled.total + rest))
    if not whole:
        reason = "no time counts in the period" if not counted else "no check says how it was" if pairs else "no checks"
        return Measure(value=None, low=low, high=high, foresees=True, breaches=0, reason=reason)
    down = _down(states, excluded)
    unbroken = entire.bad & clock.clock.spans(first, seen) if context.excluded else down
    breaches = len({bisect_right(unbroken.edges, at) for at in down.edges[::2]})  # what is excluded makes no two of one
    observed = Fraction(states.observed.total, counted.total)
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
        workings=_joined(
            f"{_minutes(up)} up of {_minutes(whole)}",
            f"{_minutes(down.total)} down in {breaches:,} stretch{'es' * (breaches != 1)}",
            _observed(observed),
            *([_torn(torn)] if torn else []),
            *left_out(context),
        ),
        evidence=_longest(down),
    )


def contradicting(pairs: Sequence[Pair], before: Sequence[Pair], rules: ObservationRules) -> tuple[int, ...]:
    """The instants of all changes that contradict the change before them (docs/numbers.md M11)."""
    checks, _ = looks(pairs, rules, ExcludedTime.of(()))
    return tuple(contradictions(checks, _before(before), checks[0].at if checks else 0))


def _torn(instants: Sequence[int]) -> str:
    """What is wrong with changes that contradict the one before them."""
    several = len(instants) > 1
    names = f"{len(instants):,} change{'s' * several} name{'s' * (not several)} another previous state than the change before"
    return f"{names}, which stands until then (first at {moment(instants[0]).isoformat()})"


def _before(before: Sequence[Pair]) -> Mapping[int, int]:
    """What rows say of the state before them, by their instant."""
    return {at: together({worth for _, worth in group}) for at, group in groupby(before, key=lambda pair: pair[0])}


def _up(states: Observations, excluded: ExcludedTime) -> Fraction:
    """The good time, and the bad time at what it is worth."""
    return states.good.total + sum((worth * spans.total for worth, spans in excluded.split(states.bad)), Fraction(0))


def _down(states: Observations, excluded: ExcludedTime) -> Spans:
    """The bad time that is not wholly pardoned."""
    return states.bad - Spans([span for worth, spans in excluded.split(states.bad) if worth == 1 for span in spans])


def _longest(down: Spans) -> tuple[Evidence, ...]:
    longest = nsmallest(WORST, down, key=lambda span: (span.first - span.last, span.first))
    return tuple(Evidence(span.first, figure=span.last - span.first, unit=TIME, until=span.last) for span in longest)


def _minutes(amount: Exact) -> str:
    return in_unit(amount, TIME).to("min").show()


def _observed(share: Fraction) -> str:
    return f"{in_unit(share, '').to('%').show()} observed"


def _joined(*texts: str) -> str:
    return "; ".join(texts)
