"""LineOutlook: the ends that one open line may come to (docs/analysis.md)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from attrs import frozen

from slakit.analysis.outlooks.burn_rates import BurnRate
from slakit.analysis.outlooks.interval_of import Ends, Interval
from slakit.metrics.measure import ITEMS, RATIO, Exact
from slakit.statements.error_budget import ErrorBudget
from slakit.statements.format_figure import format_figure
from slakit.statements.line import Line
from slakit.targets.verdict import Outcome
from slakit.values.one_line import one_line
from slakit.values.source_repr import in_brackets
from slakit.values.units import unit

CASES = ("best", "expected", "worst")


@frozen(kw_only=True, repr=False)
class LineOutlook:
    """The ends that an open line may come to: a line for each case, None where a case has no bound. A line whose figure is bounded and what
    it pays is not, as each failure costs more, is `unsettled`.

    `interval` has the ends between which the rate, the number or the percentile so far lies, at the confidence of the outlook, in the unit
    of the measure; None where `estimate.why` says that there is none.
    """

    now: Line
    best: Line | None
    expected: Line | None
    worst: Line | None
    estimate: Interval
    budget: ErrorBudget | None = None
    burn_rates: tuple[BurnRate, ...] = ()

    def __repr__(self) -> str:
        return in_brackets(self, self.now.named, f"{self.now.period.label}:", ", ".join(self._ends))

    @property
    def interval(self) -> Ends | None:
        return self.estimate.ends

    @property
    def _ends(self) -> list[str]:
        return [f"{case} {_end(getattr(self, case))}" for case in CASES]

    @property
    def _estimate(self) -> str:
        """The interval in words, or why there is none."""
        if self.interval is None:
            return f"no interval: {self.estimate.why}"
        low, high = (None if end is None else _shown(self.now, end) for end in self.interval)
        between = f"between {low} and {high}" if low and high else f"at {low} or above" if low else f"at {high} or below"
        between = str(low) if low == high else between
        return f"{self.estimate.what} {between}, by {self.estimate.method}"

    @property
    def _so_far(self) -> list[str]:
        """The ends of what has begun, where more may begin and clocks still run."""
        measure = self.now.measure
        if not measure.pending or measure.foresees or measure.unit == RATIO:
            return []
        best, worst = (measure.low, measure.high) if self.now.target.lower_is_better else (measure.high, measure.low)
        ends = [f"at {case} {_end_of(self.now, figure)}" for case, figure in (("best", best), ("worst", worst))]
        return [f"of the {measure.sample + measure.pending:,} so far, {measure.pending:,} of them open: {'; '.join(ends)}"]

    def to_text(self) -> str:
        """The ends, the interval, the budget and the burn rates."""
        lines = [f"{one_line(self.now.title)}: {self.now.shown} against {self.now.target.show()}", *(f"  {end}" for end in self._ends)]
        lines += [f"  {text}" for text in (*self._so_far, self._estimate)]
        return "\n".join([*lines, *(f"  {part}" for part in (*filter(None, [self.budget]), *self.burn_rates))])

    __str__ = to_text

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        ends = {case: None if (line := getattr(self, case)) is None else line.to_dict() for case in ("now", *CASES)}
        interval = None if self.interval is None else [None if end is None else str(end) for end in self.interval]
        estimate = {"interval": interval, "interval_method": self.estimate.method or None, "no_interval": self.estimate.why or None}
        budget = None if self.budget is None else self.budget.to_dict()
        return {**ends, **estimate, "budget": budget, "burn_rates": [one.to_dict() for one in self.burn_rates]}


def _end_of(line: Line, figure: Exact | None) -> str:
    """An end of what has begun, and its outcome."""
    if figure is None:
        return "no bound"
    met = line.target.holds(Fraction(figure) * unit(line.measure.unit).factor)
    return f"{_shown(line, Fraction(figure))}, {Outcome.MET if met else Outcome.MISSED}"


def _end(line: Line | None) -> str:
    if line is None:
        return "no bound"
    figure = _shown(line, Fraction(line.measure.value or 0))
    paid = line.unsettled or ("" if line.payable is None else line.payable.show())
    return ", ".join(filter(None, [figure, str(line.outcome), paid]))


def _shown(line: Line, figure: Fraction) -> str:
    """A figure in the unit of the measure as the target has it."""
    shown = format_figure(figure * unit(line.measure.unit).factor, line.target.shown_in(line.measure.unit), ())
    return shown.removesuffix(f" {ITEMS}")
