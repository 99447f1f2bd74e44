"""SoleLine: what the settlement leaves of a line that is the only one of its billing period, and the first."""

from collections.abc import Callable

from attrs import evolve, frozen

from slakit.analysis.payoffs.followed import formula_of
from slakit.engine.plan.plan import Plan
from slakit.engine.statement.billing_lookup import billing_span, settlement_context, settlement_of
from slakit.metrics.reading import Reading
from slakit.metrics.tallies.tally import Tally
from slakit.penalties.penalty import Penalty
from slakit.penalties.settlement.round import Round
from slakit.penalties.settlement.settlement_items import LineAmount
from slakit.penalties.settlement.step import Step
from slakit.targets.verdict import Outcome
from slakit.timeline.span import Span
from slakit.values.money import Money
from slakit.windows.period import Period


@frozen
class SoleLine:
    """A penalty on its way through the settlement; `read` gives the tally of what a base reads."""

    plan: Plan
    objective: str
    period: Period
    outcome: Outcome
    penalty: Penalty
    read: Callable[[Reading, int], Tally | None]

    @property
    def span(self) -> Span:
        """The billing period."""
        return billing_span(self.plan, self.period)

    @property
    def settled(self) -> tuple[LineAmount, Money | None]:
        """The line after all steps, of its exact amounts; and, as statements have it, what is payable of the credit to the cent.

        The latter is None where the steps round themselves or there are none. What they leave as it is stands for all of the credit, so
        that it rounds to the same cent. Raises Missing when a step reads records that are not there.
        """
        settlement = settlement_of(self.plan, self.span)
        exact = self._after(settlement.order, self.penalty)
        if settlement.rounds or not settlement.order or self.penalty.credit is None:
            return exact, None
        cents = self.penalty.rounded()
        line = self._after(settlement.order, cents)
        unchanged = cents.credit is not None and formula_of(line.payable.exact) == formula_of(cents.credit.exact)
        if line.converted:  # what became money is added to the cents of the rest
            exact = evolve(exact, credit=line.credit)
        return exact, self.penalty.credit if unchanged else line.payable

    def _after(self, steps: tuple[Step, ...], penalty: Penalty) -> LineAmount:
        nothing = Money(0, self.plan.agreement.pays_in or "EUR")
        credit, bonus, returned = (nothing if one is None else one for one in (penalty.credit, penalty.bonus, penalty.returned))
        context = evolve(settlement_context(self.plan, None, self.span, ()), read=self.read)
        line = LineAmount(
            name=self.objective,
            label=self.period.label,
            span=self.period.span,
            outcome=self.outcome,
            payable=credit,
            bonus=bonus,
            returned=returned,
            banked=nothing,
            units=penalty.units,
        )
        for step in steps:
            if isinstance(step, Round):  # to the cent all amounts are rounded last, and here not at all
                line = line if step.to is None else evolve(line, payable=line.payable.rounded(step.mode, step.to))
            else:
                (line,) = step.settle((line,), context)
        return line
