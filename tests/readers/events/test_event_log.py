"""Event logs from files, readers, frames and rows; what cannot be used is left out and said (docs/numbers.md M10)."""

import gzip
import json
from collections import namedtuple
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from slakit.agreements.lifecycle import Lifecycle
from slakit.errors import RecordError, UsageError
from slakit.readers.csv import read_csv
from slakit.readers.events.event_log import read_events

CSV = """ticket,time,what,priority
T1,2026-03-02 09:00,created,P2
T1,2026-03-02 09:20,agent reply,
T2,2026-03-02 10:00,created,P1
T1,2026-03-02 11:00,resolved,
T1,2026-03-02 09:20,agent reply,
"""
NAMES = {"case": "ticket", "at": "time", "kind": "what", "timezone": "UTC"}
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
FIRST = {"ticket": "T1", "ref": "T1/1", "number": 1, "asked": NINE, "replied": NINE.replace(minute=20), "pauses": [], "priority": "P2"}
CLOSED = {
    "ticket": "T1",
    "ref": "T1/1",
    "number": 1,
    "opened": NINE,
    "resolved": NINE.replace(hour=11),
    "pauses": [],
    "closed_pauses": [],
    "reopenings": 0,
}


FILE_NAME = "log.csv"


def rows():
    names, *lines = (line.split(",") for line in CSV.splitlines())
    return [dict(zip(names, line, strict=True)) for line in lines]


def check(log):
    """The log above: two first replies, one of them open; an event that came twice counts once."""
    assert [row["replied"] for row in log.first_replies] == [NINE.replace(minute=20), None]
    assert next(iter(log.first_replies)) == FIRST
    assert next(iter(log.cases)) == CLOSED | {"priority": "P2"}
    assert (log.events, log.duplicates, log.cases.rows, log.cases.problems) == (5, 1, 1 + 1, [])


def test_a_file(written):
    """The name tells the format; the log is read once, when the first row is asked for."""
    path = written(gzip.compress(CSV.encode()), "log.csv.gz")
    log = read_events(path, **NAMES)
    check(log)
    path.unlink()
    check(log)
    check(read_events(written("".join(json.dumps(row) + "\n" for row in rows()), "log.jsonl"), **NAMES))


def test_other_sources(written):
    """A reader with its settings, mappings, objects, named tuples, and what is read only once."""
    check(read_events(read_csv(written(CSV), times=["time"], timezone="UTC"), **NAMES))
    check(read_events(rows(), **NAMES))
    check(read_events((SimpleNamespace(**row) for row in rows()), **NAMES))
    made = namedtuple("Event", ["ticket", "time", "what", "priority"])  # as databases give them
    check(read_events(iter([made(**row) for row in rows()]), **NAMES))


def test_columns_are_renamed(written):
    """The options of the readers of files are taken."""
    log = read_events(written(CSV.replace(",", ";").replace("priority", "number")), delimiter=";", rename={"number": "priority"}, **NAMES)
    check(log)


def test_frames():
    """A frame is a log; its times are instants, its gaps unknown."""
    pd, pl = pytest.importorskip("pandas"), pytest.importorskip("polars")
    events = [
        {**row, "time": datetime.fromisoformat(row["time"]).replace(tzinfo=UTC), "priority": row["priority"] or None} for row in rows()
    ]
    check(read_events(pd.DataFrame(events), **NAMES))
    check(read_events(pl.DataFrame(events), **NAMES))
    check(read_events(pl.DataFrame(events).lazy(), **NAMES))
    check(read_events(pl.DataFrame(events).to_arrow(), **NAMES))


def test_batches():
    """Rows come in lists of a size, each with its ref; the name says which stream it is."""
    log = read_events(rows(), **NAMES)
    assert [(len(taken), refs) for taken, refs in log.cases.batches(1)] == [(1, ["T1/1"]), (1, ["T2/1"])]
    assert log.cases.name == "events, cases"
    with pytest.raises(UsageError, match="0 is not a number of rows"):
        next(log.cases.batches(0))


def faults(*events, rules=None, stream="cases", **options):
    """The problems of a few events of case 7 and how many rows they leave, each event as at, kind and fields."""
    made = [{"case": 7, "at": f"2026-03-02T{at}Z", "event": kind, **fields} for at, kind, fields in events]
    log = read_events(made, rules=rules, **options)
    rows = sum(1 for _ in getattr(log, stream))
    problems = getattr(log, stream).problems
    return [(problem.kind, problem.location, problem.field, problem.value, problem.text) for problem in problems], rows


