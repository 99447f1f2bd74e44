"""slakit: any service level agreement in, a statement out.

Data takes one way through the library, and its folders are the stops, in order:

    document -> Agreement -> Reading -> Tally -> Measure -> Verdict -> Penalty -> Statement -> report
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slakit.agreements.agreement import Agreement
    from slakit.agreements.amendment import Amendment
    from slakit.agreements.exclusion import Exclusion
    from slakit.agreements.lifecycle import Lifecycle
    from slakit.agreements.log import Log
    from slakit.agreements.objective import Objective
    from slakit.agreements.party import Party
    from slakit.calendars.always import ALWAYS
    from slakit.calendars.base import Calendar
    from slakit.calendars.dates import Dates
    from slakit.calendars.due_rules import BusinessDays, CalendarDays, CutoffRule, DueRule, EndOfBusinessDay
    from slakit.calendars.due_text import due_rule
    from slakit.calendars.holidays import Holidays
    from slakit.calendars.icalendar import ICalendar
    from slakit.calendars.recurring import Recurring
    from slakit.calendars.weekly import Weekly
    from slakit.documents.files import dump, dumps, load, loads
    from slakit.documents.vocabulary import STANDARD
    from slakit.engine.evaluate import evaluate
    from slakit.engine.monitor import Deadline, Monitor
    from slakit.errors import ContractError, MissingExtra, RecordError, SlakitError, UnitError, UsageError
    from slakit.metrics.amounts.count_total import Count, Total
    from slakit.metrics.amounts.distinct import Distinct
    from slakit.metrics.amounts.gauge import Gauge
    from slakit.metrics.amounts.growth import Growth
    from slakit.metrics.amounts.mean import Mean
    from slakit.metrics.amounts.mean_ratio import MeanRatio
    from slakit.metrics.amounts.peak import Peak, Trough
    from slakit.metrics.amounts.rate import Rate
    from slakit.metrics.amounts.share import Share
    from slakit.metrics.amounts.throughput import Throughput
    from slakit.metrics.availability.coverage import Coverage
    from slakit.metrics.availability.downtime import Downtime
    from slakit.metrics.availability.slices import Slices
    from slakit.metrics.availability.uptime import Uptime
    from slakit.metrics.base import Metric
    from slakit.metrics.checks.checks import Checks
    from slakit.metrics.compound.choice import Best, Worst, best, worst
    from slakit.metrics.compound.gated import Gated
    from slakit.metrics.function import metric
    from slakit.metrics.measure import Measure
    from slakit.metrics.record import CLEARED
    from slakit.metrics.timers.approved import Approved
    from slakit.metrics.timers.elapsed import Elapsed, Lateness, Within
    from slakit.metrics.timers.on_schedule import OnSchedule
    from slakit.metrics.timers.on_time import OnTime
    from slakit.penalties.base import Case, PenaltyRule
    from slakit.penalties.bases.credit_base import Average, CreditBase, Fee, FixedAmount, RecordedAmount
    from slakit.penalties.bases.factors import Factor, Failures, LookupNumber, MeasuredNumber, RecordedNumber, Shortfall
    from slakit.penalties.penalty import Penalty
    from slakit.penalties.prior_line import PriorLine
    from slakit.penalties.rules.accrual import Accrual
    from slakit.penalties.rules.bonus import Bonus
    from slakit.penalties.rules.flat import Flat, PerBreach, Unreported
    from slakit.penalties.rules.function import penalty
    from slakit.penalties.rules.linear import Linear
    from slakit.penalties.rules.multiple import Multiple
    from slakit.penalties.rules.pool import Pool
    from slakit.penalties.rules.product import Product
    from slakit.penalties.rules.ratchet import Ratchet
    from slakit.penalties.rules.rights import Right
    from slakit.penalties.settlement.cap import Cap
    from slakit.penalties.settlement.claims import Claims, ClaimStage
    from slakit.penalties.settlement.convert import Convert, PointsTable
    from slakit.penalties.settlement.minimums import MinimumDeduction, MinimumPayout
    from slakit.penalties.settlement.offsets import BonusBank, EarnBack, Offset
    from slakit.penalties.settlement.only_largest import OnlyLargest
    from slakit.penalties.settlement.rounding import Round
    from slakit.penalties.settlement.settlement import Settlement
    from slakit.penalties.settlement.settlement_items import LineAmount, SettlementContext
    from slakit.penalties.settlement.step import Step
    from slakit.penalties.settlement.weighted_pool import WeightedPool
    from slakit.penalties.tables.by_level import ByLevel
    from slakit.penalties.tables.ranges import Ranges
    from slakit.penalties.tables.tiered import Tiered
    from slakit.readers.csv import read_csv
    from slakit.readers.events.log import read_events, read_log
    from slakit.readers.jsonl import read_jsonl
    from slakit.readers.read import read
    from slakit.readers.xlsx import read_xlsx
    from slakit.statements.closed import ClosedStatement
    from slakit.statements.difference import Difference, difference
    from slakit.statements.line import Line
    from slakit.statements.statement import Statement
    from slakit.targets.levels import Levels
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
    "CLEARED",
    "STANDARD",
    "Accrual",
    "Agreement",
    "Amendment",
    "Approved",
    "Average",
    "Best",
    "Bonus",
    "BonusBank",
    "BusinessDays",
    "ByLevel",
    "Calendar",
    "CalendarDays",
    "Cap",
    "Case",
    "Checks",
    "ClaimStage",
    "Claims",
    "ClosedStatement",
    "ContractError",
    "Convert",
    "Count",
    "Coverage",
    "CreditBase",
    "CutoffRule",
    "Dates",
    "Deadline",
    "Difference",
    "Distinct",
    "Downtime",
    "DueRule",
    "EarnBack",
    "Elapsed",
    "EndOfBusinessDay",
    "Exclusion",
    "Factor",
    "Failures",
    "Fee",
    "FixedAmount",
    "Flat",
    "Gated",
    "Gauge",
    "Growth",
    "Holidays",
    "ICalendar",
    "Lateness",
    "Levels",
    "Lifecycle",
    "Line",
    "LineAmount",
    "Linear",
    "Log",
    "LookupNumber",
    "Mean",
    "MeanRatio",
    "Measure",
    "MeasuredNumber",
    "Metric",
    "MinimumDeduction",
    "MinimumPayout",
    "MissingExtra",
    "Money",
    "Monitor",
    "Multiple",
    "Objective",
    "Offset",
    "OnSchedule",
    "OnTime",
    "OnlyLargest",
    "Outcome",
    "Party",
    "Peak",
    "Penalty",
    "PenaltyRule",
    "PerBreach",
    "Period",
    "PointsTable",
    "Pool",
    "PriorLine",
    "Product",
    "Quantity",
    "Ranges",
    "Ratchet",
    "Rate",
    "RecordError",
    "RecordedAmount",
    "RecordedNumber",
    "Recurring",
    "Right",
    "Round",
    "Settlement",
    "SettlementContext",
    "Share",
    "Shortfall",
    "SlakitError",
    "Slices",
    "Span",
    "Spans",
    "Statement",
    "Step",
    "Target",
    "Throughput",
    "Tiered",
    "Total",
    "Trough",
    "UnitError",
    "Unreported",
    "Uptime",
    "UsageError",
    "Verdict",
    "Weekly",
    "WeightedPool",
    "Window",
    "Within",
    "Worst",
    "at_least",
    "at_most",
    "best",
    "between",
    "daily",
    "difference",
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
    "read",
    "read_csv",
    "read_events",
    "read_jsonl",
    "read_log",
    "read_xlsx",
    "rolling",
    "target",
    "weekly",
    "whole_term",
    "window",
    "worst",
    "yearly",
]

_PLACES = {  # where each public name is defined; it is loaded when it is first asked for, so that an import costs next to nothing
    "agreements.agreement": "Agreement",
    "agreements.amendment": "Amendment",
    "agreements.exclusion": "Exclusion",
    "agreements.objective": "Objective",
    "agreements.party": "Party",
    "calendars.always": "ALWAYS",
    "calendars.base": "Calendar",
    "calendars.dates": "Dates",
    "calendars.due_text": "due_rule",
    "calendars.due_rules": "BusinessDays CalendarDays Cutoff DueRule EndOfBusinessDay",
    "calendars.holidays": "Holidays",
    "calendars.icalendar": "ICalendar",
    "calendars.recurring": "Recurring",
    "calendars.weekly": "Weekly",
    "documents.files": "dump dumps load loads",
    "documents.vocabulary": "STANDARD",
    "engine.evaluate": "evaluate",
    "engine.monitor": "Deadline Monitor",
    "errors": "ContractError MissingExtra RecordError SlakitError UnitError UsageError",
    "metrics.timers.approved": "Approved",
    "metrics.base": "Metric",
    "metrics.checks.checks": "Checks",
    "metrics.compound.choice": "Best Worst best worst",
    "metrics.availability.coverage": "Coverage",
    "metrics.amounts.distinct": "Distinct",
    "metrics.availability.downtime": "Downtime",
    "metrics.amounts.mean_ratio": "MeanRatio",
    "metrics.timers.elapsed": "Elapsed Lateness Within",
    "metrics.function": "metric",
    "metrics.compound.gated": "Gated",
    "metrics.amounts.growth": "Growth",
    "metrics.amounts.gauge": "Gauge",
    "metrics.amounts.mean": "Mean",
    "metrics.measure": "Measure",
    "metrics.record": "CLEARED",
    "metrics.amounts.peak": "Peak Trough",
    "metrics.timers.on_time": "OnTime",
    "metrics.amounts.rate": "Rate",
    "metrics.timers.on_schedule": "OnSchedule",
    "metrics.amounts.share": "Share",
    "metrics.availability.slices": "Slices",
    "metrics.amounts.throughput": "Throughput",
    "metrics.availability.uptime": "Uptime",
    "metrics.amounts.count_total": "Count Total",
    "penalties.rules.accrual": "Accrual",
    "penalties.base": "Case PenaltyRule",
    "penalties.bases.credit_base": "Average Base Fed Fee Fixed",
    "penalties.rules.bonus": "Bonus",
    "penalties.tables.by_level": "ByLevel",
    "penalties.settlement.claims": "Claims Stage",
    "penalties.settlement.settlement_items": "Bill Due",
    "penalties.bases.factors": "Factor Failures FedNumber Measured Shortfall Stepped",
    "penalties.rules.flat": "Flat PerBreach Unreported",
    "penalties.rules.function": "penalty",
    "penalties.prior_line": "PriorLine",
    "penalties.rules.linear": "Linear",
    "penalties.rules.multiple": "Multiple",
    "penalties.penalty": "Penalty",
    "penalties.rules.pool": "Pool",
    "penalties.rules.product": "Product",
    "penalties.tables.ranges": "Ranges",
    "penalties.rules.ratchet": "Ratchet",
    "penalties.rules.rights": "Right",
    "penalties.settlement.settlement": "Settlement",
    "penalties.settlement.cap": "Cap",
    "penalties.settlement.convert": "Convert PointsTable",
    "penalties.settlement.offsets": "Bank EarnBack Offset",
    "penalties.settlement.only_largest": "OnlyLargest",
    "penalties.settlement.minimums": "MinimumDeduction Smallest",
    "penalties.settlement.weighted_pool": "WeightedPool",
    "penalties.settlement.rounding": "Round",
    "penalties.settlement.step": "Step",
    "penalties.tables.tiered": "Tiered",
    "readers.csv": "read_csv",
    "agreements.lifecycle": "Lifecycle",
    "agreements.log": "Log",
    "readers.events.log": "read_events read_log",
    "readers.jsonl": "read_jsonl",
    "readers.read": "read",
    "readers.xlsx": "read_xlsx",
    "statements.closed": "ClosedStatement",
    "statements.difference": "Difference difference",
    "statements.line": "Line",
    "statements.statement": "Statement",
    "targets.levels": "Levels",
    "targets.phrases": "at_least at_most between exactly less_than more_than target",
    "targets.target": "Target",
    "targets.verdict": "Outcome Verdict",
    "timeline.span": "Span",
    "timeline.spans": "Spans",
    "values.money": "Money money",
    "values.quantity": "Quantity quantity",
    "windows.base": "Window",
    "windows.period": "Period",
    "windows.window": "daily every monthly quarterly rolling weekly whole_term window yearly",
}
_MODULES = {name: module for module, names in _PLACES.items() for name in names.split()}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """A public name, loaded the first time."""
        if name not in _MODULES:
            raise AttributeError(f"module 'slakit' has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(f"slakit.{_MODULES[name]}"), name)
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
