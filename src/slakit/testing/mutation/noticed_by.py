"""noticed_by: the measure that tells a changed contract from the one that it was, where the change shows in what is judged or paid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from slakit.agreements.agreement import Agreement
from slakit.agreements.objective import Objective
from slakit.agreements.paths import Path
from slakit.analysis.inverses.setting import group_of
from slakit.analysis.payoffs.compute import payoff
from slakit.analysis.payoffs.payoff import Payoff
from slakit.errors import SlakitError
from slakit.testing.at_measure import Unreachable, records
from slakit.testing.mutation.mutants import Mutant
from slakit.values.quantity import Quantity

ITEM = "[item]"

CLAIMS: Mapping[Path, str] = {
    ("settlement", "claims"): "a miss with records.claims = [] would notice it: it has to be claimed, and nobody claims it",
    ("settlement", "claims", "within"): "a claim in the last moment of this deadline, and one just after it, would notice it",
}


def noticed_by(mutant: Mutant, periods: Iterable[str | None]) -> str:
    """Return what a record would have to come to for the change to be noticed; "" where more than the measure decides.

    It is a measure that records of some period can come to: of thirty duties 28 are 280/3 %, and none of them makes 94 %.

    >>> from slakit.testing.mutation.noticed_by import noticed_by
    >>> [noticed_by(one, ["2026-03"]) for one in testing.mutants(agreement) if "below (for" in str(one)][:1]
    ['Uptime at 98 % would notice it: credit 1,200.00 GBP, and 600.00 GBP after the change']
    """
    periods = list(periods)
    if mutant.keys in CLAIMS:
        return CLAIMS[mutant.keys]
    before, after = mutant.original.objectives, mutant.agreement.objectives
    if len(before) != len(after):
        return ""
    changed = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    for one, two in changed or zip(before, after, strict=True):
        if one.target != two.target and (text := _judged_otherwise(mutant, one, two, periods)):
            return text
        if one.metric == two.metric and (text := _paid_otherwise(mutant, one, periods)):
            return text
    return ""


def _judged_otherwise(mutant: Mutant, one: Objective, two: Objective, periods: Iterable[str | None]) -> str:
    """The figure, on the edge of a target or next to it, that only one of two targets holds for; "" where there is none."""
    for bound in (*one.target.bounds, *two.target.bounds):
        for figure in _reachable(mutant.original, one, bound.limit, periods):
            if one.target.holds(figure.base) != two.target.holds(figure.base):
                return f"{one.name} at {_shown(figure)} would notice it: it is met by one of the two, and missed by the other"
    return ""


def _reachable(agreement: Agreement, objective: Objective, figure: Quantity, periods: Iterable[str | None]) -> list[Quantity]:
    """A figure, where records can come to it in some period, or else the nearest that they come to on either side.

    Where nobody can tell, as of a metric that is a function, it is the figure itself.
    """
    near: dict[Quantity, None] = {}
    for period in periods:
        try:
            records(agreement, objective, figure, period=period, group=tuple(group_of(objective.metric).values()))
        except Unreachable as error:
            near |= dict.fromkeys(one for one in (error.below, error.above) if one is not None)
        except SlakitError:
            continue
        else:
            return [figure]
    return [*near] or [figure]


def _paid_otherwise(mutant: Mutant, objective: Objective, periods: Iterable[str | None]) -> str:
    """The first measure, from the best, at which another amount is paid for an objective after the change."""
    for period in periods:
        try:
            old, new = (payoff(agreement, objective.name, period=period) for agreement in (mutant.original, mutant.agreement))
        except SlakitError:  # more than the measure decides what is paid
            continue
        for figure in _figures(old, new):
            if _amounts(old, new, old.quantity(figure)):
                for reached in _reachable(mutant.original, objective, old.quantity(figure), [period]):
                    if amounts := _amounts(old, new, reached):
                        return f"{objective.name} at {_shown(reached)} would notice it: {amounts}"
    return ""


def _amounts(old: Payoff, new: Payoff, figure: Quantity) -> str:
    """The amounts that two payoffs have at a figure, where they differ; "" where they are the same."""
    one, two = (paid.amounts(figure).rounded() for paid in (old, new))
    for name in ("credit", "payable", "bonus"):
        owed, then = getattr(one, name), getattr(two, name)
        if owed is not None and then is not None and owed != then:
            return f"{name} {owed.show()}, and {then.show()} after the change"
    return ""


def _figures(old: Payoff, new: Payoff) -> Iterator[Fraction]:
    """The figures at which two payoffs can differ: on each of their edges, between them, and at the ends; of a number whole ones alone."""
    knots = sorted({*old.knots, *new.knots}, reverse=old.falling)
    ends = {old.low, old.high, new.low, new.high}
    between = [(low + high) / 2 for low, high in pairwise(knots)]
    figures = [*(knot for knot in knots if knot not in ends), *between, *(knot for knot in knots if knot in ends)]
    if old.shown_in.dimension == ITEM:
        figures = [Fraction(whole) for figure in figures for whole in (floor(figure), ceil(figure))]
    yield from dict.fromkeys(figures)


def _shown(figure: Quantity) -> str:
    """The figure as a scenario writes it: exactly, if need be as a fraction."""
    return (str(figure) if "/" in str(figure) else figure.show(9)).removesuffix(" item")
