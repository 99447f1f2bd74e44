"""Span: a half-open stretch of time (docs/numbers.md T3)."""

from datetime import datetime, timedelta

from attrs import field, frozen

from slakit.errors import UsageError
from slakit.timeline.instants import MICROSECOND, instant, moment


def _microseconds(value: object) -> int:
    return value if type(value) is int else instant(value)


@frozen(order=True, repr=False)
class Span:
    """The instants from `start` up to but not including `end`; made of aware datetimes or ISO text with an offset.

    >>> Span("2026-03-10T10:00Z", "2026-03-10T11:00Z").duration
    datetime.timedelta(seconds=3600)

    Raises UsageError when it is empty or reversed, UnitError when an end has no zone.
    """

    first: int = field(converter=_microseconds)
    last: int = field(converter=_microseconds)

    def __attrs_post_init__(self) -> None:
        if self.first >= self.last:
            kind = "empty" if self.first == self.last else "reversed"
            raise UsageError(f"the span from {self.start.isoformat()} to {self.end.isoformat()} is {kind}; write its start before its end")

    @property
    def start(self) -> datetime:
        return moment(self.first)

    @property
    def end(self) -> datetime:
        return moment(self.last)

    @property
    def duration(self) -> timedelta:
        return (self.last - self.first) * MICROSECOND

    def __contains__(self, value: object) -> bool:
        at = value if type(value) is int else instant(value)
        return self.first <= at < self.last

    def __repr__(self) -> str:
        return f"Span({self.start.isoformat()!r}, {self.end.isoformat()!r})"
