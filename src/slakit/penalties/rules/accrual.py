"""Accrual: so much for each hour, day, passenger or gigabyte that was measured, the first ones free."""

from fractions import Fraction

from attrs import field, frozen, validators

from slakit.calendars.day_count import BUSINESS_DAY, CALENDAR_DAY
from slakit.errors import ContractError
from slakit.metrics.base import Metric
from slakit.metrics.measure import Measure
from slakit.penalties.bases.counting import check_free, counted, free_amount, free_of, of_period, way_to_count
from slakit.penalties.bases.credit import Credit
from slakit.penalties.bases.credit_base import CreditBase, base_of
from slakit.penalties.bases.credit_table import Bands, CreditTable, bands_of, credit_or_table, in_order
from slakit.penalties.bases.reduced import Reduced, reductions
from slakit.penalties.bases.splitting import check_adds_up
from slakit.penalties.case import Case
from slakit.penalties.penalty import Penalty
from slakit.penalties.rules.by_value import PaysByValue
from slakit.penalties.target_checks import alike, one_side
from slakit.targets.target import Target
from slakit.values.fields import above_zero, contract_quantity, field_name, optional_quantity
from slakit.values.quantity import Quantity
from slakit.values.units import unit


@frozen(repr=False)
class Accrual(PaysByValue):
    """A credit for each `per` of what was measured in a missed period: time down, days late, passengers, gigabytes over.

    >>> Accrual("100 GBP", per="1 hour", free="2 hours", counting="begun")
    Accrual('100.00 GBP', per='1 hour', free='2 hours', counting='begun')

    The first `free` is taken off before it counts: an amount, or, of time, a share of the period, `free="0.01 %"`. Where all of it counts
    once it is passed, write `.only_if(above="2 hours")`. A part of a step counts in proportion ("exact"), not at all ("full") or as a
    whole one ("begun"). A period that had to report and did not has nothing to count, and owes nothing by this rule.

    A count or a total, that of the time of clocks as well, may be paid by the value of a field, or by `bands` of it: a sum a passenger by
    the distance flown, a rate an hour by the priority. A record whose value has no amount leaves the line unsettled. With `reduced` what
    meets conditions is paid a share: `reduced={"to": "50 %", "where": {"rerouted": True}}`.

    >>> Accrual({"short": "250 EUR", "long": "600 EUR"}, per=1, credit_by="km", bands={"short": "up to 1500", "long": "over 1500"}).bands
    (('short', 'up to 1500'), ('long', 'over 1500'))
    """

    looks_back = False
    absolute = True

    credit: Credit | CreditTable = field(converter=credit_or_table, eq=in_order)
    per: Quantity = field(converter=contract_quantity, validator=above_zero("1 hour"), kw_only=True)
    free: Quantity | None = field(default=None, converter=optional_quantity, validator=free_amount, kw_only=True)
    counting: str = field(default="exact", validator=way_to_count, kw_only=True)
    credit_by: str | None = field(default=None, validator=validators.optional(field_name), kw_only=True)
    bands: Bands | None = field(default=None, converter=bands_of, eq=in_order, kw_only=True)
    reduced: tuple[Reduced, ...] = field(default=(), converter=reductions, kw_only=True)
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        check_free(self.free, self.per)

    @property
    def counts_failures(self) -> bool:  # type: ignore[override]  # the records of one value are kept for no earlier period
        return self.by_records

    @property
    def edges(self) -> tuple[Quantity, ...]:
        return () if self.free is None or of_period(self.free, self.per) else (self.free,)

    def check(self, target: Target, metric: Metric) -> None:
        dimension = unit(metric.unit).dimension
        for word, amount in (("per", self.per), ("free", self.free)):
            if amount is not None and not alike(amount, dimension) and not (word == "free" and of_period(amount, self.per)):
                measured = "a ratio" if not dimension else f"measured in {metric.unit}"
                days = next((name for name in (CALENDAR_DAY, BUSINESS_DAY) if amount.unit.text.startswith(name)), None)
                remedy = f"write unit={days!r} with the metric" if days else "write it in that unit, or Linear(...)"
                if metric.is_share and amount.dimension == "[time]":  # 5 % for each hour down, under a promise of 99.95 %
                    remedy = "measure the time down, Downtime(...), with .only_if(above='0.05 %') for a promise of 99.95 %"
                raise ContractError(f"{word}={str(amount)!r} cannot count what is {measured}; {remedy}")
        super().check(target, metric)
        if self.by_records:
            check_adds_up(self.argument, metric)
        one_side(target, "an accrual")
        if {bound.operator for bound in target.bounds} <= {">=", ">"}:
            raise ContractError(f"under {str(target)!r} more is better, and an accrual pays for more; write Linear(...) for what is short")

    def assess(self, case: Case) -> Penalty:
        judged = case.verdict.judged
        if not case.missed or judged is None:
            return case.nothing
        if self.reduced or isinstance(self.credit, tuple):
            return self._by_value(case)
        free, called = free_of(self.free, self.per, case.period)
        over = judged.base - free
        if over <= 0:
            return Penalty(case.nothing.credit, (f"{judged.show()}, {called}: nothing owed",) if self.free else ())
        shown = Quantity.of_base(over, self.per.unit).show()
        note = f"{judged.show()} less {called}, {shown}" if free else shown
        return case.owes(self.credit, self.of, counted(over, self.per, self.counting), note)

    def _by_value(self, case: Case) -> Penalty:
        """The sum over the values of a field; the figures of the records themselves, whether or not the target rounds their sum."""
        measure = case.verdict.measure
        figure = _so_far if case.verdict.running else _value
        scale = unit(measure.unit).factor

        def steps(count: Fraction) -> Fraction:
            return counted(count * scale, self.per, self.counting)

        return self.paid_by_value(case, figure(measure), figure, steps)


def _value(measure: Measure) -> Fraction:
    return Fraction(measure.value or 0)


def _so_far(measure: Measure) -> Fraction:
    """The figure with the clocks that still run, which miss the target already: what they come to if all stop now."""
    return Fraction(measure.low or 0)
