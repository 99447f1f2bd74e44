"""The measures at which an amount is paid, in words and as the least change of what was measured."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.analysis.payoffs.compute import payoff
from slakit.analysis.payoffs.payoff import Payoff
from slakit.analysis.payoffs.payoff_text import Row, rows_of
from slakit.engine.evaluate import evaluate
from slakit.errors import SlakitError
from slakit.statements.line import Line
from slakit.testing.nearest_change import nearest_change
from slakit.values.money import Money

MOST_STEPS = 1_000  # of a stair that are looked at


def paid_where(contract: Agreement, records: Mapping[str, Any], line: Line, name: str, amount: Money) -> list[str]:
    """Return at which measures an amount, "credit" or "payable", is paid for a line, and the change that leads there; [] if none is."""
    paid = _payoff(contract, records, line)
    if paid is None or paid.currency != amount.currency:
        return []

    def pays(figure: Fraction) -> bool:
        if (paid.low is not None and figure < paid.low) or (paid.high is not None and figure > paid.high):
            return False
        return bool(getattr(paid.amounts(paid.quantity(figure)).rounded(), name) == amount)

    rows = [words for row in rows_of(paid) if (words := _within(paid, row, pays))]
    if not rows:
        return [f"no measure is paid {amount.show()}"]
    change = nearest_change(line.measure, pays, _edges(paid))
    return [f"{amount.show()} is paid {' and '.join(rows)}", *([f"which takes {change}"] if change else [])]


def _payoff(contract: Agreement, records: Mapping[str, Any], line: Line) -> Payoff | None:
    """The payoff of a line, with what came before it where its rule looks back; None where it has none."""
    context: dict[str, Any] = {"period": line.period.label, "failures": line.measure.breaches}
    try:
        return payoff(contract, line.name, **context)
    except SlakitError:
        pass
    try:
        earlier = [one for one in evaluate(contract, records).lines if one.period.span.last <= line.period.span.first]
        return payoff(contract, line.name, history=earlier, **context)
    except SlakitError:
        return None


def _edges(paid: Payoff) -> list[Fraction]:
    """The ends of all pieces, the steps of their stairs, and a figure in the middle of each."""
    edges = {*paid.knots, *(step for piece in paid.pieces for step in piece.steps(MOST_STEPS))}
    ordered = sorted(edges)
    return [*ordered, *((low + high) / 2 for low, high in pairwise(ordered))]


def _within(paid: Payoff, row: Row, pays: Any) -> str:
    """The part of a row in which an amount is paid, in words; "" if it is not paid there."""
    low, high = (end if end is not None else side for end, side in ((row.low, paid.low), (row.high, paid.high)))
    if low is None or high is None:
        inside = low if low is not None else high
        samples = [] if inside is None else [inside + (1 if low is not None else -1), inside]
        return row.where if any(map(pays, samples)) else ""
    if pays((low + high) / 2) and pays((2 * low + high) / 3):
        return row.where
    formula = next((piece.formulas.get("credit") for piece in paid.pieces if (piece.low, piece.high) == (low, high)), None)
    if formula is None or formula.is_constant:
        return ""
    step = next((x for x in sorted({*formula.steps(low, high)}, reverse=paid.falling)[:MOST_STEPS] if pays(x)), None)
    return "" if step is None else f"at {paid.quantity(step).show(9)}"
