from slakit import (
    analyses as analyses,
    bases as bases,
    bundles as bundles,
    charts as charts,
    due_rules as due_rules,
    duties as duties,
    errors as errors,
    factors as factors,
    files as files,
    kpis as kpis,
    logs as logs,
    openslo as openslo,
    readings as readings,
    rules as rules,
    steps as steps,
    stores as stores,
    testing as testing,
    types as types,
)
from slakit.agreements.agreement import Agreement as Agreement
from slakit.agreements.exclusion import Exclusion as Exclusion
from slakit.agreements.objective import Objective as Objective
from slakit.agreements.party import Party as Party
from slakit.analysis.checks.check import check as check
from slakit.analysis.diffs.diff import diff as diff
from slakit.calendars.always import ALWAYS as ALWAYS
from slakit.calendars.dates import Dates as Dates
from slakit.calendars.holidays import Holidays as Holidays
from slakit.calendars.icalendar import ICalendar as ICalendar
from slakit.calendars.recurring import Recurring as Recurring
from slakit.calendars.weekly import Weekly as Weekly
from slakit.documents.load_dump import dump as dump, dumps as dumps, load as load, loads as loads
from slakit.documents.schema import schema as schema
from slakit.documents.vocabulary import STANDARD as STANDARD
from slakit.engine.evaluate import evaluate as evaluate
from slakit.engine.monitor import Monitor as Monitor
from slakit.metrics.amounts.count_total import Count as Count, Total as Total
from slakit.metrics.amounts.mean import Mean as Mean
from slakit.metrics.amounts.peak import Peak as Peak
from slakit.metrics.amounts.rate import Rate as Rate
from slakit.metrics.amounts.share import Share as Share
from slakit.metrics.amounts.throughput import Throughput as Throughput
from slakit.metrics.availability.coverage import Coverage as Coverage
from slakit.metrics.availability.downtime import Downtime as Downtime
from slakit.metrics.availability.slices import Slices as Slices
from slakit.metrics.availability.uptime import Uptime as Uptime
from slakit.metrics.base import Metric as Metric
from slakit.metrics.checks.checks import Checks as Checks
from slakit.metrics.compound.choice import best as best, worst as worst
from slakit.metrics.function import metric as metric
from slakit.metrics.timers.approved import Approved as Approved
from slakit.metrics.timers.elapsed import Elapsed as Elapsed, Within as Within
from slakit.metrics.timers.lateness import Lateness as Lateness
from slakit.metrics.timers.on_schedule import OnSchedule as OnSchedule
from slakit.metrics.timers.on_time import OnTime as OnTime
from slakit.penalties.base import PenaltyRule as PenaltyRule
from slakit.penalties.rules.bonus import Bonus as Bonus
from slakit.penalties.rules.flat import Flat as Flat, PerBreach as PerBreach
from slakit.penalties.rules.function import penalty as penalty
from slakit.penalties.rules.linear import Linear as Linear
from slakit.penalties.rules.right import Right as Right
from slakit.penalties.settlement.claims import Claims as Claims
from slakit.penalties.settlement.settlement import Settlement as Settlement
from slakit.penalties.tables.ranges import Ranges as Ranges
from slakit.penalties.tables.tiered import Tiered as Tiered
from slakit.readers.read import read as read
from slakit.reports.base import REPORTS as REPORTS
from slakit.statements.closed import difference as difference
from slakit.statements.statement import Statement as Statement
from slakit.targets.levels import Levels as Levels
from slakit.targets.phrases import (
    at_least as at_least,
    at_most as at_most,
    between as between,
    exactly as exactly,
    less_than as less_than,
    more_than as more_than,
    target as target,
)
from slakit.targets.target import Target as Target
from slakit.targets.verdict import Outcome as Outcome
from slakit.timeline.span import Span as Span
from slakit.values.money import money as money
from slakit.values.quantity import quantity as quantity
from slakit.windows.base import Window as Window
from slakit.windows.window import (
    daily as daily,
    every as every,
    monthly as monthly,
    quarterly as quarterly,
    rolling as rolling,
    weekly as weekly,
    whole_term as whole_term,
    window as window,
    yearly as yearly,
)
