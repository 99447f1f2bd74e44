"""slakit: any service level agreement in, a statement out.

Data takes one way through the library, and its folders are the stops, in order:

    document -> Agreement -> Reading -> Tally -> Measure -> Verdict -> Penalty -> Statement -> report
"""

from slakit.agreements.agreement import Agreement
from slakit.agreements.objective import Objective
from slakit.agreements.party import Party
from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.calendars.dates import Dates
from slakit.calendars.recurring import Recurring
from slakit.calendars.weekly import Weekly
from slakit.documents.files import dump, dumps, load, loads
from slakit.documents.vocabulary import STANDARD
from slakit.engine.evaluate import evaluate
from slakit.engine.monitor import Deadline, Monitor
from slakit.errors import ContractError, MissingExtra, RecordError, SlakitError, UnitError, UsageError
from slakit.metrics.base import Metric
from slakit.metrics.elapsed import Elapsed, Within
from slakit.metrics.function import metric
from slakit.metrics.measure import Measure
from slakit.metrics.punctual import OnTime
from slakit.metrics.share import Share
from slakit.metrics.uptime import Uptime
from slakit.metrics.volume import Count, Total
from slakit.penalties.base import Case, PenaltyRule
from slakit.penalties.flat import Flat, PerBreach
from slakit.penalties.function import penalty
from slakit.penalties.linear import Linear
from slakit.penalties.penalty import Penalty
from slakit.penalties.settlement import Settlement
from slakit.penalties.tiered import Tiered
from slakit.readers.csv import read_csv
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
    "Calendar",
    "Case",
    "ContractError",
    "Count",
    "Dates",
    "Deadline",
    "Elapsed",
    "Flat",
    "Line",
    "Linear",
    "Measure",
    "Metric",
    "MissingExtra",
    "Money",
    "Monitor",
    "Objective",
    "OnTime",
    "Outcome",
    "Party",
    "Penalty",
    "PenaltyRule",
    "PerBreach",
    "Period",
    "Quantity",
    "RecordError",
    "Recurring",
    "Settlement",
    "Share",
    "SlakitError",
    "Span",
    "Spans",
    "Statement",
    "Target",
    "Tiered",
    "Total",
    "UnitError",
    "Uptime",
    "UsageError",
    "Verdict",
    "Weekly",
    "Window",
    "Within",
    "at_least",
    "at_most",
    "between",
    "daily",
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
    "read_jsonl",
    "rolling",
    "target",
    "weekly",
    "whole_term",
    "window",
    "yearly",
]
