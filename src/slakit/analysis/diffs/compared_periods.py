"""The periods in which two versions of a contract are held against each other: the same time, or else one term after the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate
from operator import attrgetter
from typing import Any

from attrs import frozen

from slakit.agreements.agreement import Agreement
from slakit.engine.plan.period_selection import chosen
from slakit.engine.plan.plan import Plan, PlannedObjective
from slakit.engine.statement.billing_lookup import billing_span, settlement_of
from slakit.windows.period import Period

_BEFORE, _AFTER = attrgetter("before"), attrgetter("after")


@frozen(eq=False)
class JudgedPeriod:
    """One period of an objective under one version, with the terms that are in force in it."""

    plan: Plan
    forms: tuple[PlannedObjective, ...]
    planned: PlannedObjective
    index: int

    @property
    def period(self) -> Period:
        return self.planned.schedule.periods[self.index]

    @property
    def length(self) -> int:
        return self.period.span.last - self.period.span.first

    @property
    def version(self) -> tuple[int, str]:
        """The form of the objective and the version that settles it."""
        return self.forms.index(self.planned), self.plan.billing.version_at(billing_span(self.plan, self.period).first).name

    @property
    def rules(self) -> tuple[object, ...]:
        """All that decides what is paid in it, besides its length and the fees."""
        objective = self.planned.objective
        settlement = settlement_of(self.plan, billing_span(self.plan, self.period))
        promise = (objective.metric, objective.target, objective.penalty, objective.ratchet, objective.minimum, objective.silence)
        return *promise, settlement, self.plan.agreement.pays_in

    @property
    def fees(self) -> tuple[Fraction, ...]:
        """The fee, after those of earlier periods as far as the rule looks back at them; -1 where there is none."""
        periods, rule = self.planned.schedule.periods, self.planned.objective.penalty
        reach = max((getattr(part, name, 0) for part in (rule.walk() if rule else ()) for name in ("back", "n")), default=0)
        fees = [self.plan.billing.fee(periods[at]) if at >= 0 else None for at in range(self.index - reach, self.index + 1)]
        return tuple(Fraction(-1) if fee is None else fee.exact for fee in fees)


@frozen(eq=False)
class ComparedPeriod:
    """A stretch of time with the periods that each version has in it: one and one, a quarter and its months, or of one version alone."""

    before: tuple[JudgedPeriod, ...]
    after: tuple[JudgedPeriod, ...]

    @property
    def both(self) -> tuple[JudgedPeriod, ...]:
        return (*self.before, *self.after)

    @property
    def first(self) -> int:
        return (self.after or self.before)[0].period.span.first

    @property
    def versions(self) -> tuple[object, ...]:
        return tuple(one.version for one in self.before), tuple(one.version for one in self.after)

    @property
    def size(self) -> tuple[tuple[Fraction, ...], ...]:
        """The fees and the lengths of its periods: all that periods of one version differ in."""
        return (*(one.fees for one in self.both), *((Fraction(one.length),) for one in self.both))

    @property
    def pays_alike(self) -> bool:
        """True if both versions have one and the same rule for one and the same period, so that nothing has to be compared."""
        if len(self.before) != 1 or len(self.after) != 1:
            return False
        (one,), (other,) = self.before, self.after
        return one.length == other.length and one.fees == other.fees and one.rules == other.rules

    @property
    def partial(self) -> bool:
        return any(one.period.partial for one in self.both)


def judged_periods(agreement: Agreement, name: str | None, period: Any) -> list[JudgedPeriod]:
    """Every period, or those of a stretch that is asked for, in which an objective is judged, in time order."""
    if name is None:
        return []
    plan = Plan.of(agreement)
    forms = tuple(planned for planned in plan.objectives if planned.objective.name == name)
    selection = chosen(period, agreement)
    made = [JudgedPeriod(plan, forms, one, index) for one in forms for index in selection.of(one.schedule) if index in one.schedule.judged]
    return sorted(made, key=lambda one: (one.period.span.first, one.period.span.last))


def compared_periods(old: Sequence[JudgedPeriod], new: Sequence[JudgedPeriod], terms: tuple[Agreement, Agreement]) -> list[ComparedPeriod]:
    """The periods of both in time order.

    Periods of one label belong together, and so do a period and those that fill it. Where the two have no time in common, the first of
    one is held against the first of the other, and so on. A period that only one version has counts where the other is in force and
    promises nothing.
    """
    if not old or not new:
        return [ComparedPeriod((one,), ()) for one in old] + [ComparedPeriod((), (one,)) for one in new]
    labels = {one.period.label: one for one in old}
    pairs = [ComparedPeriod((labels[one.period.label],), (one,)) for one in new if one.period.label in labels]
    matched = {id(one) for pair in pairs for one in pair.both}
    left, come = ([one for one in side if id(one) not in matched] for side in (old, new))
    pairs += [ComparedPeriod(parts, (whole,)) for whole, parts in _filled(come, left)]
    pairs += [ComparedPeriod((whole,), parts) for whole, parts in _filled(left, come)]
    if not pairs:
        return _in_order(old, new)
    pairs += [ComparedPeriod((one,), ()) for one in _alone(left, new, terms[1])]
    pairs += [ComparedPeriod((), (one,)) for one in _alone(come, old, terms[0])]
    return sorted(pairs, key=lambda pair: pair.first)


def _filled(wholes: Sequence[JudgedPeriod], parts: Sequence[JudgedPeriod]) -> Iterator[tuple[JudgedPeriod, tuple[JudgedPeriod, ...]]]:
    """The periods that others fill without a gap, with those."""
    starts = [part.period.span.first for part in parts]
    for whole in wholes:
        span = whole.period.span
        inside = parts[bisect_left(starts, span.first) : bisect_left(starts, span.last)]
        edges = [span.first, *(part.period.span.last for part in inside)]
        if inside and edges[-1] == span.last and edges[:-1] == [part.period.span.first for part in inside]:
            yield whole, tuple(inside)


def _in_order(old: Sequence[JudgedPeriod], new: Sequence[JudgedPeriod]) -> list[ComparedPeriod]:
    """The whole periods of two terms, the first with the first; the first two alone where the windows differ."""
    one, other = ([period for period in side if not period.period.partial] or side for side in (old, new))
    alike = str(_window(one[0])) == str(_window(other[0]))
    pairs = list(zip(one, other, strict=False))
    return [ComparedPeriod((before,), (after,)) for before, after in (pairs if alike else pairs[:1])]


def _window(judged: JudgedPeriod) -> object:
    return judged.plan.agreement.window_of(judged.planned.objective)


def _alone(left: Sequence[JudgedPeriod], others: Sequence[JudgedPeriod], agreement: Agreement) -> Iterator[JudgedPeriod]:
    """The periods that lie within the term of the other version, which has none that touches them."""
    term, starts = agreement.span, [other.period.span.first for other in others]
    ends = list(accumulate((other.period.span.last for other in others), max))
    for one in left:
        span = one.period.span
        before = bisect_left(starts, span.last)
        if term.first <= span.first and span.last <= term.last and not (before and ends[before - 1] > span.first):
            yield one


def label_of(run: Sequence[ComparedPeriod]) -> str:
    """The periods of a run, one after the other: "2026-01 to 2026-06", "2026-Q1 against 2026-01 to 2026-03"."""
    sides = [[one.period.label for pair in run for one in side(pair)] for side in (_AFTER, _BEFORE)]
    texts = [labels[0] if len(labels) == 1 else f"{labels[0]} to {labels[-1]}" for labels in sides if labels]
    return " against ".join(dict.fromkeys(texts))
