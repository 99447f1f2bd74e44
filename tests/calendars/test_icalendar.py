"""ICalendar: the events of files written here."""

import pickle
import sys
from datetime import date, timedelta

import pytest

from slakit.calendars.icalendar import ICalendar
from slakit.calendars.weekly import Weekly
from slakit.errors import ContractError, MissingExtra
from slakit.statements.digest import digest
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans

pytest.importorskip("icalendar")
pytest.importorskip("recurring_ical_events")

LONDON = "Europe/London"
YEAR = Span("2026-01-01T00:00Z", "2027-01-01T00:00Z")
WEEKLY = "DTSTART;TZID=Europe/London:20260106T090000\nDTEND;TZID=Europe/London:20260106T110000\nRRULE:FREQ=WEEKLY"


@pytest.fixture
def ics(tmp_path):
    """Writes a file of events, each given by its lines, and says where it lies."""

    def write(*events, head="", name="team.ics"):
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", *head.splitlines()]
        for number, event in enumerate(events):
            own = [] if "UID:" in event else [f"UID:{number}"]
            lines += ["BEGIN:VEVENT", *own, "DTSTAMP:20260101T000000Z", *event.splitlines(), "END:VEVENT"]
        path = tmp_path / name
        path.write_text("\r\n".join([*lines, "END:VCALENDAR", ""]), encoding="utf-8")
        return str(path)

    return write


def opened(calendar, span=YEAR):
    return [(str(part.start)[5:16], str(part.end)[5:16]) for part in calendar.open(span)]


def test_whole_days(ics):
    """An event of whole days is open on those local days, its last day the one before DTEND; 29 March has 23 hours in London."""
    file = ics("DTSTART;VALUE=DATE:20260130\nDTEND;VALUE=DATE:20260202", "DTSTART;VALUE=DATE:20260329")
    assert opened(ICalendar(file, tz=LONDON)) == [("01-30 00:00", "02-02 00:00"), ("03-29 00:00", "03-29 23:00")]
    assert opened(ICalendar(file, tz="America/New_York"))[0] == ("01-30 05:00", "02-02 05:00")


def test_a_rule_without_end(ics):
    """A weekly event is known thirty years on, in summer time: Tuesday 4 July 2056, 1591 weeks later."""
    assert date(2026, 1, 6) + timedelta(weeks=1591) == date(2056, 7, 4)
    weekly = ICalendar(ics(WEEKLY))
    assert opened(weekly, Span("2056-07-03T00:00Z", "2056-07-10T00:00Z")) == [("07-04 08:00", "07-04 10:00")]
    assert weekly.elapsed("2026-01-01T00:00Z", "2027-01-01T00:00Z") == timedelta(hours=2 * 52)
    assert opened(weekly, Span("2000-01-01T00:00Z", "2026-01-06T09:30Z")) == [("01-06 09:00", "01-06 09:30")]


def test_exceptions(ics):
    """An instance taken out, one added, one moved, and one cancelled."""
    series = f"UID:s\n{WEEKLY};COUNT=4\nEXDATE;TZID=Europe/London:20260113T090000\nRDATE;TZID=Europe/London:20260301T090000"
    moved = "UID:s\nRECURRENCE-ID;TZID=Europe/London:20260120T090000\nDTSTART;TZID=Europe/London:20260121T150000\nDURATION:PT1H"
    cancelled = "UID:s\nRECURRENCE-ID;TZID=Europe/London:20260127T090000\nSTATUS:CANCELLED\nDTSTART;TZID=Europe/London:20260127T090000"
    assert opened(ICalendar(ics(series, moved, cancelled))) == [
        ("01-06 09:00", "01-06 11:00"),
        ("01-21 15:00", "01-21 16:00"),
        ("03-01 09:00", "03-01 11:00"),
    ]


def test_which_events_count(ics):
    """Overlaps count once; a cancelled event and one without length do not; one shown as free does."""
    calendar = ICalendar(
        ics(
            "DTSTART:20260105T090000Z\nDTEND:20260105T110000Z",
            "DTSTART:20260105T100000Z\nDTEND:20260105T120000Z\nTRANSP:TRANSPARENT",
            "DTSTART:20260106T090000Z\nDTEND:20260106T110000Z\nSTATUS:CANCELLED",
            "DTSTART:20260107T090000Z",
        )
    )
    assert opened(calendar) == [("01-05 09:00", "01-05 12:00")]


def test_times_without_a_zone(ics):
    """They are of the zone that is given, or of the file's own; without either they are refused, as whole days are."""
    floating = "DTSTART:20260706T090000\nDTEND:20260706T110000"
    assert opened(ICalendar(ics(floating), tz=LONDON)) == [("07-06 08:00", "07-06 10:00")]
    own = ICalendar(ics(floating, "DTSTART;VALUE=DATE:20260708", head=f"X-WR-TIMEZONE:{LONDON}"))
    assert (own.tz, opened(own)) == (LONDON, [("07-06 08:00", "07-06 10:00"), ("07-07 23:00", "07-08 23:00")])
    with pytest.raises(ContractError) as caught:
        ICalendar(ics(f"SUMMARY:Audit\n{floating}", "SUMMARY:Fair\nDTSTART;VALUE=DATE:20260708"))
    assert [problem.partition("team.ics: ")[2] for problem in caught.value.problems] == [
        "Audit: a time without a zone, 2026-07-06T09:00:00; give tz='Europe/London'",
        "Fair: whole days without a zone, 2026-07-08; give tz='Europe/London'",
    ]


