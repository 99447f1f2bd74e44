"""PenaltyRule: turns verdicts into what is owed.

The door to write one's own: `@penalty` makes a rule of a function of one case. A rule with settings is a frozen class with one
method, `assess`. The built-in rules use the same door, and compose: `a + b` is both, `a | b` the larger, `a.capped("10 %")` no more
than that.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import attrs
from attrs import field, frozen

from slakit.errors import ContractError
from slakit.metrics.base import Metric
from slakit.metrics.reading import Reading
from slakit.metrics.tallies.tally import Tally
from slakit.penalties.bases import Base
from slakit.penalties.credit import Credit, amounts, credit, owed, pays, shares
from slakit.penalties.history import Earlier
from slakit.penalties.penalty import Penalty
from slakit.targets.target import Target
from slakit.targets.verdict import Outcome, Verdict
from slakit.values.money import Money
from slakit.values.quantity import Quantity
from slakit.values.written import written
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
    history: tuple[Earlier, ...] = ()
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

    def owes(self, part: Credit, of: Base | None = None, times: Fraction | int = 1, told: str = "") -> Penalty:
        """What a credit comes to, some number of times, of the fee or of another base; `told` goes before its arithmetic."""
        base = self.fee if of is None else of.amount(self) if shares(part) else None
        amount, arithmetic = owed(part, base, times, "" if of is None else str(of))
        steps = (f"{told}: {arithmetic}" if told else arithmetic,)
        if isinstance(amount, Money):
            return Penalty(amount, steps)
        return Penalty(self.nothing.owed, steps, units=(amount,))

    @property
    def currency_code(self) -> str:
        """The currency of the agreement; ContractError when it names none."""
        if self.currency is None:
            raise ContractError("the agreement pays money and names no currency; write fee='1000 GBP'")
        return self.currency


class PenaltyRule(ABC):
    """Turns the verdict of one line into what is owed for it."""

    @abstractmethod
    def assess(self, case: Case) -> Penalty:
        """What is owed, exact; nothing for a verdict that the rule does not punish."""

    @property
    def amounts(self) -> tuple[Money, ...]:
        """The money it names, so that currencies are checked when the contract is made."""
        settings = _settings(self)
        return amounts(*settings) + tuple(amount for part in settings if isinstance(part, Base) for amount in part.amounts)

    @property
    def needs_fee(self) -> bool:
        """Whether it pays a share of the fee."""
        settings = _settings(self)
        bases = [part for part in settings if isinstance(part, Base)]
        return any(base.needs_fee for base in bases) if bases else shares(*settings)

    @property
    def pays_money(self) -> bool:
        """Whether it comes to money, and not to days or points alone."""
        return pays(*_settings(self))

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What its bases read from records."""
        return tuple(reading for part in _settings(self) if isinstance(part, Base) for reading in part.readings)

    @property
    def needs_past(self) -> bool:
        """Whether it looks at the streak or the history of a case."""
        return True

    @property
    def edges(self) -> tuple[Quantity, ...]:
        """The figures at which what it pays changes, other than the target."""
        return ()

    def check(self, target: Target, metric: Metric) -> None:
        """Raise ContractError when it cannot work with a target and the measures of a metric."""

    def capped(self, most: object) -> Capped:
        """The same rule, paying no more than a share of the fee or an amount."""
        return Capped(self, most)

    def __add__(self, other: PenaltyRule) -> Both:
        return Both((self, other)) if isinstance(other, PenaltyRule) else NotImplemented

    def __or__(self, other: PenaltyRule) -> Larger:
        return Larger((self, other)) if isinstance(other, PenaltyRule) else NotImplemented

    def __repr__(self) -> str:
        return written(self)


def _settings(rule: PenaltyRule) -> list[object]:
    """What a rule was made with."""
    kind: type = type(rule)
    return [getattr(rule, part.name) for part in attrs.fields(kind)] if attrs.has(kind) else []


@frozen(repr=False)
class Capped(PenaltyRule):
    """A rule that pays no more than `most`."""

    rule: PenaltyRule
    most: Credit = field(converter=credit)

    @property
    def amounts(self) -> tuple[Money, ...]:
        return self.rule.amounts + amounts(self.most)

    @property
    def needs_fee(self) -> bool:
        return self.rule.needs_fee or shares(self.most)

    @property
    def pays_money(self) -> bool:
        return self.rule.pays_money

    @property
    def readings(self) -> tuple[Reading, ...]:
        return self.rule.readings

    @property
    def needs_past(self) -> bool:
        return self.rule.needs_past

    @property
    def edges(self) -> tuple[Quantity, ...]:
        return self.rule.edges

    def check(self, target: Target, metric: Metric) -> None:
        self.rule.check(target, metric)

    def assess(self, case: Case) -> Penalty:
        penalty = self.rule.assess(case)
        most, arithmetic = owed(self.most, case.fee)
        if isinstance(most, Money):
            if not penalty.owed or penalty.owed <= most:
                return penalty
            return attrs.evolve(penalty, owed=most, steps=(*penalty.steps, f"capped at {arithmetic}"))
        units = tuple(min(amount, most) if amount.dimension == most.dimension else amount for amount in penalty.units)
        if units == penalty.units:
            return penalty
        return attrs.evolve(penalty, units=units, steps=(*penalty.steps, f"capped at {arithmetic}"))

    def __repr__(self) -> str:
        inner = repr(self.rule)
        return f"{inner if not isinstance(self.rule, _Several) else f'({inner})'}.capped({str(self.most)!r})"


@frozen(repr=False)
class _Several(PenaltyRule):
    rules: tuple[PenaltyRule, ...]

    def __attrs_post_init__(self) -> None:
        opened = (inner for rule in self.rules for inner in (rule.rules if type(rule) is type(self) else (rule,)))
        object.__setattr__(self, "rules", tuple(opened))

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
    def edges(self) -> tuple[Quantity, ...]:
        return tuple(edge for rule in self.rules for edge in rule.edges)

    def check(self, target: Target, metric: Metric) -> None:
        for rule in self.rules:
            rule.check(target, metric)

    def _joined(self, sign: str) -> str:
        return f" {sign} ".join(f"({rule!r})" if isinstance(rule, _Several) else repr(rule) for rule in self.rules)


@frozen(repr=False)
class Both(_Several):
    """Every rule pays; the amounts are added."""

    def assess(self, case: Case) -> Penalty:
        penalties = [rule.assess(case) for rule in self.rules]
        return sum(penalties[1:], penalties[0])

    def __repr__(self) -> str:
        return self._joined("+")


@frozen(repr=False)
class Larger(_Several):
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
