"""Period: one stretch that is judged on its own (docs/numbers.md W1, W2)."""

from datetime import datetime, timedelta

from attrs import frozen

from slakit.timeline.span import Span
from slakit.values.source_repr import in_brackets

DAY = timedelta(days=1)


@frozen(order=True)
class Period:
    """One period of a window: `span` after the term cut it, `whole` before, `partial` when the two differ.

    >>> [period.label for period in monthly(tz="UTC").periods(Span("2026-01-01T00:00Z", "2026-03-01T00:00Z"))]
    ['2026-01', '2026-02']
    """

    span: Span
    whole: Span
    partial: bool
    label: str

    def __repr__(self) -> str:
        return in_brackets(
            self, f"{self.label}{' (partial)' if self.partial else ''}:", f"{self.span.start.isoformat()} to {self.span.end.isoformat()}"
        )


def range_label(start: datetime, end: datetime) -> str:
    """The first and last local day of [start, end), or its local times when an edge is not at midnight."""
    if any(edge.time() != datetime.min.time() for edge in (start, end)):
        return f"{_iso(start)}..{_iso(end)}"
    if end - start == DAY:
        return start.date().isoformat()
    return f"{start.date()}..{(end - DAY).date()}"


def _iso(edge: datetime) -> str:
    return edge.isoformat(timespec="auto" if edge.second or edge.microsecond else "minutes")


def week_label(start: datetime, end: datetime) -> str:
    """The ISO week of [start, end) when it is one, otherwise its range."""
    if start.time() == end.time() == datetime.min.time() and start.weekday() == 0 and end - start == 7 * DAY:
        year, week, _ = start.isocalendar()
        return f"{year:04}-W{week:02}"
    return range_label(start, end)


def month_label(start: datetime, end: datetime) -> str:
    """The calendar month, quarter or year of [start, end) when it is one, otherwise its range."""
    if start.day == end.day == 1 and start.time() == end.time() == datetime.min.time():
        months = 12 * (end.year - start.year) + end.month - start.month
        if months == 1:
            return f"{start.year:04}-{start.month:02}"
        if months == 3 and start.month % 3 == 1:
            return f"{start.year:04}-Q{start.month // 3 + 1}"
        if months == 12 and start.month == 1:
            return f"{start.year:04}"
    return range_label(start, end)
