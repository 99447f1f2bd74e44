"""Due rules that name a day of a month: figures from the calendar of 2026, by hand (docs/numbers.md C8)."""

import pytest
from hypothesis import assume, given, settings, strategies as st
from test_calendar_laws import worlds

import slakit as sk
from slakit.calendars.due_text import due_rule
from slakit.calendars.month_due import DayOfMonth
from slakit.timeline.instants import MINUTE

HOURS = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/London")
DESK = HOURS - sk.Dates(["2026-05-25", "2026-12-25", "2026-12-31"], tz="Europe/London")
LAST = "17:00 on the last business day of the month"


@pytest.mark.parametrize(
    ("text", "since", "due"),
    [
        (LAST, "2026-01-12T10:00Z", "2026-01-30T17:00:00+00:00"),  # the 31st is a Saturday
        (LAST, "2026-01-30T16:59:59Z", "2026-01-30T17:00:00+00:00"),
        (LAST, "2026-01-30T17:00Z", "2026-02-27T17:00:00+00:00"),  # that moment is over; 28 February is a Saturday
        (LAST, "2026-03-02T10:00Z", "2026-03-31T17:00:00+01:00"),  # after the clocks went forward on the 29th
        (LAST, "2026-12-01T10:00Z", "2026-12-30T17:00:00+00:00"),  # the 31st is a holiday here
        ("17:00 on the last business day of the next month", "2026-01-31T23:59Z", "2026-02-27T17:00:00+00:00"),
        ("10th business day of the next month", "2026-01-31T12:00Z", "2026-02-13T17:00:00+00:00"),  # 2 to 6 and 9 to 13 February
        ("on the 10th business day of the next month", "2026-11-30T12:00Z", "2026-12-14T17:00:00+00:00"),  # from Tuesday the 1st on
        ("1st business day of the next month", "2026-04-02T12:00Z", "2026-05-01T17:00:00+01:00"),
        ("by the end of the first working day of the following month", "2026-04-02T12:00Z", "2026-05-01T17:00:00+01:00"),
        ("15th business day of the month", "2026-05-04T12:00Z", "2026-05-21T17:00:00+01:00"),  # 1, 4-8, 11-15, 18-21 May
        ("by the 5th of the next month", "2026-03-15T12:00Z", "2026-04-05T23:59:59.999999+01:00"),
        ("12:00 on the 15th of the month", "2026-03-15T11:59Z", "2026-03-15T12:00:00+00:00"),
        ("12:00 on the 15th of the month", "2026-03-15T12:00Z", "2026-04-15T12:00:00+01:00"),
        ("12:00 on the 31st of the month, or the last day", "2026-02-10T12:00Z", "2026-02-28T12:00:00+00:00"),
        ("10:00 on the 1st business day of the 2nd month after", "2026-01-15T12:00Z", "2026-03-02T10:00:00+00:00"),
        ("02:30 on the 29th of the month, or the last day", "2026-03-28T12:00Z", "2026-03-29T03:30:00+02:00"),  # in Berlin a gap
    ],
)
def test_due(text, since, due):
    """By the month of the day that something begins on, as the calendar has it."""
    calendar = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/Berlin") if due.endswith("+02:00") else DESK
    assert calendar.due(since, text).isoformat() == due
    assert due_rule(str(due_rule(text))) == due_rule(text)


def test_a_fifteenth_business_day_that_a_month_does_not_have_is_its_last():
    """A desk that is open on Mondays alone has four in February: the 15th of them is the last, the 23rd."""
    mondays = sk.Weekly({"mon": "09:00-17:00"}, tz="UTC")
    assert mondays.due("2026-02-03T12:00Z", "15th business day of the month").isoformat() == "2026-02-23T17:00:00+00:00"


def test_a_month_without_a_business_day_is_passed_over():
    """Open on the dates of January and March alone: what begins in February is due in March."""
    days = sk.Weekly({}, tz="UTC", dated={"2026-01-05": "09:00-17:00", "2026-03-10": "09:00-12:00"})
    assert days.due("2026-02-03T12:00Z", "last business day of the month").isoformat() == "2026-03-10T12:00:00+00:00"
    assert days.due("2026-01-03T12:00Z", "last business day of the next month").isoformat() == "2026-03-10T12:00:00+00:00"


