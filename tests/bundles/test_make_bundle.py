"""bundle: what is written can be recomputed, whole or not at all; what cannot is refused, and nothing is written."""

import errno
import json
import os
from datetime import datetime

import pytest
from attrs import evolve
from bundle_cases import CASES, CONTRACT, HOUR, RECORDS, march, text_of

import slakit as sk
from slakit import bundles
from slakit.statements.stores import whole_file

STATEMENT = sk.evaluate(CONTRACT, RECORDS, period="2026-03")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "march.zip"


def refused(path, statement, records, **more):
    with pytest.raises(sk.errors.UsageError) as error:
        bundles.bundle(statement, records, path, **{"agreement": CONTRACT, **more})
    assert not any(path.parent.iterdir())
    return str(error.value)


def test_what_is_in_it(path):
    """Entries that any program reads: contract, records line by line, statement; and it can all be read back."""
    sent = march(path)
    assert sorted(sent.entries) == ["contract.json", "manifest.json", "records/cases.jsonl", "records/outages.jsonl", "statement.json"]
    assert text_of(sent, "statement.json") == STATEMENT.to_json() + "\n"
    assert text_of(sent, "records/outages.jsonl") == '{"end":"2026-03-10T11:00:00Z","start":"2026-03-10T10:00:00Z"}\n'
    again = bundles.read_bundle(path)
    assert (again.statement, again.contract(), again.seal, again.records_as, again.history) == (
        sk.Statement.from_json(STATEMENT.to_json()), CONTRACT, sent.seal, "records", [],
    )  # fmt: skip
    assert sk.evaluate(again.contract(), again.records(), period="2026-03").digest == STATEMENT.digest
    manifest = json.loads(text_of(sent, "manifest.json"))
    assert (manifest["period"], manifest["as_of"], manifest["made_by"]) == ("2026-03", "2026-04-01T00:00:00+01:00", dict(sent.made_by))
    assert {"slakit", "Python", "attrs", "pint", "python-dateutil"} <= {*sent.made_by}


@pytest.mark.parametrize("form", [STATEMENT.close(), STATEMENT.to_dict(), STATEMENT.to_json(), STATEMENT.close().to_dict()])
def test_any_form_of_a_statement(path, form):
    bundles.bundle(form, RECORDS, path, agreement=CONTRACT)
    assert bundles.verify(path)


@pytest.mark.parametrize(
    ("period", "written"),
    [
        ("2026-Q1", "2026-Q1"),
        (None, None),
        (("2026-02-01", "2026-04-01"), {"from": "2026-02-01T00:00:00+00:00", "until": "2026-03-31T23:00:00+00:00"}),
        (sk.Span("2026-02-01T00:00Z", "2026-04-01T00:00Z"), {"from": "2026-02-01T00:00:00+00:00", "until": "2026-04-01T00:00:00+00:00"}),
        (
            STATEMENT.lines[0].period,
            {"label": "2026-03", "from": "2026-03-01T00:00:00+00:00", "until": "2026-03-31T23:00:00+00:00"},
        ),
    ],
)
def test_periods(path, period, written):
    """Labels, spans and periods of evaluate are written, and a label need not be named again."""
    statement = sk.evaluate(CONTRACT, RECORDS, period=period)
    sent = bundles.bundle(statement, RECORDS, path, agreement=CONTRACT, period=period)
    assert sent.manifest.period == written
    assert bundles.verify(path)
    if not isinstance(written, dict):
        path.unlink()
        assert bundles.bundle(statement, RECORDS, path, agreement=CONTRACT).manifest.period == written


def test_as_of(path):
    """The instant of the statement is that of the recomputed one: the case of team b was still open."""
    statement = sk.evaluate(CONTRACT, RECORDS, period="2026-03", as_of="2026-03-10T11:30Z")
    assert bundles.bundle(statement, RECORDS, path, agreement=CONTRACT).manifest.as_of == "2026-03-10T11:30:00+00:00"
    assert bundles.verify(path)


