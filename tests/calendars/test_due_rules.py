"""Due rules: business days, the end of one, and a cut-off time; London, where summer time begins on Sunday 29 March 2026."""

import pytest
from attrs import frozen

from slakit.calendars.always import ALWAYS
from slakit.calendars.dates import Dates
from slakit.calendars.due_rules import BusinessDays, CutoffRule, DueRule, EndOfBusinessDay
from slakit.calendars.weekly import Weekly
from slakit.errors import ContractError, UsageError
from slakit.timeline.instants import HOUR, instant

LONDON = "Europe/London"
EASTER = Dates(["2026-04-03", "2026-04-06"], tz=LONDON)
DESK = Weekly({"mon-fri": "09:00-17:00"}, tz=LONDON) - EASTER
NIGHT = Weekly({"mon-fri": "22:00-06:00"}, tz="UTC")


def due(calendar, t, rule):
    return rule.due(calendar, instant(t))


@pytest.mark.parametrize(
    ("t", "rule", "by"),
    [
        ("2026-03-27T15:00Z", BusinessDays(1), "2026-03-30T14:00Z"),  # Friday 15:00 to Monday 15:00, in summer time
        ("2026-03-27T15:00Z", BusinessDays(2), "2026-03-31T14:00Z"),
        ("2026-03-27T15:00Z", BusinessDays(0), "2026-03-27T15:00Z"),
        ("2026-04-02T09:00Z", BusinessDays(1), "2026-04-07T09:00Z"),  # Thursday to the Tuesday after Easter
        ("2026-03-28T12:00Z", BusinessDays(1), "2026-03-30T11:00Z"),  # Saturday noon to Monday noon
        ("2026-03-27T20:00Z", BusinessDays(1), "2026-03-30T19:00Z"),  # 20:00 stays 20:00, though the desk is closed then
        ("2026-03-30T14:00Z", BusinessDays(-1), "2026-03-27T15:00Z"),
        ("2026-03-28T12:00Z", BusinessDays(-1), "2026-03-27T12:00Z"),
        ("2026-03-27T15:00Z", BusinessDays(2, day="8 hours"), "2026-03-31T14:00Z"),  # 2 h + 8 h + 6 h, until Tuesday 15:00
        ("2026-03-31T14:00Z", BusinessDays(-2, day="8 hours"), "2026-03-27T15:00Z"),
        ("2026-03-27T15:00Z", EndOfBusinessDay(1), "2026-03-30T16:00Z"),
        ("2026-03-27T15:00Z", EndOfBusinessDay(-1), "2026-03-26T17:00Z"),
        ("2026-03-27T07:00Z", EndOfBusinessDay(0), "2026-03-27T17:00Z"),  # before opening
        ("2026-03-27T16:59:59.999999Z", EndOfBusinessDay(0), "2026-03-27T17:00Z"),
        ("2026-03-27T17:00Z", EndOfBusinessDay(0), "2026-03-30T16:00Z"),  # closed is closed
        ("2026-03-28T12:00Z", EndOfBusinessDay(0), "2026-03-30T16:00Z"),
        ("2026-03-27T06:00Z", CutoffRule("16:00", next_day="10:00"), "2026-03-27T17:00Z"),
        ("2026-03-27T15:59:59.999999Z", CutoffRule("16:00", next_day="10:00"), "2026-03-27T17:00Z"),
        ("2026-03-27T16:00Z", CutoffRule("16:00", next_day="10:00"), "2026-03-30T09:00Z"),
        ("2026-03-28T06:00Z", CutoffRule("16:00", next_day="10:00"), "2026-03-30T09:00Z"),
        ("2026-03-27T16:00Z", CutoffRule("16:00"), "2026-03-30T16:00Z"),
    ],
)  # fmt: skip
def test_by_hand(t, rule, by):
    """A rule is due when the calendar page says so, alone, in a list, and as text."""
    assert due(DESK, t, rule) == instant(by)
    assert rule.due_all(DESK, [instant(t), instant(t)]) == [instant(by)] * 2
    assert instant(DESK.due(t, rule)) == instant(DESK.due(t, str(rule))) == instant(by)


def test_cut_off_after_an_early_closing():
    """Where the day closed before the cut-off, what comes after closing is for the next day."""
    short = DESK.kept.on("2026-03-27", "09:00-12:00")
    assert due(short, "2026-03-27T11:00Z", CutoffRule("16:00", next_day="10:00")) == instant("2026-03-27T12:00Z")
    assert due(short, "2026-03-27T13:00Z", CutoffRule("16:00", next_day="10:00")) == instant("2026-03-30T09:00Z")


