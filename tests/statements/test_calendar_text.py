"""The calendar of what comes next, read by another library."""

from datetime import date, datetime, timedelta

import hostile
import pytest

import slakit as sk
from slakit.cli.main import main
from slakit.statements.calendar_text import OCTETS, folded
from slakit.statements.deadline import Deadline

icalendar = pytest.importorskip("icalendar")
DESK = sk.Objective("Replies", sk.Within("inquiries", "4 hours", since="asked", until="replied"), "at least 90 %")


def agreement():
    duty = sk.duties.Duty("Root cause, in writing", who="provider", within="10 days", what="send the report; sign it")
    return sk.Agreement(
        "Care", provider=sk.Party("Bright"), customer=sk.Party("Acme"), term=("2026-01-01", "2027-01-01"), timezone="Europe/London",
        fee="1000 GBP", settlement=sk.Settlement(claims=sk.Claims("15 days")),
        objectives=[
            sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Flat("10 %"), duties=[duty]),
            sk.Objective("Leaks", sk.Count("leaks"), "at most 0", penalty=sk.Right("terminate", within="60 days")),
            DESK,
        ],
    )  # fmt: skip


RECORDS = {
    "outages": [{"start": "2026-06-10T10:00Z", "end": "2026-06-10T17:30Z"}],
    "leaks": [{"at": "2026-06-11T00:00Z"}],
    "inquiries": [{"id": "A,1", "asked": "2026-07-01T09:00+01:00", "replied": None}],
    "claims": [],
}
AS_OF = "2026-07-01T10:00+01:00"


def events(text):
    return {str(event["SUMMARY"]): event for event in icalendar.Calendar.from_ical(text).walk("VEVENT")}


@pytest.fixture(scope="module")
def monitor():
    made = sk.Monitor(agreement())
    for stream, rows in RECORDS.items():
        made.feed(stream, rows)
    return made


@pytest.fixture(scope="module")
def text(monitor):
    return monitor.statement(period="2026-06", as_of=AS_OF).to_ics(monitor.deadlines(as_of=AS_OF))


def test_duties_rights_claims_and_timers(text):
    """10 days are until 10 July, 60 days until 29 August, 15 days until 15 July; 4 hours from 09:00 until 13:00."""
    starts = {title: event["DTSTART"].dt for title, event in events(text).items()}
    assert starts["Root cause, in writing, provider (Bright)"] == date(2026, 7, 10)
    assert starts["last day: terminate"] == date(2026, 8, 29)
    assert starts["last day to claim: Uptime, 2026-06"] == date(2026, 7, 15)
    (timer,) = [event for title, event in events(text).items() if title.startswith("Replies")]
    assert timer["DTSTART"].dt == datetime.fromisoformat("2026-07-01T13:00+01:00")
    assert "by 2026-07-01 13:00 +01:00" in timer["DESCRIPTION"]
    assert "send the report; sign it" in events(text)["Root cause, in writing, provider (Bright)"]["DESCRIPTION"]


def test_the_same_things_have_the_same_names_later(monitor, text):
    """A calendar that is read again moves what it has, and doubles nothing; its text holds no time but that of the statement."""
    later = datetime.fromisoformat(AS_OF) + timedelta(hours=1)
    again = monitor.statement(period="2026-06", as_of=later).to_ics()
    assert text == monitor.statement(period="2026-06", as_of=AS_OF).to_ics(monitor.deadlines(as_of=AS_OF))
    first, second = events(text), events(again)
    assert len({event["UID"] for event in first.values()}) == len(first)
    assert second
    assert {title: event["UID"] for title, event in second.items()}.items() <= {title: one["UID"] for title, one in first.items()}.items()
    assert {str(event["DTSTAMP"].dt) for event in first.values()} == {"2026-07-01 09:00:00+00:00"}


