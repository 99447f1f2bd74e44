"""The words of terms: how a value of a contract reads in a sentence."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import fields, has

from slakit.agreements.amendment import Amendment
from slakit.agreements.objective import Objective
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
    if isinstance(value, Filter):
        return _condition(value.written)
    if isinstance(value, Amendment):
        return "; ".join(_parts(value)) or "nothing changes"
    if isinstance(value, Objective):
        penalty = [repr(value.penalty)] if value.penalty else []
        return ", ".join([repr(value.metric), str(value.target), *penalty])
    if isinstance(value, tuple) and not any(has(type(part)) or isinstance(part, tuple) for part in value):
        return ", ".join(map(str, value)) or "none"
    return "none" if value is None or value == () else repr(value)


def _condition(plain: Any) -> str:
    """A condition as its author writes it: "answered - asked <= 4 hours", "status < 500 and region eu or us"."""
    if isinstance(plain, Mapping):
        return " and ".join(f"{name} {_condition(part)}" for name, part in plain.items())
    if isinstance(plain, list | tuple):
        return " or ".join(map(_condition, plain))
    return words_of(plain) if isinstance(plain, bool) else str(plain)


def _parts(amendment: Amendment) -> Iterator[str]:
    """The parts of an amendment: what it changes, one after the other."""
    for part in fields(Amendment):
        value = getattr(amendment, part.name)
        if part.name in ("effective", "name") or value == part.default or not value:
            continue
        if part.name == "objectives":
            yield from (f"{title(objective)}: {words_of(objective)}" for objective in value)
        else:
            yield f"{part.name} {', '.join(map(words_of, value)) if isinstance(value, tuple) else words_of(value)}"


def title(objective: Objective) -> str:
    """An objective as a sentence names it: its clause and its name."""
    return f"clause {objective.clause} {objective.name}" if objective.clause else objective.name
