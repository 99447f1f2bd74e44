"""Due rules as text."""

import pytest

import slakit as sk
from slakit.calendars.business_day_times import StartOfBusinessDay, TimeOfBusinessDay
from slakit.calendars.due_rules import BusinessDays, CalendarDays, CutoffRule, DueRule, EndOfBusinessDay
from slakit.calendars.due_text import due_rule
from slakit.calendars.month_due import DayOfMonth
from slakit.calendars.weekly import Weekly
from slakit.errors import ContractError, UnitError

DESK = Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("2 business days", BusinessDays(2)),
        ("1 Business  Day", BusinessDays(1)),
        ("3 working days", BusinessDays(3)),
        ("-7 business days", BusinessDays(-7)),
        ("7 business days before", BusinessDays(-7)),
        ("2 business days of 8 hours", BusinessDays(2, day="8 hours")),
        ("2 business days of 7 h 30 min", BusinessDays(2, day="450 min")),
        ("end of the business day", EndOfBusinessDay(0)),
        ("the end of the same business day", EndOfBusinessDay(0)),
        ("by the end of the next working day", EndOfBusinessDay(1)),
        ("end of the 2nd business day", EndOfBusinessDay(2)),
        ("end of the second business day", EndOfBusinessDay(2)),
        ("end of the 7th business day before", EndOfBusinessDay(-7)),
        ("before 16:00 the same day, else 10:00 the next business day", CutoffRule("16:00", next_day="10:00")),
        ("before 16:00 on the same day, otherwise by 10:00 on the next working day", CutoffRule("16:00", next_day="10:00")),
        ("before 16:00 the same day, else the next business day", CutoffRule("16:00")),
        ("16:00 on the next business day", TimeOfBusinessDay("16:00", 1)),
        ("by 10:30 the next working day", TimeOfBusinessDay("10:30", 1)),
        ("at 09:00 of the second business day", TimeOfBusinessDay("09:00", 2)),
        ("16:00 on the same business day", TimeOfBusinessDay("16:00", 0)),
        ("12:00 on the 2nd business day before", TimeOfBusinessDay("12:00", -2)),
        ("close of business on the next business day", EndOfBusinessDay(1)),
        ("by the close of the 3rd business day", EndOfBusinessDay(3)),
        ("start of the next business day", StartOfBusinessDay(1)),
        ("by the opening of the 2nd working day", StartOfBusinessDay(2)),
    ],
)
def test_read(text, rule):
    """A text is the rule it says, and a rule's own text is read again."""
    assert due_rule(text) == rule == due_rule(str(rule)) == due_rule(rule)
    assert DESK.due("2026-03-27T15:00Z", text) == DESK.due("2026-03-27T15:00Z", rule)


@pytest.mark.parametrize("n", [1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111, -1, -12])
def test_ordinals(n):
    """11th, 12th and 13th are not 11st, 12nd and 13rd."""
    assert due_rule(str(EndOfBusinessDay(n))) == EndOfBusinessDay(n)
    assert str(EndOfBusinessDay(12)) == "end of the 12th business day"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2 busines days", "'2 busines days' is not a due rule, 'busines' is unknown; did you mean 'business'?"),
        ("2 business dais", "'2 business dais' is not a due rule, 'dais' is unknown; did you mean 'days'?"),
        ("end of the secnd business day", "'end of the secnd business day' is not a due rule, 'secnd' is unknown; did you mean 'second'?"),
        ("two business days", "'two business days' is not a due rule; write '2 business days', '2 business days of 8 hours', 'end of"),
        ("1.5 business days", "'1.5 business days' is not a due rule; write '2 business days'"),
        ("16:00 on the nxt business day", "'16:00 on the nxt business day' is not a due rule; write '2 business days'"),
        ("25:00:00:1 on the next business day", "'25:00:00:1' is not a time of day; write '16:00'"),
        ("start of the same business day", "the start of the same business day lies before what begins on it; write 'start of"),
        ("before 48:00 the same day, else 10:00 the next business day", "'48:00' is not a time of day; write '16:00'"),
        ("2 business days of 8 metres", "day: '8 metres' is not"),
    ],
)
def test_not_read(text, message):
    """What is not understood is told with the word that is wrong, by the calendar too."""
    for read in (due_rule, lambda said: DESK.due("2026-03-27T15:00Z", said)):
        with pytest.raises(ContractError) as caught:
            read(text)
        assert str(caught.value).startswith(message)


def test_lengths_of_time_are_no_rules():
    """2 days are 48 hours of open time to a calendar and no due rule; what is neither is a unit that is unknown."""
    for wrong in ("2 days", "", None, 2):
        with pytest.raises(ContractError, match="is not a due rule; write '2 business days'"):
            due_rule(wrong)
    with pytest.raises(UnitError, match="is not a quantity"):
        DESK.due("2026-03-27T15:00Z", "2 dais")


def test_every_rule_has_a_phrase():
    """A rule of the family is read back from the phrase that documents write of it."""
    rules = [BusinessDays(2), BusinessDays(2, "8 hours"), CalendarDays(3), EndOfBusinessDay(2), CutoffRule("16:00", "10:00")]
    rules += [StartOfBusinessDay(2), TimeOfBusinessDay("16:00", 2), DayOfMonth("16:00 on the last business day", 1)]
    assert {type(rule) for rule in rules} == {part for part in vars(sk.due_rules).values() if isinstance(part, type)} - {DueRule}
    assert [due_rule(str(rule)) for rule in rules] == rules
