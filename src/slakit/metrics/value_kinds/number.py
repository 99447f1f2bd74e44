"""Number: each record has a number."""

from attrs import frozen

from slakit.metrics.tallies.sums import Sums
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.value_kinds.value_kind import ValueKind


@frozen
class Number(ValueKind):
    """Each record is worth the number in a field, read at `digits` decimals (docs/numbers.md M1), as a whole number of those."""

    name: str
    digits: int

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.name,)

    @property
    def numbers(self) -> tuple[str, ...]:
        return self.fields

    @property
    def evidence_scale(self) -> int:
        return int(10**self.digits)

    def tally(self) -> Tally:
        return Sums()
