"""Due: what one line comes to on its way through the settlement, and Bill: what a step may know beside the dues."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from attrs import Factory, evolve, field, frozen

from slakit.errors import ContractError
from slakit.metrics.reading import Reading
from slakit.metrics.tallies.tally import Tally
from slakit.penalties.bases.credit_base import CreditBase, Missing, not_negative
from slakit.penalties.prior_line import PriorLine
from slakit.targets.verdict import Outcome
from slakit.timeline.local_days import day_wall, local_days
from slakit.timeline.span import Span
from slakit.timeline.zone import wall_instant, zone
from slakit.values.money import Money, split
from slakit.values.quantity import Quantity
from slakit.windows.base import Window
from slakit.windows.period import Period
from slakit.windows.rolling import REAL, Rolling, WholeTerm
from slakit.windows.steps import DAYS, MONTHS, add_months

if TYPE_CHECKING:
    from slakit.penalties.case import Case


@frozen(kw_only=True)
class LineAmount:
    """What one line comes to so far, and what the present step has said of it.

    `amount` is what the provider owes, `bonus` and `returned` what the customer does; `banked` is what went into a bank of bonuses, and
    negative what came out of it. `units` are owed in kind, `converted` those that a step made money of; `gross` is the amount before the
    steps, with that money. A step gives dues back with other amounts, by `to` or `attrs.evolve`.
    """

    name: str
    group: object = None
    label: str
    span: Span
    outcome: Outcome
    amount: Money
    bonus: Money
    returned: Money
    banked: Money
    units: tuple[Quantity, ...] = ()
    converted: tuple[Quantity, ...] = ()
    gross: Money = field(default=Factory(lambda self: self.amount, takes_self=True))
    told: str = ""

    def to(self, amount: Money, told: str) -> LineAmount:
        """The same due with another amount, and why."""
        return self if amount == self.amount else evolve(self, amount=amount, told=told)

    def turned(self, worth: Money, dimension: str, told: str) -> LineAmount:
        """The same due with its units of one dimension made money of, and why."""
        mine = [amount for amount in self.units if amount.dimension == dimension]
        rest = tuple(amount for amount in self.units if amount.dimension != dimension)
        more = self.amount + worth, self.gross + worth
        return evolve(self, amount=more[0], gross=more[1], units=rest, converted=(*self.converted, *mine), told=told)


@frozen(kw_only=True)
class SettlementContext:
    """What a step may know beside the dues: the billing period that is settled, its fee, and what was settled before it.

    `period` is None for lines that end in no billing period, which stand alone; `span` is then that of the line. `earlier` holds the
    lines of all earlier bills, oldest first.
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
    def currency_code(self) -> str:
        if self.currency is None:
            raise ContractError("the settlement pays money and the agreement names no currency; write fee='1000 GBP'")
        return self.currency

    @property
    def _place(self) -> int:
        place = bisect_left(self.periods, self.span.last, key=lambda period: period.span.last)
        return place if place < len(self.periods) and self.periods[place].span == self.span else -1

    def fee_of(self, back: int = 0) -> Money | None:
        """The fee of the billing period, or of one so many periods back; None outside the term."""
        if back == 0:
            return self.fees(self.span)
        place = self._place - back
        return self.fees(self.periods[place].span) if self._place >= 0 and 0 <= place < len(self.periods) else None

    def fed(self, reading: Reading, back: int = 0) -> Tally | None:
        """The tally of what a base reads, of the billing period or of one so many periods back."""
        place = self._place - back
        return self.read(reading, place) if self._place >= 0 and 0 <= place < len(self.periods) else None

    def stretch(self, per: Window | None, last: int) -> Span:
        """The stretch that a cap or the like is for, of what ends at an instant: the billing period, or that of a window."""
        if per is None:
            return self.span
        if isinstance(per, WholeTerm):
            return self.term
        if isinstance(per, Rolling):
            return Span(_back(per, max(self.span.last, last), self.timezone), max(self.span.last, last))
        found = per.within(self.timezone).period_at(last - 1)
        return self.span if found is None else found.whole

    def called(self, per: Window | None, last: int) -> str:
        """That stretch after an amount: " over 2026-Q1", " over rolling 12 months"; nothing for the billing period."""
        if per is None or isinstance(per, WholeTerm | Rolling):
            return "" if per is None else f" over {'the ' if isinstance(per, WholeTerm) else ''}{per}"
        found = per.within(self.timezone).period_at(last - 1)
        return "" if found is None else f" over {found.label}"

    def worth(self, of: CreditBase | None, stretch: Span) -> Money:
        """What a share is a share of, over a stretch: its fee, or what a base comes to over the billing periods in it.

        Of a base that records tell, those up to this one. Raises Missing when it is not known.
        """
        if of is None:
            fee = self.fees(Span(max(stretch.first, self.term.first), min(stretch.last, self.term.last)))
            if fee is None:
                raise ContractError("a share of the fee is asked for, and the agreement has none; write fee='1000 GBP'")
            return fee
        case = cast("Case", self)  # a base asks for fees, tallies and the currency alone
        if stretch == self.span or not (of.needs_fee or of.readings):
            return not_negative(of, of.amount(case))
        backs = [self._place - place for place in self._places(of, stretch)]
        if not backs:
            raise Missing(f"no billing period ends in the stretch that {of} is asked for")
        return not_negative(of, sum((of.amount(case, back) for back in backs[1:]), of.amount(case, backs[0])))

    def worth_days(self, of: CreditBase, stretch: Span) -> Fraction:
        """The days that what a base comes to over a stretch is for: those of the billing periods that were added up."""
        if stretch == self.span or not (of.needs_fee or of.readings):
            return self.days(stretch)
        return sum((self.days(self.periods[place].span) for place in self._places(of, stretch)), Fraction(0))

    def _places(self, of: CreditBase, stretch: Span) -> list[int]:
        """The billing periods that end in a stretch, up to this one where records tell what a base comes to."""
        last = min(stretch.last, self.span.last) if of.readings else stretch.last
        return [place for place, period in enumerate(self.periods) if stretch.first < period.span.last <= last]

    def days(self, stretch: Span) -> Fraction:
        """The length of a stretch in local dates, so that one with a clock change has its whole days."""
        return local_days(stretch.first, stretch.last, zone(self.timezone))


def _back(per: Rolling, last: int, timezone: str) -> int:
    """Where a rolling stretch begins that ends at an instant."""
    if per.unit in REAL:
        return last - per.count * REAL[per.unit]
    tz = zone(per.tz or timezone)
    end = day_wall(last, tz)
    if per.unit in MONTHS:
        return wall_instant(add_months(end, -per.count * MONTHS[per.unit]), tz)
    return wall_instant(end - timedelta(days=per.count * DAYS[per.unit]), tz)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """What amounts come to; nothing for none."""
    return sum(amounts, Money(0, currency))


def shared(whole: Money, dues: Iterable[LineAmount], told: str) -> list[LineAmount]:
    """Dues that come to a whole amount, shared in proportion to what they were, to the cent (docs/numbers.md P5)."""
    found = list(dues)
    parts = split(whole.rounded(), [due.amount.exact for due in found])
    return [due.to(part, told) for due, part in zip(found, parts, strict=True)]