GOOD = ("09:00", "created", {})


@pytest.mark.parametrize(
    ("event", "rules", "kind", "field", "value", "text"),
    [
        (("10:00", "agent replied", {}), {}, "unknown kind", "event", "agent replied",
         "event 'agent replied' is no kind of event; map it, kinds={'agent reply': ['comment'], 'ignored': ['tagged']}; did you "),
        (("10:00", None, {}), {}, "unknown kind", "event", "None", "event 'None' is no kind of event; map it, kinds="),
        (("10:00", "state", {"state": "waitin"}), {"states": ["open", "waiting"]}, "unknown state", "state", "waitin",
         "state 'waitin' is not one of the states; did you mean 'waiting'?"),
        (("10:00", "resolved", {"case": ""}), {}, "no case", "case", "", "case '' is empty; write the id of the case"),
        (("25:00", "resolved", {}), {}, "unreadable", "at", "2026-03-02T25:00Z", "at '2026-03-02T25:00Z' is not an ISO time: the hours "),
        (("10:00", "resolved", {"at": None}), {}, "unreadable", "at", "None", "at 'None' is not an instant; write '"),
        (("10:00", "resolved", {"at": 1772445600}), {}, "unreadable", "at", "1772445600", "at '1772445600' is not an instant; write '"),
    ],
)  # fmt: skip
def test_events_that_cannot_be_used(event, rules, kind, field, value, text):
    """Such an event is left out and said in every stream, with its place and a remedy; its case is there without it."""
    for stream in ("cases", "updates"):
        (problem,), count = faults(GOOD, event, rules=Lifecycle(**rules), stream=stream)
        assert (problem[:4], count) == ((kind, "events, event 2", field, value), 1)
        assert problem[4].startswith(f"events, event 2: {text}")


def test_fields_that_no_event_has(written):
    """Where the case, the instant or the kind is called otherwise, the log as a whole is refused, with what it is likely called."""
    fields = "'ticket', 'time', 'what', 'priority'"
    told = [
        f"log.csv: no event has the field 'case', their fields are {fields}; write case='ticket'",
        f"log.csv: no event has the field 'at', their fields are {fields}; write at='time'",
        f"log.csv: no event has the field 'event', their fields are {fields}; write kind='what'",
    ]
    log = read_events(written(CSV))
    for stream in (log.cases, log.replies):
        with pytest.raises(RecordError) as caught:
            list(stream)
        assert list(caught.value.problems) == told
    for name, problem in zip(("case", "at", "kind"), told, strict=True):
        with pytest.raises(RecordError) as caught:
            list(read_events(rows(), **{key: value for key, value in NAMES.items() if key != name}).cases)
        assert caught.value.problems == (problem.replace("log.csv", "events"),)
    assert list(read_events([]).cases) == []
    one = [{"case": 1, "at": "2026-03-02T09:00Z"}]
    assert len(list(read_events(one, rules=Lifecycle(kinds={"created": {"case": 1}})).cases)) == 1  # other fields tell the kind


@pytest.mark.parametrize(
    ("events", "rules", "kind", "text"),
    [
        ([GOOD, ("08:00", "resolved", {})], {}, "a stop before its start",
         "has 'resolved' 2026-03-02T08:00:00+00:00 before it was created 2026-03-02T09:00:00+00:00; correct the log"),
        ([GOOD, ("08:00", "agent reply", {})], {}, "a stop before its start", "has 'agent reply' 2026-03-02T08:00:00+00:00 before it was"),
        ([("08:00", "agent reply", {})], {}, "never created",
         "is not created in the log; read the log from further back, or write Lifecycle(uncreated='first event')"),
        ([GOOD, ("10:00", "reopened", {})], {}, "reopened while open", "is reopened 2026-03-02T10:00:00+00:00 but was not resolved"),
        ([GOOD, ("10:00", "state", {"state": "a"}), ("10:00", "state", {"state": "b"})], {}, "two values at one instant",
         "has state='a' and 'b' 2026-03-02T10:00:00+00:00; name the field that tells their order, order='number'"),
        ([GOOD, ("10:00", "changed", {"priority": 1}), ("10:00", "changed", {"priority": 2})], {}, "two values at one instant",
         "has priority=1 and 2 2026-03-02T10:00:00+00:00; name the field that tells their order, order='number'"),
    ],
)  # fmt: skip
def test_cases_that_contradict_themselves(events, rules, kind, text):
    """Such a case has no row in any stream, and its problem says what to do."""
    for stream in ("cases", "first_replies", "replies", "updates", "cleared"):
        (problem,), count = faults(*events, rules=Lifecycle(**rules), stream=stream)
        assert (problem[:2], count) == ((kind, "events, case 7"), 0)
        assert problem[4].startswith(f"events, case 7 {text}")


