"""PaidChange: what two versions of a contract pay differently for one promise, at every measure."""

from typing import Any

from attrs import frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.objective import Objective
from slakit.analysis.diffs.match_objectives import Pair
from slakit.analysis.payoffs.case_of_measure import number_names
from slakit.analysis.payoffs.compute import payoff
from slakit.analysis.payoffs.payoff import Payoff
from slakit.analysis.payoffs.payoff_text import rows_of
from slakit.errors import SlakitError
from slakit.values.number import grouped

RECORDED = 1_000  # what records are taken to add up to


@frozen
class PaidChange:
    """The amount that the newer version pays more, or less, for an objective, by the measure; `why` is the reason if it is not defined.

    `given` are the assumptions that the rules of either version need besides the measure.
    """

    where: str
    more: Payoff | None
    given: tuple[str, ...] = ()
    why: str = ""

    @property
    def rows(self) -> tuple[str, ...]:
        """One text for each stretch of measures at which the two differ: "below 99.9 %, at least 99.5 %: +125.00 EUR"."""
        return tuple(f"{row.where}: {row.paid}" for row in rows_of(self.more) if not row.is_nothing) if self.more else (self.why,)

    @property
    def title(self) -> str:
        """The objective, the period for which it is compared, and the assumptions."""
        return ", ".join([self.where, *([self.more.period] if self.more else []), *self.given])

    def __str__(self) -> str:
        return "\n".join([self.title, *(f"  {row}" for row in self.rows)])

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        more = self.more.to_dict() if self.more else None
        return {"where": self.where, "given": list(self.given), "rows": list(self.rows), "payoff": more, "why": self.why}


def paid_change(old: Agreement, new: Agreement, pair: Pair, where: str, period: Any = None) -> PaidChange | None:
    """The change of what is paid for an objective in a period; None where there is none.

    Where a rule of either version looks at more than the measure it is compared for a first period, a failure, and 1,000 recorded.
    """
    sides = [(of, one) for of, one in ((old, pair.old), (new, pair.new)) if one is not None]
    context, given = _context(sides)
    try:
        both = ((old, pair.old), (new, pair.new))
        before, after = (None if one is None else payoff(of, one.name, period=period, **context) for of, one in both)
        either = after or before
        more = either and (after or either.of_nothing) - (before or either.of_nothing)
    except SlakitError as error:
        return PaidChange(where, None, given, f"what is paid at every measure cannot be compared: {error.problems[0]}")
    return None if more is None or more.is_zero else PaidChange(where, more, given)


def _context(sides: list[tuple[Agreement, Objective]]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the other inputs of the rules besides the measure, and the same in words."""
    rules = [objective.penalty for _, objective in sides if objective.penalty]
    names = dict.fromkeys(name for agreement, objective in sides for name in number_names(agreement, objective))
    context: dict[str, Any] = {"history": [], "failures": 1, "recorded": dict.fromkeys(names, RECORDED)}
    given = [f"{name} {grouped(str(RECORDED))}" for name in names]
    given += ["a first period"] if any(rule.needs_past for rule in rules) else []
    given += ["a single failure"] if any(part.counts_failures for rule in rules for part in rule.walk()) else []
    given += ["the targets as they are written"] if any(objective.ratchet for _, objective in sides) else []
    return context, tuple(given)
