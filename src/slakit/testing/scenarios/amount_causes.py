"""The causes of an amount that is not as expected: a claim that nobody wrote, or a step between the credit and what is payable."""

from __future__ import annotations

from collections.abc import Iterable

from slakit.errors import SlakitError
from slakit.statements.line import Line
from slakit.statements.statement import Statement
from slakit.testing.amount_hints import taken_by
from slakit.testing.scenarios.difference import Difference
from slakit.values.money import Money, money

OF_CLAIMS = ("claimed", "forfeited", "units", "converted", "forfeited units")
OTHER = {"credit": "payable", "payable": "credit"}


def by_claims(difference: Difference, lines: Iterable[Line]) -> bool:
    """True if a difference may be one that claims make: all is payable as long as none are fed, and then what is claimed alone.

    So of what is payable it makes less, what some of the lines come to, or nothing; where a cap makes another amount, it is the cap.
    """
    if difference.what != "payable":
        return difference.what in OF_CLAIMS
    expected, actual = _money(difference.expected), _money(difference.actual)
    if actual is None or (expected is None and difference.expected != "none"):
        return False
    sums: set[Money | None] = {None}
    for line in lines:
        for amount in (line.payable, line.credit):
            if amount:
                sums |= {amount if one is None else one + amount for one in sums}
                if len(sums) > 10_000:
                    return expected is None or expected < actual
    return not expected or (expected < actual and expected in {one.rounded() for one in sums if one is not None})


def swapped(difference: Difference, statement: Statement) -> str:
    """The sentence that the credit is as expected, and not what is payable, or the reverse; "" where neither is."""
    holder = difference.line or statement
    expected = _money(difference.expected)
    other = OTHER.get(difference.what)
    amount = getattr(holder, other) if other else None
    if expected is None or amount is None or amount.rounded() != expected or not expected:
        return ""
    steps = taken_by([difference.line] if difference.line else statement.lines)
    if other == "credit":
        return f"{difference.expected} is the credit, before {steps}; write credit = {difference.expected!r} to test that".replace("'", '"')
    return f"{difference.expected} is what is payable, after {steps}; write payable = {difference.expected!r} to test that".replace(
        "'", '"'
    )


def _money(text: str) -> Money | None:
    try:
        return money(text)
    except SlakitError:
        return None
