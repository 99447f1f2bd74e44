"""Flat and PerBreach: so much for a missed period, so much for each failure in it."""

from attrs import field, frozen

from slakit.errors import ContractError
from slakit.metrics.base import Metric
from slakit.penalties.base import Case, PenaltyRule
from slakit.penalties.credit import Credit, credit, owed
from slakit.penalties.penalty import Penalty
from slakit.targets.target import Target


@frozen(repr=False)
class Flat(PenaltyRule):
    """The same for every missed period.

    >>> Flat("5 %")
    Flat('5 %')
    """

    needs_past = False

    credit: Credit = field(converter=credit)

    def assess(self, case: Case) -> Penalty:
        if not case.missed:
            return case.nothing
        amount, arithmetic = owed(self.credit, case.fee)
        return Penalty(amount, (arithmetic,))


def _free(instance: object, attribute: object, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ContractError(f"free={value!r} is not a number of failures; write free=2")


@frozen(repr=False)
class PerBreach(PenaltyRule):
    """So much for each single failure of a missed period (late replies, incidents, bad posts), the first `free` of them forgiven.

    >>> PerBreach("500 GBP", free=1)
    PerBreach('500.00 GBP', free=1)

    Outages that overlap or touch are one failure (semantics M8): one that joins two others lowers what this rule owes, which is why
    P9 does not hold for it on an uptime.
    """

    needs_past = False

    amount: Credit = field(converter=credit)
    free: int = field(default=0, validator=_free, kw_only=True)

    def check(self, target: Target, metric: Metric) -> None:
        if not metric.counts_breaches:
            raise ContractError(f"{metric!r} knows no single failures to pay for; write Flat({str(self.amount)!r}), or count the failures")

    def assess(self, case: Case) -> Penalty:
        failures = case.verdict.measure.breaches
        if not case.missed or not failures:
            return case.nothing
        if failures <= self.free:
            return Penalty(case.nothing.owed, (f"{failures:,} failures, {self.free:,} free: nothing owed",))
        amount, arithmetic = owed(self.amount, case.fee, failures - self.free)
        return Penalty(amount, (f"{failures:,} failures less {self.free:,} free: {arithmetic}" if self.free else arithmetic,))