@pytest.mark.parametrize(
    ("t", "rule", "by"),
    [
        ("2026-03-26T23:00Z", BusinessDays(2), "2026-03-30T23:00Z"),  # Thursday, Friday, Monday: Saturday is no opening day
        ("2026-03-28T02:00Z", BusinessDays(1), "2026-03-31T02:00Z"),  # of Friday's shift to the same time of Monday's
        ("2026-03-28T02:00Z", EndOfBusinessDay(0), "2026-03-28T06:00Z"),
        ("2026-03-28T02:00Z", EndOfBusinessDay(1), "2026-03-31T06:00Z"),
        ("2026-03-28T06:00Z", EndOfBusinessDay(0), "2026-03-31T06:00Z"),
        ("2026-03-28T07:00Z", BusinessDays(1), "2026-03-30T07:00Z"),  # after the shift, of Saturday
        ("2026-03-28T02:00Z", CutoffRule("23:00"), "2026-03-31T06:00Z"),  # long past Friday 23:00
    ],
)  # fmt: skip
def test_a_shift_past_midnight(t, rule, by):
    """A night shift belongs to the day it starts on, and so does what happens in it."""
    assert due(NIGHT, t, rule) == instant(by)
    assert due(NIGHT | Weekly({"sun": "10:00-10:30"}, tz="UTC") - Dates(["2026-03-29"], tz="UTC"), t, rule) == instant(by)


def test_around_the_clock():
    """24x5 has five opening days, also where Friday ends at six, and ALWAYS has every day."""
    office = Weekly({"mon-thu": "00:00-24:00", "fri": "00:00-18:00"}, tz="UTC")
    assert due(office, "2026-03-26T12:00Z", EndOfBusinessDay(0)) == instant("2026-03-27T00:00Z")
    assert due(office, "2026-03-26T12:00Z", EndOfBusinessDay(1)) == instant("2026-03-27T18:00Z")
    assert due(office, "2026-03-27T19:00Z", BusinessDays(1)) == instant("2026-03-30T19:00Z")
    assert due(ALWAYS, "2026-03-28T12:00Z", BusinessDays(3)) == instant("2026-03-31T12:00Z")
    assert due(ALWAYS, "2026-03-28T12:00Z", EndOfBusinessDay(0)) == instant("2026-03-29T00:00Z")


def test_days_of_the_zone_that_is_named():
    """All days but one of London: its 4 July is left out from 23:00Z to 23:00Z, not the one of UTC."""
    days = ALWAYS - Dates(["2026-07-04"], tz=LONDON)
    assert due(days, "2026-07-03T10:00Z", BusinessDays(1)) == instant("2026-07-05T10:00Z")
    assert due(days, "2026-07-03T23:30Z", EndOfBusinessDay(0)) == instant("2026-07-05T23:00Z")
    assert due(Weekly({"daily": "00:00-24:00"}, tz="UTC") - Dates(["2026-07-04"], tz=LONDON), "2026-07-02T12:00Z", EndOfBusinessDay(0)) == (
        instant("2026-07-03T00:00Z")
    )


def test_clock_changes():
    """A skipped 01:30 is carried over the gap, a repeated one is its first reading."""
    daily = Weekly({"daily": "00:00-24:00"}, tz=LONDON)
    assert due(daily, "2026-03-28T01:30Z", BusinessDays(1)) == instant("2026-03-29T01:30Z")  # 02:30 in summer time
    assert due(daily, "2026-10-24T00:30Z", BusinessDays(1)) == instant("2026-10-25T00:30Z")  # 01:30, still in summer time
    assert due(daily, "2026-10-25T01:30Z", EndOfBusinessDay(0)) == instant("2026-10-26T00:00Z")


def test_a_day_that_never_was():
    """Apia had no 30 December 2011: one business day after the 29th at 10:00 is the 31st at 10:00."""
    apia = Weekly({"daily": "09:00-17:00"}, tz="Pacific/Apia")
    assert due(apia, "2011-12-29T20:00Z", BusinessDays(1)) == instant("2011-12-30T20:00Z")
    assert due(apia, "2011-12-30T20:00Z", BusinessDays(-1)) == instant("2011-12-29T20:00Z")


def test_combined():
    """Any of two: each has its days, and a day ends when the last of both closes; all of two: days on which both open."""
    either = Weekly({"mon": "22:00-06:00"}, tz="UTC") | Weekly({"tue": "04:00-12:00"}, tz="UTC")
    assert due(either, "2026-03-29T10:00Z", EndOfBusinessDay(1)) == instant("2026-03-31T06:00Z")
    assert due(either, "2026-03-30T10:00Z", EndOfBusinessDay(1)) == instant("2026-03-31T12:00Z")
    both = DESK & Weekly({"mon,wed": "00:00-24:00"}, tz=LONDON)
    assert due(both, "2026-03-30T10:00Z", BusinessDays(1)) == instant("2026-04-01T10:00Z")
    assert due(both, "2026-04-01T10:00Z", BusinessDays(1)) == instant("2026-04-08T10:00Z")  # Monday 6 April is a holiday


