"""The case of a measure: what a rule is asked when nothing but the measure is known, and what it may be told of the rest."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import takewhile

from attrs import field, frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.objective import Objective
from slakit.analysis.payoffs.named_figures import IN_CENTS, OFF, converted_figures, figures_of
from slakit.analysis.payoffs.sole_line import SoleLine
from slakit.analysis.payoffs.undeclared_past import LooksBack, NoHistory, NoStreak
from slakit.engine.plan.plan import Plan, PlannedObjective
from slakit.engine.statement.billing_lookup import settlement_of
from slakit.engine.user_errors import blamed
from slakit.errors import UsageError
from slakit.metrics.measure import Measure
from slakit.metrics.reading import Reading
from slakit.metrics.tallies.sums import Sums
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.value_kinds.record_values import Number
from slakit.penalties.base import PenaltyRule
from slakit.penalties.bases.credit_base import Missing
from slakit.penalties.case import Case
from slakit.penalties.penalty import Penalty
from slakit.penalties.prior_line import PriorLine
from slakit.targets.target import Target
from slakit.targets.verdict import Outcome, Verdict
from slakit.values.money import Money
from slakit.values.number import number
from slakit.values.units import unit
from slakit.windows.period import Period

REMEDY = "write history=[] for a first period, or the statement of those before; in_a_row=2 is a second miss in a row"


def recorded_numbers(recorded: Mapping[str, object] | None) -> dict[str, Fraction]:
    """The totals of records, by stream and field: {"charges.amount": 5000}."""
    try:
        return {str(name): number(value) for name, value in (recorded or {}).items()}
    except (AttributeError, ValueError):
        raise UsageError(f"recorded={recorded!r} is not numbers by stream and field; write recorded={{'charges.amount': 5000}}") from None


@frozen
class CaseOfMeasure:
    """The amounts that a rule and the settlement give for a measure of one objective in one period, in which only this line is owed.

    `in_a_row` is which miss in a row a missed period is, `failures` how many single failures it had, `recorded` what records add up to, by
    "stream.field"; what is not there and is asked for is refused, with the argument to write.
    """

    plan: Plan
    planned: PlannedObjective
    index: int
    target: Target
    in_a_row: int | None = None
    history: tuple[PriorLine, ...] | None = None
    failures: int | None = None
    recorded: Mapping[str, Fraction] = field(factory=dict)

    @property
    def objective(self) -> Objective:
        return self.planned.objective

    @property
    def period(self) -> Period:
        return self.planned.schedule.periods[self.index]

    @property
    def currency(self) -> str | None:
        return self.plan.agreement.pays_in

    @property
    def factor(self) -> Fraction:
        """The size of the unit that the measure is kept in."""
        return unit(self.objective.metric.unit).factor

    def verdict(self, x: Fraction) -> Verdict:
        """The verdict on a figure in base units."""
        sample = max(self.objective.minimum, 1)
        measure = Measure(value=x / self.factor, unit=self.objective.metric.unit, sample=sample, breaches=self.failures)
        return self.objective.judge(measure, True, None, self.target)

    def figures(self, rule: PenaltyRule | None, x: Fraction) -> dict[str, Fraction]:
        """Every amount that a figure in base units comes to, by its name."""
        verdict = self.verdict(x)
        penalty = self._assessed(rule, verdict)
        figures = figures_of(penalty)
        if penalty.credit is None:
            return figures
        sole = SoleLine(self.plan, self.objective.name, self.period, verdict.outcome, penalty, self._read)
        try:
            line, of_cents = sole.settled
        except Missing as error:
            raise UsageError(self._missing(settlement_of(self.plan, sole.span), error)) from None
        moved = {name: amount.exact for name in ("bonus", "returned", "banked") if (amount := getattr(line, name)) or name in figures}
        figures |= {"credit": line.credit.exact, "payable": line.payable.exact, **moved, **converted_figures(line.converted)}
        if of_cents is not None:
            figures |= {IN_CENTS: of_cents.exact, OFF: (line.payable.rounded() - of_cents.rounded()).exact}
        return figures

    def _assessed(self, rule: PenaltyRule | None, verdict: Verdict) -> Penalty:
        nothing = Penalty(None if self.currency is None else Money(0, self.currency))
        if rule is None:
            return nothing
        if tables := [part for part in rule.walk() if part.by_records]:
            problem = f"{tables[0]!r} pays by the value of a field, and a measure does not say of how many records with each"
            raise UsageError(f"{problem}; write evaluate(...) with records")
        periods = self.planned.schedule.periods
        case = Case(
            verdict=verdict,
            target=self.target,
            period=self.period,
            fee=self.fee,
            currency=self.currency,
            streak=self._streak if verdict.outcome is Outcome.MISSED else 0,
            history=NoHistory() if self.history is None else self.history,
            fees=lambda back: self.plan.billing.fee(periods[self.index - back]) if 0 <= self.index - back < len(periods) else None,
            billed=lambda billed, back: (
                self.plan.billing.fee_of_bill(periods[self.index - back], billed) if 0 <= self.index - back < len(periods) else None
            ),
            read=self._read,
        )
        try:
            with blamed(f"the penalty of objective {self.objective.name!r}, {self.period.label}"):
                return rule.assess(case)
        except LooksBack:
            raise UsageError(f"{rule!r} looks at earlier periods; {REMEDY}") from None
        except Missing as error:
            raise UsageError(self._missing(rule, error)) from None

    @property
    def fee(self) -> Money | None:
        return self.plan.billing.fee(self.period)

    @property
    def _streak(self) -> int:
        """The number of a missed period in its run of misses."""
        if self.in_a_row is not None:
            return self.in_a_row
        if self.history is None:
            return NoStreak()
        return 1 + sum(1 for _ in takewhile(lambda line: line.outcome is Outcome.MISSED, reversed(self.history)))

    def _missing(self, rule: object, error: Missing) -> str:
        if "how often it failed" in str(error):
            return f"{rule!r} counts single failures; write failures=3"
        return f"{rule!r} needs what records say: {error}; write {self._example(rule)}"

    def _example(self, rule: object) -> str:
        readings: tuple[Reading, ...] = getattr(rule, "readings", ())
        names = [name for reading in readings if (name := _name(reading)) and name not in self.recorded]
        return f"recorded={{{names[0]!r}: 5000}}" if names else REMEDY

    def _read(self, reading: Reading, back: int = 0) -> Tally | None:
        name = _name(reading)
        if name not in self.recorded or not isinstance(reading.value, Number):
            return None
        sums = Sums()
        sums.add(int(self.recorded[name] * 10**reading.value.digits))
        return sums


def _name(reading: Reading) -> str:
    """A number that is read of records, by its stream and field."""
    return f"{reading.stream}.{reading.value.name}" if isinstance(reading.value, Number) else ""


def number_names(agreement: Agreement, objective: Objective) -> list[str]:
    """The numbers of records that the rule of an objective and the settlement read, by stream and field."""
    readings = (*(objective.penalty.readings if objective.penalty else ()), *agreement.settlement.readings)
    return [name for reading in readings if (name := _name(reading))]
