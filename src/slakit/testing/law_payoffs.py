"""The law of worse service at every measure: what a rule pays as an exact function, which draws no records and misses no edge."""

from __future__ import annotations

from collections.abc import Iterator
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
    best_first = sorted(paid.edges, key=lambda edge: edge.at.base, reverse=signs == {">"})
    sides = [side for edge in best_first for side in _sides(edge, falling=signs == {">"})]
    for (where, better), (there, worse) in pairwise(sides):
        for name, sign in (("credit", 1), ("bonus", -1)):
            one, two = getattr(better, name), getattr(worse, name)
            if one is not None and two is not None and two.exact * sign < one.exact * sign:
                yield f"{name} {one.show()} {where}, and then {two.show()} {there}"


def _sides(edge: Edge, *, falling: bool) -> Iterator[tuple[str, Amounts]]:
    """The amounts just before an edge, at it and just after it, the better side first."""
    at = edge.at.show()
    sides = [(f"just above {at}", edge.above), (f"at {at}", edge.at_edge), (f"just below {at}", edge.below)]
    yield from ((where, amounts) for where, amounts in (sides if falling else sides[::-1]) if amounts is not None)
