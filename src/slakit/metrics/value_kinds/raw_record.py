"""RawRecord: each record is kept as it is."""

from collections.abc import Mapping

from attrs import frozen

from slakit.metrics.tallies.kept_rows import KeptRows
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.value_kinds.value_kind import ValueKind
from slakit.timeline.day import FIRST as DAY_FIRST


@frozen
class RawRecord(ValueKind):
    """Each record is kept for a function that a user wrote; `dated` says what of its day a date as its instant stands for."""

    dated: str = DAY_FIRST

    def dates(self, at: str) -> Mapping[str, str]:
        return {} if self.dated == DAY_FIRST else {at: self.dated}

    @property
    def keeps_records(self) -> bool:
        return True

    def tally(self) -> Tally:
        return KeptRows()
