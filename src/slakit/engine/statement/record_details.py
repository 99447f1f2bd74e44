"""Record details: what became of every record behind a measure, from what the store kept of them."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import frozen

from slakit.engine.group_keys import label
from slakit.engine.plan.plan import PlannedReading
from slakit.engine.read.due_times import while_it_lasts
from slakit.metrics.base import Metric
from slakit.metrics.details import BAD, COUNTED, EXCLUDED, GOOD, PENDING, RecordDetail
from slakit.metrics.measure import Exact
from slakit.metrics.period_context import PeriodContext
from slakit.metrics.tallies.clocks import Clocks, Open
from slakit.metrics.tallies.kept import Kept
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.time_details import reason_at
from slakit.metrics.value_kinds.record_values import Labelled, Number, One, Quotient, Weighed
from slakit.metrics.value_kinds.series_values import PerInterval, Sampled
from slakit.metrics.value_kinds.timed_value import TimedValue
from slakit.metrics.value_kinds.timer_value import IN_TIME, TimerValue
from slakit.metrics.value_kinds.value_kind import ValueKind, Worth
from slakit.timeline.instants import LAST


@frozen
class RecordReader:
    """The records of one reading of a metric in a period, as its details have them."""

    metric: Metric
    planned: PlannedReading
    context: PeriodContext

    @property
    def value(self) -> ValueKind:
        return self.planned.reading.value

    @property
    def timed(self) -> bool:
        """True if its records are in time or late, and their value is a time that no figure contains."""
        return isinstance(self.value, TimedValue) and not (isinstance(self.value, TimerValue) and (self.value.lateness or not self.limited))

    @property
    def limited(self) -> bool:
        return isinstance(self.value, TimedValue) and self.value.limited

    def read(self, kept: Iterable[Kept]) -> Iterator[RecordDetail]:
        """The records that have settled, and those that were left out, as what they count."""
        for one in kept:
            if one.state:
                named = one.reason if one.state != EXCLUDED else reason_at(self.context, one.at) or f"left out by {one.reason}"
                yield RecordDetail(one.at, one.key, None, one.state, named)
            elif self.value.span_end is not None:
                yield RecordDetail(one.at, one.key, until=None if one.worth is None or one.worth >= LAST else one.worth)
            elif not self.value.counts_records and (why := reason_at(self.context, one.at)):
                yield RecordDetail(one.at, one.key, None, EXCLUDED, why)
            else:
                yield self._settled(one)

    def _settled(self, one: Kept) -> RecordDetail:
        value, worth = self.value, one.worth
        if isinstance(value, TimedValue) and not self.timed:
            late = worth not in (IN_TIME, (IN_TIME, 1))
            length = Fraction(*worth) if isinstance(worth, tuple) else worth
            state = COUNTED if not self.limited else BAD if late else GOOD
            return RecordDetail(one.at, one.key, self.metric.counted_as(length if late or not self.limited else 0), state)
        if value.forgivable:
            forgiven = reason_at(self.context, one.at) if worth else ""
            figure = one.shown if self.timed else worth
            return RecordDetail(one.at, one.key, figure, GOOD if worth else BAD, f"{forgiven}, whatever it was" if forgiven else "")
        if isinstance(value, Labelled):
            return RecordDetail(one.at, worth)
        return RecordDetail(one.at, one.key, _figure(value, worth))

    def still_open(self, tally: Tally) -> Iterator[RecordDetail]:
        """The timers that have not stopped, as late already or pending."""
        value, as_of = self.value, self.context.as_of
        if not isinstance(tally, Clocks) or not isinstance(value, TimedValue):
            return
        for timer, count in tally.open.items():
            if not self.limited and timer.since > as_of and not getattr(self.metric, "received", None):
                continue  # it has not begun
            yield self._running(value, timer, count)

    def _running(self, value: TimedValue, timer: Open, count: int) -> RecordDetail:
        as_of, key = self.context.as_of, None if timer.key is None else label(timer.key)
        until = while_it_lasts(None, value.deadline, timer, as_of) if value.limited else None
        if not value.limited or not value.late(timer, as_of):
            return RecordDetail(timer.since, key, None, PENDING, "still running", count, until)
        good = isinstance(value, TimerValue) and value.silent
        figure: Exact = 0
        if self.timed:
            figure = value.elapsed(timer, as_of) if isinstance(value, TimerValue) and timer.due is None else as_of - (until or as_of)
        elif isinstance(value, TimerValue):
            figure = self.metric.counted_as(value.how_late(timer, as_of, self.context.tz))
        return RecordDetail(timer.since, key, figure, GOOD if good else BAD, "still running", count, until)


def _figure(value: Worth, worth: object) -> Exact | None:
    """The number that a record counts with; None where it is none."""
    if isinstance(value, Sampled | PerInterval):
        return _figure(value.inner, worth)
    if isinstance(value, One):
        return 1
    if isinstance(value, Number) and isinstance(worth, int):
        return Fraction(worth, int(10**value.digits))
    if isinstance(value, Weighed) and isinstance(worth, tuple):
        return Fraction(worth[0], int(10**value.digits))
    if isinstance(value, Quotient) and isinstance(worth, tuple):
        return Fraction(*worth)
    return None