def test_history_and_timezone(path):
    """Earlier statements, and the zone of times without an offset, are in the file: a second month in a row costs twice."""

    @sk.penalty
    def by_streak(case):
        return case.streak * sk.money("100 GBP")

    words = sk.STANDARD | {"by streak": by_streak}
    contract = evolve(CONTRACT, objectives=[evolve(CONTRACT.objectives[0], penalty=by_streak)])
    days = [{name: datetime(2026, month, 10, hour) for name, hour in (("start", 9), ("end", 10))} for month in (2, 3)]
    asked = {"timezone": "Europe/London", "period": "2026-02"}
    february = sk.evaluate(contract, {"outages": days[:1]}, **asked)
    asked |= {"history": february, "period": "2026-03"}
    statement = sk.evaluate(contract, {"outages": days[1:]}, **asked)
    assert str(statement.payable) == "200.00 GBP"
    assert "not what its records come to" in refused(path, statement, {"outages": days[1:]}, agreement=contract, vocabulary=words,
                                                     timezone="Europe/London")  # fmt: skip
    sent = bundles.bundle(statement, {"outages": days[1:]}, path, agreement=contract, vocabulary=words, **asked)
    assert [one["digest"] for one in sent.history] == [february.digest]
    assert sent.manifest.timezone == "Europe/London"
    assert bundles.verify(path, {"outages": days[1:]}, vocabulary=words, timezone="Europe/London")


def test_naive_times_that_a_function_reads(path):
    """They are kept as they are, and read in their zone again."""

    @sk.metric("cases", at="opened")
    def half(rows):
        return sk.quantity("50 %").base

    words = sk.STANDARD | {"half": half}
    contract = evolve(CONTRACT, objectives=[sk.Objective("Half", half, "at least 40 %")])
    rows = [{"opened": datetime(2026, 3, 10, 9), "note": {"a": [1, (2,)]}}, {"opened": "2026-03-11T09:00", "note": 1.5}]
    statement = sk.evaluate(contract, {"cases": rows}, period="2026-03", timezone="Europe/London")
    bundles.bundle(statement, {"cases": rows}, path, agreement=contract, vocabulary=words, timezone="Europe/London")
    assert bundles.verify(path, vocabulary=words)


def test_an_event_log(path, tmp_path):
    """The records that a log makes, as they were at the instant of the statement, with what of the log could not be read."""
    contract = sk.loads(LOG)
    events = [
        {"ticket": "T1", "time": "2026-03-02T10:00Z", "what": "created"},
        {"ticket": "T1", "time": "2026-03-02T11:00Z", "what": "resolved"},
        {"ticket": "T2", "time": "soon", "what": "created"},
        {"ticket": "T3", "time": "2026-03-02T10:00Z", "what": "created"},
        {"ticket": "T3", "time": "2026-04-02T10:00Z", "what": "resolved"},
    ]
    for index, as_of in enumerate((None, "2026-03-02T10:30Z", "2026-03-20T00:00Z")):
        records = sk.logs.read_log(contract, "tickets", events)
        statement = sk.evaluate(contract, records, period="2026-03", as_of=as_of)
        file = tmp_path / f"{index}.zip"
        sent = bundles.bundle(statement, records, file, agreement=contract)
        assert sent.manifest.streams[0].log == "events"
        assert bundles.verify(file)
        assert bundles.verify(file, sk.logs.read_log(contract, "tickets", events))


LOG = """
name = "Desk"
provider = "P"
customer = "C"
term = ["2026-03-01", "2026-05-01"]
timezone = "UTC"

[logs.tickets]
case = "ticket"
at = "time"
kind = "what"
rules = { is = "lifecycle" }

[[objectives]]
name = "Resolution"
metric = { is = "within", limit = "2 hours", stream = "cases", since = "opened", until = "resolved" }
target = "at least 90 %"
"""


EVENT = "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20260310\r\nDTEND;VALUE=DATE:20260311\r\nSUMMARY:Fair\r\nEND:VEVENT\r\n"


