"""The payment of a promise at a figure, without any records: its rule is asked for a period of the contract.

A rule is asked at one figure between each two of its edges, and not followed as `analysis/payoffs` follows it: checks want figures that
records can give, and many of them, and to follow the rules of the shipped contracts takes four times as long as to ask them (0.24 s and
0.06 s for 58 rules). Following is exact for the amounts of every measure, asking is enough to see what a table, a cap or a step does.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from slakit.analysis.checks.contract import Promise
from slakit.analysis.checks.figures import Region, figures, regions
from slakit.errors import SlakitError
from slakit.metrics.measure import Measure
from slakit.metrics.reading import Reading
from slakit.metrics.tallies.sums import Sums
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.value_kinds.record_values import Number
from slakit.penalties.amounts import Amounts
from slakit.penalties.base import PenaltyRule
from slakit.penalties.bases.credit import Credit
from slakit.penalties.bases.credit_base import CreditBase, Less, Missing
from slakit.penalties.case import Case
from slakit.penalties.composite import Composite
from slakit.penalties.penalty import Penalty
from slakit.penalties.prior_line import PriorLine
from slakit.penalties.rules.accrual import Accrual
from slakit.penalties.rules.flat import PerBreach
from slakit.penalties.rules.linear import Linear
from slakit.penalties.tables.tiered import Tiered
from slakit.targets.verdict import Outcome, Verdict
from slakit.timeline.instants import DAY
from slakit.values.money import Money
from slakit.values.units import unit
from slakit.windows.period import Period

RECORDED = 1_000  # what a base or a factor reads, where the contract alone does not say
MISSES = 36  # the periods in a row that were missed before
FAILURES = 1_000_000  # single failures, where a rule counts them


@frozen
class Paid:
    """The payment of a rule at one figure, and whether that met the target."""

    figure: Fraction | None
    met: bool
    penalty: Penalty

    @property
    def size(self) -> Fraction:
        """The amount, of whatever kind it is: money, or else what is owed in kind."""
        if self.penalty.credit:
            return self.penalty.credit.exact
        return sum((part.base for part in self.penalty.units), Fraction(0))


def paid(
    promise: Promise,
    period: Period,
    figure: Fraction | None,
    rule: PenaltyRule | None = None,
    failures: int = FAILURES,
    misses: int = MISSES,
) -> Paid | None:
    """Return what is owed at a figure after so many misses; None where that cannot be worked out without records."""
    objective = promise.objective
    rule = rule or objective.penalty
    if rule is None:
        return None
    try:
        verdict = _judged(promise, figure, failures)
        return Paid(figure, verdict.outcome is Outcome.MET, rule.assess(_case(promise, period, verdict, misses)))
    except (Missing, SlakitError, ArithmeticError):
        return None


def _judged(promise: Promise, figure: Fraction | None, failures: int = FAILURES) -> Verdict:
    metric = promise.objective.metric
    if figure is None:
        return Verdict(outcome=Outcome.MISSED, measure=Measure(value=None, unit=metric.unit))
    missed = not promise.objective.target.holds(figure)
    value = figure / unit(metric.unit).factor
    return promise.objective.target.judge(Measure(value=value, unit=metric.unit, sample=failures, breaches=failures if missed else 0))


def fewest_failures(rule: PenaltyRule) -> int:
    """The least number of single failures for which a rule pays something: one more than are free."""
    return 1 + max((part.free for part in rule.walk() if isinstance(part, PerBreach)), default=0)


def _case(promise: Promise, period: Period, verdict: Verdict, misses: int = MISSES) -> Case:
    fee, currency = promise.fee(period), promise.contract.agreement.pays_in
    nothing = Amounts(None if currency is None else Money(0, currency))
    past = PriorLine(name=promise.objective.name, group=None, label="before", span=period.span, outcome=Outcome.MISSED, amounts=nothing)
    return Case(
        verdict=verdict,
        target=promise.objective.target,
        period=period,
        fee=fee,
        currency=currency,
        streak=misses + 1 if verdict.outcome is Outcome.MISSED else 0,
        history=(past,) * misses,
        fees=lambda back: fee,
        billed=lambda billed, back: promise.bill(period),
        read=lambda reading, back: _tally(promise, reading),
    )


def recorded(promise: Promise, reading: Reading) -> int:
    """The amount that a base or a factor is taken to read: nothing where it is taken off another base."""
    off = [part.less for part in (promise.objective.penalty.walk() if promise.objective.penalty else ()) if isinstance(part, Less)]
    return 0 if any(reading in base.readings for base in off) else RECORDED


def _tally(promise: Promise, reading: Reading) -> Tally | None:
    return Sums(1, recorded(promise, reading) * 10**reading.value.digits) if isinstance(reading.value, Number) else None


def edges_of(promise: Promise, rule: PenaltyRule | None = None) -> list[Fraction]:
    """The figures at which what is paid may change: the limits of the target and the edges of the rules, in base units."""
    objective = promise.objective
    edges = {bound.limit.base for bound in objective.target.bounds}
    rule = rule or objective.penalty
    if rule is not None:
        of_time = unit(objective.metric.unit).dimension == "[time]"  # of which an edge may be a share of the period
        whole = promise.shortest.span.last - promise.shortest.span.first
        edges |= {edge.base * whole if of_time and not edge.dimension and edge.unit.text else edge.base for edge in rule.edges}
        for part in rule.walk():
            edges |= _inner_edges(promise, part)
    return sorted(edges)


def _inner_edges(promise: Promise, part: Composite) -> set[Fraction]:
    """The figures at which a relative table pays more, or at which the first full step of a rule is reached."""
    target = promise.objective.target
    sign = 1 if target.lower_is_better else -1
    if isinstance(part, Tiered) and part.relative:
        return {target.limit.base * (1 + sign * edge.base) for _, edge, _ in part.tiers}
    if isinstance(part, Linear) and target.bounds:
        start = part.against.base if part.against is not None else target.limit.base
        return {start + sign * part.per.base}
    if isinstance(part, Accrual):
        return {(part.free.base if part.free is not None else 0) + part.per.base}
    return set()


def payments(promise: Promise, period: Period, rule: PenaltyRule | None = None) -> list[tuple[Region, Paid]]:
    """The payment in each region between edges that has a figure, the lowest figures first."""
    held = figures(promise, period)
    found_in: list[tuple[Region, Paid]] = []
    for region in regions(edges_of(promise, rule)):
        figure = held.pick(region)
        owed = None if figure is None else paid(promise, period, figure, rule)
        if owed is not None:
            found_in.append((region, owed))
    return found_in


def at_the_ends(promise: Promise, period: Period, rule: PenaltyRule | None = None) -> list[Paid]:
    """The payments at the least and the most that there can be, practically without end where there is none, and for silence."""
    held, edges = figures(promise, period), edges_of(promise, rule)
    beyond = far(edges, promise.objective.metric.unit)
    ends = [-beyond if held.low is None else held.low, beyond if held.high is None else held.high]
    owed = [paid(promise, period, end, rule) for end in ends]
    silent = [paid(promise, period, None, rule)] if promise.objective.silence == "missed" else []
    return [one for one in (*owed, *silent) if one is not None]


def worst(promise: Promise, period: Period, rule: PenaltyRule | None = None) -> list[Paid]:
    """The payments for the worst service there is, on each missed side of the target."""
    return [one for one in at_the_ends(promise, period, rule) if not one.met]


def far(edges: list[Fraction], kept_in: str) -> Fraction:
    """A figure beyond all that happens: ten years, a billion records, or a thousand times the last edge."""
    most = max((abs(edge) for edge in edges), default=Fraction(1))
    return max(most * 1_000, Fraction(3_650 * DAY if unit(kept_in).dimension == "[time]" else 1_000_000_000))


def rests_on_records(promise: Promise, rule: PenaltyRule | None = None) -> bool:
    """True if what is paid rests on amounts or numbers that only records say, so that it has no size of its own."""
    rule = rule or promise.objective.penalty
    return rule is not None and bool(rule.readings or rule.selections)


def worth(promise: Promise, period: Period, part: Credit, of: CreditBase | None) -> Credit | None:
    """The worth of a credit in a period; None where that cannot be worked out without records."""
    verdict = _judged(promise, None)
    try:
        return _case(promise, period, verdict).worth(part, of)[0]
    except (Missing, SlakitError):
        return None
