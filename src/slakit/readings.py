"""The parts of a metric of one's own: its readings, the kinds of value of a record, and the tallies that `measure` gets."""

from slakit.metrics.measure import (
    ITEMS as ITEMS,
    NO_RECORDS as NO_RECORDS,
    RATIO as RATIO,
    TIME as TIME,
    Evidence as Evidence,
    Measure as Measure,
)
from slakit.metrics.period_context import PeriodContext as PeriodContext
from slakit.metrics.reading import Reading as Reading
from slakit.metrics.stream_metric import KeyedMetric as KeyedMetric, StreamMetric as StreamMetric
from slakit.metrics.tallies.clocks import Clocks as Clocks
from slakit.metrics.tallies.counts import Counts as Counts
from slakit.metrics.tallies.intervals import Intervals as Intervals, Per as Per
from slakit.metrics.tallies.kept_rows import KeptRows as KeptRows
from slakit.metrics.tallies.labels import Labels as Labels
from slakit.metrics.tallies.multiset import Multiset as Multiset
from slakit.metrics.tallies.quotients import Quotients as Quotients
from slakit.metrics.tallies.samples import Samples as Samples
from slakit.metrics.tallies.sums import Sums as Sums
from slakit.metrics.tallies.tally import Tally as Tally
from slakit.metrics.tallies.timeline import Timeline as Timeline
from slakit.metrics.tallies.weighted_sums import WeightedSums as WeightedSums
from slakit.metrics.value_kinds.deadline_value import DeadlineValue as DeadlineValue
from slakit.metrics.value_kinds.record_values import (
    Good as Good,
    Labelled as Labelled,
    Number as Number,
    One as One,
    Quotient as Quotient,
    RawRecord as RawRecord,
    Weighed as Weighed,
)
from slakit.metrics.value_kinds.records import Records as Records
from slakit.metrics.value_kinds.series_values import (
    CountsPerInterval as CountsPerInterval,
    Moment as Moment,
    PerInterval as PerInterval,
    Sampled as Sampled,
    State as State,
)
from slakit.metrics.value_kinds.span_values import SpanValue as SpanValue
from slakit.metrics.value_kinds.timer_value import Limits as Limits, TimerValue as TimerValue
from slakit.metrics.value_kinds.value_kind import ValueKind as ValueKind
