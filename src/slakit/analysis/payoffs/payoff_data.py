"""A payoff as plain data: its edges with the amounts at each, and the formulas of the pieces between them."""

from typing import Any

from slakit.analysis.payoffs.formula import Formula
from slakit.analysis.payoffs.paid_by_measure import PaidByMeasure
from slakit.values.number import exact_text


def data_of(payoff: PaidByMeasure) -> dict[str, Any]:
    """Plain data; every number is exact text, and formulas are of the measure in the unit that is named."""
    knots = [
        {"at": str(payoff.quantity(x)), **{name: exact_text(curve.at(x)) for name, curve in payoff.curves.items()}} for x in payoff.knots
    ]
    pieces = [
        {
            "above": None if piece.low is None else str(payoff.quantity(piece.low)),
            "below": None if piece.high is None else str(payoff.quantity(piece.high)),
            **{name: _plain(payoff, formula) for name, formula in piece.formulas.items()},
        }
        for piece in payoff.pieces
    ]
    data = {"title": payoff.title, "unit": payoff.shown_in.text, "currency": payoff.currency, "knots": knots, "pieces": pieces}
    return data if payoff.cut is None else data | {"cut by its caps": data_of(payoff.cut)["pieces"]}


def _plain(payoff: PaidByMeasure, formula: Formula) -> dict[str, Any]:
    stairs = [{"height": exact_text(height), "floor_of": _plain(payoff, stair.of)} for stair, height in formula.stairs]
    line = {"constant": exact_text(formula.constant), "slope": exact_text(formula.slope * payoff.shown_in.factor)}
    return {**line, **({"stairs": stairs} if stairs else {})}
