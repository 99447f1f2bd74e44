"""Step: one thing that happens to the lines of a billing period, such as a cap; the method to write for one's own is `settle`.

    @frozen
    class Goodwill(Step):
        word = "goodwill"

        def settle(self, lines, context):
            return [line.to(line.payable * 2, "doubled") for line in lines]

Return every line, in the order given, with what is now payable of it; `text` of those that changed is a line of the explanation.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import ClassVar, TypeVar

from attrs import field, frozen

from slakit.errors import ContractError
from slakit.penalties.bases.credit import Credit, credit, shares
from slakit.penalties.composite import Composite
from slakit.penalties.prior_line import PriorLine
from slakit.penalties.settlement.settlement_items import LineAmount, SettlementContext
from slakit.values.fields import choice, names
from slakit.values.key_rules import NotBoth
from slakit.values.quantity import Quantity

EACH = ("", "objective", "group", "line")
AnyLine = TypeVar("AnyLine", LineAmount, PriorLine)


def objectives_of(value: object) -> tuple[str, ...]:
    """The names of objectives, one or several."""
    objectives = names(value) if isinstance(value, str | list | tuple) else ()
    if (value and not objectives) or not all(isinstance(name, str) and name for name in objectives):
        raise ContractError(f"{value!r} is not a list of objectives; write ['Uptime', 'Region uptime']")
    if len(set(objectives)) < len(objectives):
        raise ContractError(f"{value!r} names an objective twice; write each once")
    return objectives


def each_of(value: str) -> str:
    return choice(value, EACH, "a way to group lines; write each='objective' or leave it out")


def money_or_share(value: object) -> Credit:
    """A credit that comes to money."""
    part = credit(value)
    if isinstance(part, Quantity) and part.dimension:
        raise ContractError(f"{str(value)!r} is neither money nor a share; write '10 GBP' or '1 %'")
    return part


@frozen(repr=False)
class Step(Composite, ABC):
    """One named step of a settlement; a frozen value with one method."""

    clause: str = field(default="", converter=str, kw_only=True)

    word = "settled"

    rounds: ClassVar[bool] = False
    """True if it rounds money, so that lines reach it unrounded."""

    @abstractmethod
    def settle(self, lines: tuple[LineAmount, ...], context: SettlementContext) -> Sequence[LineAmount]:
        """Return the lines of a billing period, given in time order, with what is now payable of each.

        Raises Missing when a base is not known; nothing of the billing period is then payable until it is.
        """

    def since(self, context: SettlementContext) -> int:
        """The earliest instant whose settled lines it needs; the start of the billing period where it does not look back."""
        return context.span.first

    @property
    def objectives(self) -> tuple[str, ...]:
        """The objectives it names, which steps for some objectives have as `only`."""
        only: tuple[str, ...] = getattr(self, "only", ())
        return only

    @property
    def names(self) -> tuple[str, ...]:
        """Every objective that it names: those that it is for, and those that it leaves out as `excluding`."""
        left_out: tuple[str, ...] = getattr(self, "excluding", ())
        return (*self.objectives, *left_out)

    @property
    def needs_fee(self) -> bool:
        """True if it depends on the fee."""
        return super().needs_fee if self._nested else shares(*self._parts)


# a step names the objectives that it is for, or those that it is not for
ONLY_OR_EXCLUDING = NotBoth(("only",), ("excluding",), "only={only} and excluding={excluding} are both given; write one of them")


def concerned(lines: Iterable[AnyLine], only: tuple[str, ...], excluding: tuple[str, ...] = ()) -> list[AnyLine]:
    """The lines of some objectives, of all when none is named, or of all but some."""
    return [line for line in lines if (not only or line.name in only) and line.name not in excluding]


def lots(lines: Iterable[LineAmount], each: str) -> list[list[LineAmount]]:
    """Group lines by objective, by group or by period, or take each alone."""
    grouped: dict[object, list[LineAmount]] = {}
    for index, line in enumerate(lines):
        key = {"": None, "objective": line.name, "group": line.group, "period": line.span, "line": index}[each]
        grouped.setdefault(key, []).append(line)
    return list(grouped.values())


def replaced(lines: tuple[LineAmount, ...], changed: Sequence[tuple[LineAmount, LineAmount]]) -> list[LineAmount]:
    """Return the lines, each changed one in the position of the old one."""
    new = {id(old): line for old, line in changed}
    return [new.get(id(line), line) for line in lines]


def who(line: LineAmount, each: str, only: tuple[str, ...], excluding: tuple[str, ...] = ()) -> str:
    """The objective or group that a step's text is about, with a colon; nothing when it is about all."""
    all_but = f"all but {' and '.join(excluding)}" if excluding else ""
    names = {"objective": line.name, "group": f"{line.group}", "line": line.name}.get(each, " and ".join(only) or all_but)
    return f"{names}: " if names else ""
