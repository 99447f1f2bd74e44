"""The table of lines that a statement, a selection of lines and a notebook show."""

from collections.abc import Sequence
from typing import Any

from slakit.metrics.plain_values import by_value
from slakit.penalties.amounts import HoldsAmounts, names_of
from slakit.statements.line import Line

HEAD = ("period", "objective", "clause", "target", "measured", "outcome", "credit", "payable")
MONEY = {*HEAD}.intersection(names_of(money=True))


def line_table(lines: Sequence[Line], amounts: HoldsAmounts) -> tuple[list[str], list[list[str]], list[int]]:
    """Head, rows, and the columns that are aligned right; a column without content, by the lines and what they come to, is left out."""
    rows = [_cells(line) for line in lines]
    silent = {"clause"} if not any(line.clause for line in lines) else set()
    unpaid = amounts.credit is None and all(line.projected is None for line in lines)
    silent |= MONEY if unpaid else {"payable"} if amounts.credit == amounts.payable else set()
    kept = [index for index, word in enumerate(HEAD) if word not in silent]
    head = [HEAD[index] for index in kept]
    return head, [[row[index] for index in kept] for row in rows], [index for index, word in enumerate(head) if word in MONEY]


def same_group(left: Any, right: Any) -> bool:
    """True if two names are of one group, as 7 and "7" are, and lists and tuples of such (docs/numbers.md R1)."""
    if isinstance(left, tuple | list) and isinstance(right, tuple | list):
        return len(left) == len(right) and all(map(same_group, left, right))
    return bool(by_value(left) == by_value(right))


def _cells(line: Line) -> list[str]:
    credit = f"({line.projected.show()})" if line.projected is not None else line.credit.show() if line.credit is not None else ""
    unread = f", {line.measure.unread:,} unread" if line.measure.unread else ""
    if line.verdict.final:
        open_ = "" if line.verdict.certain or unread else ", in doubt"
    else:
        open_ = ", open" if not line.verdict.certain else ", certain" if unread else ", open but certain"
    outcome = f"{line.outcome}{open_}{unread}"
    payable = line.payable.show() if line.payable is not None else ""
    period = line.period.label + " (partial)" * line.period.partial
    return [period, line.named, line.clause, line.target.show(), line.shown, outcome, credit, payable]
