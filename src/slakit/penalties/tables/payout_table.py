"""Worths: what Tiered and Ranges share, a table of credits and of rules."""

from __future__ import annotations

from abc import abstractmethod

from attrs import frozen

from slakit.metrics.base import Metric
from slakit.metrics.reading import Reading
from slakit.penalties.base import PenaltyRule, inner, within_share
from slakit.penalties.bases.credit import Credit, amounts, pays, shares
from slakit.penalties.bases.credit_base import CreditBase
from slakit.targets.target import Target
from slakit.values.money import Money

Worth = Credit | PenaltyRule  # what a tier pays: an amount, or what a rule comes to


@frozen(repr=False)
class PayoutTable(PenaltyRule):
    """A table whose tiers pay a credit, or what a rule comes to; a share is one of the fee or of another base."""

    @property
    @abstractmethod
    def worths(self) -> tuple[Worth, ...]:
        """What its tiers pay."""

    @property
    def base(self) -> CreditBase | None:
        """What shares are shares of, if not the fee."""
        found: CreditBase | None = getattr(self, "of", None)
        return found

    @property
    def credits(self) -> list[Credit]:
        return [owes for owes in self.worths if not isinstance(owes, PenaltyRule)]

    @property
    def rules(self) -> list[PenaltyRule]:
        return [owes for owes in self.worths if isinstance(owes, PenaltyRule)]

    @property
    def amounts(self) -> tuple[Money, ...]:
        named = self.base.amounts if self.base else ()
        return amounts(*self.credits) + tuple(amount for rule in self.rules for amount in rule.amounts) + named

    @property
    def needs_fee(self) -> bool:
        own = self.base.needs_fee if self.base else shares(*self.credits)
        return own or any(rule.needs_fee for rule in self.rules)

    @property
    def pays_money(self) -> bool:
        return pays(*self.credits) or any(rule.pays_money for rule in self.rules)

    @property
    def readings(self) -> tuple[Reading, ...]:
        return tuple(reading for rule in self.rules for reading in rule.readings) + (self.base.readings if self.base else ())

    @property
    def absolute(self) -> bool:
        return True

    @property
    def needs_past(self) -> bool:
        return any(rule.needs_past for rule in self.rules)

    def check(self, target: Target, metric: Metric) -> None:
        for rule in self.rules:
            inner(rule).check(target, metric)
        within_share(self.edges, metric)
