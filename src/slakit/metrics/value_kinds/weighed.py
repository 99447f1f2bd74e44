"""Weighed: each record has a number and its weight."""

from attrs import frozen

from slakit.metrics.tallies.tally import Tally
from slakit.metrics.tallies.weighted_sums import WeightedSums
from slakit.metrics.value_kinds.value_kind import ValueKind


@frozen
class Weighed(ValueKind):
    """Each record is worth the number in a field, with the weight in another, both read at `digits` decimals."""

    name: str
    weight: str
    digits: int

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.name, self.weight)

    @property
    def numbers(self) -> tuple[str, ...]:
        return self.fields

    @property
    def evidence_scale(self) -> int:
        return int(10**self.digits)

    def tally(self) -> Tally:
        return WeightedSums()
