"""Trace: how an elapsed time came about, step by step, for the reader who has to agree with it (docs/numbers.md C7)."""

from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from attrs import frozen

from slakit.calendars.hours_text import WEEK
from slakit.timeline.instants import HOUR, MICROSECOND, MINUTE, SECOND, moment
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans
from slakit.timeline.zone import zone_name

if TYPE_CHECKING:
    from slakit.calendars.base import Calendar


@frozen
class TracedSpan:
    """One span that was counted, or skipped, and why."""

    span: Span
    counted: bool
    why: str

    @property
    def duration(self) -> timedelta:
        return self.span.duration


@frozen(repr=False)
class Trace:
    """The steps from one instant to another, in order and without a gap; `str()` is for people.

    >>> print(Weekly({"mon-fri": "08:00-20:00"}, tz="Europe/London").trace("2026-03-06T19:00Z", "2026-03-09T09:30Z"))
    Fri 2026-03-06 19:00 to 20:00                 counted 1 h         the weekly hours
    Fri 2026-03-06 20:00 to Mon 2026-03-09 08:00  skipped 60 h        outside the weekly hours
    Mon 2026-03-09 08:00 to 09:30                 counted 1 h 30 min  the weekly hours
    counted 2 h 30 min of 62 h 30 min, times of Europe/London
    """

    steps: tuple[TracedSpan, ...]
    zone: tzinfo

    @property
    def total(self) -> timedelta:
        """The time that was counted."""
        return sum((step.duration for step in self.steps if step.counted), timedelta())

    def __str__(self) -> str:
        exact = len({at.utcoffset() for step in self.steps for at in self._ends(step)}) > 1
        lengths = (f"{'counted' if step.counted else 'skipped'} {duration_text(step.duration)}" for step in self.steps)
        rows = [(_stretch(*self._ends(step), exact), length) for step, length in zip(self.steps, lengths, strict=True)]
        when, how_long = (max((len(row[i]) for row in rows), default=0) for i in (0, 1))
        lines = [f"{stretch:{when}}  {length:{how_long}}  {step.why}" for (stretch, length), step in zip(rows, self.steps, strict=True)]
        whole = sum((step.duration for step in self.steps), timedelta())
        return "\n".join([*lines, f"counted {duration_text(self.total)} of {duration_text(whole)}, times of {zone_name(self.zone)}"])

    def __repr__(self) -> str:
        return f"Trace({len(self.steps)} steps, total={self.total!r})"

    def _ends(self, step: TracedSpan) -> tuple[datetime, datetime]:
        return moment(step.span.first, self.zone), moment(step.span.last, self.zone)


def trace(calendar: "Calendar", first: int, last: int, pauses: Spans) -> Trace:
    """The trace of a calendar over [first, last)."""
    if first == last:
        return Trace((), calendar.zone)
    span = Span(first, last)
    opened = calendar.open(span).cut(first, last)
    steps, running = [], opened - pauses
    for spans, name in calendar.named(span):
        steps += [TracedSpan(part, True, name) for part in running & spans]
        running -= spans
    steps += [TracedSpan(part, True, calendar.noun) for part in running]
    steps += [TracedSpan(part, False, "paused") for part in opened & pauses]
    rest = Spans([span]) - opened
    for spans, why in [*calendar.closed(span), (rest, "closed")]:
        steps += [TracedSpan(part, False, why) for part in rest & spans]
        rest -= spans
    return Trace(tuple(sorted(steps, key=lambda step: step.span.first)), calendar.zone)


def duration_text(length: timedelta) -> str:
    """Return a duration as a person writes it: 62 h 30 min."""
    rest = length // MICROSECOND
    parts = []
    for name, unit in (("h", HOUR), ("min", MINUTE), ("s", SECOND)):
        count, rest = divmod(rest, unit)
        if name == "s" and rest:
            parts.append(f"{count}.{f'{rest:06}'.rstrip('0')} s")
        elif count:
            parts.append(f"{count} {name}")
    return " ".join(parts) or "0 min"


def _stretch(start: datetime, end: datetime, exact: bool) -> str:
    """Return a span as text: its date once if both ends are on it, UTC offsets only if they change in the trace."""
    until = _clock(end, exact)
    if start.date() != end.date():
        until = f"{_date(end)} {until}"
    return f"{_date(start)} {_clock(start, exact)} to {until}"


def _date(at: datetime) -> str:
    return f"{WEEK[at.weekday()].capitalize()} {at.date().isoformat()}"


def _clock(at: datetime, exact: bool) -> str:
    wall = at.time()
    text = wall.isoformat("minutes") if not wall.second and not wall.microsecond else wall.isoformat()
    return text + at.isoformat().removeprefix(at.replace(tzinfo=None).isoformat()) if exact else text
