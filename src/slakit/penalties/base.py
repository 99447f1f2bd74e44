"""PenaltyRule: turns verdicts into what is owed.

The door to write one's own: `@penalty` makes a rule of a function of one case. A rule with settings is a frozen class with one
method, `assess`. The built-in rules use the same door, and compose: `a + b` is both, `a | b` the larger, `a.capped("10 %")` no more
than that, `a.floored("50 GBP")` no less, `a.repeated({2: 2})` twice as much for the second miss in a row, `a.only_if(in_a_row=2)` not
before it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any, ClassVar

import attrs
from attrs import field, frozen

from slakit.errors import ContractError
from slakit.metrics.base import Metric
from slakit.metrics.reading import Reading
from slakit.metrics.tallies.tally import Tally
from slakit.penalties.bases.credit import Credit, amounts, credit, owed, pays, shares
from slakit.penalties.bases.credit_base import CreditBase, known
from slakit.penalties.penalty import Penalty
from slakit.penalties.prior_line import PriorLine
from slakit.targets.target import Target
from slakit.targets.verdict import Outcome, Verdict
from slakit.values.money import Money
from slakit.values.quantity import Quantity
from slakit.values.source_repr import written
from slakit.windows.period import Period


@frozen(kw_only=True)
class Case:
    """What a rule sees of one line: the verdict, the period and its fee, and what came before.

    `streak` counts missed periods in a row up to and with this one; `history` holds the lines of earlier periods, oldest first. `fee_of`
    and `fed` give the fee, and the tally of what a base reads, of this period (0) or of one so many periods back.
    """

    verdict: Verdict
    target: Target
    period: Period
    fee: Money | None = None
    currency: str | None = None
    streak: int = 0
    history: tuple[PriorLine, ...] = ()
    group: Any = None
    fees: Callable[[int], Money | None] | None = field(default=None, eq=False)
    read: Callable[[Reading, int], Tally | None] | None = field(default=None, eq=False)

    @property
    def missed(self) -> bool:
        return self.verdict.outcome is Outcome.MISSED

    @property
    def nothing(self) -> Penalty:
        """Nothing owed."""
        return Penalty(None if self.currency is None else Money(0, self.currency))

    def fee_of(self, back: int = 0) -> Money | None:
        """The fee of the period, or of one so many periods back; None where there is none."""
        return self.fee if back == 0 else self.fees(back) if self.fees else None

    def fed(self, reading: Reading, back: int = 0) -> Tally | None:
        """The tally of what a base reads, of the period or of one so many periods back."""
        return self.read(reading, back) if self.read else None

    def owes(self, part: Credit, of: CreditBase | None = None, times: Fraction | int = 1, told: str = "") -> Penalty:
        """What a credit comes to, some number of times, of the fee or of another base; `told` goes before its arithmetic."""
        amount, arithmetic = self.worth(part, of, times)
        steps = (f"{told}: {arithmetic}" if told else arithmetic,)
        if isinstance(amount, Money):
            return Penalty(amount, steps)
        return Penalty(self.nothing.credit, steps, units=(amount,))

    def worth(self, part: Credit, of: CreditBase | None = None, times: Fraction | int = 1) -> tuple[Money | Quantity, str]:
        """What a credit comes to, some number of times, of the fee or of another base, and its arithmetic."""
        base = self.fee if of is None else known(of, of.amount(self)) if shares(part) else None
        return owed(part, base, times, "" if of is None else str(of))

    def misses(self, within: int) -> int:
        """How many of so many periods were missed, this one the last of them."""
        earlier = self.history[-(within - 1) :] if within > 1 else ()
        return sum(one.outcome is Outcome.MISSED for one in earlier) + self.missed

    @property
    def falling(self) -> bool:
        """Whether less is worse, as far as the first bound of the target says."""
        return self.target.bounds[0].operator not in ("<=", "<")

    @property
    def currency_code(self) -> str:
        """The currency of the agreement; ContractError when it names none."""
        if self.currency is None:
            raise ContractError("the agreement pays money and names no currency; write fee='1000 GBP'")
        return self.currency


class PenaltyRule(ABC):
    """Turns the verdict of one line into what is owed for it."""

    last: ClassVar[bool] = False
    """Whether it looks at what earlier lines came to as a whole, and so is written after all else."""

    @abstractmethod
    def assess(self, case: Case) -> Penalty:
        """What is owed, exact; nothing for a verdict that the rule does not punish."""

    @property
    def amounts(self) -> tuple[Money, ...]:
        """The money it names, so that currencies are checked when the contract is made."""
        named = settings(self)
        return amounts(*named) + tuple(amount for part in named if isinstance(part, CreditBase) for amount in part.amounts)

    @property
    def needs_fee(self) -> bool:
        """Whether it pays a share of the fee."""
        named = settings(self)
        bases = [part for part in named if isinstance(part, CreditBase)]
        return any(base.needs_fee for base in bases) if bases else shares(*named)

    @property
    def pays_money(self) -> bool:
        """Whether it comes to money, and not to days or points alone."""
        return pays(*settings(self))

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What its bases read from records."""
        return tuple(reading for part in settings(self) if isinstance(part, CreditBase) for reading in part.readings)

    @property
    def needs_past(self) -> bool:
        """Whether it looks at the streak or the history of a case."""
        return True

    @property
    def absolute(self) -> bool:
        """Whether it pays by the figure itself and not by how far it lies from the target, so that it cannot be turned into a bonus."""
        return False

    @property
    def edges(self) -> tuple[Quantity, ...]:
        """The figures at which what it pays changes, other than the target."""
        return ()

    def check(self, target: Target, metric: Metric) -> None:
        """Raise ContractError when it cannot work with a target and the measures of a metric."""
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

    def earned_back(self, after: int = 1, *, by: object = None, share: object = 1) -> PenaltyRule:
        """The same rule; what it credited is earned back when the next periods meet the target, or meet `by`."""
        from slakit.penalties.wrappers.earned_back import EarnedBack

        return EarnedBack(self, after, by=by, share=share)

    def grants(self, right: str, *, owing: object, within: int | None = None, of: object = None) -> PenaltyRule:
        """The same rule; once it owes so much in all, `within` so many periods, the customer has a right."""
        from slakit.penalties.rules.rights import Grants

        return Grants(self, right, owing=owing, within=within, of=of)

    def __add__(self, other: PenaltyRule) -> PenaltyRule:
        from slakit.penalties.wrappers.combinators import SumOf

        return SumOf((self, other)) if isinstance(other, PenaltyRule) else NotImplemented

    def __or__(self, other: PenaltyRule) -> PenaltyRule:
        from slakit.penalties.wrappers.combinators import LargestOf

        return LargestOf((self, other)) if isinstance(other, PenaltyRule) else NotImplemented

    def __repr__(self) -> str:
        return written(self)


