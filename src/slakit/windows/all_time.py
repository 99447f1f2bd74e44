"""All time: one period that no term cuts, for what may still be recorded after the term, such as claims."""

from collections.abc import Iterator

from attrs import frozen

from slakit.timeline.instants import FIRST, LAST
from slakit.timeline.span import Span
from slakit.windows.base import Window
from slakit.windows.period import Period


@frozen(repr=False)
class AllTime(Window):
    """One period of all instants there are, whatever the term."""

    def periods(self, span: Span) -> Iterator[Period]:
        ever = Span(FIRST, LAST)
        yield Period(ever, ever, False, "all time")

    def __repr__(self) -> str:
        return "AllTime()"
