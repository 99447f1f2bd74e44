"""Values of single records: one, a number, good or bad, a ratio, a label, or the record itself."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from slakit.metrics.condition import Filter
from slakit.metrics.tallies.counts import Counts
from slakit.metrics.tallies.kept_rows import KeptRows, StatedRows
from slakit.metrics.tallies.labels import Labels
from slakit.metrics.tallies.quotients import Quotients
from slakit.metrics.tallies.sums import Sums
from slakit.metrics.tallies.weighted_sums import WeightedSums
from slakit.metrics.value_kinds.records import Contributions, Records, Vector
from slakit.metrics.value_kinds.value_kind import ValueKind
from slakit.timeline.day import FIRST as DAY_FIRST


@frozen
class One(ValueKind):
    """Each record is worth one."""

    tally_kind = Sums


@frozen
class Good(ValueKind):
    """Each record is good (1) or bad (0).

    With `unknown` a record whose fields are blank or unreadable is "good", "bad", or left out ("drop"). Without it an unreadable
    record is a data problem, and a blank one is not good.
    """

    good: Filter
    unknown: str | None = None
    filters_by = ("good",)
    forgivable = True
    tally_kind = Counts

    def worth(self, records: Records) -> tuple[Records, Vector]:
        return records.meeting(self.good, self.unknown)


@frozen
class Number(ValueKind):
    """Each record is worth the number in a field, read at `digits` decimals (docs/numbers.md M1), as a whole number of those."""

    name: str
    digits: int
    numbers_by = ("name",)
    tally_kind = Sums

    def worth(self, records: Records) -> tuple[Records, Vector]:
        records = records.having_number(self.name, self.digits)
        return records, records.number(self.name, self.digits)

    @property
    def evidence_scale(self) -> int:
        return int(10**self.digits)


@frozen
class Weighed(ValueKind):
    """Each record is worth the number in a field, with the weight in another, both read at `digits` decimals."""

    name: str
    weight: str
    digits: int
    numbers_by = ("name", "weight")
    tally_kind = WeightedSums

    def extract(self, records: Records) -> Contributions:
        return records.owned().add_pairs((self.name, self.weight), self.digits, "so it weighs nothing", lambda number, _: number)

    @property
    def evidence_scale(self) -> int:
        return int(10**self.digits)


FINE = 10**6  # ratios are ranked, as evidence, to a millionth


def _millionths(over: Any, under: Any) -> Any:
    """A ratio in millionths, rounded down; in two steps, so that what is between fits in 64 bits."""
    thousands = over % under * 1000
    return over // under * FINE + thousands // under * 1000 + thousands % under * 1000 // under


@frozen
class Quotient(ValueKind):
    """Each record is worth one of its fields over another, both read at `digits` decimals."""

    above: str
    below: str
    digits: int
    numbers_by = ("above", "below")
    evidence_scale = FINE
    tally_kind = Quotients

    def extract(self, records: Records) -> Contributions:
        names = (self.above, self.below)
        return records.owned().add_pairs(names, self.digits, "so it has no ratio", _millionths)


@frozen
class Labelled(ValueKind):
    """Each record is worth the value of a field, as a label."""

    name: str
    fields_by = ("name",)
    tally_kind = Labels

    def extract(self, records: Records) -> Contributions:
        return records.owned().add_labels(self.name)


@frozen
class RawRecord(ValueKind):
    """Each record is kept for a function that a user wrote; `dated` is the instant of its day that a date stands for."""

    dated: str = DAY_FIRST
    keeps_records = True
    tally_kind = KeptRows

    def extract(self, records: Records) -> Contributions:
        return records.owned().add_records()

    def dates(self, at: str) -> Mapping[str, str]:
        return {} if self.dated == DAY_FIRST else {at: self.dated}


@frozen
class StatedRecord(RawRecord):
    """Each record is kept with the fields that have a value: a column of blanks says no more than none."""

    tally_kind = StatedRows
