"""Weekly: opening hours by day of the week, with dated hours in their place (docs/numbers.md C1 to C3)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, tzinfo

from attrs import field, frozen

from slakit.calendars.business_days import Shifts, joined
from slakit.calendars.hours_text import Day, Texts, read_hours, read_week, write_hours, write_week
from slakit.calendars.wall import day_of, day_text, on_wall
from slakit.calendars.zoned import Zoned, read_zone
from slakit.errors import ContractError
from slakit.timeline.impossible_days import date_fault
from slakit.timeline.instants import DAY, MINUTE
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans
from slakit.timeline.zone import offsets

Hours = str | Sequence[str]  # '09:00-17:30', several of them, or 'closed'
Dated = Mapping[str | date, Hours] | Iterable[tuple[str | date, Hours]]

THURSDAY = 3  # 1970-01-01


@frozen(init=False, repr=False)
class Weekly(Zoned):
    """Open at the hours of each day of the week, by the wall clock of a zone.

    >>> desk = Weekly({"mon-fri": "08:00-20:00", "sat": ["10:00-12:00", "13:00-16:00"]}, tz="Europe/London")
    >>> desk.due("2026-03-06T19:00Z", "2 hours").isoformat()
    '2026-03-07T11:00:00+00:00'

    "22:00-06:00" runs past midnight and belongs to the day it starts on; "24:00" is the end of the day. Days: 'mon', 'mon-fri',
    'mon,wed', 'monday', 'daily'; a day that is not named is closed. `hours` and `dated` hold the normal form, pairs of text that the
    constructor takes back. Raises ContractError with every problem at once.
    """

    noun = "the weekly hours"

    hours: tuple[tuple[str, Texts], ...]
    tz: str | tzinfo
    dated: tuple[tuple[str, Texts], ...]
    _week: tuple[Day, ...] = field(eq=False)
    _days: dict[int, Day] = field(eq=False)

    def __init__(self, hours: Mapping[str, Hours] | Iterable[tuple[str, Hours]], tz: str | tzinfo, dated: Dated = ()) -> None:
        problems: list[str] = []
        week = read_week(hours, problems)
        days = _read_dated(dated, problems)
        tz = read_zone(tz, problems)
        if problems:
            raise ContractError(*problems)
        texts = tuple((day_text(day), write_hours(days[day])) for day in sorted(days))
        self.__attrs_init__(write_week(week), tz, texts, tuple(week), days)

    def on(self, date: str | date, hours: Hours) -> "Weekly":
        """The same calendar with other hours on one local date; the night before still runs out (docs/numbers.md C3).

        >>> Weekly({"mon-fri": "08:00-20:00"}, tz="Europe/London").on("2026-12-24", "08:00-12:00").on("2026-12-25", "closed")
        Weekly({'mon-fri': '08:00-20:00'}, tz='Europe/London').on('2026-12-24', '08:00-12:00').on('2026-12-25', 'closed')
        """
        kept = [(day, texts) for day, texts in self.dated if day != str(date)]
        return Weekly(self.hours, self.tz, [*kept, (date, hours)])

    def open(self, span: Span) -> Spans:
        return on_wall(self.zone, span, lambda first, last: [(start, end) for _, start, end in self._hours(first, last)])

    def shifts(self, span: Span) -> Shifts:
        """Return the shifts by the day that their hours are written for, also those after midnight."""
        pairs: dict[int, list[tuple[int, int]]] = {}
        for first, last, offset in offsets(self.zone, span.first, span.last):
            for day, start, end in self._hours(first + offset, last + offset):
                pair = max(start - offset, first), min(end - offset, last)
                if pair[0] < pair[1]:
                    pairs.setdefault(day, []).append(pair)
        return joined(pairs)

    def _hours(self, first: int, last: int) -> list[tuple[int, int, int]]:
        """Return the hours that reach into [first, last), each with its local day; those of the night before included."""
        week, days = self._week, self._days
        return [
            (day, day * DAY + start, day * DAY + end)
            for day in range(first // DAY - 1, -(-last // DAY))
            for start, end in (days[day] if day in days else week[(day + THURSDAY) % 7])
        ]

    def closed(self, span: Span) -> list[tuple[Spans, str]]:
        rest = Spans([span]) - self.open(span)
        reasons: list[tuple[Spans, str]] = []
        for day in sorted(self._days):
            of_day = on_wall(self.zone, span, lambda first, last, day=day: [(day * DAY, (day + 1) * DAY)])  # type: ignore[misc]
            reasons.append((rest & of_day, f"outside the hours of {day_text(day)}"))
            rest -= of_day
        if any(DAY - MINUTE <= end < DAY for hours in (*self._week, *self._days.values()) for _, end in hours):
            last_minutes = Spans(part for part in rest if part.last - part.first <= MINUTE)
            reasons.append((last_minutes, f"outside {self.noun}, which end before midnight; write 24:00 for the end of the day"))
            rest -= last_minutes
        return [*reasons, (rest, f"outside {self.noun}")]

    def __repr__(self) -> str:
        hours = ", ".join(f"{days!r}: {_written(texts)}" for days, texts in self.hours)
        dated = "".join(f".on({day!r}, {_written(texts)})" for day, texts in self.dated)
        return f"Weekly({{{hours}}}, tz={self.tz!r}){dated}"


def _read_dated(dated: object, problems: list[str]) -> dict[int, Day]:
    days: dict[int, Day] = {}
    items = dated.items() if isinstance(dated, Mapping) else dated
    for written, hours in items:  # type: ignore[attr-defined]
        read = read_hours(hours, f"{written}: ", problems)
        try:
            day = day_of(written)
        except ValueError:
            problems.append(date_fault(written, "'2026-12-24'"))
            continue
        if day in days:
            problems.append(f"{day_text(day)!r} is given twice; write it once, with a list of its hours")
        days[day] = read
    return days


def _written(texts: Texts) -> str:
    if not texts:
        return "'closed'"
    return repr(texts[0]) if len(texts) == 1 else repr(list(texts))
