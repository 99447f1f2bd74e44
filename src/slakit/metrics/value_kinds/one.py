"""One: each record counts."""

from attrs import frozen

from slakit.metrics.tallies.sums import Sums
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.value_kinds.value_kind import ValueKind


@frozen
class One(ValueKind):
    """Each record is worth one."""

    def tally(self) -> Tally:
        return Sums()