REVIEWED = """
name = "Care"
provider = "Bright"
customer = "Acme"
term = ["2026-01-01", "2027-01-01"]
timezone = "Europe/London"
fee = "1000 GBP"
settlement = { claims = { within = "15 days" } }

[[objectives]]
name = "Uptime"
metric = { is = "uptime", stream = "outages" }
target = "at least 99.9 %"
penalty = { is = "flat", credit = "10 %" }

[[objectives]]
name = "Replies"
metric = { is = "within", stream = "inquiries", limit = "4 hours", since = "asked", until = "replied", key = "id" }
target = "at least 90 %"

[[duties]]
name = "Service review"
who = "provider"
within = "10 days"
every = "quarterly"
clause = "9.1"
"""


def test_from_the_command_line(tmp_path, monkeypatch, capsys):
    """Reviews of quarters to come, the claim of June, and the clock that runs: 4 hours from 1 July at 09:00; not one that is overdue."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "contract.toml").write_text(REVIEWED)
    (tmp_path / "outages.csv").write_text("start,end\n2026-06-10T10:00Z,2026-06-10T17:30Z\n")
    (tmp_path / "inquiries.csv").write_text("id,asked,replied\nA,2026-07-01T09:00+01:00,\nB,2026-06-30T09:00+01:00,\n")
    (tmp_path / "claims.csv").write_text("received\n")
    data = [f"--data={name}={name}.csv" for name in ("outages", "inquiries")]
    asked = ["score", "contract.toml", *data, "--period", "2026-06", "--as-of", "2026-07-01T10:00", "--format", "ics"]
    assert main([*asked, "--output", "next.ics"]) == 1
    text = (tmp_path / "next.ics").read_bytes().decode()
    assert sorted(str(event["DTSTART"].dt) for event in icalendar.Calendar.from_ical(text).walk("VEVENT")) == [
        "2026-07-01 12:00:00+00:00",  # 13:00 in London
        *("2026-07-10", "2026-07-15", "2026-10-10", "2027-01-10"),
    ]
    assert {*events(text)} == {"Replies: A", "last day to claim: Uptime, 2026-06", "Service review, provider (Bright)"}


def test_a_review_to_come_keeps_its_name_when_it_is_open():
    """In May the review of the second quarter is to come, in July it is open: one thing, with one UID."""
    terms = sk.loads(REVIEWED)
    kept = []
    for as_of in ("2026-05-15T10:00Z", "2026-07-02T00:00Z"):
        monitor = sk.Monitor(terms)
        coming = monitor.deadlines(as_of=as_of, coming=True)
        calendar = icalendar.Calendar.from_ical(monitor.statement(as_of=as_of).to_ics(coming))
        kept.append({event["DTSTART"].dt: event["UID"] for event in calendar.walk("VEVENT") if "review" in event["SUMMARY"]})
    assert kept[0] == kept[1]
    assert list(kept[0]) == [date(2026, 7, 10), date(2026, 10, 10), date(2027, 1, 10)]
    assert [one.period for one in sk.Monitor(terms).deadlines(as_of="2026-05-15T10:00Z")] == []
    assert {str(event["DESCRIPTION"]).split("\n")[1] for event in calendar.walk("VEVENT") if "review" in event["SUMMARY"]} == {"clause 9.1"}


def test_hostile_names(monitor):
    """A name cannot end its line: there are as many events as things, and no line is too long."""
    one = monitor.deadlines(as_of=AS_OF)[0]
    written = hostile.statement().to_ics([Deadline(one.due, hostile.EVIL, hostile.EVIL, hostile.EVIL, hostile.EVIL, False)])
    assert len(icalendar.Calendar.from_ical(written).walk("VEVENT")) == 1
    assert not hostile.CONTROLS & {*written.replace("\r\n", "\n")}
    assert max(len(line.encode()) for line in written.split("\r\n")) <= OCTETS


def test_a_line_is_folded_between_characters():
    """36 characters of 2 octets are 72, and "A:" makes 74; the next line has a space and 37 of them, 75 octets."""
    first, second, third = folded("A:" + "é" * 80).split("\r\n")
    assert [len(piece) for piece in (first, second, third)] == [2 + 36, 1 + 37, 1 + 7]
    assert first + second[1:] + third[1:] == "A:" + "é" * 80
