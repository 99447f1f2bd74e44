"""Good: each record is good or bad."""

from attrs import frozen

from slakit.metrics.condition import Filter
from slakit.metrics.tallies.counts import Counts
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.value_kinds.value_kind import ValueKind, numeric_fields


@frozen
class Good(ValueKind):
    """Each record is good (1) or bad (0).

    `unknown` says what a record is whose fields are blank or unreadable: "good", "bad", or left out ("drop"). Without it an unreadable
    record is a data problem, and a blank one is not good.
    """

    good: Filter
    unknown: str | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        return self.good.fields

    @property
    def numbers(self) -> tuple[str, ...]:
        return numeric_fields(self.good)

    @property
    def forgivable(self) -> bool:
        return True

    def tally(self) -> Tally:
        return Counts()