def test_refusals(path):
    """What is not what the records come to, or is no argument, is refused before anything is written."""
    other = refused(path, STATEMENT, {**RECORDS, "outages": []})
    assert other.startswith("the statement is not what its records come to: Uptime, 2026-03: ")
    assert other.endswith("and records that can be read more than once")
    assert "not what its records come to" in refused(path, STATEMENT, {name: iter(()) for name in RECORDS})
    assert "records_as='both' is not a form of records" in refused(path, STATEMENT, RECORDS, records_as="both")
    assert "is not an agreement" in refused(path, STATEMENT, RECORDS, agreement="Hosting")
    assert "list, not records by stream" in refused(path, STATEMENT, [HOUR])
    assert "'desk' is not a stream" in refused(path, STATEMENT, {**RECORDS, "desk": []})
    assert "period=7 is not a period" in refused(path, STATEMENT, RECORDS, period=7)
    assert "is not a statement" in refused(path, "{}", RECORDS)
    assert "Hosting" in refused(path, STATEMENT, RECORDS, agreement=evolve(CONTRACT, name="Desk"))


def test_a_calendar_in_a_file(path, tmp_path):
    """The other party has no such file: it is refused."""
    pytest.importorskip("icalendar")
    pytest.importorskip("recurring_ical_events")
    file = tmp_path.parent / f"{tmp_path.name}.ics"
    file.write_text("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + EVENT + "END:VCALENDAR\r\n")
    open_hours = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC") - sk.ICalendar(file, tz="UTC")
    contract = evolve(CONTRACT, objectives=[sk.Objective("Uptime", sk.Uptime("outages", clock=open_hours), "at least 99.9 %")])
    statement = sk.evaluate(contract, {"outages": [HOUR]}, period="2026-03")
    problem = refused(path, statement, {"outages": [HOUR]}, agreement=contract)
    assert problem.startswith("the contract cannot be bundled: ")


def test_whole_or_not_at_all(path, monkeypatch):
    """A file that is there stays as it is; a disk that is full leaves nothing; one without links is written too."""
    path.write_text("mine")
    with pytest.raises(sk.errors.UsageError, match="is there already; write another path"):
        march(path)
    assert path.read_text() == "mine"
    path.unlink()

    def full(file):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(whole_file.os, "fsync", full)
    assert "is not a file that can be written (no space left on device)" in refused(path, STATEMENT, RECORDS)
    monkeypatch.undo()

    def no_links(*names):
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(whole_file.os, "link", no_links)
    march(path)
    with pytest.raises(sk.errors.UsageError, match="is there already"):
        march(path)
    monkeypatch.undo()
    assert bundles.verify(path)
    assert [one.name for one in path.parent.iterdir()] == ["march.zip"]
    with pytest.raises(sk.errors.UsageError, match="is not a file that can be written"):
        march(path.parent / "nowhere" / "march.zip")


def test_names_of_streams_are_no_paths(path):
    """A stream may have any name."""
    names = ["../../up", "con", "A", "a"]
    contract = evolve(CONTRACT, objectives=[sk.Objective(name, sk.Count(name), "at most 0") for name in names])
    sent = march(path, {name: [{"at": "2026-03-10T10:00Z"}] for name in names}, contract)
    assert {name for name in sent.entries if name.startswith("records/")} == {
        "records/%2e%2e%2f%2e%2e%2fup.jsonl", "records/%63%6f%6e.jsonl", "records/%41.jsonl", "records/a.jsonl",
    }  # fmt: skip
    assert bundles.verify(path)
    assert sorted(sent.records()) == sorted(names)


def test_too_large(path, monkeypatch):
    """What could not be read back is not written."""
    monkeypatch.setattr("slakit.bundles.make_bundle.MOST_BYTES", 1_000)
    assert "and no more than 1,000 in 10,000 are read; write records_as='digests'" in refused(path, STATEMENT, RECORDS)


def test_cases_that_are_there_twice(path):
    """Two equal records are two lines."""
    sent = march(path, {"outages": [], "cases": [*CASES, CASES[0]]})
    assert len(text_of(sent, "records/cases.jsonl").splitlines()) == 3
    assert bundles.verify(path)
