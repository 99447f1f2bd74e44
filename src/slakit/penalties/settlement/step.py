"""Step: one thing that becomes of the dues of a billing period, such as a cap; the door to write one's own is `settle`.

    @frozen
    class Goodwill(Step):
        word = "goodwill"

        def settle(self, dues, bill):
            return [due.to(due.amount * 2, "doubled") for due in dues]

Give every due back, in the order they came, with what it now comes to; `told` on those that changed is a line of the explanation.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

import attrs
from attrs import field, frozen

from slakit.errors import ContractError, UnitError
from slakit.metrics.reading import Reading
from slakit.penalties.bases.credit import Credit, amounts, credit, shares
from slakit.penalties.bases.credit_base import CreditBase
from slakit.penalties.settlement.settlement_items import LineAmount, SettlementContext
from slakit.values.fields import names
from slakit.values.money import Money
from slakit.values.quantity import Quantity, quantity
from slakit.values.source_repr import written
from slakit.windows.base import choice

EACH = ("", "objective", "group", "line")


def objectives_of(value: object) -> tuple[str, ...]:
    """The names of objectives, one or several."""
    found = names(value) if isinstance(value, str | list | tuple) else ()
    if (value and not found) or not all(isinstance(name, str) and name for name in found):
        raise ContractError(f"{value!r} is not a list of objectives; write ['Uptime', 'Region uptime']")
    if len(set(found)) < len(found):
        raise ContractError(f"{value!r} names an objective twice; write each once")
    return found


def each_of(value: str) -> str:
    return choice(value, EACH, "a way to take dues apart; write each='objective' or leave it out")


def money_or_share(value: object) -> Credit:
    """A credit that comes to money."""
    found = credit(value)
    if isinstance(found, Quantity) and found.dimension:
        raise ContractError(f"{str(value)!r} is neither money nor a share; write '10 GBP' or '1 %'")
    return found


def cents(amount: Money) -> bool:
    return amount.rounded() == amount


@frozen(repr=False)
class Step(ABC):
    """One named step of a settlement; a frozen value with one method."""

    clause: str = field(default="", converter=str, kw_only=True)

    word = "settled"

    @abstractmethod
    def settle(self, dues: tuple[LineAmount, ...], bill: SettlementContext) -> Sequence[LineAmount]:
        """What becomes of the dues of a billing period, which come in time order.

        Raises Missing when a base is not known; nothing of the bill is then payable until it is.
        """

    def since(self, bill: SettlementContext) -> int:
        """From when on it must know what was settled before; the start of the billing period where it does not look back."""
        return bill.span.first

    @property
    def objectives(self) -> tuple[str, ...]:
        """The objectives it names."""
        return ()

    @property
    def amounts(self) -> tuple[Money, ...]:
        """The money it names, so that currencies are checked when the contract is made."""
        settings = self._settings
        return amounts(*settings) + tuple(amount for part in settings if isinstance(part, CreditBase) for amount in part.amounts)

    @property
    def needs_fee(self) -> bool:
        """Whether it rests on the fee."""
        bases = [part for part in self._settings if isinstance(part, CreditBase)]
        return any(base.needs_fee for base in bases) if bases else shares(*self._settings)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What its bases read from records."""
        return tuple(reading for part in self._settings if isinstance(part, CreditBase) for reading in part.readings)

    @property
    def rounds(self) -> bool:
        """Whether it says how money is rounded, so that lines come to it unrounded."""
        return False

    @property
    def _settings(self) -> list[object]:
        kind: type = type(self)
        return [getattr(self, part.name) for part in attrs.fields(kind)] if attrs.has(kind) else []

    def __repr__(self) -> str:
        return written(self)


def concerned(dues: tuple[LineAmount, ...], only: tuple[str, ...]) -> list[LineAmount]:
    """The dues of some objectives, of all when none is named."""
    return [due for due in dues if not only or due.name in only]


def lots(dues: Sequence[LineAmount], each: str) -> list[list[LineAmount]]:
    """Dues taken apart, by objective, by group, or line by line."""
    found: dict[object, list[LineAmount]] = {}
    for place, due in enumerate(dues):
        key = {"": None, "objective": due.name, "group": due.group, "line": place}[each]
        found.setdefault(key, []).append(due)
    return list(found.values())


def replaced(dues: tuple[LineAmount, ...], changed: Sequence[tuple[LineAmount, LineAmount]]) -> list[LineAmount]:
    """Dues, those that changed in their places."""
    by_place = {id(old): new for old, new in changed}
    return [by_place.get(id(due), due) for due in dues]


def who(due: LineAmount, each: str, only: tuple[str, ...]) -> str:
    """Whom a step's text is about, with a colon; nothing when it is about all."""
    told = {"objective": due.name, "group": f"{due.group}", "line": due.name}.get(each, " and ".join(only))
    return f"{told}: " if told else ""


def named_quantity(value: object) -> Quantity:
    try:
        return quantity(value)
    except UnitError as error:
        raise ContractError(str(error)) from None
