"""Opening amounts: what was used up, banked or owed before the term began, in all or by the day it was settled on."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from slakit.errors import ContractError
from slakit.penalties.bases.credit import Credit, credit
from slakit.timeline.impossible_days import date_fault
from slakit.timeline.zone import wall_instant, zone
from slakit.values.fields import named_pairs
from slakit.values.quantity import Quantity

Opening = Credit | tuple[tuple[str, Credit], ...]
EXAMPLE = "'5000 GBP', or by days {'2025-12-31': '5000 GBP'}"


def opening(value: object) -> Opening | None:
    """An amount in money or in kind, or several by their day, in time order; None where there is none."""
    if value is None:
        return None
    if not isinstance(value, Mapping | tuple | list):
        return _amount(value)
    pairs = named_pairs(value, "a table of amounts by their day", f"write {EXAMPLE}")
    return tuple(sorted(((_day(day), _amount(amount)) for day, amount in pairs), key=lambda pair: pair[0]))


def _day(value: object) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise ContractError(date_fault(value, EXAMPLE)) from None


def _amount(value: object) -> Credit:
    amount = credit(value)
    if isinstance(amount, Quantity) and not amount.dimension:
        raise ContractError(f"{str(value)!r} is a share, and what came before the term is an amount; write {EXAMPLE}")
    return amount


def dated(value: Opening | None) -> Iterator[tuple[str | None, Credit]]:
    """Yield the amounts, each with its day; None for one of no certain day."""
    if isinstance(value, tuple):
        yield from value
    elif value is not None:
        yield None, value


def end_of_day(day: str, timezone: str) -> int:
    """The instant at which a local day ends."""
    return wall_instant(datetime.fromisoformat(day) + timedelta(days=1), zone(timezone))
