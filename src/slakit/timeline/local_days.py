"""Local days: how many dates of a zone a stretch has, whatever its clock changes do to their length (docs/numbers.md T5)."""

from datetime import datetime, time, tzinfo
from fractions import Fraction

from slakit.timeline.instants import DAY, moment


def day_wall(at: int, tz: tzinfo) -> datetime:
    """The wall clock at an instant; the first instant of a date is its midnight, also where a clock change skipped that."""
    wall = moment(at, tz).replace(tzinfo=None)
    midnight = datetime.combine(wall.date(), time.min)
    return midnight if wall != midnight and moment(at - 1, tz).date() < wall.date() else wall


def local_days(first: int, last: int, tz: tzinfo) -> Fraction:
    """Return the number of dates between two instants, parts of a date by the wall clock.

    >>> from slakit.timeline.instants import instant
    >>> from slakit.timeline.zone import zone
    >>> local_days(instant("2026-03-29T01:00Z"), instant("2026-04-01T00:00Z"), zone("Atlantic/Azores"))
    Fraction(3, 1)
    """
    length = day_wall(last, tz) - day_wall(first, tz)
    return Fraction(length.days * DAY + length.seconds * 1_000_000 + length.microseconds, DAY)
