"""Labelled: each record has a label."""

from attrs import frozen

from slakit.metrics.tallies.labels import Labels
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.value_kinds.value_kind import ValueKind


@frozen
class Labelled(ValueKind):
    """Each record is worth the value of a field, as a label."""

    name: str

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.name,)

    def tally(self) -> Tally:
        return Labels()
