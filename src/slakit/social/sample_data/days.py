"""The days of the made-up quarter, and what everything that is made up about them shares."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from slakit.social.hours import ZONE

QUARTER = "2026-Q1"
AS_OF = "2026-04-01T09:30:00+01:00"  # when the books of the quarter were closed; what came later is not known yet

Row = dict[str, Any]
LONDON = ZoneInfo(ZONE)
DAYS = [date(2026, 1, 1) + timedelta(days=n) for n in range(90)]
BAD = range(46, 51)  # Monday 16 to Friday 20 February


def one(draw: Random, choices: tuple[tuple[str, int], ...]) -> str:
    """One of some words, each as likely as its weight."""
    at = draw.random() * sum(weight for _, weight in choices)
    for word, weight in choices:
        at -= weight
        if at < 0:
            return word
    return choices[-1][0]


def local(day: date, hour: int, minute: int = 0) -> datetime:
    """A local time of a day; what is added to it is real time."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON).astimezone(UTC)


def text(*wall: int) -> str:
    """A local time as text, with its offset."""
    return iso(datetime(*wall, tzinfo=LONDON))  # type: ignore[misc,arg-type]  # the first three are the date


def iso(at: datetime) -> str:
    """An instant as text, with the offset of London."""
    return at.astimezone(LONDON).isoformat()
