"""NumberByValue: a factor by the value of a field; worked out by hand."""

from fractions import Fraction

import pytest
from penalty_cases import written

import slakit as sk
from slakit.penalties.rules.number_by_value import NumberByValue

USE = NumberByValue("failures", "used", {"true": "50 %", "false": 1})
AREA = NumberByValue("failures", "used", {"true": "50 %", "false": 1}, by="area")
SIZE = NumberByValue("failures", "m2", {"up to 20": "1/3", "over 20 up to 50": 1, "over 50": "1.5"}, otherwise=2)


def agreement(factor, by=()):
    metric = sk.Count("failures").by(*by) if by else sk.Count("failures")
    objective = sk.Objective("O", metric, "at most 0", penalty=sk.rules.Product("60 GBP", {"UU": factor}))
    parties = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2026-02-01"), "timezone": "UTC", "currency": "GBP"}
    return sk.Agreement("A", **parties, objectives=[objective])


def rows(*values, field="used", area="a"):
    return [{"at": f"2026-01-{day:02}T09:00Z", field: value, "area": area} for day, value in enumerate(values, 2)]


def line_of(factor, failures, by=()):
    (line,) = sk.evaluate(agreement(factor, by), {"failures": failures}).lines
    return line


@pytest.mark.parametrize(
    ("factor", "failures", "owed"),
    [
        (USE, rows(True), "30.00"),  # 60 x 50 %
        (USE, rows("true", "yes"), "30.00"),
        (USE, rows(False), "60.00"),
        (USE, rows(True, False, True), "60.00"),  # the largest of both
        (NumberByValue("failures", "used", {"false": 1, "true": "50 %"}), rows(True, False), "60.00"),  # in whatever order of the table
        (SIZE, rows(20, field="m2"), "20.00"),
        (SIZE, rows("20.5", field="m2"), "60.00"),
        (SIZE, rows(20, 51, field="m2"), "90.00"),
        (NumberByValue("failures", "used", {"in part": "0.25"}, otherwise="10 %"), rows("in part", "no"), "15.00"),
        (NumberByValue("failures", "used", {"in part": "0.25"}, otherwise="10 %"), rows("no", None), "6.00"),
    ],
)
def test_the_largest_number_of_the_values(factor, failures, owed):
    """60 times the number of the value, of several the largest."""
    assert str(line_of(factor, failures).credit) == f"{owed} GBP"
    assert written(factor)


def test_each_group_has_its_own():
    """Area a was in use in all of its failures, area b in one of two: 30 and 60."""
    failures = [*rows(True, True, area="a"), *rows(True, False, area="b")]
    found = sk.evaluate(agreement(AREA, by=("area",)), {"failures": failures})
    assert {line.group: str(line.credit) for line in found.lines} == {"a": "30.00 GBP", "b": "60.00 GBP"}


@pytest.mark.parametrize("value", [None, "perhaps"])
def test_a_value_that_is_none_of_them(value):
    """Nothing is guessed: the line is unsettled, and says how many records."""
    line = line_of(USE, rows(True, value))
    assert line.unsettled == "2026-01: 1 of 2 records of 'failures': 'used' is none of 'true', 'false', which numbers= has"


def test_no_record_has_no_number():
    """As for any number of records: the failures of the metric are there, those of the factor are not."""
    line = line_of(NumberByValue("failures", "used", {"true": 1}, where={"area": "x"}), rows(True))
    assert line.unsettled == "2026-01: stream 'failures' has no used for 2026-01"


@pytest.mark.parametrize("make", ["pandas", "polars"])
def test_columns_pay_what_rows_pay(make):
    """A frame and its rows, in whatever order."""
    frames = pytest.importorskip(make)
    failures = [*rows(True, False, True, area="a"), *rows(True, area="b")]
    frame = frames.DataFrame({name: [row[name] for row in failures[::-1]] for name in failures[0]})
    by_rows, by_columns = (sk.evaluate(agreement(AREA, by=("area",)), {"failures": made}) for made in (failures, frame))
    assert (by_columns.to_json(), by_columns.digest) == (by_rows.to_json(), by_rows.digest)


def test_the_order_of_a_table_changes_nothing():
    """Equal in whatever order, and however a share is written."""
    other = NumberByValue("failures", "used", {"false": 1, "true": "0.5"})
    assert [part.base for _, part in other.numbers] == [1, Fraction(1, 2)]
    assert sk.rules.Product("1 GBP", {"UU": "50 %"}) == sk.rules.Product("1 GBP", {"UU": "0.5"})


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: NumberByValue("f", "used", {}), "numbers={} is not a table of numbers; write numbers={'true': '50 %', 'false': 1}"),
        (lambda: NumberByValue("f", "used", {"true": "half"}), "'half' is not a share; write '10 %', '1/30' or 1.2"),
        (lambda: NumberByValue("f", "used", {"true": -1}), "numbers= has less than nothing for 'true'"),
        (lambda: NumberByValue("f", "used", {"true": 1}, otherwise=-1), "otherwise='-1' is less than nothing"),
        (lambda: NumberByValue("f", "m2", {"up to 20": 1, "over 10": 2}), "'up to 20' and 'over 10', and a record could be in both"),
        (lambda: NumberByValue("f", "m2", {"over the hill": 1}), "does not compare with a number"),
        (lambda: NumberByValue("", "m2", {"a": 1}), "stream='' is not a name"),
    ],
)
def test_what_does_not_fit_is_refused(make, message):
    """With what to write."""
    with pytest.raises(sk.errors.ContractError) as caught:
        make()
    assert message in str(caught.value)
