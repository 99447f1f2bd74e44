"""The words of terms: how a value of a contract reads in a sentence."""

from typing import Any

from attrs import has

from slakit.agreements.party import Party
from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.metrics.condition import Filter
from slakit.penalties.bases.credit_base import CreditBase
from slakit.penalties.bases.more_than import MoreThan
from slakit.targets.target import Target
from slakit.values.money import Money
from slakit.values.quantity import Quantity
from slakit.windows.base import Window

WHOLE = Money | Quantity | Target | Window | Calendar | CreditBase | Filter  # they read as one thing, whatever they are made of


def words_of(value: Any) -> str:
    """A value of a contract in words: amounts and phrases as they are written, everything else as the code that makes it."""
    if isinstance(value, Money | Quantity):
        return value.show()
    if isinstance(value, Target | Window | Party | MoreThan | str):
        return str(value)
    if value is ALWAYS:
        return "at all times"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, CreditBase):
        return str(value) or repr(value)
    if isinstance(value, tuple) and not any(has(type(part)) or isinstance(part, tuple) for part in value):
        return ", ".join(map(str, value)) or "none"
    return "none" if value is None or value == () else repr(value)
