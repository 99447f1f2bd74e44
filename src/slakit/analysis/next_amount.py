"""The least change of what was measured that changes the amount of a line: the way to the next edge of what is paid, either side."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from slakit.agreements.agreement import Agreement
from slakit.analysis.payoffs.compute import payoff
from slakit.analysis.payoffs.payoff import Payoff
from slakit.errors import SlakitError
from slakit.statements.line import Line
from slakit.statements.nearest_change import axis_of, least_change
from slakit.statements.next_amount import NextAmount
from slakit.values.money import Money
from slakit.values.units import unit


def next_amounts(agreement: Agreement, line: Line, lines: Iterable[Line] = ()) -> tuple[NextAmount, ...]:
    """Return the least change that lowers the credit of a line and the least that raises it, in this order.

    >>> for one in next_amounts(agreement, statement.line("Uptime")):
    ...     print(one)
    With 15 min 25.2 s less downtime the credit would be 0.00 GBP.
    With 6 h 25 min 48.000001 s more downtime the credit would be 1,200.00 GBP.

    `lines` have those of earlier periods, for a rule that looks back. Nothing is returned for a rule that pays by more than the measure.
    """
    paid = payoff_of(agreement, line, lambda: lines)
    if paid is None or line.measure.value is None or line.verdict.running:
        return ()
    axis = axis_of(line.measure)
    here = Fraction(line.measure.value) * unit(line.measure.unit).factor
    now = _credit(paid, here)
    if axis is None or now is None or (line.projected if line.projected is not None else line.credit) != now:
        return ()
    # beyond the last edge of a count, which has no end, an amount may still rise
    edges = [edge.at.base for edge in paid.edges] + ([] if axis.most is not None else [2 * here + 1_000 * axis.figure(1)])
    result = []
    for is_another in (now.__gt__, now.__lt__):
        change = least_change(line.measure, _where(paid, is_another), edges)
        credit = None if change is None else _credit(paid, axis.figure(axis.after(change)))
        if change is not None and credit is not None:
            result.append(NextAmount(change, credit))
    return tuple(result)


def _where(paid: Payoff, holds: Callable[[Money], bool]) -> Callable[[Fraction], bool]:
    """A condition on the credit as one on the figure."""

    def at(figure: Fraction) -> bool:
        credit = _credit(paid, figure)
        return credit is not None and holds(credit)

    return at


def _credit(paid: Payoff, figure: Fraction) -> Money | None:
    """The credit at a figure, to the cent; None outside what can be measured."""
    if (paid.low is not None and figure < paid.low) or (paid.high is not None and figure > paid.high):
        return None
    return paid.amounts(paid.quantity(figure)).rounded().credit


def payoff_of(agreement: Agreement, line: Line, lines: Callable[[], Iterable[Line]] = tuple) -> Payoff | None:
    """Return the payoff of a line, with what came before it where its rule looks back; None where it has none.

    `lines` gives lines of which those of earlier periods came before it; it is called where they are needed.
    """
    try:
        return payoff(agreement, line.name, period=line.period.label)
    except SlakitError:
        pass
    try:
        earlier = [one for one in lines() if one.period.span.last <= line.period.span.first]
        return payoff(agreement, line.name, period=line.period.label, history=earlier)
    except SlakitError:
        return None
