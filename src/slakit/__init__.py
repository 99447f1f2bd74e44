"""slakit: any service level agreement in, a statement out.

Data takes one way through the library, and its folders are the stops, in order:

    document -> Agreement -> Reading -> Tally -> Measure -> Verdict -> Penalty -> Statement -> report
"""

from slakit.agreements.agreement import Agreement
from slakit.agreements.exclusion import Exclusion
from slakit.agreements.objective import Objective
from slakit.agreements.party import Party
from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.calendars.dates import Dates
from slakit.calendars.due_text import due_rule
from slakit.calendars.dues import BusinessDays, Cutoff, DueRule, EndOfBusinessDay
from slakit.calendars.holidays import Holidays
from slakit.calendars.icalendar import ICalendar
from slakit.calendars.recurring import Recurring
from slakit.calendars.weekly import Weekly
from slakit.documents.files import dump, dumps, load, loads
from slakit.documents.vocabulary import STANDARD
from slakit.engine.evaluate import evaluate
from slakit.engine.monitor import Deadline, Monitor
from slakit.errors import ContractError, MissingExtra, RecordError, SlakitError, UnitError, UsageError
from slakit.metrics.approval import Approved
from slakit.metrics.base import Metric
from slakit.metrics.checks import Checks
from slakit.metrics.choice import Best, Worst, best, worst
from slakit.metrics.coverage import Coverage
from slakit.metrics.distinct import Distinct
from slakit.metrics.each_ratio import EachRatio
from slakit.metrics.elapsed import Elapsed, Lateness, Within
from slakit.metrics.function import metric
from slakit.metrics.gate import Gated
from slakit.metrics.growth import Growth
from slakit.metrics.level import Level
from slakit.metrics.measure import Measure
from slakit.metrics.peak import Peak, Trough
from slakit.metrics.punctual import OnTime
from slakit.metrics.rate import Rate
from slakit.metrics.schedule import OnSchedule
from slakit.metrics.share import Share
from slakit.metrics.slices import Slices
from slakit.metrics.throughput import Throughput
from slakit.metrics.uptime import Uptime
from slakit.metrics.volume import Count, Total
from slakit.penalties.base import Case, PenaltyRule
from slakit.penalties.bases import Average, Base, Fed, Fee
from slakit.penalties.bonus import Bonus
from slakit.penalties.flat import Flat, PerBreach
from slakit.penalties.function import penalty
from slakit.penalties.history import Earlier
from slakit.penalties.linear import Linear
from slakit.penalties.penalty import Penalty
from slakit.penalties.settlement import Settlement
from slakit.penalties.tiered import Tiered
from slakit.readers.csv import read_csv
from slakit.readers.events.lifecycle import Lifecycle
from slakit.readers.events.log import read_events
from slakit.readers.jsonl import read_jsonl
from slakit.statements.line import Line
from slakit.statements.statement import Statement
from slakit.targets.phrases import at_least, at_most, between, exactly, less_than, more_than, target
from slakit.targets.target import Target
from slakit.targets.verdict import Outcome, Verdict
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans
from slakit.values.money import Money, money
from slakit.values.quantity import Quantity, quantity
from slakit.windows.base import Window
from slakit.windows.period import Period
from slakit.windows.window import daily, every, monthly, quarterly, rolling, weekly, whole_term, window, yearly

__all__ = [
    "ALWAYS",
    "STANDARD",
    "Agreement",
    "Approved",
    "Average",
    "Base",
    "Best",
    "Bonus",
    "BusinessDays",
    "Calendar",
    "Case",
    "Checks",
    "ContractError",
    "Count",
    "Coverage",
    "Cutoff",
    "Dates",
    "Deadline",
    "Distinct",
    "DueRule",
    "EachRatio",
    "Earlier",
    "Elapsed",
    "EndOfBusinessDay",
    "Exclusion",
    "Fed",
    "Fee",
    "Flat",
    "Gated",
    "Growth",
    "Holidays",
    "ICalendar",
    "Lateness",
    "Level",
    "Lifecycle",
    "Line",
    "Linear",
    "Measure",
    "Metric",
    "MissingExtra",
    "Money",
    "Monitor",
    "Objective",
    "OnSchedule",
    "OnTime",
    "Outcome",
    "Party",
    "Peak",
    "Penalty",
    "PenaltyRule",
    "PerBreach",
    "Period",
    "Quantity",
    "Rate",
    "RecordError",
    "Recurring",
    "Settlement",
    "Share",
    "SlakitError",
    "Slices",
    "Span",
    "Spans",
    "Statement",
    "Target",
    "Throughput",
    "Tiered",
    "Total",
    "Trough",
    "UnitError",
    "Uptime",
    "UsageError",
    "Verdict",
    "Weekly",
    "Window",
    "Within",
    "Worst",
    "at_least",
    "at_most",
    "best",
    "between",
    "daily",
    "due_rule",
    "dump",
    "dumps",
    "evaluate",
    "every",
    "exactly",
    "less_than",
    "load",
    "loads",
    "metric",
    "money",
    "monthly",
    "more_than",
    "penalty",
    "quantity",
    "quarterly",
    "read_csv",
    "read_events",
    "read_jsonl",
    "rolling",
    "target",
    "weekly",
    "whole_term",
    "window",
    "worst",
    "yearly",
]
