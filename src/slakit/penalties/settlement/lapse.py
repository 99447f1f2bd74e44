"""Lapse: how long a credit may be used after the period that it arose in."""

from datetime import timedelta

from slakit.errors import ContractError
from slakit.timeline.local_days import day_wall
from slakit.timeline.zone import wall_instant, zone
from slakit.windows.calendar_steps import DAYS, MONTHS, add_months
from slakit.windows.rolling import length


def lapse(value: object) -> str | None:
    """A length of the wall clock after which a credit lapses, in days or longer: "3 months"."""
    if value is None:
        return None
    text = " ".join(value.lower().split()) if isinstance(value, str) else ""
    try:
        fits = bool(text) and length(text)[1] in (*DAYS, *MONTHS)
    except ContractError:
        fits = False
    if not fits:
        raise ContractError(f"lapses={value!r} is not a length of days or more; write '3 months' or '90 days'")
    return text


def lapses_at(within: str, since: int, timezone: str) -> int:
    """The last instant at which a credit of a period that ended at `since` may still be used."""
    count, unit = length(within)
    wall, tz = day_wall(since, zone(timezone)), zone(timezone)
    return wall_instant(add_months(wall, count * MONTHS[unit]) if unit in MONTHS else wall + timedelta(days=count * DAYS[unit]), tz)


def lapsed(within: str | None, since: int, at: int, timezone: str) -> bool:
    """True if a credit of a period that ended at `since` has lapsed in a period that ends at `at`; exactly so long after it has not."""
    return within is not None and at > lapses_at(within, since, timezone)
