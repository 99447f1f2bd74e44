"""The case of a measure: what a rule is asked when nothing but the measure is known, and what it may be told of the rest."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import takewhile
from typing import Any, NoReturn

from attrs import evolve, field, frozen

from slakit.agreements.objective import Objective
from slakit.analysis.payoffs.followed import formula_of
from slakit.engine.plan.plan import Plan, PlannedObjective
from slakit.engine.statement.billing_lookup import billing_span, settlement_context, settlement_of
from slakit.engine.user_errors import blamed
from slakit.errors import UsageError
from slakit.metrics.measure import Measure
from slakit.metrics.reading import Reading
from slakit.metrics.tallies.sums import Sums
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.value_kinds.record_values import Number
from slakit.penalties.amounts import Amounts
from slakit.penalties.base import PenaltyRule
from slakit.penalties.bases.credit_base import Missing
from slakit.penalties.case import Case
from slakit.penalties.penalty import Penalty
from slakit.penalties.prior_line import PriorLine
from slakit.penalties.settlement.round import Round
from slakit.penalties.settlement.settlement import Settlement
from slakit.penalties.settlement.settlement_items import LineAmount
from slakit.statements.judged_line import JudgedLine
from slakit.targets.verdict import Outcome, Verdict
from slakit.values.money import Money
from slakit.values.number import number
from slakit.values.quantity import Quantity
from slakit.values.units import unit
from slakit.windows.period import Period

ANY = "EUR"  # stands for the currency of an agreement that pays no money, whose steps see nothing but zeros
IN_CENTS, OFF = "payable of cents", "cents off"  # names of figures that are compared, and are not amounts of a payoff
REMEDY = "write in_a_row=1 for a first miss, or history= with the statement of the periods before"


class LooksBack(Exception):
    """The rule looks at earlier periods, and nothing was said of them."""


def _refuse(*_: object) -> NoReturn:
    raise LooksBack


class _NoStreak(int):
    """A streak of which nothing was said."""

    __lt__ = __le__ = __gt__ = __ge__ = __eq__ = __ne__ = __add__ = __sub__ = __mul__ = __index__ = __bool__ = __str__ = _refuse
    __radd__ = __rsub__ = __rmul__ = __floordiv__ = __mod__ = __hash__ = __int__ = _refuse


class _NoHistory(tuple[PriorLine, ...]):
    """A history of which nothing was said."""

    __len__ = __iter__ = __getitem__ = __bool__ = __contains__ = __eq__ = __hash__ = _refuse


def prior_lines(history: Any, objective: str, before: int) -> tuple[PriorLine, ...] | None:
    """The lines of an objective in a statement, or among some lines, that end before an instant, oldest first."""
    if history is None:
        return None
    given = getattr(history, "lines", history)
    lines = [line.prior if isinstance(line, JudgedLine) else line for line in given] if isinstance(given, list | tuple) else []
    if not isinstance(given, list | tuple) or not all(isinstance(line, PriorLine) for line in lines):
        kind = type(history).__name__
        raise UsageError(f"history= is {kind}, not a statement or its lines; write history=evaluate(agreement, records, period='2026-05')")
    own = [line for line in lines if line.name == objective and line.span.last <= before]
    return tuple(sorted(own, key=lambda line: line.span.last))


def recorded_numbers(recorded: Mapping[str, object] | None) -> dict[str, Fraction]:
    """What records add up to, by stream and field: {"charges.amount": 5000}."""
    try:
        return {str(name): number(value) for name, value in (recorded or {}).items()}
    except (AttributeError, ValueError):
        raise UsageError(f"recorded={recorded!r} is not numbers by stream and field; write recorded={{'charges.amount': 5000}}") from None


@frozen
class CaseOfMeasure:
    """What a rule and the settlement make of a measure of one objective in one period, of which this line alone is owed.

    `in_a_row` is which miss in a row a missed period is, `failures` how many single failures it had, `recorded` what records add up to, by
    "stream.field"; what is not there and is asked for is refused, with the argument to write.
    """

    plan: Plan
    planned: PlannedObjective
    index: int
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
        return self.objective.judge(measure, True, None)

    def figures(self, rule: PenaltyRule | None, x: Fraction) -> dict[str, Fraction]:
        """Every amount that a figure in base units comes to, by its name."""
        verdict = self.verdict(x)
        penalty = self._assessed(rule, verdict)
        figures: dict[str, Fraction] = {}
        if self.currency is not None:
            exact, rounded = self._settled(penalty, verdict)
            paid = {"credit": penalty.credit, "payable": exact, "bonus": penalty.bonus, "returned": penalty.returned}
            paid |= {} if rounded is None or exact is None else {IN_CENTS: rounded, OFF: exact.rounded() - rounded.rounded()}
            figures |= {name: amount.exact for name, amount in paid.items() if amount is not None}
        figures |= {f"{amount.unit.text} in kind": amount.magnitude for amount in penalty.units}
        return figures | {f"may {right}": Fraction(1) for right in penalty.rights}

    def _assessed(self, rule: PenaltyRule | None, verdict: Verdict) -> Penalty:
        nothing = Penalty(None if self.currency is None else Money(0, self.currency))
        if rule is None:
            return nothing
        periods = self.planned.schedule.periods
        case = Case(
            verdict=verdict,
            target=self.objective.target,
            period=self.period,
            fee=self.fee,
            currency=self.currency,
            streak=self._streak if verdict.outcome is Outcome.MISSED else 0,
            history=_NoHistory() if self.history is None else self.history,
            fees=lambda back: self.plan.billing.fee(periods[self.index - back]) if 0 <= self.index - back < len(periods) else None,
            read=self._read,
        )
        with blamed(f"the penalty of objective {self.objective.name!r}, {self.period.label}"):
            try:
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
        """Which miss in a row a missed period is."""
        if self.in_a_row is not None:
            return self.in_a_row
        if self.history is None:
            return _NoStreak()
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

    def _settled(self, penalty: Penalty, verdict: Verdict) -> tuple[Money | None, Money | None]:
        """What the settlement leaves of a penalty that is the only one of its billing period, and the first: of the exact credit.

        And, as lines have it, of the credit to the cent, where that may be another amount; what it leaves as it is stands for all of it.
        """
        settlement = settlement_of(self.plan, billing_span(self.plan, self.period))
        if penalty.credit is None or not settlement.order:
            return penalty.credit, None
        exact = self._after(settlement, penalty, penalty.credit, verdict)
        if settlement.rounds:
            return exact, None
        given = penalty.credit.rounded()
        rounded = self._after(settlement, penalty, given, verdict)
        return exact, penalty.credit if formula_of(rounded.exact) == formula_of(given.exact) else rounded

    def _after(self, settlement: Settlement, penalty: Penalty, credit: Money, verdict: Verdict) -> Money:
        """What is payable of a credit after the steps of a settlement."""
        span, zero = billing_span(self.plan, self.period), Money(0, self.currency or ANY)
        context = evolve(settlement_context(self.plan, None, span, ()), read=self._read)
        line = LineAmount(
            name=self.objective.name,
            label=self.period.label,
            span=self.period.span,
            outcome=verdict.outcome,
            payable=credit,
            bonus=penalty.bonus or zero,
            returned=penalty.returned or zero,
            banked=zero,
            units=penalty.units,
        )
        for step in settlement.order:
            if isinstance(step, Round):  # to the cent all amounts are rounded last, and here not at all
                amounts = line.payable if step.to is None else line.payable.rounded(step.mode, step.to)
                line = evolve(line, payable=amounts)
                continue
            try:
                (line,) = step.settle((line,), context)
            except Missing as error:
                raise UsageError(self._missing(step, error)) from None
        return line.payable


def _name(reading: Reading) -> str:
    """A number that is read of records, by its stream and field."""
    return f"{reading.stream}.{reading.value.name}" if isinstance(reading.value, Number) else ""


def amounts_of(figures: Mapping[str, Fraction], currency: str | None) -> Amounts:
    """Figures by their names as amounts."""
    money: dict[str, Any] = {
        name: Money(figures.get(name, Fraction(0)), currency)
        for name in ("credit", "payable", "bonus", "returned")
        if currency is not None and (name in figures or name in ("credit", "payable"))
    }
    units = [Quantity(value, name.removesuffix(" in kind")) for name, value in figures.items() if name.endswith(" in kind")]
    rights = tuple(name.removeprefix("may ") for name, value in figures.items() if name.startswith("may ") and value)
    return Amounts(money.pop("credit", None), **money, units=units, rights=rights)
