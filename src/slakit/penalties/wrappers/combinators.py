"""SumOf and LargestOf: rules joined by + and |."""

from fractions import Fraction
from typing import ClassVar

import attrs

from slakit.errors import ContractError
from slakit.penalties.base import PenaltyRule, inner
from slakit.penalties.case import Case
from slakit.penalties.penalty import Penalty

UNALIKE = "cannot be compared; write + where both are due, or rules that pay in one kind"


@attrs.frozen(repr=False)
class Several(PenaltyRule):
    """Several rules as one; nested ones of the same kind are joined into it."""

    looks_back = False
    sign: ClassVar[str]

    rules: tuple[PenaltyRule, ...]

    def __attrs_post_init__(self) -> None:
        opened = (part for rule in self.rules for part in (rule.rules if type(rule) is type(self) else (rule,)))
        object.__setattr__(self, "rules", tuple(map(inner, opened)))

    def __repr__(self) -> str:
        return f" {self.sign} ".join(f"({rule!r})" if isinstance(rule, Several) else repr(rule) for rule in self.rules)


@attrs.frozen(repr=False)
class SumOf(Several):
    """Every rule pays; the amounts are added."""

    sign = "+"

    def assess(self, case: Case) -> Penalty:
        penalties = [rule.assess(case) for rule in self.rules]
        return sum(penalties[1:], penalties[0])


@attrs.frozen(repr=False)
class LargestOf(Several):
    """The rule that pays most pays, in money, in kind or as a bonus; of equals, the first.

    Money and points, or a right and anything else, cannot be compared, and are refused.
    """

    sign = "|"

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if len(self.kinds) > 1 or "a right" in self.kinds:
            raise ContractError(f"{self!r} pays {' and '.join(sorted(self.kinds))}, which {UNALIKE}")

    def assess(self, case: Case) -> Penalty:
        penalties = [rule.assess(case) for rule in self.rules]
        owing = [penalty for penalty in penalties if penalty]
        if len(owing) < 2:
            return owing[0] if owing else penalties[0]
        sizes = [_sizes(penalty) for penalty in owing]
        if len({kind for size in sizes for kind in size}) > 1 or any(penalty.rights for penalty in owing):
            raise ContractError(f"what {self!r} comes to in {case.period.label} {UNALIKE}")
        best = max(owing, key=lambda penalty: sum(_sizes(penalty).values()))
        amounts = " and ".join(" and ".join(_shown(penalty)) for penalty in owing)
        return attrs.evolve(best, steps=(*best.steps, f"the larger of {amounts}"))


def _sizes(penalty: Penalty) -> dict[str, Fraction]:
    """Return the amount of each kind in a penalty: money, bonus, and units by their dimension."""
    paid = {"money": penalty.credit, "bonus": penalty.bonus, "returned": penalty.returned}
    sizes = {kind: amount.exact for kind, amount in paid.items() if amount}
    for amount in penalty.units:
        sizes[amount.dimension] = sizes.get(amount.dimension, Fraction(0)) + amount.base
    return sizes


def _shown(penalty: Penalty) -> list[str]:
    return [*(amount.show() for amount in (penalty.credit, penalty.bonus) if amount), *(unit.show() for unit in penalty.units)]
