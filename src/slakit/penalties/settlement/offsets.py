"""EarnBack, Offset and Bank: what good service gives back, and what is set off."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve, field, frozen

from slakit.errors import ContractError
from slakit.penalties.bases.credit_base import Missing
from slakit.penalties.prior_line import PriorLine
from slakit.penalties.settlement.settlement_items import LineAmount, SettlementContext, shared, total
from slakit.penalties.settlement.step import Step, concerned, named_quantity, objectives_of, replaced
from slakit.targets.verdict import Outcome
from slakit.values.money import Money, split
from slakit.values.quantity import Quantity


def _share(value: object) -> Quantity:
    found = named_quantity(value)
    if found.dimension or not 0 < found.base <= 1:
        raise ContractError(f"share={str(value)!r} is not a part of what was credited; write share='100 %'")
    return found


def _good(instance: object, attribute: object, value: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ContractError(f"good={value!r} is not a number of periods; write good=3")


@frozen(repr=False)
class EarnBack(Step):
    """So many periods in a row that meet the target return what the missed periods right before them were paid, or a share of it.

    >>> EarnBack(3, share="50 %")
    EarnBack(3, share='50 %')

    What was capped away, or forfeited because it was not claimed, was never paid and does not go back. It goes back once, in the period
    that completes the row, and stands beside the credit until `Offset` sets it off. Periods without data break a row. P9 is not a law
    here: a bad month between two bad ones joins their runs, and what follows returns both.
    """

    word = "earned back"

    good: int = field(validator=_good)
    share: Quantity = field(default=Quantity(Fraction(1), ""), converter=_share, kw_only=True)
    only: tuple[str, ...] = field(default=(), converter=objectives_of, kw_only=True)

    @property
    def objectives(self) -> tuple[str, ...]:
        return self.only

    @property
    def needs_fee(self) -> bool:
        return False

    def since(self, bill: SettlementContext) -> int:
        return bill.term.first

    def settle(self, dues: tuple[LineAmount, ...], bill: SettlementContext) -> Sequence[LineAmount]:
        changed, now = [], list[LineAmount]()
        for due in dues:
            if due in concerned((due,), self.only) and due.outcome is Outcome.MET:
                seen: list[PriorLine | LineAmount] = [*bill.earlier, *now]
                before = [one for one in seen if (one.name, one.group) == (due.name, due.group)]
                credited, labels = self._credited(before, due)
                if credited:
                    part = "" if self.share.base == 1 else f"{self.share} of "
                    told = f"{self.good} met in a row return {part}{credited.show()}, credited for {', '.join(labels)}"
                    changed.append((due, evolve(due, returned=due.returned + (credited * self.share.base).rounded(), told=told)))
            now.append(due)
        return replaced(dues, changed)

    def _credited(self, before: list[PriorLine | LineAmount], due: LineAmount) -> tuple[Money, list[str]]:
        """What the missed periods before the row were credited, when this period completes it; nothing otherwise."""
        row, found = before[len(before) - self.good + 1 :] if self.good > 1 else [], due.amount * 0
        if len(row) < self.good - 1 or any(one.outcome is not Outcome.MET for one in row):
            return found, []
        labels = []
        for one in reversed(before[: len(before) - len(row)]):
            if one.outcome is not Outcome.MISSED:
                break
            amount = one.payable if isinstance(one, PriorLine) else one.amount
            if amount is None and isinstance(one, PriorLine) and one.credit:
                raise Missing(f"what is payable of {one.name}, {one.label}, is not known, and may be earned back")
            found += amount or found * 0
            labels.append(one.label)
        return found, labels[::-1]


@frozen(repr=False)
class Offset(Step):
    """Sets off what the customer owes in a billing period, bonuses and what was earned back, against what the provider does.

    >>> Offset()
    Offset()
    """

    word = "set off"

    def settle(self, dues: tuple[LineAmount, ...], bill: SettlementContext) -> Sequence[LineAmount]:
        if not dues:
            return dues
        currency = dues[0].amount.currency
        owed = total((due.amount for due in dues), currency)
        theirs = [part for due in dues for part in (due.bonus, due.returned)]
        against = min(owed, total(theirs, currency))
        if not against:
            return dues
        told = f"{against.show()} of bonus and what was earned back is set off against {owed.show()}"
        left = iter(split((total(theirs, currency) - against).rounded(), [part.exact for part in theirs]))
        reduced = shared(owed - against, dues, told)
        return [
            evolve(due, bonus=next(left), returned=next(left), told=told if due.told == told or due.bonus or due.returned else due.told)
            for due in reduced
        ]


@frozen(repr=False)
class BonusBank(Step):
    """Keeps bonuses in a bank instead of paying them, and sets credits of the same and later periods off against what is in it.

    >>> BonusBank()
    BonusBank()

    What is still in the bank when the term ends is not paid.
    """

    word = "banked"

    def since(self, bill: SettlementContext) -> int:
        return bill.term.first

    def settle(self, dues: tuple[LineAmount, ...], bill: SettlementContext) -> Sequence[LineAmount]:
        if not dues:
            return dues
        currency = dues[0].amount.currency
        earned = total((due.bonus for due in dues), currency)
        before = total((one.banked for one in bill.earlier if one.banked), currency)
        owed = total((due.amount for due in dues), currency)
        drawn = min(owed, before + earned)
        if not earned and not drawn:
            return dues
        told = f"{before.show()} in the bank and {earned.show()} put in; {drawn.show()} drawn against {owed.show()}"
        after = shared(owed - drawn, dues, told) if drawn else list(dues)
        out = [due.amount.exact - now.amount.exact for due, now in zip(dues, after, strict=True)]
        return [
            evolve(
                now,
                bonus=due.bonus * 0,
                banked=due.bonus - Money(Fraction(drawn_here), currency),
                told=told if due.bonus or drawn_here else "",
            )
            for due, now, drawn_here in zip(dues, after, out, strict=True)
        ]
