"""Verdict: whether a measure meets its target, and whether that can still change (docs/numbers.md V1)."""

from enum import StrEnum
from fractions import Fraction
from typing import NoReturn

from attrs import frozen

from slakit.errors import UsageError
from slakit.metrics.measure import Measure
from slakit.values.quantity import Quantity
from slakit.values.source_repr import in_brackets


class Outcome(StrEnum):
    """Met, missed, or no data: `line.outcome == "missed"`. It has no truth value: say which of the three is meant."""

    MET = "met"
    MISSED = "missed"
    NO_DATA = "no data"

    def __bool__(self) -> NoReturn:
        raise UsageError(f"the outcome {self.value!r} is not true or false; write outcome == 'met'")


@frozen(kw_only=True)
class Verdict:
    """The judgement of a target on a measure.

    `judged` is the figure that was compared, rounded where the contract says so (docs/numbers.md V2); `shortfall` is how far it lies on the
    wrong side (zero when met, None without data). `final`: the period is over and nothing is pending. `certain`: whatever is still open
    cannot change the outcome. `running`: the figure is that of clocks that still run, as far as they have run.
    """

    outcome: Outcome
    measure: Measure
    judged: Quantity | None = None
    shortfall: Fraction | None = None
    final: bool = True
    certain: bool = True
    running: bool = False
    reason: str = ""

    def __repr__(self) -> str:
        judged = "" if self.judged is None else f"at {self.judged.show().removesuffix(' item')}"
        return in_brackets(self, self.outcome.value, judged, "" if self.final else "so far", "" if self.certain else "(not certain)")

    def __bool__(self) -> NoReturn:
        raise UsageError(f"a verdict is not true or false, its outcome is {self.outcome.value!r}; write verdict.outcome == 'met'")
