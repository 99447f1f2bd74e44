"""Smallest and MinimumDeduction: an amount too small to be paid, and the least that is deducted if anything is. They are two things."""

from collections.abc import Sequence

from attrs import field, frozen

from slakit.penalties.bases.credit import Credit, owed
from slakit.penalties.bases.credit_base import CreditBase, base_of
from slakit.penalties.settlement.settlement_items import LineAmount, SettlementContext, shared, total
from slakit.penalties.settlement.step import Step, concerned, each_of, lots, money_or_share, objectives_of, replaced, who
from slakit.values.money import Money


@frozen(repr=False)
class _Least(Step):
    least: Credit = field(converter=money_or_share)
    only: tuple[str, ...] = field(default=(), converter=objectives_of, kw_only=True)
    each: str = field(default="", converter=each_of, kw_only=True)
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)

    @property
    def objectives(self) -> tuple[str, ...]:
        return self.only

    def settle(self, dues: tuple[LineAmount, ...], bill: SettlementContext) -> Sequence[LineAmount]:
        changed: list[tuple[LineAmount, LineAmount]] = []
        for lot in lots([due for due in concerned(dues, self.only) if due.amount], self.each):
            gross = total((due.amount for due in lot), lot[0].amount.currency)
            base = None if isinstance(self.least, Money) else bill.worth(self.of, bill.span)
            least, arithmetic = owed(self.least, base, 1, "" if self.of is None else str(self.of))
            if isinstance(least, Money) and gross < least:
                changed += zip(lot, self._short(lot, gross, least, who(lot[0], self.each, self.only), arithmetic), strict=True)
        return replaced(dues, changed)

    def _short(self, lot: list[LineAmount], gross: Money, least: Money, whose: str, arithmetic: str) -> Sequence[LineAmount]:
        """What becomes of dues that come to less than the least."""
        raise NotImplementedError


@frozen(repr=False)
class MinimumPayout(_Least):
    """The smallest amount that is paid: what comes to less in a billing period is not paid at all.

    >>> MinimumPayout("10 GBP")
    MinimumPayout('10.00 GBP')
    """

    word = "too small"

    def _short(self, lot: list[LineAmount], gross: Money, least: Money, whose: str, arithmetic: str) -> Sequence[LineAmount]:
        told = f"{whose}{gross.show()} is below {arithmetic}, the smallest amount that is paid"
        return [due.to(due.amount * 0, told) for due in lot]


@frozen(repr=False)
class MinimumDeduction(_Least):
    """The least that is deducted in a billing period in which anything is: a smaller amount is raised to it, nothing stays nothing.

    >>> MinimumDeduction("50 GBP")
    MinimumDeduction('50.00 GBP')

    A cap below it is refused where the fee is known and both are for the same lines and months. Where that cannot be told, what is
    written last is done last: a minimum deduction after a cap may pass the cap.
    """

    word = "raised"

    def _short(self, lot: list[LineAmount], gross: Money, least: Money, whose: str, arithmetic: str) -> Sequence[LineAmount]:
        return shared(least, lot, f"{whose}{gross.show()} raised to the minimum deduction, {arithmetic}")
