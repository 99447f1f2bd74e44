"""When something is due that is not a length of open time; DueRule is the class to write one's own."""

from slakit.calendars.due_rules import BusinessDays as BusinessDays
from slakit.calendars.due_rules import CalendarDays as CalendarDays
from slakit.calendars.due_rules import CutoffRule as CutoffRule
from slakit.calendars.due_rules import DueRule as DueRule
from slakit.calendars.due_rules import EndOfBusinessDay as EndOfBusinessDay
from slakit.calendars.due_text import due_rule as due_rule
