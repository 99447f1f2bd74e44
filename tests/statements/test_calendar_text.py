"""The calendar of what comes next, read by another library."""

from datetime import date, datetime, timedelta

import hostile
import pytest

import slakit as sk
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
