"""The measures at which an amount is paid, in words and as the least change of what was measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.analysis.next_amount import payoff_of
from slakit.analysis.payoffs.payoff import Payoff
from slakit.analysis.payoffs.payoff_text import Row, rows_of
from slakit.engine.evaluate import evaluate
from slakit.statements.line import Line
from slakit.statements.nearest_change import nearest_change
from slakit.values.money import Money

MOST_STEPS = 1_000  # of a stair that are looked at
MOST_AMOUNTS = 8  # that are listed one by one


def paid_where(contract: Agreement, records: Mapping[str, Any], line: Line, name: str, amount: Money) -> str:
    """Return at which measures an amount, "credit" or "payable", is paid for a line, and the change that leads there.

    "" for a rule that pays by more than the measure, such as by the number of single failures, where the measure pays it already, and where
    its own measure does not pay what the line comes to, since a claim, a cap that was used up before or an open period decides.
    """
    paid = payoff_of(contract, line, lambda: evaluate(contract, records).lines)
    if paid is None or paid.currency != amount.currency:
        return ""
    what = "credit" if name == "credit" else "amount payable"

    def paid_at(figure: Fraction) -> Money | None:
        if (paid.low is not None and figure < paid.low) or (paid.high is not None and figure > paid.high):
            return None
        return getattr(paid.amounts(paid.quantity(figure)).rounded(), name)  # type: ignore[no-any-return]

    def pays(figure: Fraction) -> bool:
        return paid_at(figure) == amount

    if (here := line.measure.quantity) is not None and (pays(here.base) or paid_at(here.base) != getattr(line, name)):
        return ""
    wheres, figures = [], []
    for row in rows_of(paid):
        where, inside = _within(paid, row, name, amount, pays)
        wheres += [where] if where else []
        figures += inside
    if not wheres:
        return f"The {what} is {amount.show()} at no measure{_paid_at_all(paid, name)}."
    change = nearest_change(line.measure, pays, figures)
    return f"The {what} would be {amount.show()} if the measure were {' or '.join(wheres)}{f': it takes {change}' if change else ''}."


def _paid_at_all(paid: Payoff, name: str) -> str:
    """The amounts that are paid instead: ": it is 0.00 EUR, 125.00 EUR or 250.00 EUR"; "" where that goes up a slope."""
    formulas = [piece.formulas.get(name) for piece in paid.pieces]
    if paid.currency is None or any(formula is None or not formula.is_constant for formula in formulas):
        return ""
    amounts = sorted({Money(formula.constant, paid.currency).rounded().exact for formula in formulas if formula is not None})
    texts = [Money(amount, paid.currency).show() for amount in amounts]
    if len(texts) > MOST_AMOUNTS:
        return f": it is {texts[0]} to {texts[-1]}"
    return f": it is {', '.join(texts[:-1])} or {texts[-1]}" if len(texts) > 1 else f": it is always {texts[0]}"


def _within(paid: Payoff, row: Row, name: str, amount: Money, pays: Callable[[Fraction], bool]) -> tuple[str, list[Fraction]]:
    """The part of a row in which an amount is paid, in words, and figures in it and at its ends; "" if it is not paid there."""
    low, high = (side if end is None else end for end, side in ((row.low, paid.low), (row.high, paid.high)))
    inside = _inside(low, high)
    if inside and all(map(pays, inside)):
        return row.where, [*inside, *(end for end in (low, high) if end is not None)]
    formula = next((piece.formulas.get(name) for piece in paid.pieces if (piece.low, piece.high) == (low, high)), None)
    if low is None or high is None or formula is None or formula.is_constant:
        return "", []
    if formula.stairs:
        figures = sorted({*formula.steps(low, high)}, reverse=paid.falling)[:MOST_STEPS]
    else:
        figures = [(amount.exact - formula.constant) / formula.slope]
    figure = next((figure for figure in figures if low <= figure <= high and pays(figure)), None)
    return ("", []) if figure is None else (f"at {paid.quantity(figure).show(9)}", [figure])


def _inside(low: Fraction | None, high: Fraction | None) -> list[Fraction]:
    """Two figures between two ends, of which None is no end."""
    if low is not None and high is not None:
        return [(low + high) / 2, (2 * low + high) / 3]
    if low is not None:
        return [low + 1, low + 1000]
    return [] if high is None else [high - 1, high - 1000]
