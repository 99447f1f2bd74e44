"""Checks of the target and the metric of an objective, for several rules; each raises ContractError."""

from collections.abc import Iterable
from operator import ge, gt, le, lt

from slakit.errors import ContractError
from slakit.metrics.base import Metric
from slakit.targets.bound import Bound
from slakit.targets.target import Target
from slakit.values.quantity import Quantity

OPERATORS = {"below": lt, "at_or_below": le, "above": gt, "at_or_above": ge}  # arguments that compare a figure with an edge


def within_share(figures: Iterable[Quantity], metric: Metric) -> None:
    """Reject figures outside 0 to 100 % for ratio metrics (99.9 without % means 9,990 %)."""
    outside = [figure for figure in figures if metric.is_share and not figure.dimension and not 0 <= figure.base <= 1]
    meant = [f"{figure} %" if not figure.unit.text and 0 <= figure.base <= 100 else "99.9 %" for figure in outside]
    if outside:
        pairs = zip(outside, meant, strict=True)
        raise ContractError(*(f"{str(one)!r} lies outside 0 % to 100 %, where a share is; write {example!r}" for one, example in pairs))


def one_notation(edges: Iterable[Quantity]) -> None:
    """Reject an edge that has lost its percent sign among edges that have one: 99.5 is 9,950 %, while 0.5 may be meant as a half."""
    listed = list(edges)
    signed = any(edge.unit.text == "%" for edge in listed)
    bare = [edge for edge in listed if signed and not edge.unit.text and edge.base > 1]
    if bare:
        raise ContractError(*(f"'{edge}' has no percent sign, as the other edges have; write '{edge} %'" for edge in bare))


def one_side(target: Target, name: str) -> None:
    """Reject a target with two sides, since a miss on one side would be paid as one on the other."""
    if len({bound.operator[0] for bound in target.bounds}) > 1 or any(bound.operator in ("==", "!=") for bound in target.bounds):
        problem = f"{name} goes one way, and {str(target)!r} has two sides"
        raise ContractError(f"{problem}; write two objectives, one for each side, such as 'at least 3' and 'at most 10'")


def failures_are_worse(rule: object, target: Target, metric: Metric) -> None:
    """Reject a target under which the single failures of a metric are what is good: the records of a count of which more are better."""
    if len(target.bounds) > 1:
        one_side(target, repr(rule))
    if metric.is_share and target.lower_is_better:
        problem = f"under {str(target)!r} more that is not in the share is better, and {rule!r} pays for each record that is not in it"
        raise ContractError(f"{problem}; write Linear('1 %', per='1 pp'), or measure the share of what is well done, 'at least 80 %'")
    if not metric.is_share and any(_wants_more(bound) for bound in target.bounds):
        what = "record that came" if metric.unit == "item" else "failure that was counted"
        problem = f"under {str(target)!r} more is better, and {rule!r} pays for each {what}"
        raise ContractError(f"{problem}; write Linear('500 GBP', per={1 if metric.unit == 'item' else '1 hour'!r}) for what is short")


def more_is_worse(who: str, target: Target) -> None:
    """Reject a target under which more is better for what pays for more."""
    if target.bounds and not target.lower_is_better:
        raise ContractError(f"under {str(target)!r} more is better, and {who} pays for more; write Shortfall(per=1) for what is short")


def _wants_more(bound: Bound) -> bool:
    return bound.operator in (">=", ">") or (bound.operator == "==" and bound.limit.base > 0)


def no_bare_number(per: Quantity, metric: Metric) -> None:
    """Reject a step without a unit for a share: 1 may be meant as one point, but is 100 %."""
    if metric.is_share and per.unit.text == "":
        raise ContractError(f"per={str(per)!r} has no unit, and {metric!r} is a share; write per='1 pp'")


def same_unit(name: str, amount: Quantity | None, target: Target, metric: Metric) -> None:
    """Reject an amount that is not in the unit of the target, where a bare number counts items."""
    if amount is not None and not alike(amount, target.dimension(metric)):
        raise ContractError(f"{name}={str(amount)!r} is not in the unit of the target {str(target)!r}; write both in one")


def alike(one: Quantity, dimension: str) -> bool:
    """True if a quantity is one of a dimension; a bare number counts items."""
    return one.dimension == dimension or (one.unit.text == "" and dimension == "[item]")
