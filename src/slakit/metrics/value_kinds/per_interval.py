"""PerInterval: the worth of records by the short interval in which they fall."""

from attrs import frozen

from slakit.metrics.tallies.intervals import Intervals, Per
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.value_kinds.good import Good
from slakit.metrics.value_kinds.number import Number
from slakit.metrics.value_kinds.one import One
from slakit.metrics.value_kinds.value_kind import ValueKind


@frozen
class PerInterval(ValueKind):
    """Each record adds its worth to the interval of its instant; intervals are counted from the edges of the schedule."""

    inner: One | Good | Number
    per: Per

    @property
    def fields(self) -> tuple[str, ...]:
        return self.inner.fields

    @property
    def numbers(self) -> tuple[str, ...]:
        return self.inner.numbers

    @property
    def counts_records(self) -> bool:
        return not isinstance(self.inner, Good)  # what is good or bad is the interval

    def tally(self) -> Tally:
        return Intervals()
