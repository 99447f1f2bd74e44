"""A payoff as text: a row for each stretch of measures, from the best to the worst, with what is paid there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from attrs import frozen

from slakit.analysis.payoffs.formula import Formula
from slakit.analysis.payoffs.named_figures import CONVERTED, KIND
from slakit.analysis.payoffs.paid_by_measure import PaidByMeasure
from slakit.values.counted import counted
from slakit.values.money import Money
from slakit.values.quantity import Quantity

ANY = "EUR"  # stands for the currency where no money is paid
Show = Callable[[Fraction], str]
MONEY = {"credit": "", "payable": "", "bonus": "bonus ", "returned": "earned back ", "banked": "into the bank "}


@frozen
class Row:
    """A stretch of measures in words, and what is paid there; one whose ends are alike is a single measure."""

    low: Fraction | None
    high: Fraction | None
    low_in: bool
    high_in: bool
    where: str
    paid: str
    is_nothing: bool


def text_of(payoff: PaidByMeasure) -> str:
    """The title of a payoff, and its rows under each other."""
    rows = [(row.where, row.paid) for row in rows_of(payoff)]
    width = max(len(where) for where, _ in rows)
    cut = [row for row in rows_of(payoff.cut) if not row.is_nothing] if payoff.cut else []
    cuts = [f"  its caps take off, {row.where}: {row.paid}" for row in cut]
    return "\n".join([payoff.title, *(f"  {where:<{width}}  {paid}" for where, paid in rows), *cuts])


def rows_of(payoff: PaidByMeasure) -> list[Row]:
    """The rows of a payoff, from the best measure to the worst."""
    rows, pieces = [], payoff.pieces
    alone = {x: _owner(payoff, x) for x in payoff.knots}
    for piece in pieces:
        low_in, high_in = (end is not None and alone[end] is side for end, side in ((piece.low, "above"), (piece.high, "below")))
        where = _where(payoff, piece.low, piece.high, low_in, high_in)
        paid = _paid(payoff, piece.low, piece.high, piece.formulas)
        nothing = all(formula == Formula() for formula in piece.formulas.values())
        rows.append(Row(piece.low, piece.high, low_in, high_in, where, paid, nothing))
    for x in (x for x, side in alone.items() if side == ""):
        figures = {name: curve.at(x) for name, curve in payoff.curves.items()}
        rows.append(Row(x, x, True, True, f"exactly {_figure(payoff, x)}", _amounts(payoff, figures), not any(figures.values())))
    return sorted(rows, key=_position, reverse=payoff.falling)


def _position(row: Row) -> tuple[bool, Fraction, bool]:
    return row.low is not None, row.low or Fraction(0), row.low != row.high


def _owner(payoff: PaidByMeasure, x: Fraction) -> str:
    """The side whose row an edge belongs to: the better one where it goes on through the edge, or else the worse, or none."""
    fits = [
        side
        for side, inside in (("above", x != payoff.high), ("below", x != payoff.low))
        if inside and all(getattr(curve, side)(x) == curve.at(x) for curve in payoff.curves.values())
    ]
    return "" if not fits else fits[0 if payoff.falling else -1]


def _where(payoff: PaidByMeasure, low: Fraction | None, high: Fraction | None, low_in: bool, high_in: bool) -> str:
    ends = []
    if high is not None and not (high == payoff.high and high_in):
        ends.append(f"{'at most' if high_in else 'below'} {_figure(payoff, high)}")
    if low is not None and not (low == payoff.low and low_in):
        ends.append(f"{'at least' if low_in else 'above'} {_figure(payoff, low)}")
    return ", ".join(ends if payoff.falling else ends[::-1]) or "any measure"


def _figure(payoff: PaidByMeasure, x: Fraction) -> str:
    return payoff.quantity(x).show(9).removesuffix(" item")


def _show(payoff: PaidByMeasure, name: str) -> Show:
    """Return the text of an amount under its name."""

    def show(value: Fraction) -> str:
        amount = Money(value, payoff.currency or ANY) if name in MONEY else Quantity(value, name.removesuffix(KIND).removesuffix(CONVERTED))
        return ("+" if payoff.signed and value > 0 else "") + amount.show()

    return show


def _amounts(payoff: PaidByMeasure, figures: Mapping[str, Fraction]) -> str:
    formulas = {name: Formula(value) for name, value in figures.items()}
    return _joined(payoff, formulas, lambda name, formula: _show(payoff, name)(formula.constant))


def _paid(payoff: PaidByMeasure, low: Fraction | None, high: Fraction | None, formulas: Mapping[str, Formula]) -> str:
    return _joined(payoff, formulas, lambda name, formula: _course(payoff, _show(payoff, name), low, high, formula))


def _joined(payoff: PaidByMeasure, formulas: Mapping[str, Formula], show: Callable[[str, Formula], str]) -> str:
    """Return the amounts that are not zero as text; the credit always, except in a difference."""
    parts = []
    for name, formula in formulas.items():
        if name.startswith("may "):
            word = "" if not payoff.signed else "no longer " if formula.constant < 0 else "now "
            parts += [f"the customer {word}may {name.removeprefix('may ')}"] if formula.constant else []
        elif name.endswith(KIND) and formulas.get(f"{name.removesuffix(KIND)}{CONVERTED}") == formula:
            continue  # all of it became money
        elif name == "payable":
            parts += [f"payable {show(name, formula)}"] if formula != formulas["credit"] else []
        elif formula != Formula() or (name == "credit" and not payoff.signed):
            before = "converted " if name.endswith(CONVERTED) else MONEY.get(name, "")
            parts.append(f"{before}{show(name, formula)}")
    return ", ".join(parts) or "nothing"


def _course(payoff: PaidByMeasure, show: Show, low: Fraction | None, high: Fraction | None, formula: Formula) -> str:
    """Return the text of an amount from the better end of an interval to the worse one."""
    if formula.is_constant:
        return show(formula.constant)
    best, worst = (high, low) if payoff.falling else (low, high)
    start, end = (None if x is None else (formula.below if x == high else formula.above)(x) for x in (best, worst))
    way = "more" if _rises(payoff, formula) else "less"
    if not formula.stairs:
        pace = f"{_plain(show(abs(formula.slope * _step(payoff).base)))} {way} for each {counted(_step(payoff).show()).removeprefix('1 ')}"
    elif len(formula.stairs) == 1 and formula.stairs[0][0].is_even and not formula.slope:
        stair, height = formula.stairs[0]
        pace = f"{_plain(show(abs(height)))} {way} at each step of {Quantity.of_base(1 / abs(stair.of.slope), _step(payoff).unit).show()}"
    else:
        pace = "in uneven steps"
    ends = " ".join(f"{word} {show(value)}" for word, value in (("from", start), ("to", end)) if value is not None)
    return f"{ends}, {pace}" if ends else pace


def _plain(shown: str) -> str:
    """An amount by which another grows or shrinks: without a sign, and "about 0.02 USD" where it is rounded."""
    return f"{'about ' if shown.endswith(' rounded') else ''}{shown.removeprefix('+').removesuffix(' rounded')}"


def _rises(payoff: PaidByMeasure, formula: Formula) -> bool:
    """True if it grows towards the worse measures."""
    rises = formula.slope > 0 if formula.slope else all(stair.rises == (height > 0) for stair, height in formula.stairs)
    return rises != payoff.falling


def _step(payoff: PaidByMeasure) -> Quantity:
    """One of the unit that measures are shown in; of a share a percentage point."""
    return Quantity(1, "pp" if payoff.shown_in.text == "%" else payoff.shown_in)
