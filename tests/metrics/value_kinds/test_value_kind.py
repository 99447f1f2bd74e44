"""A value kind is one class: its fields, its tally and its program are all that the engine asks for."""

import pytest
from attrs import frozen
from metric_cases import evaluated

import slakit as sk
from slakit.readings import ITEMS, KeyedMetric, Multiset, PerInterval, Sampled, Sums, ValueKind
from slakit.timeline.instants import DAY, instant

FIRST = instant("2026-01-01T00:00:00Z")


@frozen
class Difference(ValueKind):
    """Each record is worth one number less another."""

    number: str
    less: str
    numbers_by = ("number", "less")
    tally_kind = Sums

    def worth(self, records):
        records = records.having_number(self.number, 0).having_number(self.less, 0)
        return records, records.vectors.minus(records.number(self.number, 0), records.number(self.less, 0))


@frozen
class DayOfYear(ValueKind):
    """Each record adds how many days of 2026 had passed."""

    at: str
    tally_kind = Multiset

    def extract(self, records):
        records = records.owned()
        since = records.vectors.plus(records.instant(self.at), -FIRST)
        return records.add_entries(at // DAY for at in records.vectors.listed(since))


@frozen(repr=False)
class Added(KeyedMetric):
    """The sum of what the records are worth."""

    value: ValueKind
    unit = ITEMS

    def parts(self):
        return (self.reading("at", self.value),)

    def measure(self, tallies, context):
        (tally,) = tallies
        value, sample = (tally.total, tally.count) if isinstance(tally, Sums) else (sum(tally.ordered), len(tally.ordered))
        return sk.readings.Measure(value=value, unit=ITEMS, sample=sample)


ROWS = [
    {"at": "2026-01-10T00:00:00Z", "charged": 103, "agreed": 100},
    {"at": "2026-01-20T00:00:00Z", "charged": 98, "agreed": 100},
    {"at": "2026-01-30T00:00:00Z", "charged": "many", "agreed": 100},
    {"at": "2026-01-31T00:00:00Z", "charged": 7, "agreed": None},
]


def frame(rows):
    pytest.importorskip("narwhals")
    polars = pytest.importorskip("polars")
    return polars.DataFrame({name: [None if row[name] == "many" else row[name] for row in rows] for name in rows[0]})


@pytest.mark.parametrize("made", [list, frame], ids=["rows", "columns"])
def test_a_value_kind_is_one_class(made):
    """3 too much and 2 too little are 1; a record without both numbers is a data problem."""
    line = evaluated(Added("bills", Difference("charged", "agreed")), {"bills": made(ROWS)}, "at most 5")
    assert (line.measure.value, line.measure.sample) == (1, 2)
    assert [(evidence.start.day, evidence.figure) for evidence in line.measure.evidence] == [(20, None), (10, None)]


@pytest.mark.parametrize("made", [list, frame], ids=["rows", "columns"])
def test_a_program_of_its_own(made):
    """9, 19, 29 and 30 days had passed."""
    line = evaluated(Added("bills", DayOfYear("at")), {"bills": made(ROWS)}, "at most 90")
    assert (line.measure.value, line.measure.sample) == (87, 4)


def test_a_value_kind_in_another():
    """What a record is worth can be added by interval, or in the order of time."""
    from slakit.metrics.tallies.intervals import per

    worth = Difference("charged", "agreed")
    assert PerInterval(worth, per("1 day")).numbers == Sampled(worth).numbers == ("charged", "agreed")