def test_from_the_next_opening():
    """Counted from the next opening, what is asked on a Saturday is due on Tuesday at nine."""
    assert DESK.due(DESK.next_open("2026-03-28T12:00Z"), "1 business day").isoformat() == "2026-03-31T09:00:00+01:00"


@frozen
class AnHourAfterOpening(DueRule):
    """A rule of one's own."""

    def due(self, calendar, t):
        return calendar.clock.due_latest(t, 0) + HOUR


def test_door():
    """A class with one method is a due rule."""
    assert DESK.due("2026-03-28T12:00Z", AnHourAfterOpening()).isoformat() == "2026-03-30T10:00:00+01:00"
    assert AnHourAfterOpening().due_all(DESK, [instant("2026-03-28T12:00Z")]) == [instant("2026-03-30T09:00Z")]


def test_two_days_stay_48_hours():
    """A bare "2 days" is 48 hours of open time: 2 on Friday, 32 from Monday to Thursday, 8 on the Tuesday after Easter, 6 on Wednesday."""
    assert DESK.due("2026-03-27T15:00Z", "2 days").isoformat() == "2026-04-08T15:00:00+01:00"


def test_never_opens():
    """A calendar that does not open on so many days is told, within a bounded search."""
    never = Weekly({}, tz="UTC")
    with pytest.raises(UsageError) as caught:
        never.due("2026-03-27T15:00Z", "2 business days")
    assert str(caught.value) == (
        "Weekly({}, tz='UTC') is not open on 2 days in the 100 years after 2026-03-27; write hours such as 'mon-fri': '09:00-17:00'"
    )
    for rule in (EndOfBusinessDay(0), CutoffRule("16:00")):
        with pytest.raises(UsageError, match="is not open on a day in the 100 years after 2026-03-27"):
            due(never, "2026-03-27T15:00Z", rule)
    once = Dates(["2026-03-27"], tz="UTC")
    assert due(once, "2030-03-27T15:00Z", BusinessDays(-1)) == instant("2026-03-27T15:00Z")
    with pytest.raises(UsageError, match="is not open on a day in the 100 years before 2026-03-27"):
        due(once, "2026-03-27T15:00Z", BusinessDays(-1))
    with pytest.raises(UsageError, match="is not open for 16:00:00 in the 100 years after"):
        due(never, "2026-03-27T15:00Z", BusinessDays(2, day="8 hours"))


def test_a_rare_day_is_found():
    """29 February of 2096 is the only opening day, seventy years on."""
    assert due(Dates(["2096-02-29"], tz="UTC"), "2026-03-27T15:00Z", EndOfBusinessDay(1)) == instant("2096-03-01T00:00Z")


@pytest.mark.parametrize("rule", [
    BusinessDays(2), BusinessDays(-2), BusinessDays(2, day="8 hours"), EndOfBusinessDay(0), EndOfBusinessDay(3), EndOfBusinessDay(-1),
    CutoffRule("16:00"), CutoffRule("16:00", next_day="10:30:15"),
])  # fmt: skip
def test_repr(rule):
    """A rule is shown as it is written."""
    assert eval(repr(rule)) == rule
    assert hash(eval(repr(rule))) == hash(rule)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: BusinessDays(1.5), "1.5 is not a whole number of business days; write 2"),
        (lambda: BusinessDays(True), "True is not a whole number of business days; write 2"),
        (lambda: BusinessDays(10**9), "1000000000 is not a whole number of business days; write 2"),
        (lambda: EndOfBusinessDay("2"), "'2' is not a whole number of business days; write 2"),
        (lambda: BusinessDays(2, day="0 hours"), "day: '0 hours' is not a length of time; write '8 hours'"),
        (lambda: BusinessDays(2, day="8 %"), "day: '8 %' is not a duration; write '2 hours' or a timedelta"),
        (lambda: CutoffRule("24:00"), "'24:00' is not a time of day; write '16:00'"),
        (lambda: CutoffRule("4 pm"), "'4 pm' is not a time of day; write '16:00'"),
        (lambda: CutoffRule("16:00", next_day=10), "10 is not a time of day; write '16:00'"),
    ],
)
def test_nonsense(make, message):
    """What is no number of days and no time of day is refused with a remedy."""
    with pytest.raises(ContractError) as caught:
        make()
    assert str(caught.value) == message
