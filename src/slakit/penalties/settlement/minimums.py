"""MinimumPayout and MinimumDeduction: amounts below the one are not paid, amounts below the other are raised to it."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence

from attrs import field, frozen

from slakit.errors import ContractError
from slakit.penalties.bases.credit import Credit
from slakit.penalties.bases.credit_base import CreditBase, base_of
from slakit.penalties.bases.more_than import MoreThan
from slakit.penalties.settlement.settlement_items import LineAmount, SettlementContext, shared, total
from slakit.penalties.settlement.step import ONLY_OR_EXCLUDING, Step, concerned, each_of, lots, money_or_share, objectives_of, replaced, who
from slakit.values.comparisons import amount_to_pass
from slakit.values.key_rules import check_keys
from slakit.values.money import Money


def _least(value: object) -> Credit | MoreThan:
    passed = amount_to_pass(value)
    return value if isinstance(value, MoreThan) else money_or_share(value) if passed is None else MoreThan(money_or_share(passed))


@frozen(repr=False)
class _Least(Step):
    least: Credit | MoreThan = field(converter=_least)
    only: tuple[str, ...] = field(default=(), converter=objectives_of, kw_only=True)
    excluding: tuple[str, ...] = field(default=(), converter=objectives_of, kw_only=True)
    each: str = field(default="", converter=each_of, kw_only=True)
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)

    key_rules = (ONLY_OR_EXCLUDING,)

    def __attrs_post_init__(self) -> None:
        check_keys(self)

    @property
    def amount(self) -> Credit:
        """The amount that what is owed is held against."""
        return self.least.amount if isinstance(self.least, MoreThan) else self.least

    @property
    def _parts(self) -> Iterator[object]:
        return (part.amount if isinstance(part, MoreThan) else part for part in super()._parts)

    def settle(self, lines: tuple[LineAmount, ...], context: SettlementContext) -> Sequence[LineAmount]:
        changed: list[tuple[LineAmount, LineAmount]] = []
        for lot in lots([line for line in concerned(lines, self.only, self.excluding) if line.payable], self.each):
            whole = total((line.payable for line in lot), lot[0].payable.currency)
            least, arithmetic = context.comes_to(self.amount, self.of)
            if isinstance(least, Money) and (whole < least or (whole == least and isinstance(self.least, MoreThan))):
                called = f"{who(lot[0], self.each, self.only, self.excluding)}{whole.show()}"
                changed += zip(lot, self._short(lot, least, called, arithmetic), strict=True)
        return replaced(lines, changed)

    @abstractmethod
    def _short(self, lot: list[LineAmount], least: Money, whole: str, arithmetic: str) -> Sequence[LineAmount]:
        """Change lines that come to less than the least; `whole` is the text of whose they are and what they come to."""


@frozen(repr=False)
class MinimumPayout(_Least):
    """The smallest amount that is paid: less than that in a billing period is not paid at all.

    >>> MinimumPayout("10 GBP")
    MinimumPayout('10.00 GBP')

    Where only more than that is paid, exactly so much is not: `MinimumPayout("more than 10 GBP")`.
    """

    word = "too small"

    def _short(self, lot: list[LineAmount], least: Money, whole: str, arithmetic: str) -> Sequence[LineAmount]:
        passed = isinstance(self.least, MoreThan)
        why = f"not more than {arithmetic}, and only more is paid" if passed else f"below {arithmetic}, the smallest amount that is paid"
        return [line.to(line.payable * 0, f"{whole} is {why}") for line in lot]


@frozen(repr=False)
class MinimumDeduction(_Least):
    """The least that is deducted in a billing period in which anything is: a smaller amount is raised to it, zero stays zero.

    >>> MinimumDeduction("50 GBP")
    MinimumDeduction('50.00 GBP')

    A cap below it is refused where the fee is known and both are for the same lines and months. Otherwise the step that is written
    last is done last: a minimum deduction after a cap may pass the cap.
    """

    word = "raised"

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if isinstance(self.least, MoreThan):
            amount = str(self.least.amount)
            problem = f"least={str(self.least)!r} is not an amount to raise to"
            raise ContractError(f"{problem}; write {amount!r}, or MinimumPayout({str(self.least)!r}) for what is not paid")

    def _short(self, lot: list[LineAmount], least: Money, whole: str, arithmetic: str) -> Sequence[LineAmount]:
        return shared(least, lot, f"{whole} raised to the minimum deduction, {arithmetic}")
