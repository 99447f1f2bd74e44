"""EarnBack and Offset: what good service gives back, and what is set off."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve, field, frozen

from slakit.penalties.bases.credit_base import Missing
from slakit.penalties.prior_line import PriorLine
from slakit.penalties.settlement.lapse import lapse, lapsed
from slakit.penalties.settlement.settlement_items import LineAmount, SettlementContext, shared, total
from slakit.penalties.settlement.step import ONLY_OR_EXCLUDING, Step, concerned, objectives_of, replaced
from slakit.targets.verdict import Outcome
from slakit.values.fields import contract_quantity, share_up_to_all, whole_number
from slakit.values.key_rules import check_keys
from slakit.values.money import Money, split
from slakit.values.quantity import Quantity

part_of_credit = share_up_to_all("100 %", "a part of what was credited")


@frozen(repr=False)
class EarnBack(Step):
    """Repayment of what missed periods were paid, or of a share of it, after so many periods in a row that meet the target.

    >>> EarnBack(3, share="50 %")
    EarnBack(3, share='50 %')

    What was capped away, or forfeited because it was not claimed, was never paid and does not go back. It goes back once, in the period
    that completes the row, and is listed next to the credit until `Offset` sets it off. Periods without data break a row. More failure
    may pay less here: a bad month between two bad ones joins their runs, and what follows returns both (docs/numbers.md P9).
    """

    word = "earned back"
    needs_fee = False

    periods: int = field(validator=whole_number(1, 3))
    share: Quantity = field(default=Quantity(Fraction(1), ""), converter=contract_quantity, validator=part_of_credit, kw_only=True)
    only: tuple[str, ...] = field(default=(), converter=objectives_of, kw_only=True)
    excluding: tuple[str, ...] = field(default=(), converter=objectives_of, kw_only=True)
    lapses: str | None = field(default=None, converter=lapse, kw_only=True)

    key_rules = (ONLY_OR_EXCLUDING,)

    def __attrs_post_init__(self) -> None:
        check_keys(self)

    def since(self, context: SettlementContext) -> int:
        return context.term.first

    def settle(self, lines: tuple[LineAmount, ...], context: SettlementContext) -> Sequence[LineAmount]:
        changed, now = [], list[LineAmount]()
        for line in lines:
            if concerned((line,), self.only, self.excluding) and line.outcome is Outcome.MET:
                seen: list[PriorLine | LineAmount] = [*context.earlier, *now]
                before = [one for one in seen if (one.name, one.group) == (line.name, line.group)]
                credited, labels = self._credited(before, line, context.timezone)
                if credited:
                    part = "" if self.share.base == 1 else f"{self.share} of "
                    text = f"{self.periods} met in a row return {part}{credited.show()}, credited for {', '.join(labels)}"
                    changed.append((line, evolve(line, returned=line.returned + (credited * self.share.base).rounded(), text=text)))
            now.append(line)
        return replaced(lines, changed)

    def _credited(self, before: list[PriorLine | LineAmount], line: LineAmount, timezone: str) -> tuple[Money, list[str]]:
        """The credit of the missed periods before the row, and their labels, when this period completes it; zero otherwise."""
        row, credited = before[len(before) - self.periods + 1 :] if self.periods > 1 else [], line.payable * 0
        if len(row) < self.periods - 1 or any(one.outcome is not Outcome.MET for one in row):
            return credited, []
        labels = []
        for one in reversed(before[: len(before) - len(row)]):
            if one.outcome is not Outcome.MISSED or lapsed(self.lapses, one.span.last, line.span.last, timezone):
                break
            if one.payable is None and one.credit:
                raise Missing(f"what is payable of {one.name}, {one.label}, is not known, and may be earned back")
            credited += one.payable or credited * 0
            labels.append(one.label)
        return credited, labels[::-1]


@frozen(repr=False)
class Offset(Step):
    """Set-off, in a billing period, of what the customer owes (bonuses, earned-back credits) against what the provider owes.

    >>> Offset()
    Offset()
    """

    word = "set off"

    def settle(self, lines: tuple[LineAmount, ...], context: SettlementContext) -> Sequence[LineAmount]:
        if not lines:
            return lines
        currency = lines[0].payable.currency
        owed = total((line.payable for line in lines), currency)
        theirs = [part for line in lines for part in (line.bonus, line.returned)]
        against = min(owed, total(theirs, currency))
        if not against:
            return lines
        there = {"bonus": any(line.bonus for line in lines), "credit earned back": any(line.returned for line in lines)}
        kinds = [word for word, has in there.items() if has]
        text = f"{against.show()} of {' and '.join(kinds)} is set off against {owed.show()}"
        left = iter(split((total(theirs, currency) - against).rounded(), [part.exact for part in theirs]))
        reduced = shared(owed - against, lines, text)
        return [
            evolve(line, bonus=next(left), returned=next(left), text=text if line.bonus or line.returned else line.text) for line in reduced
        ]
