"""Billing: what fee a stretch of the term carries (semantics P2, W2)."""

from bisect import bisect_left, bisect_right
from fractions import Fraction

from attrs import field, frozen

from slakit.agreements.agreement import Agreement
from slakit.timeline.span import Span
from slakit.values.money import Money
from slakit.windows.base import Window
from slakit.windows.period import Period


@frozen
class Billing:
    """The billing periods of an agreement, in time order, and the fee of any period.

    The fee of a stretch is the fees of the billing periods it covers, each shrunk with its days: a quarter is three monthly fees, and
    a month that the term cuts in half is half a fee, unless the window says partial="full".
    """

    agreement: Agreement
    periods: tuple[Period, ...] = field(init=False)
    _window: Window = field(init=False)
    _fees: dict[Span, Money] = field(init=False, factory=dict, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        window = self.agreement.window.within(self.agreement.timezone)
        object.__setattr__(self, "_window", window)
        object.__setattr__(self, "periods", tuple(window.periods(self.agreement.span)))

    def fee(self, period: Period) -> Money | None:
        """The fee that a period carries; None when the agreement has none."""
        fee = self.agreement.fee
        if fee is None:
            return None
        if period.span not in self._fees:
            self._fees[period.span] = self._fee(fee, period)
        return self._fees[period.span]

    def _fee(self, fee: Money, period: Period) -> Money:
        total = Fraction(0)
        first = bisect_right(self.periods, period.span.first, key=lambda billed: billed.span.last)
        for billed in self.periods[first : bisect_left(self.periods, period.span.last, key=lambda billed: billed.span.first)]:
            if billed.span == period.span and self._window.partial == "full":
                return fee
            shared = (max(billed.span.first, period.span.first), min(billed.span.last, period.span.last))
            base = billed.span if self._window.partial == "full" else billed.whole
            total += self._days(*shared) / self._days(base.first, base.last)
        return fee * total

    def _days(self, first: int, last: int) -> Fraction:
        """The wall-clock length of a stretch, so that a month with a clock change has its whole days."""
        length = self._window.wall(last) - self._window.wall(first)
        return Fraction(length.days * 86_400_000_000 + length.seconds * 1_000_000 + length.microseconds)

    def period_of(self, period: Period) -> Period | None:
        """The billing period in which a period ends, and is settled; None in a gap that the window leaves."""
        place = bisect_left(self.periods, period.span.last, key=lambda billed: billed.span.last)
        if place < len(self.periods) and self.periods[place].span.first < period.span.last:
            return self.periods[place]
        return None
