"""V1: a record that cannot be read is never a point for anybody; the verdict is uncertain in the direction that it could have moved."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from scored_cases import CLOCK, scored

import slakit as sk
from slakit.metrics.record import Unread

MET, MISSED, NO_DATA = sk.Outcome.MET, sk.Outcome.MISSED, sk.Outcome.NO_DATA


UNREADABLE = [
    {"start": 1772400000, "end": 1772403600},
    {"start": "NULL", "end": "NULL"},
    {"start": "03/02/2026 10:00", "end": "03/02/2026 11:00"},
    {"start": None, "end": None},
    {"start": "", "end": ""},
    {"start": "2026-03-02T10:00Z", "end": "2026-03-02 11:00 Uhr"},
    {"start": Unread("?", "unreadable", ""), "end": "2026-03-02T11:00Z"},
]


@pytest.mark.parametrize("row", UNREADABLE, ids=str)
def test_outages_that_cannot_be_read_are_no_uptime(row):
    """The only outage cannot be read: no data, and neither 100 % nor met nor certain."""
    statement = scored(sk.Uptime("rows"), "at least 99.9 %", [row])
    line = statement.lines[0]
    assert (line.outcome, line.measure.value, line.verdict.certain, statement.unread) == (NO_DATA, None, False, 1)
    assert line.reason == "none of the 1 record of 'rows' could be read"


def test_some_outages_cannot_be_read():
    """One minute down is 99.998 %; three more outages may have taken all of the month: the row and the explanation say so."""
    rows = [{"start": "2026-03-02T10:00Z", "end": "2026-03-02T10:01Z"}, *UNREADABLE[:3]]
    statement = scored(sk.Uptime("rows"), "at least 99.9 %", rows)
    line = statement.lines[0]
    assert line.measure.value == 1 - Fraction(1, 31 * 24 * 60)
    assert (line.outcome, line.verdict.final, line.verdict.certain) == (MET, True, False)
    assert (line.measure.low, line.measure.high, line.measure.unread) == (0, line.measure.value, 3)
    assert "met, 3 unread" in str(statement)
    assert "1 in doubt" in str(statement)
    assert "unread:   3 records could not be read, so it may be from 0 % to 99.998 %" in str(statement.explain("One"))
    assert statement.doubtful == (line,)


def test_what_is_missed_whatever_they_say():
    """A day down misses 99.9 %, and an outage more cannot mend that."""
    rows = [{"start": "2026-03-02T10:00Z", "end": "2026-03-03T10:00Z"}, {"start": "?", "end": "?"}]
    line = scored(sk.Uptime("rows"), "at least 99.9 %", rows).lines[0]
    assert (line.outcome, line.verdict.certain, line.unread) == (MISSED, True, "1 record could not be read, missed whatever they say")


def row(asked, took=None, **more):
    return {"at": asked, "asked": asked, "replied": took, **more}


SPANS = sk.Uptime("rows", start="at", end="replied")
GOOD = row("2026-03-02T10:00Z", "2026-03-02T10:30Z", n=4, ok=True)
BAD = row("?", "?", n="many", ok="perhaps")


@pytest.mark.parametrize(
    ("metric", "target", "low", "high"),
    [  # one good record of four, half an hour; one that cannot be read
        (sk.Count("rows"), "at most 1", 1, 2),
        (sk.Total("rows", "n"), "at most 4", None, None),
        (sk.Share("rows", good={"ok": True}), "at least 100 %", Fraction(1, 2), 1),
        (sk.Within("rows", "1 hour", **CLOCK), "at least 100 %", Fraction(1, 2), 1),
        (sk.Elapsed("rows", statistic="max", **CLOCK), "at most 1 hour", 1_800_000_000, None),
        (sk.Elapsed("rows", statistic="total", **CLOCK), "at most 1 hour", 1_800_000_000, None),
        (sk.Elapsed("rows", **CLOCK), "at most 1 hour", 0, None),
        (sk.Lateness("rows", "1 hour", **CLOCK), "at most 0 min", 0, None),
        (sk.Peak("rows", per="1 hour"), "at most 1 item/hour", 1, None),
        (sk.kpis.Gauge("rows", "n"), "at most 4", None, None),
        (sk.kpis.Distinct("rows", "n"), "at most 1", 1, 2),
        (sk.Checks("rows", ok={"ok": True}), "at least 100 %", Fraction(1, 2), 1),
        (sk.Downtime("rows", start="asked", end="replied"), "at most 30 min", 1_800_000_000, None),
        (sk.worst(sk.Share("rows", good={"ok": True}), SPANS), "at least 50 %", 0, Fraction(1487, 1488)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_bounds_of_every_family(metric, target, low, high):
    """The figure is that of what could be read; its bounds are what the other record could have made of it."""
    line = scored(metric, target, [GOOD, BAD]).lines[0]
    assert (line.measure.low, line.measure.high) == (low, high)
    assert (line.outcome, line.measure.unread, line.verdict.final, line.verdict.certain) == (MET, line.measure.unread, True, False)
    assert line.measure.unread >= 1


@pytest.mark.parametrize(
    "metric", [sk.Peak("rows", per="1 hour"), sk.kpis.Trough("rows", per="1 hour"), sk.kpis.Gauge("rows", "n")], ids=str
)
def test_none_could_be_read(metric):
    """Peak, Trough and Level over records of which none could be read are no data, not 0; and the reason is not that there were none."""
    line = scored(metric, f"at least 0 {metric.unit}", [{"at": "?", "n": 3}, {"at": None, "n": None}]).lines[0]
    assert (line.outcome, line.measure.value) == (NO_DATA, None)
    assert line.reason == "none of the 2 records of 'rows' could be read"


@pytest.mark.parametrize(("silence", "outcome"), [("no data", NO_DATA), ("met", NO_DATA), ("missed", MISSED)])
def test_records_that_nobody_could_read_are_no_silence(silence, outcome):
    """They do not count as met; a duty to report is missed by a report that nobody can read."""
    line = scored(sk.Share("rows", good={"ok": True}), "at least 50 %", [BAD], silence=silence).lines[0]
    assert (line.outcome, line.verdict.certain) == (outcome, False)


def test_only_what_it_may_belong_to_is_in_doubt():
    """An outage of service b in April that has no end is no doubt about March, nor about service a; group b has a line of its own."""
    objective = sk.Objective("Up", sk.Uptime("rows").by("service"), "at least 99 %")
    agreed = sk.Agreement("A", provider="P", customer="C", term=("2026-03-01", "2026-06-01"), timezone="UTC", objectives=[objective])
    rows = [
        {"service": "a", "start": "2026-03-02T10:00Z", "end": "2026-03-02T10:01Z"},
        {"service": "b", "start": "2026-04-02T10:00Z", "end": "?"},
    ]
    lines = {(line.group, line.period.label): line for line in sk.evaluate(agreed, {"rows": rows}).lines}
    assert {key: (str(line.outcome), line.measure.unread) for key, line in lines.items()} == {
        ("a", "2026-03"): ("met", 0),
        ("a", "2026-04"): ("met", 0),
        ("a", "2026-05"): ("met", 0),
        ("b", "2026-03"): ("met", 0),
        ("b", "2026-04"): ("no data", 1),
        ("b", "2026-05"): ("no data", 1),
    }


def test_announced_work_that_cannot_be_read():
    """It may have excused the outage, or what was up."""
    agreed = sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-03-01", "2026-04-01"),
        timezone="UTC",
        objectives=[sk.Objective("Up", sk.Uptime("rows"), "at least 99.9 %")],
        exclusions=[sk.Exclusion("work", applies_to="rows")],
    )
    rows = [{"start": "2026-03-02T10:00Z", "end": "2026-03-02T12:00Z"}]
    line = sk.evaluate(agreed, {"rows": rows, "work": [{"start": "2026-03-02T10:00Z", "end": "noon"}]}).lines[0]
    assert (line.outcome, line.verdict.certain, line.measure.low, line.measure.high) == (MISSED, False, 0, 1)


def test_a_span_without_length_is_read():
    """An outage that ends as it begins is a data problem, and no doubt: both of its times can be read."""
    rows = [{"start": "2026-03-02T10:00Z", "end": "2026-03-02T10:00Z"}, {"start": "2026-03-02T10:00Z", "end": "2026-03-02T10:01Z"}]
    line = scored(sk.Uptime("rows"), "at least 99.9 %", rows).lines[0]
    assert (line.measure.unread, line.verdict.certain) == (0, True)


def test_a_cell_costs_its_field_and_not_its_row(tmp_path):
    """Two of four replies are late, one of them with a "?" in another column: 50 % with and without an objective on that column."""
    path = tmp_path / "cases.csv"
    path.write_text(
        "id,asked,replied,closed\n"
        "1,2026-03-02T10:00Z,2026-03-02T10:30Z,2026-03-03T10:00Z\n"
        "2,2026-03-02T10:00Z,2026-03-02T12:30Z,?\n"
        "3,2026-03-02T10:00Z,2026-03-02T12:30Z,2026-03-03T10:00Z\n"
        "4,2026-03-02T10:00Z,2026-03-02T10:30Z,2026-03-03T10:00Z\n"
    )
    replies = sk.Objective("Replies", sk.Within("cases", "1 hour", **CLOCK), "at least 90 %")
    closed = sk.Objective("Closed", sk.Within("cases", "2 days", since="asked", until="closed"), "at least 90 %")
    keyed = sk.Objective("Keyed", sk.Within("cases", "1 hour", key="id", **CLOCK), "at least 90 %")
    keyed_too = sk.Objective("Keyed closed", sk.Within("cases", "2 days", since="asked", until="closed", key="id"), "at least 90 %")
    for objectives in ([replies], [replies, closed], [keyed], [keyed, keyed_too]):
        agreed = sk.Agreement(
            "A",
            provider="P",
            customer="C",
            term=("2026-03-01", "2026-04-01"),
            timezone="UTC",
            objectives=objectives,
        )
        statement = sk.evaluate(agreed, {"cases": sk.read(path, times=["asked", "replied", "closed"])})
        first, *others = statement.lines
        assert (first.measure.value, first.outcome, first.measure.unread) == (Fraction(1, 2), MISSED, 0)
        assert [(line.measure.value, line.measure.unread, line.measure.low) for line in others] == [(1, 1, Fraction(3, 4))] * len(others)
        for account in statement.accounts:
            assert account.read == account.counted + account.pending + sum(account.excluded.values()) + sum(account.problems.values())
        texts = [text for problem in statement.problems for text in problem.examples]
        assert all(text.startswith("cases.csv:3: closed '?' is not an ISO time") for text in texts)
        assert len(texts) == len(others)


def test_a_metric_of_ones_own_gets_what_could_be_read(tmp_path):
    """The field is unknown in its record, and the line says that something could not be read."""
    path = tmp_path / "surveys.csv"
    path.write_text("at,score,seen\n2026-03-02T10:00Z,5,?\n")

    @sk.metric("rows")
    def mean(rows):
        assert [one["seen"] for one in rows] == [None]
        return len(rows)

    statement = scored(mean, "at least 1", sk.read(path, times=["at", "seen"]))
    line = statement.lines[0]
    assert (line.measure.value, line.measure.unread, line.verdict.certain) == (1, 1, False)
    assert statement.problems[0].examples[0].startswith("surveys.csv:2: seen '?' is not an ISO time")


UTC_ROWS = [{"start": datetime(2026, 3, 2, 10, tzinfo=UTC), "end": None}]


def test_an_outage_that_goes_on_is_read():
    """A blank end is an outage without one, and no doubt."""
    line = scored(sk.Uptime("rows"), "at least 99 %", UTC_ROWS).lines[0]
    assert (line.outcome, line.measure.unread) == (MISSED, 0)


def test_one_of_two_rows_of_a_case_cannot_be_read():
    """What could be read counts, and that the other row may say something else is told."""
    rows = [row("2026-03-01T00:00Z", "?", id=7), row("2026-03-01T00:00Z", "2026-03-01T09:00Z", id=7)]
    for given in (rows, rows[::-1]):
        statement = scored(sk.Within("rows", "2 hours", key="id", **CLOCK), "at least 90 %", given)
        line = statement.lines[0]
        assert (line.outcome, line.measure.value, line.measure.unread, line.verdict.certain) == (MISSED, 0, 1, False)
        assert [problem.kind for problem in statement.problems] == ["replied cannot be read in a row of its id; what could be read counts"]


def test_a_baseline_that_cannot_be_read():
    """Growth over a month of which a record could not be read is in doubt, or no data."""
    rows = [{"at": "2026-02-03T00:00Z", "n": "many"}, {"at": "2026-02-04T00:00Z", "n": 1}, {"at": "2026-03-03T00:00Z", "n": 5}]
    growth = sk.kpis.Growth(sk.Total("rows", "n"), against="previous period")
    line = scored(growth, "at least 10 %", rows).lines[0]
    assert (line.measure.value, line.measure.unread, line.verdict.certain) == (4, 1, False)
    line = scored(growth, "at least 10 %", [rows[0], rows[2]], silence="met").lines[0]
    assert (line.outcome, line.verdict.certain) == (NO_DATA, False)


@pytest.mark.parametrize("metric", [sk.Uptime("rows"), sk.Count("rows", at="start")], ids=str)
def test_a_named_group_of_which_nothing_could_be_read(metric):
    """It has no data, named or not."""
    rows = [
        {"m": "a", "start": "2026-03-01T00:00Z", "end": "2026-03-01T01:00Z"},
        {"m": "b", "start": "NULL", "end": "2026-03-03T00:00Z"},
    ]
    for grouped in (metric.by("m"), metric.by("m", groups=["a", "b"])):
        lines = {line.group: line for line in scored(grouped, "at least 0 %" if metric.is_share else "at most 3", rows).lines}
        assert lines["b"].outcome is NO_DATA


def test_a_sentinel_date_is_no_start():
    """A date that stands for none is a record that cannot be read, in whatever field it is."""
    for since, until in (("9999-12-31T00:00Z", "2026-03-03T00:00Z"), ("0001-01-01T00:00Z", "2026-03-03T00:00Z")):
        statement = scored(sk.Within("rows", "1 hour", **CLOCK), "at least 1 %", [row(since, until)], silence="met")
        assert (statement.lines[0].outcome, statement.unread) == (NO_DATA, 1)
