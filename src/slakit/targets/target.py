"""Target: what a measure is held against; the door: a frozen class with three methods, `holds`, `shortfall` and `decided`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve

from slakit.errors import ContractError
from slakit.metrics.availability.downtime import Downtime
from slakit.metrics.base import Metric
from slakit.metrics.measure import Exact, Measure
from slakit.targets.verdict import Outcome, Verdict
from slakit.values.quantity import Quantity
from slakit.values.units import unit

if TYPE_CHECKING:
    from slakit.targets.bound import Bound


class Target(ABC):
    """The bound that a measure must keep; the built-in targets are bounds, all of several, and any of several.

    A target of one's own without `bounds` has no limit of its own: figures are shown and compared in the unit of the metric. Reports have
    the text of `show()`.
    """

    def text(self) -> str | None:
        """The phrase that `target()` reads back to this target, for documents; None when no phrase says it."""
        return None

    def show(self) -> str:
        """Return the text of a report."""
        return self.text() or repr(self)

    def __str__(self) -> str:
        return self.show()

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """Every bound it is made of."""
        return ()

    @property
    def limit(self) -> Quantity:
        """The limit of its first bound; ContractError where it has none."""
        if not self.bounds:
            raise ContractError(f"{str(self)!r} has no limit to measure from; write a target with a bound, such as 'at least 99.9 %'")
        return self.bounds[0].limit

    @property
    def lower_is_better(self) -> bool:
        """True if its first bound is an upper one; a target without bounds may say so itself."""
        return any(bound.operator in ("<=", "<") for bound in self.bounds[:1])

    def dimension(self, metric: Metric) -> str:
        """The dimension of the figures that a rule may hold against it: that of its limit, or else of the metric."""
        return self.bounds[0].limit.dimension if self.bounds else unit(metric.unit).dimension

    def shown_in(self, usual: str) -> str:
        """The unit its figures are shown in: that of its limit, or else the usual one."""
        return (self.bounds[0].limit.unit.text if self.bounds else "") or usual

    @abstractmethod
    def holds(self, value: Fraction) -> bool:
        """True if a figure in base units meets it."""

    @abstractmethod
    def shortfall(self, value: Fraction) -> Fraction:
        """Return the distance by which a figure misses the target, in base units; zero when it meets the target."""

    @abstractmethod
    def decided(self, low: Fraction | None, high: Fraction | None) -> Outcome | None:
        """Return the outcome of all figures from low to high, if it is the same for all; None as an argument is no bound."""

    def judge(self, measure: Measure, over: bool = True) -> Verdict:
        """Judge the measure of a period that is over, or of one still open.

        Where even the best that open clocks can bring misses the target, the figure is the worse of that best and of what has stopped.
        """
        low, high, value = (_base(figure, measure.unit) for figure in (measure.low, measure.high, measure.value))
        decided = self.decided(low, high)
        final = over and not measure.pending
        doubtful = measure.rough and decided is None
        certain = final and not measure.unread and not doubtful
        if value is None and decided is not Outcome.MISSED:
            return Verdict(outcome=Outcome.NO_DATA, measure=measure, final=final, certain=certain, reason=measure.reason)
        judged = value
        bounds = [bound for bound in (low, high) if bound is not None]
        if decided is Outcome.MISSED:
            best = min(bounds, key=self.shortfall)
            judged = best if value is None else max(value, best, key=self.shortfall)
        elif decided is Outcome.MET and value is not None and not self.holds(value):
            judged = low if low is not None else high
        side = "over" if decided is Outcome.MISSED else "within"
        return Verdict(
            outcome=Outcome.MET if judged is not None and self.holds(judged) else Outcome.MISSED,
            measure=measure,
            judged=None if judged is None else Quantity.of_base(self.rounded(judged), self.shown_in(measure.unit)),
            shortfall=None if judged is None else self.shortfall(judged),
            final=final,
            certain=certain or (decided is not None and (over or measure.foresees)),
            running=judged != value,
            reason=f"{measure.pending:,} still running, and {side} the target already"
            if judged != value
            else f"exactly it lies from {' to '.join(self._shown(end, measure.unit) for end in bounds)}, on both sides of the target"
            if doubtful and final
            else "",
        )

    def _shown(self, figure: Fraction, kept_in: str) -> str:
        return Quantity.of_base(figure, self.shown_in(kept_in)).show()

    def rounded(self, value: Fraction) -> Fraction:
        """The figure as the contract rounds it before it compares (docs/numbers.md V2); as it is where bounds round differently."""
        return self.bounds[0].round(value) if len({(bound.rounding, bound.mode) for bound in self.bounds}) == 1 else value

    def check(self, metric: Metric, edges: Sequence[Quantity] = ()) -> None:
        """Raise ContractError when it cannot judge what a metric measures (a bare number is a ratio or a count), or asks for over 100 %.

        `edges` are figures of the same measure that are written elsewhere: a bare number is meant in their unit.
        """
        measured_in = metric.unit
        measured = unit(measured_in).dimension
        problems = [
            f"{str(bound)!r} cannot judge {_kind(measured_in)}; "
            f"write {_example(bound, measured, measured_in, edges)}{_or_uptime(bound, metric)}"
            for bound in self.bounds
            if bound.limit.dimension != measured and not (bound.limit.unit.text == "" and measured == "[item]")
        ]
        if metric.is_share and not problems:
            problems = [
                f"{str(bound)!r} lies outside 0 % to 100 %, where a share is; write {_example(bound, measured, measured_in)}"
                for bound in self.bounds
                if not 0 <= bound.limit.base <= 1
            ]
        if problems:
            raise ContractError(*problems)

    def __and__(self, other: Target) -> Target:
        from slakit.targets.joined import AllOf, one

        return one(AllOf((self, other))) if isinstance(other, Target) else NotImplemented

    def __or__(self, other: Target) -> Target:
        from slakit.targets.joined import AnyOf, one

        return one(AnyOf((self, other))) if isinstance(other, Target) else NotImplemented


def _base(figure: Exact | None, kept_in: str) -> Fraction | None:
    return None if figure is None else figure * unit(kept_in).factor


def _kind(measured_in: str) -> str:
    return {"": "a ratio", "item": "a count", "us": "a length of time"}.get(measured_in, f"a measure in {measured_in}")


def _or_uptime(bound: Bound, metric: Metric) -> str:
    """The metric that has shares of the time, for a share that is held against the time down; empty for another target or metric."""
    if not isinstance(metric, Downtime) or bound.limit.unit.text != "%" or not 0 <= bound.limit.base <= 1:
        return ""
    up = 1 - bound.limit.base if bound.operator in ("<=", "<") else bound.limit.base
    return f", or promise a share of the time, Uptime(...) with 'at least {Quantity.of_base(up, '%')}'"


def _example(bound: Bound, dimension: str, measured_in: str, edges: Sequence[Quantity] = ()) -> str:
    """The target to write: that of a bare number with the units that it may have, and otherwise any."""
    figure = bound.limit.magnitude
    if not bound.limit.unit.text and (dimension or 0 <= figure <= 100):
        elsewhere = [edge.unit.text for edge in edges if edge.dimension == dimension and edge.unit.text]
        units = tuple(elsewhere[:1]) or {"": ("%",), "[time]": ("min", "hours")}.get(dimension, (measured_in,))
        return " or ".join(repr(str(evolve(bound, limit=Quantity(figure, one)))) for one in units)
    return {"": "'at least 99.9 %'", "[item]": "'at most 3'", "[time]": "'at most 2 hours'"}.get(dimension, f"'at least 5 {measured_in}'")
