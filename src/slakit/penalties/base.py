"""PenaltyRule: turns verdicts into what is owed.

The door to write one's own: `@penalty` makes a rule of a function of one case. A rule with settings is a frozen class with one method,
`assess`. The built-in rules use the same door, and compose: `a + b` is both, `a | b` the larger, `a & b` the smaller,
`a.capped("10 %")` no more than that, `a.floored("50 GBP")` no less, `a.repeated({2: 2})` twice as much for the second miss in a row,
`a.only_if(in_a_row=2)` not before it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

import attrs

from slakit.errors import ContractError
from slakit.metrics.base import Metric
from slakit.penalties.bases.credit import Credit, credit, shares
from slakit.penalties.bases.credit_base import CreditBase
from slakit.penalties.case import Case
from slakit.penalties.composite import Composite
from slakit.penalties.penalty import Penalty
from slakit.penalties.target_checks import within_share
from slakit.targets.target import Target
from slakit.values.money import Money
from slakit.values.quantity import Quantity

KINDS = {"": "money", "[time]": "time", "[item]": "points"}


class PenaltyRule(Composite, ABC):
    """A rule for what is owed for the verdict of one line."""

    last: ClassVar[bool] = False
    """True if it looks at what earlier lines came to as a whole, and so is written after all else."""

    looks_back: ClassVar[bool] = True

    waits: ClassVar[bool] = False
    """True if it pays only after misses, or for a missing report, so that a met period never earns it as a bonus."""

    @abstractmethod
    def assess(self, case: Case) -> Penalty:
        """Return the exact penalty; an empty one for a verdict that the rule does not punish."""

    @property
    def credits(self) -> tuple[Credit, ...]:
        """The credits among its own settings; figures that are read as something else, such as steps, are none."""
        kind: type = type(self)
        held = [(part.converter, getattr(self, part.name)) for part in attrs.fields(kind)] if attrs.has(kind) else []
        return tuple(
            value for converter, value in held if isinstance(value, Money) or (isinstance(value, Quantity) and converter in (None, credit))
        )

    @property
    def base(self) -> CreditBase | None:
        """The base of the shares among its credits; None is the fee."""
        return next((part for part in self._nested if isinstance(part, CreditBase)), None)

    @property
    def _rules(self) -> list[PenaltyRule]:
        return [part for part in self._nested if isinstance(part, PenaltyRule)]

    @property
    def needs_fee(self) -> bool:
        own = any(part.needs_fee for part in self._nested)
        return own or (self.base is None and shares(*self.credits))

    @property
    def kinds(self) -> set[str]:
        """The kinds that it pays: "money", "time", "points", "a bonus", "a right"; none where the contract alone cannot tell."""
        own = {"money" if isinstance(one, Money) else KINDS.get(one.dimension, one.dimension) for one in self.credits}
        return own.union(*(rule.kinds for rule in self._rules))

    @property
    def edges(self) -> tuple[Quantity, ...]:
        """The figures, other than the target, at which the amount that it pays changes."""
        return tuple(edge for rule in self._rules for edge in rule.edges)

    def check(self, target: Target, metric: Metric) -> None:
        super().check(target, metric)
        within_share(self.edges, metric)

    def capped(self, most: object, *, of: object = None) -> PenaltyRule:
        """The same rule, paying no more than a share of the fee or of another base, an amount, or so much in kind."""
        from slakit.penalties.wrappers.caps import Capped

        return Capped(self, most, of=of)

    def floored(self, least: object, *, of: object = None) -> PenaltyRule:
        """The same rule; where it pays anything it pays at least so much."""
        from slakit.penalties.wrappers.caps import Floored

        return Floored(self, least, of=of)

    def repeated(self, times: object, *, within: int | None = None) -> PenaltyRule:
        """The same rule, paying so many times as much from so many misses on: in a row, or `within` so many periods."""
        from slakit.penalties.wrappers.repeated import Repeated

        return Repeated(self, times, within=within)

    def only_if(self, **conditions: Any) -> PenaltyRule:
        """The same rule, paying only if all conditions of OnlyIf hold: `in_a_row=2`, `misses=(2, 6)`, `above="5 min"`, `below="99 %"`."""
        from slakit.penalties.wrappers.only_if import OnlyIf

        return OnlyIf(self, **conditions)

    def earned_back(self, after: int = 1, *, target: object = None, share: object = 1) -> PenaltyRule:
        """The same rule; what it credited is earned back when the next periods meet the target, or meet `target`."""
        from slakit.penalties.wrappers.earned_back import EarnedBack

        return EarnedBack(self, after, target=target, share=share)

    def grants(self, right: str, *, owing: object, within: int | None = None, of: object = None, opening: object = None) -> PenaltyRule:
        """The same rule; once it owes so much in all, `within` so many periods, the customer has a right.

        `opening` is what was owed before the term.
        """
        from slakit.penalties.wrappers.grants import Grants

        return Grants(self, right, owing=owing, within=within, of=of, opening=opening)

    def __add__(self, other: PenaltyRule) -> PenaltyRule:
        from slakit.penalties.wrappers.combinators import SumOf

        return SumOf((self, other)) if isinstance(other, PenaltyRule) else NotImplemented

    def __or__(self, other: PenaltyRule) -> PenaltyRule:
        from slakit.penalties.wrappers.combinators import LargestOf

        return LargestOf((self, other)) if isinstance(other, PenaltyRule) else NotImplemented

    def __and__(self, other: PenaltyRule) -> PenaltyRule:
        from slakit.penalties.wrappers.combinators import SmallestOf

        return SmallestOf((self, other)) if isinstance(other, PenaltyRule) else NotImplemented


def inner(rule: PenaltyRule) -> PenaltyRule:
    """Return a rule that may stand within another; ContractError for one that looks at whole lines."""
    if rule.last:
        raise ContractError(f"{rule!r} looks at what the whole line came to; write (a + b).earned_back() or .grants(...) after all else")
    return rule
