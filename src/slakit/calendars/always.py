"""ALWAYS: the calendar that never closes, 24x7."""

from functools import cached_property

from attrs import frozen

from slakit.calendars.base import Calendar
from slakit.calendars.clock import Clock, EverOpen
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans


@frozen(repr=False, slots=False)
class Always(Calendar):
    """Every moment counts."""

    noun = "24x7"

    def open(self, span: Span) -> Spans:
        return Spans([span])

    @cached_property
    def clock(self) -> Clock:
        return EverOpen(self)

    def __repr__(self) -> str:
        return "ALWAYS"


ALWAYS = Always()
