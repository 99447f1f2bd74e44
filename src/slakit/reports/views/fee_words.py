"""fee_words: the fee of a statement on its cover."""

from __future__ import annotations

import re

from slakit.reports.views.wording import Wording
from slakit.statements.statement import Statement
from slakit.values.money import Money

PER = ((r"\d{4}-\d\d", "month"), (r"\d{4}-Q\d", "quarter"), (r"\d{4}", "year"))
MOST = 6  # fees that are shown each with its period


def fee_words(statement: Statement, wording: Wording) -> str:
    """Return the fee of the shortest periods: one amount for all of them, or that of each."""
    fees: dict[str, tuple[str, Money]] = {}
    shortest = min((line.period.whole.last - line.period.whole.first for line in statement.lines if line.fee), default=0)
    for line in statement.lines:
        if line.fee is not None and line.period.whole.last - line.period.whole.first <= shortest + shortest // 8:
            fees.setdefault(line.period.label, (wording.period(line.period), line.fee))
    amounts = dict.fromkeys(money for _, money in fees.values())
    if len(amounts) == 1:
        per = next((word for shape, word in PER if all(re.fullmatch(shape, label) for label in fees)), "period")
        return wording.texts.text(f"fee.{per}", amount=wording.money(next(iter(amounts))))
    parts = [f"{name}: {wording.money(money)}" for name, money in fees.values()]
    return "; ".join([*parts[:MOST], *(["…"] if len(parts) > MOST else [])])
