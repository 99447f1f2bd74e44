"""Steps: periods between wall-clock boundaries, the k-th at `anchor + k x step` (docs/numbers.md W1)."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count as numbers

from attrs import field, frozen

from slakit.errors import ContractError, UsageError
from slakit.timeline.impossible_days import date_remedy
from slakit.timeline.instants import HOUR
from slakit.timeline.span import Span
from slakit.timeline.zone import wall_instant
from slakit.values.fields import choice, one_of
from slakit.windows.base import Window
from slakit.windows.period import Period, month_label, range_label, week_label

UNITS = ("hour", "day", "week", "month", "quarter", "year")
HOURS = {"hour": 1, "day": 24, "week": 168}  # on the wall clock
DAYS = {"day": 1, "week": 7}
MONTHS = {"month": 1, "quarter": 3, "year": 12}
MONTH_ENDS = ("clamp", "overflow", "last")
NAMES = {"hour": "hourly", "day": "daily", "week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "yearly"}
MOST_YEARS = 1_000  # what a step or a length of a window may be, so that no period leaves the years that a calendar has
ORIGIN = datetime(2000, 1, 1)
MONDAY = datetime(2000, 1, 3)


def plain_anchor(unit: str) -> datetime:
    """The anchor that a unit has when none is written: Monday for weeks, the first of January for the rest."""
    return MONDAY if unit == "week" else ORIGIN


def whole_count(value: int) -> int:
    """The count when it is a whole number of at least 1."""
    if type(value) is not int or value < 1:
        raise ContractError(f"{value!r} is not a count of steps; write every(2, 'week', anchor='2026-01-05')")
    return value


def bounded(count: int, unit: str) -> None:
    """Check that so many units of the wall clock are no longer than a thousand years."""
    if count * (HOURS[unit] if unit in HOURS else 24 * 30 * MONTHS[unit]) > 24 * MOST_YEARS * 366:
        raise ContractError(f"{count} {unit}s are longer than {MOST_YEARS:,} years; write a shorter time")


def unit_word(value: str) -> str:
    """The unit in the singular: "weeks" is "week"."""
    return choice(value.strip().lower().removesuffix("s") if isinstance(value, str) else value, UNITS, "a step of a window")


def anchor_wall(value: "str | date") -> datetime:
    """The wall time of a date, a naive datetime or their ISO text."""
    read: object = value
    if isinstance(value, str):
        try:
            read = datetime.fromisoformat(value.strip())
        except ValueError:
            read = None
    if isinstance(read, datetime):
        if read.tzinfo is not None:
            raise ContractError(f"the anchor {value!s} has an offset; write wall time such as '2026-01-05 12:00', and tz= for the zone")
        return read
    if isinstance(read, date):
        return datetime(read.year, read.month, read.day)
    remedy = date_remedy(value, "'2026-01-05' or '2026-01-05 12:00'")
    raise ContractError(f"{value!r} is not an anchor{remedy}")


def anchor_text(wall: datetime) -> str:
    """The shortest text of an anchor."""
    return wall.date().isoformat() if wall.time() == datetime.min.time() else wall.isoformat(sep=" ").removesuffix(":00")


def add_months(wall: datetime, months: int, month_end: str = "clamp") -> datetime:
    """The same day some months on; `month_end` says what becomes of a day that the month does not have."""
    year, month = divmod(12 * wall.year + wall.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    day = last if month_end == "last" else min(wall.day, last)
    moved = wall.replace(year=year, month=month + 1, day=day)
    return moved + timedelta(days=wall.day - day) if month_end == "overflow" else moved


@frozen(repr=False)
class Steps(Window):
    """Periods of `count` units from an anchor on the wall clock; `every`, `monthly` and their kin make it."""

    count: int = field(converter=whole_count)
    unit: str = field(converter=unit_word)
    anchor: datetime = field(converter=anchor_wall)
    month_end: str = field(default="clamp", validator=one_of(*MONTH_ENDS))

    def __attrs_post_init__(self) -> None:
        bounded(self.count, self.unit)
        if self.unit in HOURS:  # a week has no month end
            object.__setattr__(self, "month_end", "clamp")

    def boundary(self, k: int) -> datetime:
        """The wall time of the k-th boundary, counted from the anchor.

        >>> monthly(anchor=31).boundary(1)
        datetime.datetime(2000, 2, 29, 0, 0)
        """
        try:
            if self.unit in HOURS:
                return self.anchor + timedelta(hours=k * self.count * HOURS[self.unit])
            return add_months(self.anchor, k * self.count * MONTHS[self.unit], self.month_end)
        except (ValueError, OverflowError):
            raise UsageError(f"{self} is not defined outside the years 1 to 9999; write a span inside them") from None

    def edge(self, k: int) -> int:
        """The instant of the k-th boundary."""
        return wall_instant(self.boundary(k), self.zone)

    def number(self, at: int) -> int:
        """The k whose period [edge(k), edge(k + 1)) holds an instant, found by division and a small correction."""
        wall, anchor = self.wall(at), self.anchor
        if self.unit in HOURS:
            k = (wall - anchor) // timedelta(hours=self.count * HOURS[self.unit])
        else:
            k = (12 * (wall.year - anchor.year) + wall.month - anchor.month) // (self.count * MONTHS[self.unit])
        while self.edge(k) > at:
            k -= 1
        while self.edge(k + 1) <= at:
            k += 1
        return k

    def periods(self, span: Span) -> Iterator[Period]:
        return self.cut(((whole, self.label(start, end)) for start, end, whole in self.wholes(span)), span)

    def label(self, start: datetime, end: datetime) -> str:
        """The name of a period between two wall times."""
        return range_label(start, end) if self.unit == "hour" else (week_label if self.unit in DAYS else month_label)(start, end)

    def wholes(self, span: Span) -> Iterator[tuple[datetime, datetime, Span]]:
        """Yield the wall times and the whole span of each period that touches a span; a day that a zone skipped is left out.

        An hour that the wall clock repeats ends where it is repeated, and begins there again (docs/numbers.md W1).
        """
        first = self.number(span.first)
        start = self.edge(first)
        for k in numbers(first):
            if start >= span.last:
                return
            end, wall = self.edge(k + 1), self.boundary(k)
            again = wall_instant(wall.replace(fold=1), self.zone) if self.unit == "hour" else start
            if start < again < end:
                yield wall, wall, Span(start, again)
                start = again
            if start < end:
                yield wall, self.boundary(k + 1), Span(start, end)
            start = end

    def most(self, span: Span) -> int:
        """Return a bound on the number of periods in a span, at most a few above it."""
        hours = self.count * (HOURS[self.unit] if self.unit in HOURS else 24 * 28 * MONTHS[self.unit])
        return (span.last - span.first) // (hours * HOUR) + 2

    @property
    def common(self) -> bool:
        """True if the count and the anchor are those of the unit's name alone."""
        return self.count == 1 and self.anchor == plain_anchor(self.unit) and self.month_end == "clamp"

    def text(self) -> str | None:
        if not self.plain or self.month_end != "clamp":
            return None
        if self.count > 1:
            return self.phrase()
        return NAMES[self.unit] if self.common else f"{NAMES[self.unit]} from {anchor_text(self.anchor)}"

    def phrase(self) -> str:
        """The window as "every week" or "every 2 weeks from 2026-01-05"."""
        units = self.unit if self.count == 1 else f"{self.count} {self.unit}s"
        return f"every {units}" if self.common else f"every {units} from {anchor_text(self.anchor)}"

    def __repr__(self) -> str:
        month_end = "" if self.month_end == "clamp" else f", month_end={self.month_end!r}"
        if self.common and self.unit != "hour":
            return f"{NAMES[self.unit]}({self.settings().removeprefix(', ')})"
        if self.common:
            return f"every(1, 'hour'{self.settings()})"
        return f"every({self.count}, {self.unit!r}, anchor={anchor_text(self.anchor)!r}{month_end}{self.settings()})"
