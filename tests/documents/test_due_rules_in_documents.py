"""Due rules in documents: those that a text says are written, one of a user's own is refused."""

import pytest
from attrs import frozen

import slakit as sk
from slakit.calendars.business_day_times import StartOfBusinessDay, TimeOfBusinessDay
from slakit.calendars.due_rules import BusinessDays, CalendarDays, CutoffRule, DueRule, EndOfBusinessDay
from slakit.calendars.month_due import DayOfMonth

DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/London")


def agreed(rule):
    metric = sk.Within("cases", rule, clock=DESK, since="asked", until="replied")
    objective = sk.Objective("O", metric, "at least 90 %")
    return sk.Agreement("Desk", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", objectives=[objective])


RULES = [BusinessDays(2), BusinessDays(2, day="8 hours"), CalendarDays(3), EndOfBusinessDay(0), EndOfBusinessDay(2)]
RULES += [StartOfBusinessDay(2), TimeOfBusinessDay("16:00"), TimeOfBusinessDay("16:00", 3)]
RULES += [DayOfMonth("17:00 on the last business day", months=1), DayOfMonth("10th business day"), DayOfMonth("the 31st, or the last day")]


@pytest.mark.parametrize("rule", [*RULES, CutoffRule("26:00", next_day="10:00")])
def test_written_and_read_back(rule):
    """Each due rule that a text says is the same in a document."""
    assert sk.loads(sk.dumps(agreed(rule))) == agreed(rule)


def test_one_of_your_own_is_refused():
    """A due rule that no text says would come back as another: the error says where it is, and what may be written."""

    @frozen
    class SameEvening(DueRule):
        def due(self, calendar, t):
            return t

    for rule in (SameEvening(), CalendarDays(3, tz="Asia/Tokyo")):
        with pytest.raises(
            sk.errors.UsageError, match=r"metric.limit: .* cannot be written in a document; write a due rule that a text says"
        ):
            sk.dumps(agreed(rule))
