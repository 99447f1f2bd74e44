"""The law of worse service at every measure: what a rule pays as an exact function, which draws no records and misses no edge."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from slakit.analysis.payoffs.compute import payoff
from slakit.errors import SlakitError

if TYPE_CHECKING:
    from slakit.agreements.objective import Objective
    from slakit.analysis.payoffs.edge import Edge
    from slakit.analysis.payoffs.payoff import Payoff
    from slakit.penalties.amounts import Amounts
    from slakit.testing.law_worlds import LawWorld
    from slakit.values.quantity import Quantity

FAR = 1_000  # of the unit that a measure is shown in


def never_less_for_worse(world: LawWorld) -> None:
    """Raise AssertionError if a worse measure has less credit, or more bonus; rules that look at more than the measure are left out."""
    for objective in world.contract.objectives:
        try:
            paid = payoff(world.contract, objective, period=world.period.label)
        except SlakitError:  # it has no such period, or the records that are drawn have to show it
            continue
        for less in _less(paid, objective):
            raise AssertionError(f"{world.contract.name}, {world.period.label}: worse service, and less is owed: {less}\n\n{paid}")


def _less(paid: Payoff, objective: Objective) -> Iterator[str]:
    """Yield each step from a measure to a worse one, with the credit or the bonus of both, by which less is owed."""
    signs = {bound.operator[0] for bound in objective.target.bounds}
    if len(signs) != 1 or signs == {"="}:
        return
    falling = signs == {">"}
    sides = {edge.at.base: [*_sides(edge, falling=falling)] for edge in paid.edges}
    for end in _ends(paid, [*sides], falling=falling):
        sides.setdefault(end.base, [(f"at {end.show()}", paid.amounts(end))])
    best_first = [side for x in sorted(sides, reverse=falling) for side in sides[x]]
    for (where, better), (there, worse) in pairwise(best_first):
        for name, sign in (("credit", 1), ("bonus", -1)):
            one, two = getattr(better, name), getattr(worse, name)
            if one is not None and two is not None and two.exact * sign < one.exact * sign:
                yield f"{name} {one.show()} {where}, and then {two.show()} {there}"


def _sides(edge: Edge, *, falling: bool) -> Iterator[tuple[str, Amounts]]:
    """The amounts just before an edge, at it and just after it, the better side first."""
    at = edge.at.show()
    sides = [(f"just above {at}", edge.above), (f"at {at}", edge.at_edge), (f"just below {at}", edge.below)]
    yield from ((where, amounts) for where, amounts in (sides if falling else sides[::-1]) if amounts is not None)


def _ends(paid: Payoff, edges: list[Fraction], *, falling: bool) -> Iterator[Quantity]:
    """The ends of what can be measured, to which a slope may go; where the worse one is open, a figure that is far beyond the last edge."""
    worst = paid.low if falling else paid.high
    if worst is None and edges:
        worst = min(Fraction(0), *edges) if falling else max(edges) + FAR * paid.shown_in.factor
    yield from (paid.quantity(end) for end in (paid.high if falling else paid.low, worst) if end is not None)
