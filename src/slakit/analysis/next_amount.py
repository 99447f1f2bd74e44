"""The least change of what was measured that changes the amount of a line: the way to the next edge of what is paid, either side."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from attrs import field, frozen

from slakit.agreements.agreement import Agreement
from slakit.analysis.payoffs.compute import payoff
from slakit.analysis.payoffs.payoff import Payoff
from slakit.errors import SlakitError
from slakit.metrics.measure import ITEMS, TIME
from slakit.statements.line import Line
from slakit.statements.nearest_change import Axis, axis_of, least_change
from slakit.statements.next_amount import NextAmount
from slakit.timeline.instants import DAY
from slakit.values.money import Money
from slakit.values.units import unit

FAR = {TIME: 3_650 * DAY, ITEMS: 1_000}  # beyond the last edge, where a slope is worth a cent: ten years of time


def next_amounts(agreement: Agreement, line: Line, lines: Iterable[Line] = ()) -> tuple[NextAmount, ...]:
    """Return the least change that lowers the credit of a line and the least that raises it, in this order.

    >>> for one in next_amounts(agreement, statement.line("Uptime")):
    ...     print(one)
    With 15 min 25.2 s less downtime the credit would be 0.00 GBP.
    With 6 h 25 min 48.000001 s more downtime the credit would be 1,200.00 GBP.

    `lines` have those of earlier periods, for a rule that looks back. A rule that counts single failures counts each record more or less as
    one; nothing is returned for a rule that pays by more than that.
    """
    axis, value = axis_of(line.measure), line.measure.value
    if axis is None or value is None or line.verdict.running:
        return ()
    paid = PaidAt(agreement, line, axis, lambda: lines)
    here = Fraction(value) * unit(line.measure.unit).factor
    now = paid(here)
    if now is None or (line.projected if line.projected is not None else line.credit) != now:
        return ()
    edges = paid.edges
    if axis.most is None:  # beyond the last edge of a count, which has no end, an amount may still rise
        edges.append(2 * max([here, *edges]) + axis.figure(FAR[axis.unit]))
    result = []
    for is_another in (now.__gt__, now.__lt__):
        change = least_change(line.measure, _where(paid, is_another), edges)
        credit = None if change is None else paid(axis.figure(axis.after(change)))
        if change is not None and credit is not None:
            result.append(NextAmount(change, credit))
    return tuple(result)


def _where(paid: PaidAt, holds: Callable[[Money], bool]) -> Callable[[Fraction], bool]:
    """A condition on the credit as one on the figure."""
    return lambda figure: (credit := paid(figure)) is not None and holds(credit)


@frozen
class PaidAt:
    """The credit of a line at every figure, to the cent; None outside what can be measured, and where the figure does not say it."""

    agreement: Agreement
    line: Line
    axis: Axis
    lines: Callable[[], Iterable[Line]]
    by_failures: dict[int | None, Payoff | None] = field(factory=dict)

    def __call__(self, figure: Fraction) -> Money | None:
        paid = self._payoff(None) or self._payoff(self._failures(figure))
        if paid is None or (paid.low is not None and figure < paid.low) or (paid.high is not None and figure > paid.high):
            return None
        return paid.amounts(paid.quantity(figure)).rounded().credit

    @property
    def edges(self) -> list[Fraction]:
        """The figures at which the credit jumps or bends, of so many failures as there are."""
        paid = self._payoff(None) or self._payoff(int(self.line.measure.breaches or 0))
        return [] if paid is None else [edge.at.base for edge in paid.edges]

    def _failures(self, figure: Fraction) -> int | None:
        """The number of records that fail at a figure; None for time, in which any number of outages may be."""
        if self.axis.unit != ITEMS:
            return None
        more = self.axis.number(figure) - self.axis.start
        failures = Fraction(self.line.measure.breaches or 0) + (-more if self.axis.counts_lost else more)
        return int(failures) if failures >= 0 and failures.denominator == 1 else None

    def _payoff(self, failures: int | None) -> Payoff | None:
        if failures not in self.by_failures:
            self.by_failures[failures] = payoff_of(self.agreement, self.line, self.lines, failures)
        return self.by_failures[failures]


def payoff_of(agreement: Agreement, line: Line, lines: Callable[[], Iterable[Line]] = tuple, failures: int | None = None) -> Payoff | None:
    """Return the payoff of a line, of so many single failures, with what came before it where its rule looks back; None where it has none.

    `lines` gives lines of which those of earlier periods came before it; it is called where they are needed.
    """
    try:
        return payoff(agreement, line.name, period=line.period.label, failures=failures)
    except SlakitError:
        pass
    try:
        earlier = [one for one in lines() if one.period.span.last <= line.period.span.first]
        return payoff(agreement, line.name, period=line.period.label, failures=failures, history=earlier)
    except SlakitError:
        return None
