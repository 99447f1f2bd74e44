"""Round: how money is rounded when the contract says so: to what, which way, and whether line by line or in one sum."""

from collections.abc import Sequence

from attrs import field, frozen

from slakit.errors import ContractError
from slakit.penalties.settlement.settlement_items import LineAmount, SettlementContext, shared, total
from slakit.penalties.settlement.step import Step
from slakit.values.fields import choice_of, in_contract
from slakit.values.money import Money, money
from slakit.values.rounding import MODES

SCOPE = ("line", "total"), "where money is rounded; write scope='line' or scope='total'"


def _to(value: object) -> Money | None:
    amount = None if value is None else in_contract(money, value, "to")
    if amount is not None and amount.exact <= 0:
        raise ContractError(f"to={str(value)!r} is not an amount to round to; write to='1 USD'")
    return amount


@frozen(repr=False)
class Round(Step):
    """Money is rounded here and not before: to multiples of an amount, or to the cent, each line or the sum of a billing period.

    >>> Round("1 USD", mode="down", scope="total")
    Round('1.00 USD', mode='down', scope='total')

    Lines come to it as exact as the rules made them. A sum is shared over its lines by largest remainder, to the cent. After a cap, a
    mode that goes up may pass the cap by less than what it rounds to; write it before the cap where that must not be.
    """

    word = "rounded"
    rounds = True

    to: Money | None = field(default=None, converter=_to)
    mode: str = field(default="half-up", validator=choice_of(MODES, "a way of rounding"), kw_only=True)
    scope: str = field(default="line", validator=choice_of(*SCOPE), kw_only=True)

    def settle(self, lines: tuple[LineAmount, ...], context: SettlementContext) -> Sequence[LineAmount]:
        if self.scope == "line":
            return [line.to(self._rounded(line.payable), self._explained(line.payable)) for line in lines]
        whole = total((line.payable for line in lines), lines[0].payable.currency) if lines else None
        return shared(self._rounded(whole), lines, self._explained(whole)) if whole else lines

    def _rounded(self, amount: Money) -> Money:
        return amount.rounded(self.mode) if self.to is None else amount.rounded(self.mode, self.to)

    def _explained(self, amount: Money) -> str:
        to = "the cent" if self.to is None else self.to.show()
        exact = amount.show() if amount.rounded() == amount else f"{amount.rounded().show()} and a fraction"
        return f"{exact} rounded {self.mode} to {to}: {self._rounded(amount).show()}"
