"""Records that are an iterator are read into a list, and one that was read before is no data."""

import sqlite3

import pytest
from tested_contract import CONTRACT

import slakit as sk
from slakit import testing as skt

DOWN = [skt.outage("2026-06-08T02:00Z", "10 h")]
ONE = {"period": "2026-06", "objective": "Uptime"}
EMPTY = "records of 'outages' are an iterator that gives none, as one does that was read before; write list(...), or [] for none"


@pytest.mark.parametrize("kind", [iter, lambda rows: (row for row in rows), lambda rows: map(dict, rows), lambda rows: filter(None, rows)])
def test_a_second_assertion(kind):
    """The first one reads the records, and no other may hold because they are gone."""
    records = {"outages": kind(DOWN)}
    skt.assert_missed(CONTRACT, records, **ONE)
    for assertion, *amount in ((skt.assert_met,), (skt.assert_missed,), (skt.assert_credit, "0 EUR"), (skt.assert_payable, "0 EUR")):
        with pytest.raises(sk.errors.UsageError) as error:
            assertion(CONTRACT, records, *amount, **ONE)
        assert str(error.value) == EMPTY
    with pytest.raises(sk.errors.UsageError):
        skt.assert_right(CONTRACT, records, "terminate", **ONE)


def test_an_assertion_that_looks_twice():
    """Which records lie outside the period is seen by reading them again."""
    with pytest.raises(AssertionError, match="is after 2026-05; if it is meant so"):
        skt.assert_met(CONTRACT, {"outages": iter(DOWN)}, period="2026-05", objective="Uptime")
    with pytest.raises(AssertionError, match=r"would be 125\.00 EUR if the measure were below 99\.9 %, at least 99 %"):
        skt.assert_credit(CONTRACT, {"outages": iter(DOWN)}, "125 EUR", **ONE)


def test_all_iterators_that_are_empty_are_named():
    with pytest.raises(sk.errors.UsageError) as error:
        skt.assert_met(CONTRACT, {"outages": iter([]), "cases": iter([])}, **ONE)
    assert error.value.problems == (EMPTY, EMPTY.replace("outages", "cases"))


def test_what_can_be_read_again_is_left_as_it_is():
    skt.assert_met(CONTRACT, {"outages": []}, **ONE)
    skt.assert_missed(CONTRACT, {"outages": dict(enumerate(DOWN)).values()}, **ONE)
    skt.assert_missed(CONTRACT, {"outages": tuple(DOWN)}, **ONE)


@pytest.mark.parametrize(
    "factory", [None, sqlite3.Row, lambda cursor, row: dict(zip([one[0] for one in cursor.description], row, strict=True))]
)
def test_a_cursor(factory):
    """The rows of a query come once as well."""
    base = sqlite3.connect(":memory:")
    base.row_factory = factory
    query = "SELECT '2026-06-08T02:00Z' AS start, '2026-06-08T12:00Z' AS end"
    records = {"outages": base.execute(query)}
    skt.assert_missed(CONTRACT, records, **ONE)
    with pytest.raises(sk.errors.UsageError) as error:
        skt.assert_met(CONTRACT, records, **ONE)
    assert str(error.value) == EMPTY
    with pytest.raises(AssertionError, match="is after 2026-05; if it is meant so"):
        skt.assert_met(CONTRACT, {"outages": base.execute(query)}, period="2026-05", objective="Uptime")
    base.close()


def test_coverage_reads_records_again_and_again():
    every = str(skt.coverage(CONTRACT, {"ten hours": {"outages": DOWN, "cases": []}}))
    assert str(skt.coverage(CONTRACT, {"ten hours": {"outages": iter(DOWN), "cases": []}})) == every
