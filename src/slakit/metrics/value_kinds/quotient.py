"""Quotient: each record is a ratio of two numbers."""

from attrs import frozen

from slakit.metrics.tallies.quotients import Quotients
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.value_kinds.value_kind import ValueKind

FINE = 10**6  # ratios are ranked, as evidence, to a millionth


@frozen
class Quotient(ValueKind):
    """Each record is worth one of its fields over another, both read at `digits` decimals."""

    above: str
    below: str
    digits: int

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.above, self.below)

    @property
    def numbers(self) -> tuple[str, ...]:
        return self.fields

    @property
    def evidence_scale(self) -> int:
        return FINE

    def tally(self) -> Tally:
        return Quotients()
