"""Settlement: how the amounts of a period's lines become what is payable for the period."""

from collections.abc import Sequence

from attrs import field, frozen

from slakit.penalties.credit import Credit, amounts, credit, owed, shares
from slakit.values.money import Money, split
from slakit.values.written import written


def _cap(value: object) -> Credit | None:
    return None if value is None else credit(value)


@frozen(repr=False)
class Settlement:
    """The cap on what the lines of one billing period may come to together, a share of its fee or an amount.

    >>> Settlement(cap="15 %")
    Settlement(cap='15 %')
    """

    cap: Credit | None = field(default=None, converter=_cap, kw_only=True)

    @property
    def amounts(self) -> tuple[Money, ...]:
        return amounts(self.cap)

    @property
    def needs_fee(self) -> bool:
        return shares(self.cap)

    def settle(self, credits: Sequence[Money], fee: Money | None, paid: Money | None = None) -> tuple[tuple[Money, ...], str]:
        """What is payable for each of some credits of a period of which `paid` is payable already, and the arithmetic of a cut.

        The cut is shared over the credits by largest remainder, to the cent (semantics P5).
        """
        if self.cap is None or not any(credits):
            return tuple(credits), ""
        gross = sum(credits[1:], credits[0])
        most, arithmetic = owed(self.cap, fee)
        if not isinstance(most, Money):
            return tuple(credits), ""
        paid = paid or gross * 0
        left = max(most.rounded("down") - paid, gross * 0)
        if gross <= left:
            return tuple(credits), ""
        before = f", of which {paid.show()} was used up before" if paid else ""
        return split(left, [amount.exact for amount in credits]), f"{gross.show()} capped at {arithmetic}{before}"

    def __repr__(self) -> str:
        return written(self)
