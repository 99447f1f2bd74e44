"""OnlyLargest and OnlySmallest: of several objectives that were missed together, one pays."""

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from slakit.errors import ContractError
from slakit.penalties.settlement.settlement_items import LineAmount, SettlementContext, total
from slakit.penalties.settlement.step import Step, concerned, lots, objectives_of, replaced
from slakit.values.fields import choice_of

AMONG = ("", "group", "period"), "what makes lines belong together; write among='group' or among='period', or leave it out"
BETWEEN = ("objective", "line"), "what is compared; write between='objective' or between='line'"


@frozen(repr=False)
class _OnlyOne(Step):
    least: ClassVar[bool]
    """True if the one that owes least pays, and not the one that owes most."""

    objectives: tuple[str, ...] = field(default=(), converter=objectives_of)
    among: str = field(default="", validator=choice_of(*AMONG), kw_only=True)
    between: str = field(default="objective", validator=choice_of(*BETWEEN), kw_only=True)

    def __attrs_post_init__(self) -> None:
        if len(self.objectives) == 1 and self.between == "objective":
            raise ContractError(f"{self.objectives[0]!r} has nothing to be {self.word} than; name two objectives, or write between='line'")

    def settle(self, lines: tuple[LineAmount, ...], context: SettlementContext) -> Sequence[LineAmount]:
        return replaced(lines, [pair for lot in lots(concerned(lines, self.objectives), self.among) for pair in self._picked(lot)])

    def _picked(self, lot: list[LineAmount]) -> list[tuple[LineAmount, LineAmount]]:
        sums = [(side, total((line.payable for line in side), side[0].payable.currency)) for side in lots(lot, self.between)]
        owing = [(side, amount) for side, amount in sums if amount]
        if len(owing) < 2:
            return []
        best = (min if self.least else max)(owing, key=lambda pair: pair[1].exact)[0]
        text = f"the {self.word} of {' and '.join(amount.show() for _, amount in owing)} is {best[0].name}'s"
        return [(line, line.to(line.payable * 0, text)) for side, _ in owing if side is not best for line in side]


@frozen(repr=False)
class OnlyLargest(_OnlyOne):
    """Payment for one objective alone: of those named (or of all) the one that owes most in a billing period; of equals, the first.

    >>> OnlyLargest(["Uptime", "Region uptime"])
    OnlyLargest(('Uptime', 'Region uptime'))

    `among="group"` picks one for each group, such as an incident; `among="period"` one for each period of the lines, such as a day. With
    `between="line"` single lines are compared, and not what the lines of an objective come to.
    """

    word = "larger"
    least = False


@frozen(repr=False)
class OnlySmallest(_OnlyOne):
    """Payment for one objective alone: of those that owe anything the one that owes least in a billing period; of equals, the first.

    >>> OnlySmallest(["Uptime", "Region uptime"])
    OnlySmallest(('Uptime', 'Region uptime'))

    Its settings are those of OnlyLargest. Worse service may cost less, as the clause has it: a second objective that is missed, and owes
    less, pays instead of the first (docs/numbers.md P9).
    """

    word = "smaller"
    least = True
