"""Details of lines, worked out by hand."""

from datetime import date
from fractions import Fraction

import pytest

import slakit as sk
from slakit.errors import UsageError
from slakit.statements.details import Edge

MIN = 60_000_000
RECORDS = {
    # 60 min, the later 30 of them in maintenance; 30 min; one that cannot be read and has an instant
    "outages": [
        {"id": "o1", "start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"},
        {"id": "o2", "start": "2026-03-12T10:00Z", "end": "2026-03-12T10:30Z"},
        {"id": "o3", "start": "2026-03-13T10:00Z", "end": "soon"},
    ],
    "maintenance": [{"start": "2026-03-10T10:30Z", "end": "2026-03-10T12:00Z"}],
    # after 30 min; after 150; open for 2 h and over its hour; open for 10 min
    "cases": [
        {"id": 1, "asked": "2026-03-02T10:00Z", "replied": "2026-03-02T10:30Z"},
        {"id": 2, "asked": "2026-03-02T23:30Z", "replied": "2026-03-03T02:00Z"},
        {"id": 3, "asked": "2026-03-30T10:00Z", "replied": None},
        {"id": 4, "asked": "2026-03-30T11:50Z", "replied": None},
    ],
    "checks": [
        {"at": "2026-03-10T10:05Z", "ok": True},
        {"at": "2026-03-10T10:15Z", "ok": False},
        {"at": "2026-03-10T10:45Z", "ok": False},
        {"at": "2026-03-10T12:10Z", "ok": None},
    ],
}
CLOCK = {"since": "asked", "until": "replied", "key": "id"}
CHECKS = sk.Checks("checks", ok={"ok": True})


def agreement(*metrics):
    streams = {reading.stream for metric in metrics for reading in metric.parts()}
    targets = {"": "at least 99 %", "us": "at most 2 hours", "item": "at most 9"}
    return sk.Agreement(
        "Hosting",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone="Asia/Kolkata",
        objectives=[sk.Objective(str(number), metric, targets[metric.unit]) for number, metric in enumerate(metrics)],
        exclusions=[sk.Exclusion("maintenance", applies_to=stream, clause="4.2") for stream in sorted(streams - {"cases"})],
    )


def details(metric, **arguments):
    given = {"period": "2026-03", "as_of": "2026-03-30T12:00Z", "details": True, **arguments}
    agreed = agreement(metric)
    (line,) = sk.evaluate(agreed, {stream: RECORDS[stream] for stream in agreed.streams}, **given).lines
    return line


def spans(details):
    return [(f"{span.start:%d %H:%M}", f"{span.end:%d %H:%M}", span.kind, span.lost, span.reason) for span in details.time]


def test_uptime_with_maintenance():
    """30 min of o1 and 30 min of o2 are lost: 60 min. 90 min are left out, 30 of them were down."""
    line = details(sk.Uptime("outages", key="id"))
    out = "left out by maintenance (clause 4.2)"
    assert spans(line.details) == [
        ("10 10:00", "10 10:30", "bad", 30 * MIN, "o1"),
        ("10 10:30", "10 11:00", "excused", 0, out),
        ("10 10:30", "10 12:00", "excluded", 0, out),
        ("12 10:00", "12 10:30", "bad", 30 * MIN, "o2"),
        ("30 12:00", "31 18:30", "open", 0, ""),  # March ends at 18:30 UTC in India
    ]
    assert line.details.lost == 60 * MIN == line.measure.whole - line.measure.part
    (day,) = [one for one in line.details.by_day if one.day == date(2026, 3, 10)]
    assert (day.good, day.total) == ((24 * 60 - 90 - 30) * MIN, (24 * 60 - 90) * MIN)
    # 10:00 to 11:00 UTC on Tuesday 10 March is 15:30 to 16:30 in India, and 15:30 to 16:00 is bad
    (hour,) = [one for one in line.details.by_hour if (one.weekday, one.hour) == (1, 15)]
    assert hour.total - hour.good == 30 * MIN
    assert [(one.key, one.state) for one in line.details.records] == [("o1", "counted"), ("o2", "counted"), ("o3", "unread")]
    assert line.details.of_state("unread")[0].reason == "end is not an instant; write '2026-01-31T09:00:00+00:00'"