def within_share(figures: Iterable[Quantity], metric: Metric) -> None:
    """Refuse figures that no share reaches: on a share, 99.9 without its sign is 9,990 %."""
    outside = [figure for figure in figures if metric.is_share and not figure.dimension and not 0 <= figure.base <= 1]
    if outside:
        meant = [f"{figure} %" if not figure.unit.text and 0 <= figure.base <= 100 else "99.9 %" for figure in outside]
        told = zip(outside, meant, strict=True)
        raise ContractError(*(f"{str(one)!r} lies outside 0 % to 100 %, where a share is; write {wanted!r}" for one, wanted in told))


def one_side(target: Target, called: str) -> None:
    """Refuse a target with two sides, under which one of them would be paid for as if it were the other."""
    if len({bound.operator[0] for bound in target.bounds}) > 1 or any(bound.operator in ("==", "!=") for bound in target.bounds):
        told = f"{called} goes one way, and {str(target)!r} has two sides"
        raise ContractError(f"{told}; write two objectives, one for each side, such as 'at least 3' and 'at most 10'")


def inner(rule: PenaltyRule) -> PenaltyRule:
    """A rule that may stand within another; ContractError for one that looks at whole lines."""
    if rule.last:
        raise ContractError(f"{rule!r} looks at what the whole line came to; write (a + b).earned_back() or .grants(...) after all else")
    return rule


def settings(rule: PenaltyRule) -> list[object]:
    """What a rule was made with; figures that are read as something else than credits, such as steps, are none of it."""
    kind: type = type(rule)
    found = [(part.converter, getattr(rule, part.name)) for part in attrs.fields(kind)] if attrs.has(kind) else []
    return [value for converter, value in found if converter in (None, credit) or not isinstance(value, Quantity)]
