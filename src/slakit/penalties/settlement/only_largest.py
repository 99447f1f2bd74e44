"""OnlyLargest: of several objectives that were missed together, the one that owes most pays."""

from collections.abc import Sequence

from attrs import field, frozen

from slakit.errors import ContractError
from slakit.penalties.settlement.settlement_items import LineAmount, SettlementContext, total
from slakit.penalties.settlement.step import Step, concerned, objectives_of, replaced
from slakit.windows.base import choice

TOGETHER = ("", "group", "period")
BETWEEN = ("objective", "line")


def _each(value: str) -> str:
    return choice(value, TOGETHER, "what makes lines belong together; write each='group' or each='period', or leave it out")


def _between(value: str) -> str:
    return choice(value, BETWEEN, "what is compared; write between='objective' or between='line'")


@frozen(repr=False)
class OnlyLargest(Step):
    """Of the objectives named, of all when none is, only the one that owes most in a billing period pays; of equals, the first.

    >>> OnlyLargest(["Uptime", "Region uptime"])
    OnlyLargest(('Uptime', 'Region uptime'))

    `each="group"` picks one for each group, such as an incident; `each="period"` one for each period of the lines, such as a day. With
    `between="line"` single lines are compared, and not what the lines of an objective come to.
    """

    word = "larger"

    objectives: tuple[str, ...] = field(default=(), converter=objectives_of)
    each: str = field(default="", converter=_each, kw_only=True)
    between: str = field(default="objective", converter=_between, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if len(self.objectives) == 1 and self.between == "objective":
            raise ContractError(f"{self.objectives[0]!r} has nothing to be larger than; name two objectives, or write between='line'")

    def settle(self, lines: tuple[LineAmount, ...], context: SettlementContext) -> Sequence[LineAmount]:
        grouped: dict[object, list[LineAmount]] = {}
        for line in concerned(lines, self.objectives):
            grouped.setdefault({"": None, "group": line.group, "period": line.span}[self.each], []).append(line)
        return replaced(lines, [pair for lot in grouped.values() for pair in self._picked(lot)])

    def _picked(self, lot: list[LineAmount]) -> list[tuple[LineAmount, LineAmount]]:
        sides: dict[object, list[LineAmount]] = {}
        for index, line in enumerate(lot):
            sides.setdefault(line.name if self.between == "objective" else index, []).append(line)
        sums = {side: total((line.payable for line in several), lot[0].payable.currency) for side, several in sides.items()}
        owing = [side for side, amount in sums.items() if amount]
        if len(owing) < 2:
            return []
        best = max(owing, key=lambda side: sums[side].exact)
        shown = " and ".join(sums[side].show() for side in owing)
        text = f"the larger of {shown} is {sides[best][0].name}'s"
        return [(line, line.to(line.payable * 0, text)) for side in owing if side != best for line in sides[side]]
