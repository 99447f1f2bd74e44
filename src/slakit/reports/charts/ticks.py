"""Ticks of an axis: nice numbers, and the marks of a time axis that begin at local hours, days, months or years."""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from fractions import Fraction
from math import ceil, floor

from attrs import frozen

from slakit.reports.charts.text_width import text_width
from slakit.reports.charts.texts import Texts
from slakit.timeline.instants import Instant, moment
from slakit.timeline.zone import wall_instant

GAP = 10  # between two labels
HOURS, DAYS, MONTHS = (1, 2, 3, 6, 12), (1, 2, 5, 10), (1, 2, 3, 6)
YEARS = (1, 2, 5, 10, 20, 50, 100)


def nice_step(room: Fraction, most: int) -> Fraction:
    """Return the smallest step of 1, 2 or 5 times a power of ten that divides a room into at most so many parts.

    >>> nice_step(Fraction(100), 5)
    Fraction(20, 1)
    """
    least = room / most
    power = 0
    while Fraction(10) ** power > least:
        power -= 1
    while Fraction(10) ** (power + 1) <= least:
        power += 1
    return next(step for factor in (1, 2, 5, 10) if (step := factor * Fraction(10) ** power) >= least)


def nice_ticks(low: Fraction, high: Fraction, most: int = 5) -> list[Fraction]:
    """Return nice numbers from at or below `low` to at or above `high`, at most about so many steps apart.

    >>> [str(tick) for tick in nice_ticks(Fraction(3), Fraction(97))]
    ['0', '20', '40', '60', '80', '100']
    """
    if low == high:
        pad = abs(low) / 10 or Fraction(1)
        low, high = low - pad, high + pad
    step = nice_step(high - low, most)
    return [step * index for index in range(floor(low / step), ceil(high / step) + 1)]


@frozen
class TimeTick:
    """A mark of a time axis and its label."""

    at: Instant
    label: str


def time_ticks(first: Instant, last: Instant, zone: tzinfo, width: Fraction, texts: Texts, size: int) -> list[TimeTick]:
    """Return marks between two instants, as many as have room for their labels side by side in a width."""
    ticks: list[TimeTick] = []
    for candidate in _candidates(first, last, zone, texts, limit=int(width // 12) + 2):
        ticks = candidate
        if ticks and not _crowded(ticks, first, last, width, size):
            return ticks
    return ticks[:1]


def _crowded(ticks: list[TimeTick], first: Instant, last: Instant, width: Fraction, size: int) -> bool:
    end = Fraction(-width)
    for tick in ticks:
        middle, half = width * (tick.at - first) / (last - first), text_width(tick.label, size) / 2
        start = min(max(middle - half, Fraction(0)), width - 2 * half)
        if start < end + GAP:
            return True
        end = start + 2 * half
    return False


def _candidates(first: Instant, last: Instant, zone: tzinfo, texts: Texts, limit: int) -> Iterator[list[TimeTick]]:
    """Yield ever fewer ticks; a step with more of them than the limit is passed over."""
    days = (last - first) // 86_400_000_000
    for step in HOURS:
        if days * 24 // step < limit:
            yield _by_hours(first, last, zone, texts, step)
    for step in DAYS:
        if days // step < limit:
            yield _by_days(first, last, zone, texts, step)
    for step in MONTHS:
        if days // (30 * step) < limit:
            yield _by_months(first, last, zone, texts, step)
    for step in YEARS:
        yield _by_months(first, last, zone, texts, 12 * step)


def _inside(walls: Iterator[tuple[datetime, str]], first: Instant, last: Instant, zone: tzinfo) -> list[TimeTick]:
    ticks = []
    for wall, label in walls:
        at = wall_instant(wall, zone)
        if at >= last:
            break
        if at >= first:
            ticks.append(TimeTick(at, label))
    return ticks


def _by_hours(first: Instant, last: Instant, zone: tzinfo, texts: Texts, step: int) -> list[TimeTick]:
    start = moment(first, zone).replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0)

    def walls() -> Iterator[tuple[datetime, str]]:
        wall = start
        while True:
            yield wall, texts.date(wall, "day") if wall.hour == 0 else texts.time(wall)
            wall += timedelta(hours=step)

    return _inside(walls(), first, last, zone)


def _by_days(first: Instant, last: Instant, zone: tzinfo, texts: Texts, step: int) -> list[TimeTick]:
    """Every day, or those of a month that a step divides, the first among them: 1, 6, 11, 16, 21 and 26."""
    start = moment(first, zone).replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0)

    def walls() -> Iterator[tuple[datetime, str]]:
        wall = start
        while True:
            if (wall.day - 1) % step == 0 and (step == 1 or wall.day + step // 2 <= 31):
                yield wall, texts.date(wall, "day")
            wall += timedelta(days=1)

    return _inside(walls(), first, last, zone)


def _by_months(first: Instant, last: Instant, zone: tzinfo, texts: Texts, step: int) -> list[TimeTick]:
    wall = moment(first, zone).replace(tzinfo=None)
    start = wall.year * 12 + wall.month - 1

    def walls() -> Iterator[tuple[datetime, str]]:
        index = start // step * step
        while True:
            year, month = divmod(index, 12)
            if year > 9999:
                return
            day = datetime(max(year, 1), month + 1, 1)
            yield day, texts.date(day, "year" if step >= 12 else "month")
            index += step

    return _inside(walls(), first, last, zone)