def test_within_with_pending():
    """One in time, two late, one of them still open, and one pending until 12:50."""
    line = details(sk.Within("cases", "1 hour", **CLOCK))
    rows = [(one.key, one.state, one.value and one.value // MIN, one.reason) for one in line.details.records]
    assert rows == [(1, "good", 30, ""), (2, "bad", 150, ""), (3, "bad", 120, "still running"), (4, "pending", None, "still running")]
    assert line.details.records[-1].until == sk.Span("2026-03-30T12:50Z", "2026-03-31T00:00Z").first
    assert (line.details.unit, line.details.edges) == ("us", (Edge(60 * MIN),))
    assert line.details.values == ((30 * MIN, 1), (120 * MIN, 1), (150 * MIN, 1))
    # 23:30 UTC on the 2nd is the 3rd in India
    assert [(one.day.day, one.good, one.total) for one in line.details.by_day] == [(2, 1, 1), (3, 0, 1), (30, 0, 1)]
    assert line.measure.pending == len(line.details.of_state("pending"))


def test_the_target_of_the_longest_is_that_of_each():
    line = details(sk.Elapsed("cases", statistic="max", **CLOCK))
    assert (line.details.edges, line.details.statistic) == ((Edge(120 * MIN, side="at most"),), "")


def test_elapsed_p95():
    """The value at rank 95 % of 30 and 150 min is 150; what runs is pending; its target judges no value."""
    line = details(sk.Elapsed("cases", statistic="p95", **CLOCK))
    assert line.details.values == ((30 * MIN, 1), (150 * MIN, 1))
    assert line.measure.value == line.details.values[-1][0]
    assert (line.details.edges, line.details.statistic) == ((), "p95")
    assert [one.state for one in line.details.records] == ["counted", "counted", "pending", "pending"]
    assert sum(one.amount for one in line.details.by_hour) == 180 * MIN
    assert line.details.by_day[0].good is None


def test_checks():
    """One good, one bad, one left out, and one that says nothing: 1 of 2."""
    line = details(CHECKS)
    assert [(one.state, one.value, one.reason) for one in line.details.records] == [
        ("good", 1, ""),
        ("bad", 0, ""),
        ("excluded", None, "left out by maintenance (clause 4.2)"),
        ("excluded", None, "the check does not say how it was"),
    ]
    assert line.details.values == ((0, 1), (1, 1))
    assert line.measure.value == Fraction(1, 2)


def test_a_metric_of_metrics_has_parts():
    line = details(sk.worst(CHECKS, sk.Uptime("outages", key="id")))
    assert (line.details.time, line.details.reason) == ((), "a measure of several metrics: the details of each are in its parts")
    names = {name: part.lost for name, part in line.details.parts}
    assert names == {repr(CHECKS): 0, "Uptime('outages', key='id')": 60 * MIN}


def test_a_stream_without_records():
    (line,) = sk.evaluate(agreement(CHECKS), {}, period="2026-03", details=True).lines
    assert line.details.reason == line.measure.reason == "stream 'checks' was never fed"


def test_records_are_bounded_and_figures_are_not():
    """1,200 cases, of which 1,000 are listed."""
    rows = [{"id": n, "asked": "2026-03-02T10:00Z", "replied": "2026-03-02T10:30Z"} for n in range(1200)]
    agreed = agreement(sk.Within("cases", "1 hour", **CLOCK))
    (line,) = sk.evaluate(agreed, {"cases": rows}, period="2026-03", details=True).lines
    assert (len(line.details.records), line.details.more) == (1000, 200)
    assert line.details.values == ((30 * MIN, 1200),)
    assert line.details.by_day[0].total == 1200


def test_only_where_they_are_asked_for():
    """Equality and digest are the same without them, and JSON but for them; a monitor reads its kept records again."""
    metric = sk.Within("cases", "1 hour", **CLOCK)
    agreed, asked = agreement(metric), {"period": "2026-03", "as_of": "2026-03-30T12:00Z"}
    plain, detailed = (sk.evaluate(agreed, {"cases": RECORDS["cases"]}, **asked, details=wanted) for wanted in (False, True))
    assert plain.lines[0].details is None
    assert (plain, plain.digest) == (detailed, detailed.digest)
    data = detailed.to_dict()
    assert len(data["lines"][0].pop("details")["records"]) == len(detailed.lines[0].details.records) > 0
    assert data == plain.to_dict()
    monitor = sk.Monitor(agreed)
    monitor.feed("cases", RECORDS["cases"])
    assert monitor.statement(**asked).lines[0].details is None
    assert monitor.statement(**asked, details=True).lines[0].details == detailed.lines[0].details
    with pytest.raises(UsageError, match="a monitor that keeps no records cannot give details"):
        sk.Monitor(agreed, keep_records=False).statement(**asked, details=True)


def test_what_is_forgiven_says_so():
    """A failed check and a late case in forgiven time count as good: 1 of 1 each; the case of 30 min was good without that."""
    agreed = sk.Agreement(
        "Forgiving",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone="UTC",
        objectives=[
            sk.Objective("Checks", CHECKS, "at least 99 %"),
            sk.Objective("Within", sk.Within("cases", "1 hour", **CLOCK), "at least 99 %"),
            sk.Objective("Uptime", sk.Uptime("outages"), "at least 99 %"),
        ],
        exclusions=[
            sk.Exclusion("storms", applies_to="checks", mode="forgive"),
            sk.Exclusion("storms", applies_to="cases", mode="forgive"),
            sk.Exclusion("storms", applies_to="outages", mode="25 %", clause="9"),
        ],
    )
    hours = {"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}
    given = {
        "storms": [hours],
        "checks": [{"at": "2026-03-10T10:15Z", "ok": False}],
        "cases": [{"id": 1, "asked": "2026-03-10T10:00Z", "replied": "2026-03-10T15:00Z"}],
        "outages": [hours],
    }
    statement = sk.evaluate(agreed, given, period="2026-03", details=True)
    checks, within, uptime = (line.details for line in statement.lines)
    assert [(one.state, one.value, one.reason) for one in checks.records] == [("good", 1, "forgiven by storms")]
    assert (checks.by_day[0].good, checks.by_day[0].total) == (1, 1)
    assert [(one.state, one.value, one.reason) for one in within.records] == [("good", 300 * MIN, "forgiven by storms, whatever it was")]
    # three quarters of the hour are lost: 45 min
    assert [(span.kind, span.lost, span.reason) for span in uptime.time] == [
        ("bad", 45 * MIN, "forgiven at 25 % by storms (clause 9)"),
        ("excluded", 0, "forgiven at 25 % by storms (clause 9)"),
    ]
