"""SumOf, LargestOf and SmallestOf: rules joined by +, | and &."""

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
class _Compared(Several):
    """Several rules of which one pays."""

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if len(self.kinds) > 1 or "a right" in self.kinds:
            raise ContractError(f"{self!r} pays {' and '.join(sorted(self.kinds))}, which {UNALIKE}")

    def _comparable(self, penalties: list[Penalty], case: Case) -> None:
        """Raise ContractError where what the rules come to is of several kinds."""
        if len({kind for penalty in penalties for kind in _sizes(penalty)}) > 1 or any(penalty.rights for penalty in penalties):
            raise ContractError(f"what {self!r} comes to in {case.period.label} {UNALIKE}")


@attrs.frozen(repr=False)
class LargestOf(_Compared):
    """The rule that pays most pays, in money, in kind or as a bonus; of equals, the first.

    >>> Flat("5 %") | Flat("500 GBP")
    Flat('5 %') | Flat('500.00 GBP')

    Money and points, or a right and anything else, cannot be compared, and are refused.
    """

    sign = "|"

    def assess(self, case: Case) -> Penalty:
        penalties = [rule.assess(case) for rule in self.rules]
        owing = [penalty for penalty in penalties if penalty]
        if len(owing) < 2:
            return owing[0] if owing else penalties[0]
        self._comparable(owing, case)
        return _noted(max(owing, key=_size), "larger", owing)


@attrs.frozen(repr=False)
class SmallestOf(_Compared):
    """The rule that pays least pays, in money, in kind or as a bonus; of equals, the first. Where one owes nothing, nothing is owed.

    >>> Flat("5 %") & Flat("500 GBP")
    Flat('5 %') & Flat('500.00 GBP')

    Both pay with `+`. Money and points, or a right and anything else, cannot be compared, and are refused.
    """

    sign = "&"

    def assess(self, case: Case) -> Penalty:
        penalties = [rule.assess(case) for rule in self.rules]
        owing = [penalty for penalty in penalties if penalty]
        if not owing:
            return penalties[0]
        self._comparable(owing, case)
        return _noted(min(penalties, key=_size), "smaller", penalties)


def _noted(chosen: Penalty, which: str, compared: list[Penalty]) -> Penalty:
    """The penalty that pays, with a step that names what it was compared with."""
    amounts = " and ".join(" and ".join(_shown(penalty)) or "nothing" for penalty in compared)
    return attrs.evolve(chosen, steps=(*chosen.steps, f"the {which} of {amounts}"))


def _size(penalty: Penalty) -> Fraction:
    return sum(_sizes(penalty).values(), Fraction(0))


def _sizes(penalty: Penalty) -> dict[str, Fraction]:
    """Return the amount of each kind in a penalty: money, bonus, and units by their dimension."""
    paid = {"money": penalty.credit, "bonus": penalty.bonus, "returned": penalty.returned}
    sizes = {kind: amount.exact for kind, amount in paid.items() if amount}
    for amount in penalty.units:
        sizes[amount.dimension] = sizes.get(amount.dimension, Fraction(0)) + amount.base
    return sizes


def _shown(penalty: Penalty) -> list[str]:
    return [*(amount.show() for amount in (penalty.credit, penalty.bonus) if amount), *(unit.show() for unit in penalty.units)]