def test_in_python():
    """The object and its text, which documents have."""
    rule = DayOfMonth("17:00 on the last business day", months=1)
    assert (str(rule), repr(rule)) == (
        "17:00 on the last business day of the next month",
        "DayOfMonth('17:00 on the last business day of the month', 1)",
    )
    assert sk.due_rules.DayOfMonth is DayOfMonth
    assert str(DayOfMonth("the 31st, or the last day")) == "31st of the month, or the last day"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("17:00 on the 31st of the month", "is not a day that every month has; write 'the 31st, or the last day'"),
        ("17:00 on the 20th business day of the month", "20 is not a day that every month has, 1 to 15"),
        ("27:77 on the last business day of the month", "is not a time of day"),
        ("17:00 on the last business dai of the month", "is not a due rule"),
    ],
)
def test_what_no_month_has(text, problem):
    """It is refused with what to write."""
    with pytest.raises(sk.errors.ContractError, match=problem):
        due_rule(text)
    with pytest.raises(sk.errors.ContractError, match="months=-1 is not a whole number from 0 on"):
        DayOfMonth("last business day", months=-1)


@settings(max_examples=100, deadline=None)
@given(worlds(), st.integers(-40 * 1440, 40 * 1440), st.integers(0, 3), st.sampled_from(["last", "1st", "7th"]))
def test_never_before_its_start_and_later_months_are_later(world, minute, months, which):
    """What begins later is due no earlier, and a rule of a later month is due later."""
    calendar, week, _, _, at = world
    assume(any(week))
    t = at + minute * MINUTE
    rule, later = (DayOfMonth(f"{which} business day", months=n) for n in (months, months + 1))
    assert t < rule.due(calendar, t) <= later.due(calendar, t)
    assert rule.due(calendar, t) <= rule.due(calendar, t + 1440 * MINUTE)


def test_a_promise_in_a_document():
    """The report of a month, due at five on its last working day, by the calendar of the office and not by that of the clock."""
    agreement = sk.loads("""
name = "Agency"
provider = "P"
customer = "C"
term = ["2026-01-01", "2027-01-01"]
timezone = "Europe/London"

[calendars]
office = { is = "weekly", hours = { mon-fri = "09:00-17:00" }, tz = "Europe/London" }

[[objectives]]
name = "Report"
target = "at least 100 %"

[objectives.metric]
is = "within"
stream = "reports"
limit = "17:00 on the last business day of the month"
due_on = "office"
since = "begun"
until = "sent"

[[objectives]]
name = "Invoice"
target = "at most 0 min"

[objectives.metric]
is = "lateness"
stream = "reports"
limit = { a = "10th business day of the next month", b = "the 5th of the next month" }
limit_by = "kind"
due_on = "office"
since = "begun"
until = "sent"
""")
    assert sk.loads(sk.dumps(agreement)) == agreement
    rows = [{"begun": "2026-01-05T09:00Z", "sent": f"2026-01-30T17:00:0{n}Z", "kind": "b"} for n in (0, 1)]  # Friday the 30th
    rows += [{"begun": "2026-01-05T09:00Z", "sent": "2026-02-13T18:00Z", "kind": "a"}]  # an hour late
    rows += [{"begun": "2026-01-05T09:00Z", "sent": "2026-02-06T02:00Z", "kind": "b"}]  # two hours and a microsecond late
    statement = sk.evaluate(agreement, {"reports": rows})
    assert statement.line("Report", period="2026-01").measure.value == sk.quantity("25 %").base
    assert statement.line("Invoice", period="2026-01").measure.value == sk.quantity("3 hours").base + 1


def test_duties_that_come_back_at_a_time_of_the_day():
    """Reports by 17:00 on the last business day: Friday 30 January in time, and 27 February a second late: 1 of 2."""
    metric = sk.OnSchedule("reports", due=LAST, due_on=DESK, done="sent")
    assert repr(metric.due) == repr(LAST)
    objective = sk.Objective("O", metric, "at least 90 %", window="whole term")
    agreement = sk.Agreement(
        "A", provider="P", customer="C", term=("2026-01-01", "2026-03-01"), timezone="Europe/London", objectives=[objective]
    )
    rows = [{"sent": "2026-01-30T17:00Z"}, {"sent": "2026-02-27T17:00:01Z"}]
    measure = sk.evaluate(agreement, {"reports": rows}).line("O").measure
    assert (measure.part, measure.whole) == (1, 2)
    assert sk.loads(sk.dumps(agreement)) == agreement


def test_a_time_of_a_day_that_is_rolled_keeps_the_time():
    """12:00 on the 28th: in March 2026 a Saturday, rolled to Monday the 30th, 12:00 of summer time."""
    metric = sk.OnSchedule("reports", due="12:00 on the 28th of each month", due_on=DESK, done="sent")
    objective = sk.Objective("O", metric, "at least 90 %", window="whole term")
    agreement = sk.Agreement(
        "A", provider="P", customer="C", term=("2026-03-10", "2026-04-01"), timezone="Europe/London", objectives=[objective]
    )
    for sent, met in (("2026-03-30T11:00Z", 1), ("2026-03-30T11:00:01Z", 0)):
        assert sk.evaluate(agreement, {"reports": [{"sent": sent}]}).line("O").measure.value == met
