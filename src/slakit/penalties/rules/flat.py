"""Flat, Unreported and PerBreach: so much for a missed period, for one without a report, and for each failure."""

from attrs import field, frozen

from slakit.errors import ContractError
from slakit.metrics.base import Metric
from slakit.penalties.base import PenaltyRule
from slakit.penalties.bases.credit import Credit, credit
from slakit.penalties.bases.credit_base import CreditBase, base_of
from slakit.penalties.case import Case
from slakit.penalties.penalty import Penalty
from slakit.targets.target import Target
from slakit.values.fields import whole_number
from slakit.values.old_words import refuses_old_words


@frozen(repr=False)
class Flat(PenaltyRule):
    """The same for every missed period.

    >>> Flat("5 %")
    Flat('5 %')
    """

    looks_back = False

    credit: Credit = field(converter=credit)
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)

    def assess(self, case: Case) -> Penalty:
        return case.owes(self.credit, self.of) if case.missed else case.nothing


@frozen(repr=False)
class Unreported(Flat):
    """So much for a period that had to report and did not, added to rules that have nothing to count then.

    >>> Linear("1 %", per="1 pp") + Unreported("10 %")
    Linear('1 %', per='1 pp') + Unreported('10 %')

    It is for objectives with `silence="missed"`.
    """

    waits = True

    def assess(self, case: Case) -> Penalty:
        silent = case.missed and case.verdict.judged is None
        return case.owes(self.credit, self.of, note="not reported") if silent else case.nothing


@refuses_old_words
@frozen(repr=False)
class PerBreach(PenaltyRule):
    """So much for each single failure of a missed period (late replies, incidents, bad posts), the first `free` of them forgiven.

    >>> PerBreach("500 GBP", free=1)
    PerBreach('500.00 GBP', free=1)

    Outages that overlap or touch are one failure: one that joins two others lowers what this rule owes on an uptime
    (docs/numbers.md M8, P9).
    """

    looks_back = False
    counts_failures = True

    credit: Credit = field(converter=credit)
    free: int = field(default=0, validator=whole_number(0, 2), kw_only=True)
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)

    def check(self, target: Target, metric: Metric) -> None:
        if not metric.counts_breaches:
            raise ContractError(f"{metric!r} has no single failures to pay for; write Flat({str(self.credit)!r}), or count the failures")

    def assess(self, case: Case) -> Penalty:
        failures = case.failures if case.missed else 0
        if not failures:
            return case.nothing
        if failures <= self.free:
            return Penalty(case.nothing.credit, (f"{failures:,} failures, {self.free:,} free: nothing owed",))
        note = f"{failures:,} failures less {self.free:,} free" if self.free else ""
        return case.owes(self.credit, self.of, failures - self.free, note)
