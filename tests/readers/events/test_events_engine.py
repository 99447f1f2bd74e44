"""Event logs in a statement and a monitor: rows as of an instant, reopened cases, problems that count once. The day is 2 March 2026."""

from datetime import date

import pytest

import slakit as sk
from slakit.errors import RecordError, UsageError
from slakit.metrics.record import Unread
from slakit.readers.csv import read_csv

DAY = "2026-03-02T"


def log_of(*events, **options):
    """A log of case 1, each event as "09:00 kind" or ("09:00 kind", {fields})."""
    made = []
    for event in events:
        text, fields = (event, {}) if isinstance(event, str) else event
        time, _, kind = text.partition(" ")
        made.append({"case": 1, "at": f"{DAY}{time}Z", "event": kind, **fields})
    return sk.logs.read_events(made, **options)


def agreement(metric, target="at most 8 hours", **more):
    return sk.Agreement(
        "Desk",
        provider="P",
        customer="C",
        term=("2026-03-01", "2026-04-01"),
        timezone="UTC",
        objectives=[sk.Objective("Resolution", metric, target)],
        **more,
    )


def resolution(**more):
    return sk.Elapsed("cases", since="opened", until="resolved", statistic="total", **more)


REOPENED = ["09:00 created", "10:00 resolved", "12:00 reopened", "13:00 resolved"]


@pytest.mark.parametrize(
    ("as_of", "hours", "pending"),
    [("11:00", 1, 0), ("12:30", None, 1), ("13:00", 2, 0), ("09:30", None, 1)],
)
def test_as_of_an_instant(as_of, hours, pending):
    """`evaluate(as_of=)` takes the rows of a log as they were known then: a case reopened later was resolved (M5)."""
    for log in (log_of(*REOPENED), log_of(*REOPENED, as_of=f"{DAY}20:00Z")):
        line = sk.evaluate(agreement(resolution(pauses="pauses")), {"cases": log.cases}, as_of=f"{DAY}{as_of}Z").line("Resolution")
        assert line.measure.value == (None if hours is None else hours * 3_600_000_000)
        assert line.measure.pending == pending


def test_as_of_before_the_log_was_cut():
    """A log that was told as_of= itself knows nothing later, whatever the statement asks."""
    log = log_of(*REOPENED, as_of=f"{DAY}11:00Z")
    assert (
        sk.evaluate(agreement(resolution()), {"cases": log.cases}, as_of=f"{DAY}20:00Z").line("Resolution").measure.value == 3_600_000_000
    )
    assert len(list(log_of(*REOPENED).cases.as_of(f"{DAY}08:00Z"))) == 0
    with pytest.raises(UsageError, match=r"^as_of: '2026-03-02' has no zone; write '2026-03-02T00:00:00"):
        log.cases.as_of("2026-03-02")


def test_a_monitor_of_a_log():
    """A Monitor is fed before it is asked: as of an instant before the last event it refuses, saved and merged ones too."""
    made = agreement(resolution())
    monitor = sk.Monitor(made)
    monitor.feed("cases", log_of(*REOPENED, "14:00 note").cases)
    other = sk.Monitor(made)
    other.merge(monitor)
    text = (
        r"^as_of=2026-03-02T13:30:00\+00:00: the rows of 'cases' are of an event log that goes on until 2026-03-02T14:00:00\+00:00, and "
        r"may have been others then; write evaluate\(\.\.\., as_of=\.\.\.\), or feed read_events\(\.\.\., as_of=\.\.\.\)$"
    )
    for one in (monitor, sk.Monitor.restore(made, monitor.state()), other):
        with pytest.raises(UsageError, match=text):
            one.statement(as_of=f"{DAY}13:30Z")
        with pytest.raises(UsageError, match=text):
            one.deadlines(as_of=f"{DAY}13:30Z")
        assert one.statement(as_of=f"{DAY}14:00Z").line("Resolution").measure.value == 2 * 3_600_000_000
        assert one.statement().line("Resolution").measure.value == 2 * 3_600_000_000
    early = sk.Monitor(made)
    early.feed("cases", log_of(*REOPENED, as_of=f"{DAY}11:00Z").cases)
    assert early.statement(as_of=f"{DAY}11:00Z").line("Resolution").measure.value == 3_600_000_000


