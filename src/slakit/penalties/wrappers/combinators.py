"""Both and Larger: rules joined by + and |."""

from __future__ import annotations

from fractions import Fraction

import attrs
from attrs import frozen

from slakit.errors import ContractError
from slakit.metrics.base import Metric
from slakit.metrics.reading import Reading
from slakit.penalties.base import Case, PenaltyRule, inner
from slakit.penalties.penalty import Penalty
from slakit.targets.target import Target
from slakit.values.money import Money
from slakit.values.quantity import Quantity

UNALIKE = "cannot be compared; write + where both are due, or rules that pay in one kind"


@frozen(repr=False)
class Several(PenaltyRule):
    """Rules joined; those of one kind within one another are opened."""

    rules: tuple[PenaltyRule, ...]

    def __attrs_post_init__(self) -> None:
        opened = (part for rule in self.rules for part in (rule.rules if type(rule) is type(self) else (rule,)))
        object.__setattr__(self, "rules", tuple(map(inner, opened)))

    @property
    def amounts(self) -> tuple[Money, ...]:
        return tuple(amount for rule in self.rules for amount in rule.amounts)

    @property
    def needs_fee(self) -> bool:
        return any(rule.needs_fee for rule in self.rules)

    @property
    def pays_money(self) -> bool:
        return any(rule.pays_money for rule in self.rules)

    @property
    def readings(self) -> tuple[Reading, ...]:
        return tuple(reading for rule in self.rules for reading in rule.readings)

    @property
    def needs_past(self) -> bool:
        return any(rule.needs_past for rule in self.rules)

    @property
    def absolute(self) -> bool:
        return any(rule.absolute for rule in self.rules)

    @property
    def edges(self) -> tuple[Quantity, ...]:
        return tuple(edge for rule in self.rules for edge in rule.edges)

    def check(self, target: Target, metric: Metric) -> None:
        for rule in self.rules:
            rule.check(target, metric)

    def _joined(self, sign: str) -> str:
        return f" {sign} ".join(f"({rule!r})" if isinstance(rule, Several) else repr(rule) for rule in self.rules)


@frozen(repr=False)
class SumOf(Several):
    """Every rule pays; the amounts are added."""

    def assess(self, case: Case) -> Penalty:
        penalties = [rule.assess(case) for rule in self.rules]
        return sum(penalties[1:], penalties[0])

    def __repr__(self) -> str:
        return self._joined("+")


@frozen(repr=False)
class LargestOf(Several):
    """The rule that pays most pays, in money, in kind or as a bonus; of equals, the first.

    Money and points, or a right and anything else, cannot be compared, and are refused.
    """

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        from slakit.penalties.traversal import kinds

        found = [kinds(rule) for rule in self.rules]
        every = sorted(set().union(*found))
        if len(every) > 1 or "a right" in every:
            raise ContractError(f"{self!r} pays {' and '.join(every)}, which {UNALIKE}")

    def assess(self, case: Case) -> Penalty:
        penalties = [rule.assess(case) for rule in self.rules]
        owing = [penalty for penalty in penalties if penalty]
        if len(owing) < 2:
            return owing[0] if owing else penalties[0]
        sizes = [_sizes(penalty) for penalty in owing]
        if len({kind for found in sizes for kind in found}) > 1 or any(penalty.rights for penalty in owing):
            raise ContractError(f"what {self!r} comes to in {case.period.label} {UNALIKE}")
        best = max(owing, key=lambda penalty: sum(_sizes(penalty).values()))
        told = " and ".join(" and ".join(_shown(penalty)) for penalty in owing)
        return attrs.evolve(best, steps=(*best.steps, f"the larger of {told}"))

    def __repr__(self) -> str:
        return self._joined("|")


def _sizes(penalty: Penalty) -> dict[str, Fraction]:
    """How much it owes of each kind: money, bonus, and in kind by dimension."""
    paid = {"money": penalty.credit, "bonus": penalty.bonus, "returned": penalty.returned}
    found = {kind: amount.exact for kind, amount in paid.items() if amount}
    for amount in penalty.units:
        found[amount.dimension] = found.get(amount.dimension, Fraction(0)) + amount.base
    return found


def _shown(penalty: Penalty) -> list[str]:
    return [amount.show() for amount in (penalty.credit, penalty.bonus, *penalty.units) if amount is not None and _positive(amount)]


def _positive(amount: Money | Quantity) -> bool:
    return bool(amount) if isinstance(amount, Money) else amount.base > 0
