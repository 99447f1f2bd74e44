"""outage and case: the fields and instants that they write, and what they refuse."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import slakit as sk
from slakit import testing as skt
from slakit.errors import UnitError, UsageError

PARTIES = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "UTC"}
LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(("start", "lasting", "end"), [
    ("2026-06-08T02:00Z", "43 min", "2026-06-08T02:43:00Z"),
    ("2026-06-08T02:00Z", timedelta(microseconds=1), "2026-06-08T02:00:00.000001Z"),
    ("2026-06-08T02:00+02:00", sk.quantity("1.5 hours"), "2026-06-08T03:30:00+02:00"),
    ("2026-06-08T02:00Z", None, None),
    (datetime(2026, 6, 8, 2, tzinfo=UTC), "1 h", datetime(2026, 6, 8, 3, tzinfo=UTC)),
    (datetime(2026, 3, 29, 0, 30, tzinfo=LONDON), "1 h", datetime(2026, 3, 29, 2, 30, tzinfo=LONDON)),  # 01:00 to 02:00 does not exist
])  # fmt: skip
def test_an_outage_lasts_so_long(start, lasting, end):
    """In real time, and its end is written as its start is."""
    row = skt.outage(start, lasting)
    assert list(row) == ["start", "end"]
    assert (row["end"], type(row["start"])) == (end, type(start))


def test_the_fields_of_an_outage():
    """More fields are as they are; a metric names the others, and what it takes to be down in full."""
    assert skt.outage("2026-06-08T02:00Z", "1 h", service="web", severity="high")["severity"] == "high"
    metric = sk.Uptime("outages", start="began", end="fixed", weights={"p1": 1, "p2": "50 %"}, weight_by="severity").by("region")
    row = skt.outage("2026-06-08T02:00Z", "1 h", metric=metric, region="eu")
    assert row == {"began": "2026-06-08T02:00:00Z", "fixed": "2026-06-08T03:00:00Z", "region": "eu", "severity": "p1"}


def test_a_case_and_its_events():
    """Lengths of time from its start on, instants as they are, nothing where it has not come, and fields."""
    row = skt.case(asked="2026-06-08T09:00+01:00", answered="2 h", resolved=timedelta(days=1), closed="2026-06-30T09:00Z", again=None, n=3)
    assert row == {
        "asked": "2026-06-08T09:00:00+01:00",
        "answered": "2026-06-08T11:00:00+01:00",
        "resolved": "2026-06-09T09:00:00+01:00",
        "closed": "2026-06-30T09:00:00Z",
        "again": None,
        "n": 3,
    }


def test_the_start_alone():
    """It is named by default, by `since`, or by the metric."""
    metric = sk.Within("cases", "1 hour", since="opened", until="done")
    names = [next(iter(skt.case("2026-06-08T09:00Z", done="2 h", **more))) for more in ({}, {"since": "rang"}, {"metric": metric})]
    assert names == ["asked", "rang", "opened"]
    agreement = sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone="UTC",
        objectives=[sk.Objective("O", metric, "at least 9 %")],
    )
    cases = [skt.case("2026-06-08T09:00Z", done=time, metric=metric) for time in ("1 h", "61 min")]
    assert sk.evaluate(agreement, {"cases": cases}, period="2026-06").lines[0].measure.value * 2 == 1


@pytest.mark.parametrize(("make", "error", "problem"), [
    (lambda: skt.outage("2026-06-08T02:00", "1 h"), UnitError, "'2026-06-08T02:00' has no zone; write '2026-06-08T02:00:00"),
    (lambda: skt.outage(datetime(2026, 6, 8), "1 h"), UnitError, "has no zone; write"),
    (lambda: skt.outage("today", "1 h"), UnitError, "'today' is not an instant"),
    (lambda: skt.outage("2026-06-08T02:00Z", "0 min"), UsageError, "lasting='0 min' is not the length of an outage; write '43 min'"),
    (lambda: skt.outage("2026-06-08T02:00Z", "-1 h"), UsageError, "lasting='-1 h' lies before the start"),
    (lambda: skt.outage("2026-06-08T02:00Z", "5 GB"), UsageError, "lasting: '5 GB' is not a duration; write '2 hours'"),
    (lambda: skt.outage("2026-06-08T02:00Z", "1 h", metric=sk.Count("x")), UsageError, "has no outages; write metric=Uptime"),
    (lambda: skt.case(asked="2026-06-08T09:00"), UnitError, "has no zone; write"),
    (lambda: skt.case(answered="2 h"), UsageError, "has no start; write case"),
    (lambda: skt.case("2026-06-08T09:00Z", asked="2 h"), UsageError, "'asked' is given twice"),
    (lambda: skt.case("2026-06-08T09:00Z", done="-2 h"), UsageError, "done='-2 h' lies before the start"),
    (lambda: skt.case("2026-06-08T09:00Z", done="2 business days"), UsageError, "is no fixed length of time; write how long it was"),
])  # fmt: skip
def test_what_is_refused_of_one_record(make, error, problem):
    """No zone, no start, no length: said with what to write."""
    with pytest.raises(error, match=problem):
        make()


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"delivered": "30"}, "delivered='30' is not an instant or a length of time; write delivered='2026-06-08T09:00Z'"),
        (
            {"ordered": "2026-06-08T09:00Z", "delivered": "30"},
            "delivered='30' is not an instant or a length of time; write delivered='30 min'",
        ),
        ({"asked": "2026-06-08T09:00Z", "paid": 3}, "paid=3 is not an instant or a length of time; write paid='30 min'"),
        ({"asked": "2026-06-08T09:00Z", "paid": 2.5}, "paid=2.5 is not an instant or a length of time; write paid='30 min'"),
        ({"asked": "2026-06-08 09:00", "answered": "2 h"}, "'2026-06-08 09:00' has no zone; write '2026-06-08T09:00:00+00:00'"),
    ],
)
def test_a_bare_number_is_no_event(fields, problem):
    """A field that says when something was takes an instant or a length of time, with its unit."""
    with pytest.raises((UnitError, UsageError)) as error:
        skt.case(**fields)
    assert str(error.value) == problem


def test_numbers_and_answers_of_other_fields_stay_as_they_are():
    """A priority is a number, a ticket a text of digits, and what was approved may be a yes."""
    fields = {"priority": 3, "ticket": "30", "approved": True, "reopened": 2}
    assert skt.case(asked="2026-06-08T09:00Z", **fields) == {"asked": "2026-06-08T09:00:00Z", **fields}
