"""BonusBank: bonuses that are kept, and set off against the credits of the same and later periods."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from attrs import define, evolve, field, frozen

from slakit.errors import ContractError
from slakit.penalties.prior_line import PriorLine
from slakit.penalties.settlement.lapse import lapse, lapsed
from slakit.penalties.settlement.opening import Opening, dated, end_of_day, opening
from slakit.penalties.settlement.settlement_items import LineAmount, SettlementContext, shared, total
from slakit.penalties.settlement.step import Step
from slakit.values.money import Money


@frozen(repr=False)
class BonusBank(Step):
    """A bank that keeps bonuses instead of paying them, and against which credits of the same and later periods are set off.

    >>> BonusBank(lapses="3 months", opening={"2025-12-31": "500 GBP"})
    BonusBank(lapses='3 months', opening={'2025-12-31': '500.00 GBP'})

    `lapses` says how long a bonus stays in the bank after the billing period that it was earned in: with "3 months", one of January is
    there for the bills of February, March and April. The oldest is drawn first. `opening` is what the bank held before the term, with the
    day on which each bonus was earned where bonuses lapse. What is still in the bank when the term ends is not paid.
    """

    word = "banked"

    lapses: str | None = field(default=None, converter=lapse, kw_only=True)
    opening: Opening | None = field(default=None, converter=opening, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if problems := list(self._wrong_opening()):
            raise ContractError(*problems)

    def _wrong_opening(self) -> Iterator[str]:
        """Yield what does not fit of what the bank held before the term."""
        for day, amount in dated(self.opening):
            if not isinstance(amount, Money):
                yield f"opening={str(amount)!r} is not money, as bonuses are; write opening='500 GBP'"
            elif day is None and self.lapses is not None:
                yield f"opening={str(amount)!r} lapses on a day that nobody knows; write opening={{'2025-12-31': {str(amount)!r}}}"

    def since(self, context: SettlementContext) -> int:
        return context.term.first

    def settle(self, lines: tuple[LineAmount, ...], context: SettlementContext) -> Sequence[LineAmount]:
        if not lines:
            return lines
        currency = lines[0].payable.currency
        bank = Bank(self.lapses, context.timezone)
        for day, amount in dated(self.opening):
            bank.put(context.term.first if day is None else end_of_day(day, context.timezone), amount)  # type: ignore[arg-type]  # money
        for last, together in _bills(context):
            bank.move(last, [one.banked for one in together if one.banked])
        lost = bank.lapse(context.span.last)
        earned = total((line.bonus for line in lines), currency)
        before = total((amount for _, amount in bank.lots), currency)
        owed = total((line.payable for line in lines), currency)
        drawn = min(owed, before + earned)
        if not earned and not drawn and not lost:
            return lines
        text = f"{before.show()} in the bank and {earned.show()} put in; {drawn.show()} drawn against {owed.show()}"
        text += f"; {total(lost, currency).show()} lapsed before" if lost else ""
        after = shared(owed - drawn, lines, text) if drawn else list(lines)
        changed = []
        for index, (line, now) in enumerate(zip(lines, after, strict=True)):
            out = line.payable.exact - now.payable.exact
            banked = line.bonus - Money(out, currency)
            shows = line.bonus or out or (lost and not index)
            changed.append(evolve(now, bonus=line.bonus * 0, banked=banked, text=text if shows else ""))
        return changed


def _bills(context: SettlementContext) -> Iterator[tuple[int, Iterable[PriorLine]]]:
    """Yield the earlier lines by billing period, each with its end, in time order."""
    return groupby(context.earlier, key=lambda one: context.billed_until(one.span))


@define
class Bank:
    """The bonuses in a bank, each with the end of the billing period in which it was earned, the oldest first."""

    lapses: str | None
    timezone: str
    lots: list[tuple[int, Money]] = field(factory=list)

    def put(self, earned: int, amount: Money) -> None:
        self.lots.append((earned, amount))

    def lapse(self, at: int) -> list[Money]:
        """Take out what has lapsed by the bill of a period that ends at an instant, and return it."""
        lost = [amount for earned, amount in self.lots if lapsed(self.lapses, earned, at, self.timezone)]
        self.lots = [lot for lot in self.lots if not lapsed(self.lapses, lot[0], at, self.timezone)]
        return lost

    def move(self, at: int, banked: Sequence[Money]) -> None:
        """Do what the lines of one billing period did: put in what is above zero, and draw what is below it, the oldest first."""
        self.lapse(at)
        self.lots += [(at, amount) for amount in banked if amount.exact > 0]
        left = -sum((amount.exact for amount in banked if amount.exact < 0), Fraction(0))
        lots = []
        for earned, amount in self.lots:
            taken = min(amount.exact, left)
            left -= taken
            if rest := amount.exact - taken:
                lots.append((earned, Money(rest, amount.currency)))
        self.lots = lots
