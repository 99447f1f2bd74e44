"""Local times: instants in a text as a reader sees them, by the clock of the agreement: "2026-03-10 10:00 +00:00"."""

import re
from collections.abc import Callable
from datetime import datetime, tzinfo

INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[+-]\d\d:\d\d|Z)")


def with_local_times(text: str, zone: tzinfo, *, offset: bool = True) -> str:
    """Return a text with each of its instants in a zone.

    >>> from slakit.timeline.zone import zone
    >>> with_local_times("down from 2026-06-10T10:00:00+00:00", zone("Europe/London"))
    'down from 2026-06-10 11:00 +01:00'
    """
    return with_instants(text, lambda at: local_time(at, zone, offset=offset))


def with_instants(text: str, shown: Callable[[datetime], str]) -> str:
    """Return a text with each of its instants as a function shows it; what only looks like one, or lies in no year, stays.

    >>> with_instants("from 2026-06-10T10:00Z to 2026-99-99T10:00Z", lambda at: f"{at:%H h}")
    'from 10 h to 2026-99-99T10:00Z'
    """

    def instant(match: re.Match[str]) -> str:
        try:
            return shown(datetime.fromisoformat(match[0]))
        except (ValueError, OverflowError):
            return match[0]

    return INSTANT.sub(instant, text)


def local_time(at: datetime, zone: tzinfo, *, offset: bool = True) -> str:
    """Return an instant by the clock of a zone, with no more digits than it needs.

    >>> from slakit.timeline.zone import zone
    >>> local_time(datetime.fromisoformat("2026-03-10T10:00:12.500+00:00"), zone("UTC"))
    '2026-03-10 10:00:12.5 +00:00'

    Without its `offset` a time is for a reader who knows the zone; one that a clock change repeats keeps it.
    """
    local = at.astimezone(zone)
    fraction = f".{local:%f}".rstrip("0").rstrip(".")
    clock = f"{local:%H:%M:%S}{fraction}" if local.second or fraction else f"{local:%H:%M}"
    has_offset = offset or local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    return f"{local:%Y-%m-%d} {clock}{f' {local.isoformat()[-6:]}' if has_offset else ''}"
