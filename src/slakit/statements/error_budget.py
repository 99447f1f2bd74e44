"""ErrorBudget: how much of a share may fail in a period, and how much of it is used."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any

from attrs import frozen

from slakit.calendars.trace import duration_text
from slakit.metrics.measure import RATIO, TIME
from slakit.statements.line import Line
from slakit.targets.levels import Levels
from slakit.targets.target import Target
from slakit.values.quantity import Quantity
from slakit.values.source_repr import in_brackets


@frozen(kw_only=True, repr=False)
class ErrorBudget:
    """The part of a period that may fail: `allowed`, `used` and `left`, in records so far, or in microseconds of the whole period.

    `left` is negative once more has failed than may.
    """

    unit: str
    allowed: Fraction
    used: Fraction

    @property
    def left(self) -> Fraction:
        return self.allowed - self.used

    @property
    def share_used(self) -> Fraction | None:
        """The share that is used; None of a budget of nothing."""
        return self.used / self.allowed if self.allowed else None

    def text(self, amount: Fraction) -> str:
        """An amount of the budget in words."""
        sign = "-" if amount < 0 else ""
        if self.unit == TIME:
            return f"{sign}{duration_text(timedelta(microseconds=round(abs(amount))))}"
        return f"{sign}{Quantity(abs(amount), '').show()} record{'' if abs(amount) == 1 else 's'}"

    def __str__(self) -> str:
        return f"budget {self.text(self.allowed)}, {self.text(self.used)} used, {self.text(self.left)} left"

    def __repr__(self) -> str:
        return in_brackets(self, str(self))

    def to_dict(self) -> dict[str, Any]:
        """Plain data; amounts are exact texts."""
        return {"unit": self.unit, "allowed": str(self.allowed), "used": str(self.used), "left": str(self.left)}


def promised_share(target: Target) -> Fraction | None:
    """The share that a target on a share promises at least, of levels that of the promise; None for another kind of promise."""
    bounds = (target.promise if isinstance(target, Levels) else target).bounds
    return bounds[0].limit.base if len(bounds) == 1 and bounds[0].operator in (">=", ">") and bounds[0].limit.base <= 1 else None


def budget_of(line: Line) -> ErrorBudget | None:
    """The error budget of a line; None where its measure is no share of anything that is lost.

    Allowed is (1 - target) x the whole: of 30 days at 99.9 % 43.2 minutes. Of records the whole is not known before the end, and it is
    that of those so far; of intervals and duties it is.
    """
    limit, measure = promised_share(line.target), line.measure
    if limit is None or not measure.lost or measure.part is None or not measure.whole:
        return None
    whole = whole_at_end(line)
    used = Fraction(measure.whole) - Fraction(measure.part)
    return None if whole is None else ErrorBudget(unit=measure.lost_in, allowed=(1 - limit) * whole, used=used)


def budget_left(line: Line) -> Fraction | None:
    """The share of the error budget that is left, negative once more has failed than may; None where there is no budget, or no data.

    Of an old statement that was read back, which does not hold the whole, it is (measure - target) / (1 - target), once the period is over.
    """
    limit, budget, value = promised_share(line.target), budget_of(line), line.measure.value
    if budget is not None:
        return budget.left / budget.allowed if budget.allowed else None
    if limit is None or limit == 1 or value is None or line.measure.unit != RATIO or not line.verdict.final:
        return None
    return (value - limit) / (1 - limit)


def whole_at_end(line: Line) -> Fraction | None:
    """The whole of a line at the end of its period; of records, of which nobody knows how many come, those so far.

    None for time where the metric does not say it.
    """
    measure = line.measure
    if measure.loss is not None and measure.loss.end is not None:
        return Fraction(measure.loss.end)
    sure = measure.whole is not None and (measure.lost_in != TIME or line.verdict.final)
    return Fraction(measure.whole or 0) if sure else None
