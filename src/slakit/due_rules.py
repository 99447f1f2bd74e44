"""Due times that are not a length of open time; DueRule is the class to write one's own."""

from slakit.calendars.business_day_times import StartOfBusinessDay as StartOfBusinessDay, TimeOfBusinessDay as TimeOfBusinessDay
from slakit.calendars.due_rules import (
    BusinessDays as BusinessDays,
    CalendarDays as CalendarDays,
    CutoffRule as CutoffRule,
    DueRule as DueRule,
    EndOfBusinessDay as EndOfBusinessDay,
)
from slakit.calendars.due_text import due_rule as due_rule
from slakit.calendars.month_due import DayOfMonth as DayOfMonth
