"""LineAmount: what one line comes to on its way through the settlement, and SettlementContext: what else a step may know."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from fractions import Fraction

from attrs import Factory, evolve, field, fields, frozen

from slakit.errors import ContractError
from slakit.metrics.reading import Reading
from slakit.metrics.tallies.tally import Tally
from slakit.penalties.amounts import Use, names_of
from slakit.penalties.bases.credit import Credit, owed
from slakit.penalties.bases.credit_base import CreditBase, Missing, not_negative
from slakit.penalties.prior_line import PeriodLine, PriorLine
from slakit.timeline.local_days import day_wall, local_days
from slakit.timeline.span import Span
from slakit.timeline.zone import wall_instant, zone
from slakit.values.money import Money, split
from slakit.values.quantity import Quantity
from slakit.windows.base import Window
from slakit.windows.calendar_steps import DAYS, MONTHS, add_months
from slakit.windows.period import Period
from slakit.windows.rolling import REAL, Rolling, WholeTerm


@frozen(kw_only=True)
class LineAmount(PeriodLine):
    """The amounts of one line so far, and why the present step changed it.

    `credit` is what its penalty comes to, with what a step made money of, and `payable` what is left of it so far; `bonus` and `returned`
    are what the customer owes, `banked` what went into a bank of bonuses, and negative what came out of it. `units` are owed in kind,
    `converted` those that a step made money of. A step returns lines with other amounts, by `to` or `attrs.evolve`, and `text` says why.
    """

    payable: Money
    bonus: Money
    returned: Money
    banked: Money
    units: tuple[Quantity, ...] = ()
    converted: tuple[Quantity, ...] = ()
    credit: Money = field(default=Factory(lambda self: self.payable, takes_self=True))
    text: str = ""

    @classmethod
    def of(cls, line: PriorLine, credit: Money) -> LineAmount:
        """A line before the first step, of which its credit is payable; it has zero where it has no other money."""
        which = {part.name: getattr(line, part.name) for part in fields(PeriodLine)}
        amounts = {name: getattr(line, name) for name in names_of(Use.STEP)}
        nothing = credit * 0
        money = {name: amounts[name] or nothing for name in names_of(Use.STEP, money=True)}
        return cls(**{**which, **amounts, **money, "credit": credit, "payable": credit})

    def to(self, payable: Money, text: str) -> LineAmount:
        """Return the line with another amount payable, and why."""
        return self if payable == self.payable else evolve(self, payable=payable, text=text)

    def turned(self, worth: Money, dimension: str, text: str) -> LineAmount:
        """Return the line with its units of one dimension converted into money, and why."""
        kinds = [[amount for amount in self.units if (amount.dimension == dimension) is alike] for alike in (True, False)]
        converted, units = (*self.converted, *kinds[0]), tuple(kinds[1])
        return evolve(self, payable=self.payable + worth, credit=self.credit + worth, units=units, converted=converted, text=text)


@frozen(kw_only=True)
class SettlementContext:
    """The context of a step: the billing period that is settled, its fee, and what was settled before it.

    `period` is None for lines that end in no billing period, which stand alone; `span` is then that of the line. `earlier` holds the
    lines of all earlier billing periods, oldest first.
    """

    period: Period | None
    span: Span
    term: Span
    timezone: str
    currency: str | None
    earlier: tuple[PriorLine, ...] = ()
    periods: tuple[Period, ...] = ()  # all billing periods
    fees: Callable[[Span], Money | None] = field(eq=False, repr=False)
    read: Callable[[Reading, int], Tally | None] = field(eq=False, repr=False)

    @property
    def label(self) -> str:
        """The label of the billing period; empty for a line in none."""
        return self.period.label if self.period else ""

    @property
    def currency_code(self) -> str:
        if self.currency is None:
            raise ContractError("the settlement pays money and the agreement names no currency; write fee='1000 GBP'")
        return self.currency

    @property
    def _index(self) -> int:
        """The index of this billing period among all."""
        return bisect_left(self.periods, self.span.last, key=lambda period: period.span.last)

    def _before(self, back: int) -> int | None:
        """The index of the billing period so many periods back; None outside the term."""
        index = self._index - back
        return index if self.period is not None and 0 <= index < len(self.periods) else None

    def fee_of(self, back: int = 0) -> Money | None:
        """The fee of the billing period, or of one so many periods back; None outside the term."""
        if back == 0:
            return self.fees(self.span)
        index = self._before(back)
        return None if index is None else self.fees(self.periods[index].span)

    def billed_fee(self, billed: int = 0, back: int = 0) -> Money | None:
        """The fee of the billing period, or of one so many periods back; None outside the term, and for a line in no billing period."""
        return None if self.period is None else self.fee_of(billed + back)

    def fed(self, reading: Reading, back: int = 0) -> Tally | None:
        """The tally of what a base reads, of the billing period or of one so many periods back."""
        index = self._before(back)
        return None if index is None else self.read(reading, index)

    def billed_until(self, span: Span) -> int:
        """The end of the billing period that a line of a span is settled in; its own end where it is in none."""
        index = bisect_left(self.periods, span.last, key=lambda period: period.span.last)
        inside = index < len(self.periods) and self.periods[index].span.first < span.last
        return self.periods[index].span.last if inside else span.last

    def stretch(self, per: Window | None, last: int) -> Span:
        """Return the stretch of a cap for a line that ends at `last`: the billing period, or the period of a window."""
        if per is None:
            return self.span
        if isinstance(per, WholeTerm):
            return self.term
        if isinstance(per, Rolling):
            end = max(self.span.last, last)
            return Span(_back(per, end, self.timezone), end)
        period = per.within(self.timezone).period_at(last - 1)
        return self.span if period is None else period.whole

    def called(self, per: Window | None, last: int) -> str:
        """Return that stretch as text after an amount: " over 2026-Q1", " over rolling 12 months"; empty for the billing period."""
        if per is None or isinstance(per, WholeTerm | Rolling):
            return "" if per is None else f" over {'the ' if isinstance(per, WholeTerm) else ''}{per}"
        period = per.within(self.timezone).period_at(last - 1)
        return "" if period is None else f" over {period.label}"

    def worth(self, of: CreditBase | None, stretch: Span) -> Money:
        """The amount of a base over a stretch: its fee, or the sum over the billing periods in it.

        For a base that is read from records, up to this billing period. Raises Missing when it is unknown.
        """
        if of is None:
            fee = self.fees(Span(max(stretch.first, self.term.first), min(stretch.last, self.term.last)))
            if fee is None:
                raise ContractError("a share of the fee is asked for, and the agreement has none; write fee='1000 GBP'")
            return fee
        if stretch == self.span or not (of.needs_fee or of.readings):
            return not_negative(of, of.amount(self))
        backs = [self._index - index for index in self._within(of, stretch)]
        if not backs:
            raise Missing(f"no billing period ends in the stretch that {of.title} is asked for")
        return not_negative(of, sum((of.amount(self, back) for back in backs[1:]), of.amount(self, backs[0])))

    def worth_days(self, of: CreditBase, stretch: Span) -> Fraction:
        """Return the days that the amount of a base over a stretch covers: those of the billing periods that were added up."""
        if stretch == self.span or not (of.needs_fee or of.readings):
            return self.days(stretch)
        return sum((self.days(self.periods[index].span) for index in self._within(of, stretch)), Fraction(0))

    def _within(self, of: CreditBase, stretch: Span) -> list[int]:
        """The billing periods that end in a stretch, up to this one where a base is read from records."""
        last = min(stretch.last, self.span.last) if of.readings else stretch.last
        return [index for index, period in enumerate(self.periods) if stretch.first < period.span.last <= last]

    def comes_to(self, part: Credit, of: CreditBase | None, times: Fraction | int = 1) -> tuple[Money | Quantity, str]:
        """The amount of a credit, some number of times, in the billing period, and its arithmetic."""
        base = None if isinstance(part, Money) else self.worth(of, self.span)
        return owed(part, base, times, "" if of is None else of.title)

    def days(self, stretch: Span) -> Fraction:
        """The length of a stretch in local dates, so that one with a clock change has its whole days."""
        return local_days(stretch.first, stretch.last, zone(self.timezone))


def _back(per: Rolling, last: int, timezone: str) -> int:
    """The start of a rolling stretch that ends at an instant."""
    if per.unit in REAL:
        return last - per.count * REAL[per.unit]
    tz = zone(per.tz or timezone)
    end = day_wall(last, tz)
    if per.unit in MONTHS:
        return wall_instant(add_months(end, -per.count * MONTHS[per.unit]), tz)
    return wall_instant(end - timedelta(days=per.count * DAYS[per.unit]), tz)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """Return the sum of amounts; zero if there are none."""
    return sum(amounts, Money(0, currency))


def shared(whole: Money, lines: Sequence[LineAmount], text: str) -> list[LineAmount]:
    """Share an amount over lines in proportion to what is payable of each, to the cent (docs/numbers.md P5)."""
    parts = split(whole.rounded(), [line.payable.exact for line in lines])
    return [line.to(part, text) for line, part in zip(lines, parts, strict=True)]
