"""Checked: what checks say of a period, by their number or by the time between them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from heapq import nsmallest
from itertools import groupby, islice

from slakit.calendars.base import Calendar
from slakit.metrics.base import View
from slakit.metrics.cadence import missed
from slakit.metrics.exempt import Exempt, left_out
from slakit.metrics.measure import TIME, Evidence, Exact, Measure, in_unit
from slakit.metrics.runs import BAD, GOOD, UNKNOWN
from slakit.metrics.states import Course, Pair, Rules, looks, stretches, together
from slakit.timeline.spans import Spans
from slakit.values.number import shown

WORST = 5
SHAKY = 2  # good so far, and bad if more failures make a run
Kind = tuple[int, Exact]


def by_number(pairs: Sequence[Pair], rules: Rules, every: int | None, clock: Calendar, view: View) -> Measure:
    """Good checks out of all, those that were missed among them where the rules count these."""
    first, seen = view.span.first, view.observed.last
    exempt = Exempt.of(view.excluded)
    found, undecided = looks(pairs, rules, exempt)
    shaky = seen + 1 if undecided is None else undecided
    at_instant = {look.at: look.state for look in found}
    own = [pair for pair in pairs if pair[0] >= first and pair[0] not in exempt.dropped]
    tally = Counter(_kind(at, worth, at_instant[at], rules, shaky, exempt) for at, worth in own)
    sample, gone, expected = _whole(tally), 0, clock.clock.spans(first, seen) - exempt.dropped if every else Spans()
    for part in missed(found, rules, every, first, seen) if every else ():
        gone += part.inside(expected)
        state = SHAKY if part.after >= shaky and rules.unknown == "hold" else part.state
        for pardon, spans in exempt.split(expected):
            tally[state, pardon if state in (BAD, SHAKY) else 0] += part.inside(spans)
    whole = _whole(tally)
    if not whole:
        return Measure(value=None, reason="no check says how it was" if own else "no checks")
    good = Fraction(sum(count * (pardon if state == BAD else 1) for (state, pardon), count in tally.items() if state != UNKNOWN))
    lost = Fraction(sum(count * (1 - pardon) for (state, pardon), count in tally.items() if state == SHAKY))
    failed = sum(count for (state, pardon), count in tally.items() if state == BAD and pardon < 1)
    known = sum(worth != UNKNOWN for _, worth in own)
    observed = Fraction(known, len(own) + gone)
    failures = (at for at, worth in own if (kind := _kind(at, worth, at_instant[at], rules, shaky, exempt))[0] == BAD and kind[1] < 1)
    return Measure(
        value=good / whole,
        sample=sample,
        low=(good - lost if view.open else good) / whole,
        high=good / whole,
        breaches=failed,
        observed=observed,
        part=good,
        whole=whole,
        workings=_joined(
            f"{shown(good, 6)} of {whole:,} checks good",
            f"{failed:,} failed",
            *(f"{count:,} {name}" for count, name in ((len(own) - known, "unknown"), (gone, "missed")) if count),
            _observed(observed),
            *left_out(view),
        ),
        evidence=tuple(Evidence(at) for at in islice(failures, WORST)),
    )


def _kind(at: int, worth: int, state: int, rules: Rules, shaky: int, exempt: Exempt) -> Kind:
    """The state that counts for one check of an instant, and what it is worth even if it is bad."""
    own = rules.instead(worth)
    if own == GOOD or (own == UNKNOWN and rules.unknown == "drop"):
        return own, 0
    state = SHAKY if state == GOOD and at >= shaky else state
    return state, exempt.worth(at) if state in (BAD, SHAKY) else 0


def _whole(tally: Counter[Kind]) -> int:
    return sum(count for (state, _), count in tally.items() if state != UNKNOWN)


def by_time(pairs: Sequence[Pair], before: Sequence[Pair] | None, rules: Rules, clock: Calendar, view: View) -> Measure:
    """The time that was good, out of all that was good or bad."""
    first, seen, last = view.span.first, view.observed.last, view.span.last
    exempt = Exempt.of(view.excluded)
    found, undecided = looks(pairs, rules, exempt)
    counted = clock.clock.spans(first, seen) - exempt.dropped
    course = Course.of(list(stretches(found, _told(before or ()), rules, first, seen)), first, seen).within(counted)
    rest = (clock.clock.spans(seen, last) - exempt.dropped).total if view.open else 0
    if before is not None:  # the next row may say that something else held before it
        undecided = found[-1].at if found else first
    settled = (
        course if undecided is None or not view.open else course.within(Spans.of_edges((first, undecided) if undecided > first else ()))
    )
    up, sure, whole = _up(course, exempt), _up(settled, exempt), course.total
    low, high = (amount / (whole + rest) if whole + rest else None for amount in (sure, sure + whole - settled.total + rest))
    if not whole:
        reason = "no time counts in the period" if not counted else "no check says how it was" if found else "no checks"
        return Measure(value=None, low=low, high=high, foresees=True, reason=reason)
    down = _down(course, exempt)
    observed = Fraction(course.observed.total, counted.total)
    return Measure(
        value=up / whole,
        sample=sum(at >= first for at, _ in pairs),
        low=low,
        high=high,
        foresees=True,
        breaches=len(down),
        observed=observed,
        part=up,
        whole=whole,
        workings=_joined(
            f"{_minutes(up)} up of {_minutes(whole)}",
            f"{_minutes(down.total)} down in {len(down):,} stretch{'es' * (len(down) != 1)}",
            _observed(observed),
            *left_out(view),
        ),
        evidence=_longest(down),
    )


def _told(before: Sequence[Pair]) -> Mapping[int, int]:
    """What rows say of the state before them, by their instant."""
    return {at: together({worth for _, worth in group}) for at, group in groupby(before, key=lambda pair: pair[0])}


def _up(course: Course, exempt: Exempt) -> Fraction:
    """The good time, and the bad time at what it is worth."""
    return course.good.total + sum((worth * spans.total for worth, spans in exempt.split(course.bad)), Fraction(0))


def _down(course: Course, exempt: Exempt) -> Spans:
    """The bad time that is not wholly pardoned."""
    return course.bad - Spans([span for worth, spans in exempt.split(course.bad) if worth == 1 for span in spans])


def _longest(down: Spans) -> tuple[Evidence, ...]:
    found = nsmallest(WORST, down, key=lambda span: (span.first - span.last, span.first))
    return tuple(Evidence(span.first, figure=span.last - span.first, unit=TIME, until=span.last) for span in found)


def _minutes(amount: Exact) -> str:
    return in_unit(amount, TIME).to("min").show()


def _observed(share: Fraction) -> str:
    return f"{in_unit(share, '').to('%').show()} observed"


def _joined(*texts: str) -> str:
    return "; ".join(texts)
