"""Amounts that give a figure: numbers of records and numbers in fields, of the period and of its intervals."""

from fractions import Fraction

import pytest
from test_inverse import setting_of

import slakit as sk
from slakit.analysis.inverses.inverse import exact


def rows_of(metric, figure, least=1):
    return exact(metric, Fraction(figure), setting_of(metric, least)[1])[metric.stream]


def test_so_many_records():
    """Evenly over the month; of different values where those are counted."""
    assert [row["at"] for row in rows_of(sk.Count("posts"), 3)] == ["2026-05-31T23:00:00Z", "2026-06-10T23:00:00Z", "2026-06-20T23:00:00Z"]
    assert [row["author"] for row in rows_of(sk.kpis.Distinct("posts", "author"), 2)] == ["author 1", "author 2"]


@pytest.mark.parametrize(("metric", "figure", "least", "values"), [
    (sk.Total("sales", "n"), "4.5", 3, ["4.5", 0, 0]),
    (sk.Mean("sales", "n"), "4.5", 1, ["4.5"]),
    (sk.Mean("sales", "n", digits=0), "4.5", 1, [5, 4]),
    (sk.Mean("sales", "n", digits=0), "1/3", 4, [1, 1, 0, 0, 0, 0]),
    (sk.kpis.Gauge("sales", "n", digits=0), "1/2", 1, [1, 0]),  # two samples of one instant count as their mean
    (sk.kpis.MeanRatio("sales", "n", over="of"), "2/7", 2, [2, 2]),
    (sk.kpis.MeanRatio("sales", "n", over="of", statistic="total"), "2/7", 2, [2, 0]),
    (sk.Peak("sales", field="n", per="30 min"), "0.05", 1, ["1.5"]),  # 1.5 in 30 minutes are 0.05 a minute
])  # fmt: skip
def test_numbers_in_a_field(metric, figure, least, values):
    """Whole numbers and decimals, as many as are needed."""
    assert [row["n"] for row in rows_of(metric, figure, least)] == values


def test_fields_that_a_number_is_worked_out_from():
    """charged - agreed, and hours between two instants."""
    (row,) = rows_of(sk.Total("bills", "= charged - agreed"), "2.5")
    assert Fraction(row["charged"]) - Fraction(row["agreed"]) == Fraction(5, 2)
    (row,) = rows_of(sk.Mean("calls", "= (done - at) / 1 hour", unit="hour"), "1.5")
    assert (row["at"], row["done"]) == ("2026-05-31T23:00:00Z", "2026-06-01T00:30:00Z")


def test_rates():
    """720 hours at 2 an hour are 1,440 records; of a field one record with all."""
    assert len(rows_of(sk.Rate("calls", per="1 hour"), 2)) == 1_440
    assert [row["n"] for row in rows_of(sk.Rate("calls", field="n", per="1 hour"), 2)] == [1_440]


def test_every_interval_of_a_trough():
    """30 days in June, each with three records; or one with the number."""
    assert len(rows_of(sk.kpis.Trough("calls", per=sk.daily()), 3)) == 90
    assert [row["n"] for row in rows_of(sk.kpis.Trough("calls", field="n", per=sk.daily()), 3)] == [3] * 30


def test_a_load_that_counts():
    """In each of 720 hours, more than 500 are received."""
    rows = rows_of(sk.Throughput("traffic", done="done", load="load", per="1 hour", when="> 500"), 7)
    assert {(row["done"], row["load"]) for row in rows} == {(7, 501)}
    assert len(rows) == 720
