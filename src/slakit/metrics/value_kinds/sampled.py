"""Sampled: what was seen at each instant, kept in the order of time."""

from attrs import field, frozen

from slakit.metrics.condition import Filter
from slakit.metrics.tallies.samples import Samples
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.value_kinds.good import Good
from slakit.metrics.value_kinds.number import Number
from slakit.metrics.value_kinds.one import One
from slakit.metrics.value_kinds.value_kind import ValueKind, Worth, numeric_fields


@frozen
class State(Worth):
    """Each record is good (1), bad (0) or unknown (-1): by the filter `unknown`, or because a value is missing.

    `instead` is what the metric makes of an unknown state: with "drop", a value that cannot be read leaves it in doubt.
    """

    good: Filter
    unknown: Filter = field(factory=Filter)
    instead: str = "drop"

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.good.fields, *self.unknown.fields)))

    @property
    def numbers(self) -> tuple[str, ...]:
        return numeric_fields(self.good, self.unknown)


@frozen
class Moment(Worth):
    """Each record is worth the instant in a field, in microseconds."""

    name: str

    @property
    def instants(self) -> tuple[str, ...]:
        return (self.name,)


@frozen
class Sampled(ValueKind):
    """Each record is a worth at an instant.

    With `lead` a period also has what was sampled before it: "last" the latest, for a state that goes on; "run" those since
    the last instant at which all was good; or "all".
    """

    inner: One | Good | State | Number | Moment
    lead: str = ""

    @property
    def instants(self) -> tuple[str, ...]:
        return self.inner.instants

    @property
    def fields(self) -> tuple[str, ...]:
        return self.inner.fields

    @property
    def numbers(self) -> tuple[str, ...]:
        return self.inner.numbers

    @property
    def counts_records(self) -> bool:
        return False

    def facts(self, at: str) -> tuple[str, ...]:
        return (at,)

    def ending(self, at: str) -> str | None:
        return at if self.lead == "all" and not isinstance(self.inner, State) else None

    def tally(self) -> Tally:
        return Samples()
