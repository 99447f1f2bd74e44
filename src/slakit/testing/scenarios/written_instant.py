"""Written instants: an instant of a statement as the expected one is written."""

from __future__ import annotations

from datetime import datetime
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
