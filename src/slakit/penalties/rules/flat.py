"""Flat, Unreported and PerBreach: so much for a missed period, for one without a report, and for each failure."""

from fractions import Fraction

from attrs import field, frozen, validators

from slakit.errors import ContractError
from slakit.metrics.base import Metric
from slakit.metrics.condition import Filter
from slakit.penalties.bases.credit import Credit
from slakit.penalties.bases.credit_base import CreditBase, base_of
from slakit.penalties.bases.credit_table import Bands, CreditTable, bands_of, credit_or_table, in_order
from slakit.penalties.bases.reduced import Reduced, reductions
from slakit.penalties.bases.splitting import check_countable
from slakit.penalties.case import Case
from slakit.penalties.penalty import Penalty
from slakit.penalties.rules.by_value import PaysByValue
from slakit.penalties.target_checks import failures_are_worse
from slakit.targets.target import Target
from slakit.values.fields import field_name, whole_number
from slakit.values.old_words import refuses_old_words


@frozen(repr=False)
class Flat(PaysByValue):
    """The same for every missed period, or for each value of a field that the metric is grouped by.

    >>> Flat("5 %")
    Flat('5 %')

    `Flat({"gold": "500 GBP", "basic": "50 GBP"}, credit_by="plan")` pays by the group of the line; the metric says `.by("plan")`.
    """

    looks_back = False

    credit: Credit | CreditTable = field(converter=credit_or_table, eq=in_order)
    credit_by: str | None = field(default=None, validator=validators.optional(field_name), kw_only=True)
    bands: Bands | None = field(default=None, converter=bands_of, eq=in_order, kw_only=True)
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)

    @property
    def selections(self) -> tuple[Filter, ...]:
        return ()  # the group of the line says which credit it is

    def check(self, target: Target, metric: Metric) -> None:
        super().check(target, metric)
        fields = {name for _, _, wanted in self.parts for name in wanted.fields}
        if missing := sorted(fields - set(metric.parts()[0].by)):
            problem = f"{self!r} pays once a period, and a line has no {missing[0]!r}"
            raise ContractError(f"{problem}; write .by({missing[0]!r}) after the metric, or PerBreach(...) for each single failure")

    def assess(self, case: Case) -> Penalty:
        return self._owed(case) if case.missed else case.nothing

    def _owed(self, case: Case, note: str = "") -> Penalty:
        if not isinstance(self.credit, tuple):
            return case.owes(self.credit, self.of, note=note)
        for name, part, wanted in self.parts:
            if all(case.grouped(one) for one in wanted.conditions):
                return case.owes(part, self.of, note=f"{note}: {name}" if note else name)
        raise self.unknown(f"group {case.group!r}")


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
        return self._owed(case, "not reported") if silent else case.nothing


@refuses_old_words
@frozen(repr=False)
class PerBreach(PaysByValue):
    """So much for each single failure of a missed period (late replies, incidents, bad posts), the first `free` of them forgiven.

    >>> PerBreach("500 GBP", free=1)
    PerBreach('500.00 GBP', free=1)

    The amount may go by the value of a field, `PerBreach({"high": "500 GBP", "low": "50 GBP"}, credit_by="priority")`, or by `bands` of
    it: `bands={"short": "up to 1500", "long": "over 1500"}`. A failure whose value has no amount leaves the line unsettled.

    With `reduced` the failures that meet conditions are paid a share of it: `reduced={"to": "50 %", "where": {"rerouted": True}}`.

    The target must call the failures bad: of a count "at most 2", of a share "at least 95 %". Of a count of which more are better,
    `Linear("500 GBP", per=1)` pays for each that is short.

    Outages that overlap or touch are one failure: one that joins two others lowers what this rule owes on an uptime
    (docs/numbers.md M8, P9).
    """

    looks_back = False
    counts_failures = True

    credit: Credit | CreditTable = field(converter=credit_or_table, eq=in_order)
    free: int = field(default=0, validator=whole_number(0, 2), kw_only=True)
    credit_by: str | None = field(default=None, validator=validators.optional(field_name), kw_only=True)
    bands: Bands | None = field(default=None, converter=bands_of, eq=in_order, kw_only=True)
    reduced: tuple[Reduced, ...] = field(default=(), converter=reductions, kw_only=True)
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)

    def check(self, target: Target, metric: Metric) -> None:
        if not metric.counts_breaches:
            raise ContractError(f"{metric!r} has no single failures to pay for; write Flat('5 %'), or count the failures")
        failures_are_worse(self, target, metric)
        if self.by_records:
            check_countable(self.argument, metric)

    def assess(self, case: Case) -> Penalty:
        failures = case.failures if case.missed else 0
        if not failures:
            return case.nothing
        if failures <= self.free:
            return Penalty(case.nothing.credit, (f"{failures:,} failures, {self.free:,} free: nothing owed",))
        if self.reduced or isinstance(self.credit, tuple):
            return self.paid_by_value(case, failures, lambda part: Fraction(part.breaches or 0), lambda count: count)
        note = f"{failures:,} failures less {self.free:,} free" if self.free else ""
        return case.owes(self.credit, self.of, failures - self.free, note)
