"""Checks of targets: promises that cannot be kept, cannot be broken, or say something else than they seem to."""

from collections.abc import Iterator
from fractions import Fraction

from slakit.analysis.contract import Contract
from slakit.analysis.figures import checks_of, figures
from slakit.analysis.problem import Problem
from slakit.analysis.witness import at_figure
from slakit.statements.line import Line
from slakit.targets.verdict import Outcome
from slakit.values.quantity import Quantity


def missed(line: Line) -> bool:
    return line.outcome is Outcome.MISSED


def target_finer_than_sampling(contract: Contract) -> Iterator[Problem]:
    """One failed check of a whole period misses the target, as it would if all were promised."""
    for promise in contract.promises:
        count = checks_of(promise.objective.metric, promise.longest)
        for bound in promise.objective.target.bounds if count else ():
            if bound.operator in (">=", ">") and bound.limit.base < 1 and not bound.holds(1 - Fraction(1, count or 1)):
                figure = Quantity.of_base(1 - Fraction(1, count or 1), "%").show()
                text = f"one failed check of {count:,} in {promise.longest.label} is {figure}, so that {str(bound)!r} asks for all of them"
                remedy = f'write target = "at least 100 %", or a target of no more than {figure}'
                witness = at_figure(promise, promise.longest, 1 - Fraction(1, count or 1), missed)
                yield Problem(promise.at("target"), text, remedy, witness)


def target_of_100_percent(contract: Contract) -> Iterator[Problem]:
    """All of a share is promised, so that the smallest failure is a miss."""
    for promise in contract.promises:
        metric, target = promise.objective.metric, promise.objective.target
        by_case = getattr(metric, "groups", ())
        whole = [bound for bound in target.bounds if bound.operator in (">=", "==") and bound.limit.base == 1 and not bound.rounding]
        if metric.is_share and whole and not by_case:
            almost = figures(promise, promise.shortest)
            below = Fraction(99_999, 100_000) if almost.step is None else 1 - almost.step
            text = f"{str(target)!r} is missed by the smallest failure"
            witness = at_figure(promise, promise.shortest, below, missed) or at_figure(promise, promise.shortest, Fraction(0), missed)
            yield Problem(promise.at("target"), text, 'write what can be kept, such as target = "at least 99.9 %"', witness)
