"""PaidChange: what two versions of a contract pay differently for one promise, at every measure."""

from typing import Any

from attrs import frozen

from slakit.agreements.agreement import Agreement
from slakit.analysis.diffs.match_objectives import Pair
from slakit.analysis.payoffs.compute import payoff
from slakit.analysis.payoffs.payoff import Payoff
from slakit.analysis.payoffs.payoff_text import rows_of
from slakit.errors import SlakitError, UsageError


@frozen
class PaidChange:
    """What the newer version pays more for an objective, or less, by the measure; `why` where that cannot be said, and why not."""

    where: str
    more: Payoff | None
    why: str = ""

    @property
    def rows(self) -> tuple[str, ...]:
        """One text for each stretch of measures at which the two differ: "below 99.9 %, at least 99.5 %: +125.00 EUR"."""
        return tuple(f"{row.where}: {row.paid}" for row in rows_of(self.more) if not row.is_nothing) if self.more else (self.why,)

    @property
    def title(self) -> str:
        """The objective, and the period for which it is compared."""
        return f"{self.where}, {self.more.period}" if self.more else self.where

    def __str__(self) -> str:
        return "\n".join([self.title, *(f"  {row}" for row in self.rows)])

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {"where": self.where, "rows": list(self.rows), "payoff": self.more.to_dict() if self.more else None, "why": self.why}


def paid_change(old: Agreement, new: Agreement, pair: Pair, where: str, period: Any = None) -> PaidChange | None:
    """The change of what is paid for an objective in a period, of a miss that is the first in a row; None where there is none."""
    try:
        before, after = (None if one is None else _payoff(of, one.name, period) for of, one in ((old, pair.old), (new, pair.new)))
        either = after or before
        more = either and (after or either.of_nothing) - (before or either.of_nothing)
    except SlakitError as error:
        return PaidChange(where, None, f"what is paid at every measure cannot be compared: {error.problems[0]}")
    return None if more is None or more.is_zero else PaidChange(where, more)


def _payoff(agreement: Agreement, name: str, period: Any) -> Payoff:
    try:
        return payoff(agreement, name, period=period)
    except UsageError:
        return payoff(agreement, name, period=period, in_a_row=1)
