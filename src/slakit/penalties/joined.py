"""Both and Larger: rules joined by + and |."""

from __future__ import annotations

import attrs
from attrs import frozen

from slakit.metrics.base import Metric
from slakit.metrics.reading import Reading
from slakit.penalties.base import Case, PenaltyRule, inner
from slakit.penalties.penalty import Penalty
from slakit.targets.target import Target
from slakit.values.money import Money
from slakit.values.quantity import Quantity


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
class Both(Several):
    """Every rule pays; the amounts are added."""

    def assess(self, case: Case) -> Penalty:
        penalties = [rule.assess(case) for rule in self.rules]
        return sum(penalties[1:], penalties[0])

    def __repr__(self) -> str:
        return self._joined("+")


@frozen(repr=False)
class Larger(Several):
    """The rule that pays most pays; of equals, the first."""

    def assess(self, case: Case) -> Penalty:
        penalties = [rule.assess(case) for rule in self.rules]
        best = max(penalties, key=lambda penalty: penalty.owed.exact if penalty.owed else 0)
        others = [penalty for penalty in penalties if penalty is not best and penalty.owed]
        if not others:
            return best
        told = " and ".join(penalty.owed.show() for penalty in penalties if penalty.owed is not None)
        return attrs.evolve(best, steps=(*best.steps, f"the larger of {told}"))

    def __repr__(self) -> str:
        return self._joined("|")
