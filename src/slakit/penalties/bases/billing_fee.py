"""BillingFee: the fee of the billing period in which a line is settled."""

import attrs

from slakit.penalties.bases.credit_base import BaseContext, BeforeTerm, CreditBase, Missing
from slakit.values.fields import whole_number
from slakit.values.money import Money


@attrs.frozen(repr=False)
class BillingFee(CreditBase):
    """The whole fee of the billing period that the line is settled in, however short or long the line's own period is.

    >>> Flat("1/30", of=BillingFee())
    Flat('1/30', of=BillingFee())

    For a line a day with a bill a month it is the fee of that month, where `Fee()` is the part of one day. A period is settled in the
    billing period in which it ends; `back=1` is the bill before that one. A line that ends in no billing period has none.
    """

    back: int = attrs.field(default=0, validator=whole_number(None, 1))

    def amount(self, case: BaseContext, back: int = 0) -> Money:
        fee = case.billed_fee(self.back, back)
        if fee is None:
            kind = BeforeTerm if self.back + back > 0 else Missing
            raise kind(f"there is no {self.show().removeprefix('the ')}")
        return fee

    needs_fee = True

    def show(self) -> str:
        if not self.back:
            return "the fee of the billing period"
        count, side = abs(self.back), "before" if self.back > 0 else "after"
        return f"the fee of the billing period {f'{count} ' if count > 1 else ''}{side}"
