"""Local days: how many dates of a zone a stretch has, whatever its clock changes do to their length (docs/numbers.md T5)."""

from datetime import datetime, time, timedelta, tzinfo
from fractions import Fraction

from slakit.timeline.instants import moment
from slakit.timeline.zone import wall_instant


def day_wall(at: int, tz: tzinfo) -> datetime:
    """The wall clock at an instant; the first instant of a date is its midnight, also where a clock change skipped that."""
    wall = moment(at, tz).replace(tzinfo=None)
    midnight = datetime.combine(wall.date(), time.min)
    return midnight if wall != midnight and moment(at - 1, tz).date() < wall.date() else wall


def local_days(first: int, last: int, tz: tzinfo) -> Fraction:
    """Return the number of dates between two instants, the part of a date by its own length: an hour of a day of 25 hours is a 25th.

    >>> from slakit.timeline.instants import instant
    >>> from slakit.timeline.zone import zone
    >>> local_days(instant("2026-03-29T01:00Z"), instant("2026-04-01T00:00Z"), zone("Atlantic/Azores"))
    Fraction(3, 1)
    """
    return _dates_up_to(last, tz) - _dates_up_to(first, tz)


def _dates_up_to(at: int, tz: tzinfo) -> Fraction:
    wall = day_wall(at, tz)
    date = wall.toordinal()
    midnight = datetime.combine(wall.date(), time.min)
    if wall == midnight and moment(at - 1, tz).date() < wall.date():
        return Fraction(date)
    first, last = wall_instant(midnight, tz), wall_instant(midnight + timedelta(days=1), tz)
    return date + Fraction(min(max(at - first, 0), last - first), last - first)
