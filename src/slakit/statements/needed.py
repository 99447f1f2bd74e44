"""The least change of what was measured that turns the verdict of a line: what would have met it, or would have missed it."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from slakit.errors import SlakitError
from slakit.metrics.measure import ITEMS, Measure
from slakit.statements.nearest_change import Change, least_change
from slakit.targets.target import Target
from slakit.targets.verdict import Outcome, Verdict
from slakit.values.quantity import Quantity
from slakit.values.units import unit


@frozen
class Needed:
    """The least change after which a line has the other outcome, exact; `text` alone where only a distance can be named.

    `change` is in whole microseconds or records: one smallest step less does not do.
    """

    outcome: Outcome
    change: Change | None
    text: str

    def __str__(self) -> str:
        return f"To be {self.outcome}, it takes {self.text}."


def needed(verdict: Verdict, target: Target) -> Needed | None:
    """Return what turns a verdict; None without data, where nothing can, or where the target is only written words."""
    measure = verdict.measure
    if verdict.outcome is Outcome.NO_DATA or verdict.running:
        return None
    missed = verdict.outcome is Outcome.MISSED
    outcome = Outcome.MET if missed else Outcome.MISSED
    try:
        change = _of_values(measure, target) or least_change(
            measure, lambda figure: target.holds(figure) is missed, [bound.limit.base for bound in target.bounds]
        )
    except SlakitError:  # a statement that was read back holds the words of its target alone
        return None
    if change is not None:
        return Needed(outcome, change, change.text)
    if missed and verdict.shortfall:
        shown = target.shown_in(measure.unit)
        distance = Quantity.of_base(verdict.shortfall, unit("pp" if shown == "%" else shown)).show()
        why = f"; no least change is worked out, as {measure.loss.uneven}" if measure.loss is not None and measure.loss.uneven else ""
        return Needed(outcome, None, f"{target.show()}: {distance} from what was measured{why}")
    return None


def failing_values(measure: Measure, target: Target) -> int | None:
    """Return how many of the values behind a percentile are on the wrong side of its limit; None for any other figure."""
    if measure.ranked is None or len(target.bounds) != 1 or target.bounds[0].operator == "==":
        return None
    factor = Fraction(unit(measure.unit).factor)
    return measure.ranked.failing(lambda value: target.holds(value * factor), highest_fail=target.lower_is_better)


def _of_values(measure: Measure, target: Target) -> Change | None:
    """The least number of values behind a percentile that must fail, or must not; None for any other figure."""
    ranked, failing = measure.ranked, failing_values(measure, target)
    if ranked is None or failing is None:
        return None
    more = ranked.spare(failing, highest_fail=target.lower_is_better)
    limit = target.bounds[0].limit.show()
    worse = f"{'over' if target.lower_is_better else 'under'} {limit}"
    if more < 0:
        return Change(more, ITEMS, f"{-more:,} of the {failing:,} values {worse} to be within it")
    if more + 1 > ranked.size - failing:
        return None
    return Change(more + 1, ITEMS, f"{more + 1:,} more value{'s' * (more > 0)} {worse}")
