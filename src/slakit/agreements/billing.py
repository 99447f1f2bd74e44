"""Billing: what fee a stretch of the term carries (docs/numbers.md P2, W2)."""

from bisect import bisect_left, bisect_right

from attrs import field, frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.version import Version, pieces
from slakit.timeline.local_days import local_days
from slakit.timeline.span import Span
from slakit.values.money import Money
from slakit.windows.base import Window
from slakit.windows.period import Period


@frozen
class Billing:
    """The billing periods of an agreement, in time order, and the fee of any period.

    The fee of a stretch is the fees of the billing periods it covers, each shrunk with its local dates: a quarter is three fees, and
    a month that the term cuts in half is half a fee, unless the window says partial="full". Each billing period carries the fee of the
    version in force at its start; one that an amendment splits is two.
    """

    agreement: Agreement
    periods: tuple[Period, ...] = field(init=False)
    _window: Window = field(init=False)
    _bases: tuple[Span, ...] = field(init=False, eq=False, repr=False)
    _versions: tuple[Version, ...] = field(init=False, eq=False, repr=False)
    _fees: dict[Span, Money | None] = field(init=False, factory=dict, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        window = self.agreement.window.within(self.agreement.timezone)
        object.__setattr__(self, "_window", window)
        cut = list(pieces(window, self.agreement))
        object.__setattr__(self, "periods", tuple(piece for piece, _ in cut))
        object.__setattr__(self, "_bases", tuple(parent.span if window.partial == "full" else parent.whole for _, parent in cut))
        object.__setattr__(self, "_versions", self.agreement.versions)

    def version_at(self, first: int) -> Version:
        """The version in force at an instant."""
        return self._versions[bisect_right(self._versions, first, lo=1, key=lambda version: version.span.first) - 1]

    def fee(self, period: Period) -> Money | None:
        """The fee that a period carries; None when the agreement has none."""
        if period.span not in self._fees:
            self._fees[period.span] = self._fee(period)
        return self._fees[period.span]

    def _fee(self, period: Period) -> Money | None:
        total = None if self.agreement.fee is None else self.agreement.fee * 0
        first = bisect_right(self.periods, period.span.first, key=lambda billed: billed.span.last)
        for index in range(first, bisect_left(self.periods, period.span.last, key=lambda billed: billed.span.first)):
            billed, base = self.periods[index].span, self._bases[index]
            fee = self.version_at(billed.first).agreement.fee
            if fee is not None:
                shared = (max(billed.first, period.span.first), min(billed.last, period.span.last))
                zone = self._window.zone
                whole = shared == (base.first, base.last)
                part = fee if whole else fee * (local_days(*shared, zone) / local_days(base.first, base.last, zone))
                total = part if total is None else total + part
        return total

    def period_of(self, period: Period) -> Period | None:
        """The billing period in which a period ends and is settled; None if it ends in a gap of the window."""
        index = bisect_left(self.periods, period.span.last, key=lambda billed: billed.span.last)
        if index < len(self.periods) and self.periods[index].span.first < period.span.last:
            return self.periods[index]
        return None

    def fee_of_bill(self, period: Period, back: int = 0) -> Money | None:
        """The fee of the billing period in which a period is settled, or of one so many `back`; None where there is none."""
        billed = self.period_of(period)
        index = -1 if billed is None else self.periods.index(billed) - back
        return self.fee(self.periods[index]) if 0 <= index < len(self.periods) else None
