"""Written instants: an instant of a statement as the expected one is written."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from slakit.timeline.zone import zone

NONE = "none"


def as_written(at: datetime | None, like: Any, timezone: str) -> str:
    """An instant as the expected one is written: as a day of its own zone, as a wall time of `timezone`, or with its offset."""
    if at is None:
        return NONE
    if len(str(like)) == 10:
        return at.date().isoformat()
    wanted = datetime.fromisoformat(str(like))
    own = at if wanted.tzinfo else at.astimezone(zone(timezone)).replace(tzinfo=None)
    return str(like) if own == wanted else own.isoformat(str(like)[10], "auto" if own.second or own.microsecond else "minutes")


def last_day_as_written(at: datetime | None, like: Any, timezone: str) -> str:
    """A deadline as the expected one is written; a day is the last one that lies before it, with the deadline where another is expected."""
    if at is None or len(str(like)) != 10:
        return as_written(at, like, timezone)
    day = (at - timedelta(microseconds=1)).date().isoformat()
    return day if day == str(like) else f"{day} (the deadline is {at.replace(tzinfo=None).isoformat(' ', 'minutes')})"
