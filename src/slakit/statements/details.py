"""LineDetails: the whole of what the measure of a line is made of, to draw it and to cite it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from slakit.metrics.details import RECORDS, RecordDetail, TimeSpan
from slakit.metrics.measure import RATIO, Exact, exact
from slakit.values.source_repr import in_brackets

__all__ = ["DayFigures", "Edge", "HourFigures", "LineDetails", "RecordDetail", "TimeSpan"]

MOST = 1_000  # records of a line that are kept


@frozen(kw_only=True)
class Figures:
    """The figures of some time: `good` of `total`, and the sum of the values, `amount`.

    `total` are records, checks or intervals, or microseconds that count; `good` is None where nothing is good or bad.
    """

    good: Exact | None = field(default=None, converter=exact)
    total: Exact = field(default=0, converter=exact)
    amount: Exact = field(default=0, converter=exact)


@frozen(kw_only=True)
class DayFigures(Figures):
    """The figures of one date in the zone of the agreement."""

    day: date


@frozen(kw_only=True)
class HourFigures(Figures):
    """The figures of one hour of the week in the zone of the agreement: `weekday` 0 is Monday, `hour` 0 to 23."""

    weekday: int
    hour: int


@frozen
class Edge:
    """An edge that values are judged by: its name, such as a value of `limit_by`, the value, in the unit of the details, and its side."""

    value: Exact = field(converter=exact)
    name: str = ""
    side: str = "at most"


@frozen(kw_only=True, repr=False)
class LineDetails:
    """The whole of what the measure of a line is made of.

    `time` are the stretches of a measure of time or of intervals, in order; what lies in none of them is good. `values` are the values
    that were counted, in rising order, each with its number, in `unit`; where records are good or bad they are 1 and 0. `edges` are what a
    value is judged by, where all records have the same. `statistic` is the name of the figure of the values that is judged, such as
    "median", where none of them is judged by itself. `by_day` has the dates that have any figure, in order, and `by_hour` the hours of
    the week, both by the clock of `zone`. `figures` names what they count: "records", "checks", "intervals" or "us" of time.
    `records` are the records in the order of time, the first `MOST` of them; `more` is how many were left off. `parts` are the details of
    the metrics that it is made of, by their text. `reason` says why there is nothing of some or of all of that.
    """

    unit: str = RATIO
    time: tuple[TimeSpan, ...] = ()
    values: tuple[tuple[Exact, int], ...] = ()
    edges: tuple[Edge, ...] = ()
    statistic: str = ""
    figures: str = RECORDS
    by_day: tuple[DayFigures, ...] = ()
    by_hour: tuple[HourFigures, ...] = ()
    records: tuple[RecordDetail, ...] = ()
    more: int = 0
    parts: tuple[tuple[str, LineDetails], ...] = ()
    zone: str = "UTC"
    reason: str = ""

    def __repr__(self) -> str:
        counts = [(len(self.time), "span"), (len(self.records) + self.more, "record"), (len(self.parts), "part")]
        words = [f"{count:,} {word}{'s' * (count != 1)}" for count, word in counts if count]
        return in_brackets(self, ", ".join(words) or self.reason or "nothing")

    def of_kind(self, kind: str) -> tuple[TimeSpan, ...]:
        """The stretches of one kind, such as "bad"."""
        return tuple(span for span in self.time if span.kind == kind)

    def of_state(self, state: str) -> tuple[RecordDetail, ...]:
        """The records in one state, such as "excluded"."""
        return tuple(record for record in self.records if record.state == state)

    @property
    def lost(self) -> Exact:
        """The sum of what bad stretches cost, which is what the measure loses."""
        return exact(sum((span.lost for span in self.time), 0)) or 0

    def each(self) -> Iterator[LineDetails]:
        """Yield these details and those of all parts, inner ones included."""
        yield self
        for _, part in self.parts:
            yield from part.each()