@pytest.mark.parametrize(
    "more", [{}, {"pauses": "pauses"}, {"key": "ref"}, {"key": "case", "paused_by": "holds"}, {"pauses": "closed_pauses"}]
)
def test_closed_time_is_excluded_without_a_setting(more):
    """The default policy for reopened cases takes effect in the rules alone: 1 hour and 1 hour, not 4; rows as they are and copied."""
    made = agreement(resolution(**more))
    for rows in (log_of(*REOPENED).cases, list(log_of(*REOPENED).cases)):
        records = {"cases": rows} | ({"holds": []} if "paused_by" in more else {})
        assert sk.evaluate(made, records).line("Resolution").measure.value == 2 * 3_600_000_000
        monitor = sk.Monitor(made)
        for stream, fed in records.items():
            monitor.feed(stream, fed)
        assert monitor.statement().line("Resolution").measure.value == 2 * 3_600_000_000
        assert sk.Monitor.restore(made, monitor.state()).statement().digest == monitor.statement().digest
    total = log_of(*REOPENED, rules=sk.logs.Lifecycle(reopen="total"))
    if more.get("pauses") is None:
        records["cases"] = total.cases
        assert sk.evaluate(made, records).line("Resolution").measure.value == 4 * 3_600_000_000


def test_closed_time_and_pauses_of_a_stream():
    """What another stream pauses and what was closed are both left out, overlaps once."""
    holds = [{"case": 1, "start": f"{DAY}09:30Z", "end": f"{DAY}11:00Z"}]
    made = agreement(resolution(key="case", paused_by="holds"))
    line = sk.evaluate(made, {"cases": log_of(*REOPENED).cases, "holds": holds}).line("Resolution")
    assert line.measure.value == 90 * 60_000_000  # 09:00 to 09:30, 12:00 to 13:00


def test_closed_time_in_columns():
    """The rows of a log as a frame give the same figure."""
    pl = pytest.importorskip("polars")
    rows = [{name: row[name] for name in ("case", "opened", "resolved", "closed_pauses")} for row in log_of(*REOPENED).cases]
    assert sk.evaluate(agreement(resolution()), {"cases": pl.DataFrame(rows)}).line("Resolution").measure.value == 2 * 3_600_000_000


def both():
    return sk.Agreement(
        "Desk",
        provider="P",
        customer="C",
        term=("2026-03-01", "2026-04-01"),
        timezone="UTC",
        objectives=[
            sk.Objective("Resolution", resolution(), "at most 8 hours"),
            sk.Objective("Reply", sk.Within("replies", "1 hour", since="asked", until="replied"), "at least 50 %"),
        ],
    )


WRONG = [
    "09:00 created",
    "09:10 typo",
    "09:20 agent reply",
    "09:30 agent reply",
    "09:30 customer message",
    "10:00 resolved",
    "11:00 resolved",
]


def test_problems_count_once():
    """A contradiction of a log stands once in the statement, whichever of its streams are fed and however often (M10)."""
    expected = [("events", "a tie", 1), ("events", "resolved twice", 1), ("events", "unknown kind", 1)]
    log = log_of(*WRONG)
    statement = sk.evaluate(both(), {"cases": log.cases, "replies": log.replies})
    assert [(problem.stream, problem.kind, problem.count) for problem in statement.problems] == expected
    assert {account.read - account.counted - sum(account.problems.values()) for account in statement.accounts} == {0}
    assert {tuple(account.problems.items()) for account in statement.accounts} == {(("unknown kind", 1),)}
    monitor = sk.Monitor(both())
    for part in (log_of(*WRONG[:3]), log_of(*WRONG)):
        monitor.feed("cases", part.cases)
        monitor.feed("replies", part.replies)
    other = sk.Monitor.restore(both(), monitor.state())
    other.merge(monitor)
    for one in (monitor, other):
        assert [(problem.stream, problem.kind, problem.count) for problem in one.statement().problems] == expected


def test_a_redelivered_row_changes_nothing():
    """The same events again, from other lines and in another order, give the same digest, those that cannot be used among them."""
    digests = set()
    for events in (WRONG, [*WRONG, *WRONG], [*WRONG[::-1], *WRONG[2:5]]):
        log = log_of(*events)
        digests.add(sk.evaluate(both(), {"cases": log.cases, "replies": log.replies}).digest)
        assert log.duplicates == len(events) - len(WRONG)
    assert len(digests) == 1


def test_a_problem_that_has_not_happened_yet():
    """As of an instant the problems are those of the events up to it, and of events without an instant that can be read."""
    log = log_of(*WRONG, ("25:00 note", {}))
    stream = log.cases.as_of(f"{DAY}09:05Z")
    assert len(list(stream)) == 1
    assert [problem.kind for problem in stream.problems] == ["unreadable"]


CSV = "ticket;when;what;due\nT1;02.03.2026 10:00;created;02.03.2026 18:00\nT1;02.03.2026 11:00;agent reply;\n"


@pytest.fixture
def path(tmp_path):
    written = tmp_path / "log.csv"
    written.write_text(CSV)
    return written