def test_a_case_that_is_created_twice():
    """The first creation counts, and the second is said (M9)."""
    (problem,), count = faults(GOOD, ("09:30", "created", {}))
    assert (problem[0], problem[3], count) == ("conflict", "2026-03-02T09:30:00+00:00", 1)
    assert problem[4] == (
        "events, case 7 is created 2026-03-02T09:00:00+00:00 and created 2026-03-02T09:30:00+00:00, "
        "the first counts; give each case an id of its own"
    )


def test_an_order_that_is_none():
    """An event without its number in the order is left out, since it may be anywhere."""
    (problem,), count = faults(("09:00", "created", {"no": 1}), ("10:00", "resolved", {"no": "second"}), order="no")
    assert (problem[0], problem[2], problem[3], count) == ("unreadable", "no", "second", 1)


def test_times_without_a_zone(written):
    """A naive time is read in `timezone`; without one the log is refused as a whole, again and again (T1)."""
    log = read_events(written(CSV), case="ticket", at="time", kind="what")
    for _ in range(2):
        with pytest.raises(RecordError, match=r"^log\.csv:2: time '2026-03-02 09:00' has no zone; write timezone="):
            list(log.cases)
    wall = [{"case": 1, "at": datetime(2026, 3, 2, 10), "event": "created"}]
    with pytest.raises(RecordError, match=r"^events, event 1: at '2026-03-02 10:00:00' has no zone"):
        list(read_events(wall).cases)
    assert [row["opened"] for row in read_events(wall, timezone="Europe/Berlin").cases] == [NINE]
    assert [row["opened"] for row in read_events(wall, timezone="Europe/Berlin", time_format="%d.%m.%Y").cases] == [NINE]


def test_times_of_a_clock_change():
    """A local time that a clock change repeated is a data problem, unless one says which it is."""
    events = [{"case": 1, "at": "25.10.2026 02:30", "event": "created"}]
    log = read_events(events, timezone="Europe/Berlin", time_format="%d.%m.%Y %H:%M")
    assert list(log.cases) == []
    assert [(problem.kind, problem.value) for problem in log.cases.problems] == [("ambiguous time", "25.10.2026 02:30")]
    log = read_events(events, timezone="Europe/Berlin", time_format="%d.%m.%Y %H:%M", ambiguous="later")
    assert [row["opened"].isoformat() for row in log.cases] == ["2026-10-25T01:30:00+00:00"]


def test_rows_that_the_file_lacks(written):
    """The problems of the file are problems of every stream; places are those of the file."""
    log = read_events(written(CSV + "T3,2026-03-02 09:00\nT3,2026-03-02 09:00,reopend,\n"), **NAMES)
    assert len(list(log.cases)) == 2
    assert sorted((problem.kind, problem.location) for problem in log.cases.problems) == [
        ("broken row", "log.csv:7"),
        ("unknown kind", "log.csv:8"),
    ]


def test_a_field_with_the_name_of_another():
    """A field of the events that the rows make themselves is refused with a remedy, rather than hidden."""
    events = [{"case": 1, "at": "2026-03-02T09:00Z", "event": "created", "pauses": 3}]
    with pytest.raises(RecordError, match=r"^events, event 1: 'pauses' is a field of the event and of the rows that are made"):
        list(read_events(events).cases)
    assert len(list(read_events(events, carry=()).cases)) == 1


def test_wrong_arguments(written):
    """Arguments are checked before anything is read."""
    with pytest.raises(UsageError, match=r"^delimiter= is for a file; leave it out, or write the path of a file$"):
        read_events([], delimiter=";")
    with pytest.raises(UsageError, match=r"^as_of: '2026-03-02' has no zone; write '2026-03-02T00:00:00"):
        read_events([], as_of="2026-03-02")
    with pytest.raises(UsageError, match="'Europe/Lonndon' is not a time zone; did you mean 'Europe/London'"):
        read_events([], timezone="Europe/Lonndon")
    for odd in ({"case": 1}, 3, b"log.csv"):
        with pytest.raises(UsageError, match=r"^stream 'events' got (dict|int|bytes), which is not rows"):
            list(read_events(odd).cases)
    with pytest.raises(UsageError, match="is not a file that can be read"):
        read_events("nowhere.csv")