def test_taken_away_by_name(ics):
    """The trace tells which event took the time, and business days leave it out."""
    desk = Weekly({"mon-fri": "09:00-17:00"}, tz=LONDON) - ICalendar(ics("SUMMARY:Stocktaking\nDTSTART;VALUE=DATE:20260310"), tz=LONDON)
    assert [step.why for step in desk.trace("2026-03-09T16:00Z", "2026-03-11T10:00Z").steps] == [
        "the weekly hours",
        "outside the weekly hours",
        "taken away by the event Stocktaking",
        "outside the weekly hours",
        "the weekly hours",
    ]
    assert desk.due("2026-03-09T16:00Z", "1 business day").isoformat() == "2026-03-11T16:00:00+00:00"


def test_equal_by_content(ics):
    """A file is its content: equal wherever it lies, another once it is changed, and read once."""
    first, second = ICalendar(ics(WEEKLY, name="a.ics")), ICalendar(ics(WEEKLY, name="b.ics"))
    assert first == second == eval(repr(first)) == pickle.loads(pickle.dumps(first))
    assert (hash(first), digest(first)) == (hash(second), digest(second))
    changed = ICalendar(ics(f"{WEEKLY};COUNT=2", name="a.ics"))
    assert changed != first
    assert digest(changed) != digest(first)
    assert first.clock is second.clock is not changed.clock
    assert first.elapsed("2026-01-01T00:00Z", "2027-01-01T00:00Z") == timedelta(hours=2 * 52)
    assert ICalendar(first.path, tz=LONDON) != ICalendar(first.path, tz="UTC")


def test_the_ends_of_time(ics):
    """A rule without end is asked for in any year without an error."""
    yearly = ICalendar(ics(WEEKLY.replace("WEEKLY", "YEARLY")))
    assert opened(yearly, Span("0001-01-01T00:00Z", "0001-02-01T00:00Z")) == []
    assert opened(yearly, Span("9998-01-01T00:00Z", "9998-02-01T00:00Z")) == [("01-06 09:00", "01-06 11:00")]
    assert opened(yearly, Span("9999-06-01T00:00Z", "9999-12-31T23:59Z")) == []


@pytest.mark.parametrize(
    ("event", "message"),
    [
        ("DTSTART;TZID=Mars/Phobos:20260105T090000\nDURATION:PT1H", "1: TZID='Mars/Phobos' is not a time zone; write 'Europe/London'"),
        ("SUMMARY:Nothing", "Nothing: it has no DTSTART; give it one"),
        ("DTSTART:2026-13-05\nDURATION:PT1H", "1: DTSTART cannot be read"),
        ("DTSTART:20260105T090000Z\nDTEND:20260105T100000Z\nRRULE:FREQ=NEVER", "1: RRULE cannot be read"),
        ("DTSTART:20260105T090000Z\nDTEND:20260105T080000Z", "1: it ends before it starts, 2026-01-05T08:00:00+00:00; write DTEND after"),
        ("DTSTART:20260105T090000Z\nDURATION:-PT1H", "1: its DURATION is negative; write DURATION:PT1H"),
    ],
)
def test_bad_events(ics, event, message):
    """An event whose time cannot be read is named, and none is left out in silence."""
    with pytest.raises(ContractError) as caught:
        ICalendar(ics(WEEKLY, event))
    (problem,) = caught.value.problems
    assert problem.partition("team.ics: ")[2].startswith(message)


def test_bad_files(ics, tmp_path):
    """No file, no text, no calendar, no events, no zone: each is told with a remedy."""
    (tmp_path / "b.ics").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "c.ics").write_text("hello")
    (tmp_path / "d.ics").write_text("")
    for path, message in [
        (tmp_path / "a.ics", "a.ics' is not a file that can be read, no such file or directory; write the path of an .ics file"),
        (tmp_path, "is not a file that can be read, is a directory; write"),
        (tmp_path / "b.ics", "b.ics' is not UTF-8 text; write the path of an .ics file"),
        (tmp_path / "c.ics", "c.ics' is not a calendar file, "),
        (tmp_path / "d.ics", "d.ics' is not a calendar file, "),
        (ics(), "team.ics' has no events; write the path of an .ics file with VEVENTs"),
        (ics(WEEKLY, head="X-WR-TIMEZONE:Mars/Phobos", name="e.ics"), "'Mars/Phobos' is not a time zone"),
    ]:
        with pytest.raises(ContractError) as caught:
            ICalendar(path)
        assert message in str(caught.value)
    with pytest.raises(ContractError, match="'Europe/Londn' is not a time zone; did you mean 'Europe/London'"):
        ICalendar(ics(WEEKLY), tz="Europe/Londn")


@pytest.mark.parametrize("package", ["icalendar", "recurring_ical_events"])
def test_without_the_libraries(ics, monkeypatch, package):
    """The extra that brings them is named."""
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtra) as caught:
        ICalendar(ics(WEEKLY))
    assert str(caught.value) == f"{package} is not installed; write pip install 'slakit[ical]'"


def test_spans(ics):
    """What is open is cut to what is asked."""
    half = Span("2026-01-06T10:00Z", "2026-01-06T10:30Z")
    assert ICalendar(ics(WEEKLY)).open(half) == Spans([half])
