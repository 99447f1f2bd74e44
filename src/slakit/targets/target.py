"""Target: what a measure is held against; the door: a frozen class with four methods, as `bound.py` and `joined.py` have them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING

from slakit.errors import ContractError
from slakit.metrics.measure import Exact, Measure
from slakit.targets.verdict import Outcome, Verdict
from slakit.values.quantity import Quantity
from slakit.values.units import unit

if TYPE_CHECKING:
    from slakit.targets.bound import Bound


class Target(ABC):
    """What a measure is held against; the built-in ones are bounds, all of several, and any of several."""

    @property
    @abstractmethod
    def bounds(self) -> tuple[Bound, ...]:
        """Every bound it is made of."""

    @abstractmethod
    def holds(self, value: Fraction) -> bool:
        """Whether a figure in base units meets it."""

    @abstractmethod
    def shortfall(self, value: Fraction) -> Fraction:
        """How far a figure lies on the wrong side, in base units; zero when it meets the target."""

    @abstractmethod
    def decided(self, low: Fraction | None, high: Fraction | None) -> Outcome | None:
        """The outcome of every figure from low to high, when it is one and the same; None is no bound."""

    def judge(self, measure: Measure, over: bool = True) -> Verdict:
        """Judge the measure of a period that is over, or of one still open."""
        low, high, value = (self._judged(figure, measure) for figure in (measure.low, measure.high, measure.value))
        decided = self.decided(low, high) if measure.low is not None or measure.high is not None else None
        final = over and not measure.pending
        if value is None and decided is not Outcome.MISSED:
            return Verdict(outcome=Outcome.NO_DATA, measure=measure, final=final, certain=final, reason=measure.reason)
        met = value is not None and self.holds(value) and decided is not Outcome.MISSED
        judged = value if value is not None else (low if low is not None else high)
        running = decided is Outcome.MISSED and (value is None or self.holds(value))
        if running:
            judged = low if low is not None and not self.holds(low) else high
        return Verdict(
            outcome=Outcome.MET if met else Outcome.MISSED,
            measure=measure,
            judged=None if judged is None else Quantity.of_base(judged, self._unit(measure)),
            shortfall=None if judged is None else self.shortfall(judged),
            final=final,
            certain=final or decided is not None,
            reason=f"{measure.pending:,} still running, and over the target already" if running else "",
        )

    def rounded(self, value: Fraction) -> Fraction:
        """The figure as the contract rounds it before it compares (V2)."""
        return reduce(lambda figure, bound: bound.round(figure), self.bounds, value)

    def _judged(self, figure: Exact | None, measure: Measure) -> Fraction | None:
        return None if figure is None else self.rounded(figure * unit(measure.unit).factor)

    def _unit(self, measure: Measure) -> str:
        """The unit a measure is shown in: the target's own, where it has one."""
        return self.bounds[0].limit.unit.text or measure.unit

    def check(self, measured_in: str) -> None:
        """Raise ContractError when it cannot judge a measure of that unit.

        A bare number is a ratio or a count, and nothing else.
        """
        measured = unit(measured_in).dimension
        problems = [
            f"{str(bound)!r} cannot judge {_kind(measured_in)}; write {_example(measured, measured_in)}"
            for bound in self.bounds
            if bound.limit.dimension != measured and not (bound.limit.unit.text == "" and measured == "[item]")
        ]
        if problems:
            raise ContractError(*problems)

    def __and__(self, other: Target) -> Target:
        from slakit.targets.joined import AllOf, one

        return one(AllOf((self, other))) if isinstance(other, Target) else NotImplemented

    def __or__(self, other: Target) -> Target:
        from slakit.targets.joined import AnyOf, one

        return one(AnyOf((self, other))) if isinstance(other, Target) else NotImplemented


def _kind(measured_in: str) -> str:
    return {"": "a ratio", "item": "a count", "us": "a length of time"}.get(measured_in, f"a measure in {measured_in}")


def _example(dimension: str, measured_in: str) -> str:
    return {"": "'at least 99.9 %'", "[item]": "'at most 3'", "[time]": "'at most 2 hours'"}.get(dimension, f"'at least 5 {measured_in}'")
