"""The types of what rules, targets, monitors and statements take and give, for annotations."""

from slakit.agreements.amendment import Amendment as Amendment
from slakit.analysis.checks.finding import Finding as Finding, Witness as Witness
from slakit.analysis.diffs.diff import Diff as Diff
from slakit.analysis.payoffs.edge import Edge as Edge
from slakit.analysis.payoffs.payoff import Payoff as Payoff
from slakit.calendars.base import Calendar as Calendar
from slakit.metrics.compound.choice import Best as Best, Worst as Worst
from slakit.penalties.case import Case as Case
from slakit.penalties.penalty import Penalty as Penalty
from slakit.reports.base import Report as Report
from slakit.statements.closed import ClosedStatement as ClosedStatement
from slakit.statements.deadline import Deadline as Deadline
from slakit.statements.difference import Difference as Difference
from slakit.statements.line import Line as Line
from slakit.statements.selection import Lines as Lines
from slakit.targets.verdict import Verdict as Verdict
from slakit.timeline.spans import Spans as Spans
from slakit.values.money import Money as Money
from slakit.values.quantity import Quantity as Quantity
from slakit.windows.period import Period as Period
