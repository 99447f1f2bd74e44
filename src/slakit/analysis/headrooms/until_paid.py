"""until_paid: how much more may fail until more is paid for a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from math import ceil

from slakit.agreements.agreement import Agreement
from slakit.analysis.headrooms.cost_of_failures import Cost
from slakit.analysis.payoffs.compute import payoff
from slakit.analysis.payoffs.payoff import Payoff
from slakit.errors import SlakitError
from slakit.penalties.base import PenaltyRule
from slakit.statements.line import Line
from slakit.values.money import Money


def until_paid(
    agreement: Agreement, rule: PenaltyRule | None, line: Line, cost: Cost, earlier: Callable[[], Sequence[Line]]
) -> tuple[int | None, str]:
    """The last number at which no more is paid than now by the rule of a line, None where more never is; or why it is not known."""
    if rule is None or (line.credit is None and line.projected is None):
        return None, ""
    if line.unsettled:
        return None, line.unsettled
    counts = any(part.counts_failures for part in rule.walk())
    now = line.projected if line.projected is not None else line.credit

    @cache
    def paid(failures: int | None) -> Payoff:
        try:
            return payoff(agreement, line.name, period=line.period.label, failures=failures)
        except SlakitError:  # its rule looks back
            past = [one for one in earlier() if one.name == line.name and one.group == line.group]
            return payoff(agreement, line.name, period=line.period.label, failures=failures, history=past)

    def credit(number: int) -> Money | None:
        at = paid(int(line.measure.breaches or 0) + cost.failures(number) if counts else None)
        return at.amounts(at.quantity(cost.figure(number))).rounded().credit

    try:
        if credit(0) != now:
            return None, "it is paid by more than the measure"
        return last_that_holds(lambda number: (at := credit(number)) is None or now is None or at <= now, cost.most), ""
    except SlakitError as error:
        return None, str(error).partition(";")[0]


def last_that_holds(holds: Callable[[int], bool], most: int) -> int | None:
    """The greatest number that holds, of those from 0 on of which all up to one hold; None where all do, or not even zero."""
    if not holds(0):
        return None
    high = 1
    while high < most and holds(high):
        high *= 2
    high = min(high, ceil(most))
    if holds(high):
        return None
    low = high // 2 if holds(high // 2) else 0
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low
