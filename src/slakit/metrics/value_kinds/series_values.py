"""Values of records in the order of time: by interval, or each at its instant."""

from attrs import field, frozen

from slakit.metrics.condition import Filter
from slakit.metrics.tallies.intervals import Intervals, Per
from slakit.metrics.tallies.samples import Samples
from slakit.metrics.value_kinds.record_values import Good, Number, One
from slakit.metrics.value_kinds.records import Contributions, Records, Vector
from slakit.metrics.value_kinds.value_kind import ValueKind, Worth


class _Series(ValueKind):
    """Each record has the worth that `inner` says, in the order of time."""

    __slots__ = ()
    inner: Worth

    @property
    def instants(self) -> tuple[str, ...]:
        return self.inner.instants

    @property
    def fields(self) -> tuple[str, ...]:
        return self.inner.fields

    @property
    def numbers(self) -> tuple[str, ...]:
        return self.inner.numbers


@frozen
class PerInterval(_Series):
    """Each record adds its worth to the interval of its instant; intervals are counted from the edges of the schedule."""

    inner: One | Good | Number
    per: Per
    tally_kind = Intervals

    @property
    def counts_records(self) -> bool:
        return not self.inner.forgivable  # what is good or bad is the interval

    def extract(self, records: Records) -> Contributions:
        records, worth = self.inner.worth(records.owned())
        return records.add_by_interval(worth, self.per)


@frozen
class CountsPerInterval(ValueKind):
    """Each record adds to the interval of its instant as many as one field says, without those of them that another says are bad."""

    total: str
    bad: str
    per: Per
    digits: int
    numbers_by = ("total", "bad")
    tally_kind = Intervals
    counts_records = False  # what is good or bad is the interval

    def extract(self, records: Records) -> Contributions:
        records = records.owned().having_part(self.bad, self.total, self.digits)
        total, bad = (records.number(name, self.digits) for name in (self.total, self.bad))
        return records.add_by_interval(records.vectors.minus(total, bad), self.per, total)


@frozen
class State(Worth):
    """Each record is good (1), bad (0) or unknown (-1): by the filter `unknown`, or because a value is missing.

    `instead` is what the metric makes of an unknown state: with "drop", a value that cannot be read leaves it in doubt.
    """

    good: Filter
    unknown: Filter = field(factory=Filter)
    instead: str = "drop"
    filters_by = ("good", "unknown")
    awaited = False

    def samples(self, records: Records) -> Contributions:
        return records.add_states(self)


@frozen
class Moment(Worth):
    """Each record is worth the instant in a field, in microseconds."""

    name: str
    instants_by = ("name",)

    def worth(self, records: Records) -> tuple[Records, Vector]:
        records = records.having_instant(self.name)
        return records, records.instant(self.name)


@frozen
class Sampled(_Series):
    """Each record is a worth at an instant.

    With `lead` a period also has what was sampled before it: "last" the latest, for a state that goes on; "run" those since
    the last instant at which all was good; or "all".
    """

    inner: One | Good | State | Number | Moment
    lead: str = ""
    counts_records = False
    tally_kind = Samples

    def facts(self, at: str) -> tuple[str, ...]:
        return (at,)

    def ending(self, at: str) -> str | None:
        return at if self.lead == "all" and self.inner.awaited else None

    def extract(self, records: Records) -> Contributions:
        return self.inner.samples(records.owned())
