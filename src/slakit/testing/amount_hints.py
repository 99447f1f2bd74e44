"""The reasons of an amount that is not as expected: the lines that make it up, and another amount that is as expected."""

from __future__ import annotations

from collections.abc import Sequence

from slakit.penalties.amounts import Amounts
from slakit.statements.line import Line
from slakit.values.money import Money

SHOWN = 12  # lines of a table
VERBS = frozenset({"capped", "rounded", "raised", "banked", "earned back", "set off", "forfeited"})  # words of steps that go with "it is"


def by_line(name: str, lines: Sequence[Line], owed: Money, expected: Money) -> str:
    """Return the lines that an amount, "credit" or "payable", comes from, what they come to, and the line that makes the difference."""
    amounts = [(line, amount) for line in lines if (amount := getattr(line, name))]
    rows = [(line.title, amount.show()) for line, amount in amounts]
    if len(rows) > SHOWN:
        rows = [*rows[:SHOWN], (f"and {len(rows) - SHOWN} more", "")]
    rows += [("together", owed.show()), ("expected", expected.show())]
    wide, high = (max(len(row[column]) for row in rows) for column in (0, 1))
    table = "\n".join(f"  {title:{wide}}  {amount:>{high}}".rstrip() for title, amount in rows)
    sole = next((line.title for line, amount in amounts if owed - expected == amount), "") if owed > expected and len(amounts) > 1 else ""
    return f"{table}\n\nThe difference is the {_called(name)} of {sole}." if sole else table


def taken_by(lines: Sequence[Line]) -> str:
    """The steps of the settlement that changed what is payable of some lines: "it is capped"; the usual ones where none says so."""
    words = dict.fromkeys(one.word for line in lines for one in line.adjustments if one.amount)
    words |= dict.fromkeys("forfeited" for line in lines if line.forfeited)
    return f"it is {' and '.join(words)}" if words and VERBS.issuperset(words) else "caps, claims and the other steps of the settlement"


def other_amount(name: str, amounts: Amounts, expected: Money, lines: Sequence[Line]) -> str:
    """Return that it is the credit that is as expected and not what is payable, or the reverse; "" where neither is."""
    other = "payable" if name == "credit" else "credit"
    if getattr(amounts, other) != expected:
        return ""
    if other == "payable":
        return f"{expected.show()} is what is payable, after {taken_by(lines)}: assert_payable tests that."
    return f"{expected.show()} is the credit, before {taken_by(lines)}: assert_credit tests that."


def _called(name: str) -> str:
    return "credit" if name == "credit" else "amount payable"