def test_options_of_the_reader(path):
    """Zone, format and every option of the readers reach the file, so that other times of the log are read by them too."""
    log = sk.logs.read_events(
        path, case="ticket", at="when", kind="what", timezone="Europe/Berlin", time_format="%d.%m.%Y %H:%M", delimiter=";", times=["due"],
        ambiguous="earlier", encoding="utf-8",
    )  # fmt: skip
    row = next(iter(log.first_replies))
    assert row["asked"].isoformat() == "2026-03-02T09:00:00+00:00"
    assert row["due"].isoformat() == "2026-03-02T17:00:00+00:00"
    with pytest.raises(UsageError, match="'Europe/Berln' is not a time zone"):
        sk.logs.read_events(path, timezone="Europe/Berln", times=["due"])


def test_an_instant_that_could_not_be_read():
    """An event of which the reader could not read the instant, the case or the state is a problem of that event, told once."""
    bad = Unread("2.3.", "unreadable", "'2.3.' is not an ISO time; write '2026-01-31T09:00:00+00:00'")
    good = {"case": 1, "at": f"{DAY}09:00Z", "event": "created"}
    for fields, field in (({"at": bad}, "at"), ({"state": bad}, "state"), ({"case": bad}, "case"), ({"event": bad}, "event")):
        event = {"case": 1, "at": f"{DAY}10:00Z", "event": "resolved", **fields}
        log = sk.logs.read_events([good, event, event], rules=sk.logs.Lifecycle(kinds={"note": "else"}))
        ((row), (problem,)) = next(iter(log.cases)), log.cases.problems
        assert (row["resolved"], problem.field, problem.location, problem.value) == (None, field, "events, event 2", "2.3.")
        assert log.duplicates == 1
    for field in ("due",):
        log = sk.logs.read_events([{**good, field: bad}] * 2)
        (row,) = log.cases
        assert row[field] == bad  # an objective that reads it makes it a problem of the case
        assert [(problem.kind, problem.field, problem.text) for problem in log.cases.problems] == [
            ("unreadable", "due", "events, event 1: due '2.3.' is not an ISO time; write '2026-01-31T09:00:00+00:00'")
        ]


def test_a_missing_instant():
    """An event without an instant is a problem of that event."""
    log = sk.logs.read_events([{"case": 1, "at": f"{DAY}09:00Z", "event": "created"}, {"case": 1, "event": "resolved"}])
    assert [row["resolved"] for row in log.cases] == [None]
    assert [(problem.kind, problem.field) for problem in log.cases.problems] == [("unreadable", "at")]


def test_a_date_without_a_time():
    """A date is the first instant of its local day, in the zone of the log or of its reader; without a zone it is refused (T1, T6)."""
    events = [{"case": 1, "at": date(2026, 3, 29), "event": "created"}, {"case": 1, "at": date(2026, 3, 30), "event": "resolved"}]
    (row,) = sk.logs.read_events(events, timezone="Europe/Berlin").cases
    assert (row["opened"].isoformat(), row["resolved"].isoformat()) == ("2026-03-28T23:00:00+00:00", "2026-03-29T22:00:00+00:00")
    (row,) = sk.logs.read_events(events[:1], timezone="America/Santiago").cases
    assert row["opened"].isoformat() == "2026-03-29T03:00:00+00:00"
    with pytest.raises(RecordError, match=r"^events, event 1: at '2026-03-29' has no zone; write timezone="):
        list(sk.logs.read_events(events).cases)


def test_a_date_on_which_midnight_is_skipped():
    """Where a clock change skips midnight the day begins after the gap."""
    (row,) = sk.logs.read_events([{"case": 1, "at": date(2026, 9, 6), "event": "created"}], timezone="America/Santiago").cases
    assert row["opened"].isoformat() == "2026-09-06T04:00:00+00:00"


def test_numbers_as_instants():
    """A number is read by the format of the log, and without one it is no instant."""
    events = [{"case": 1, "at": 20260302, "event": "created"}]
    (row,) = sk.logs.read_events(events, timezone="UTC", time_format="%Y%m%d").cases
    assert row["opened"].isoformat() == "2026-03-02T00:00:00+00:00"
    assert list(sk.logs.read_events(events, timezone="UTC").cases) == []


def test_a_reader_with_a_zone(tmp_path):
    """A naive time in the rows of a reader is read in the zone of the log."""
    written = tmp_path / "log.csv"
    written.write_text("case,at,event\n1,2026-03-02 10:00,created\n")
    log = sk.logs.read_events(read_csv(written), timezone="Europe/Berlin")
    assert [row["opened"].isoformat() for row in log.cases] == ["2026-03-02T09:00:00+00:00"]
