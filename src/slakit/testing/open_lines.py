"""Open lines: those of an assertion whose periods are all not over, so that nothing is owed of them for that reason alone."""

from __future__ import annotations

from functools import reduce
from operator import add

from slakit.statements.line import Line
from slakit.values.money import Money, money


def projected_of(lines: tuple[Line, ...]) -> Money | None:
    """The money that is projected of lines of which none is over; None where one is, or nothing is projected."""
    amounts = [line.projected for line in lines if line.projected is not None]
    return reduce(add, amounts) if amounts and len(amounts) == len(lines) else None


def nothing_yet(lines: tuple[Line, ...], amount: Money, call: str, projected: object = None) -> str:
    """Say of an amount of nothing that it is none because the lines are not over, unless what is `projected` is written; "" otherwise."""
    figure = projected_of(lines)
    if projected is not None:
        expected = money(projected)
        return "" if figure == expected else f"{figure.show() if figure else 'nothing'} is projected, expected {expected.show()}"
    if amount or not figure:
        return ""
    they, are = ("it", "is") if len(lines) == 1 else ("they", "are")
    write = f'{call}(..., "{amount.show()}", projected="{figure.show()}")'
    return f"{they} {are} not over, so that nothing is owed yet, and {figure.show()} is projected; to test that write {write}"
