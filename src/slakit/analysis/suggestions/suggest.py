"""suggest: targets that the past would have met with a stated confidence (docs/analysis.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from math import ceil, floor
from typing import Any

from attrs import evolve, frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.objective import Objective
from slakit.analysis.of_objective import of_objective
from slakit.engine.evaluate import evaluate_so_far
from slakit.errors import UsageError
from slakit.metrics.measure import ITEMS
from slakit.statements.line import Line
from slakit.statements.notebook import html_table
from slakit.statements.table import markdown_table, text_table
from slakit.targets.bound import Bound
from slakit.values.money import Money
from slakit.values.quantity import Quantity, quantity
from slakit.values.source_repr import in_brackets
from slakit.values.units import unit

DIGITS = 2  # of the distance from 100 %, or of a figure, that a round target keeps
HEAD = ("objective", "now", "suggested", "met", "next period", "payable now", "payable then")


@frozen(kw_only=True, repr=False)
class Suggestion:
    """A round target for an objective: the past met it in `met` of `periods`; None, with the reason, where none can be named.

    `left_out` are the periods that do not count: those that are not over, are partial or have no figure.

    `next_period` is the least confidence that the next period meets it, if periods are alike: k / (n + 1). `enough` says that it reaches
    the confidence that was asked for.
    """

    objective: str
    present: str
    target: Bound | None
    met: int = 0
    periods: int = 0
    left_out: int = 0
    next_period: Fraction | None = None
    enough: bool = False
    payable: Money | None = None
    payable_then: Money | None = None
    why: str = ""

    def __repr__(self) -> str:
        return in_brackets(self, f"{self.objective}:", f"{self.target}, met in {self.met} of {self.periods}" if self.target else self.why)

    @property
    def cells(self) -> list[str]:
        """The suggestion as texts."""
        if self.target is None or self.next_period is None:
            return [self.objective, self.present, self.why, "", "", "", ""]
        left = f", {self.left_out} left out" if self.left_out else ""
        money = ["" if amount is None else amount.show() for amount in (self.payable, self.payable_then)]
        sure = f"{Quantity.of_base(self.next_period, '%').show(3)}{'' if self.enough else ', too few periods'}"
        return [self.objective, self.present, str(self.target), f"{self.met} of {self.periods}{left}", sure, *money]

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        sure = None if self.next_period is None else str(self.next_period)
        target, money = (
            self.target and str(self.target),
            [None if amount is None else str(amount) for amount in (self.payable, self.payable_then)],
        )
        named = {"objective": self.objective, "present": self.present, "target": target, "met": self.met, "periods": self.periods}
        return (
            named
            | {"left_out": self.left_out}
            | {"next_period": sure, "enough": self.enough, "payable": money[0], "payable_then": money[1], "why": self.why}
        )


@frozen(repr=False)
class Suggestions:
    """The suggested target of each objective, at a confidence, by what was over at an instant."""

    confidence: Quantity
    each: tuple[Suggestion, ...]
    as_of: datetime

    def __repr__(self) -> str:
        return in_brackets(self, f"{len(self.each)} objectives at {self.confidence}")

    def __getitem__(self, objective: str) -> Suggestion:
        return of_objective(objective, ((one.objective, one) for one in self.each))[0]

    def to_text(self) -> str:
        """The table for the terminal."""
        return text_table(HEAD, [one.cells for one in self.each])

    __str__ = to_text

    def _repr_html_(self) -> str:
        return html_table(f"targets that the past would have met at {self.confidence}", HEAD, [one.cells for one in self.each])

    def to_markdown(self) -> str:
        """The table as Markdown."""
        return markdown_table(HEAD, [one.cells for one in self.each])

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {"as_of": self.as_of.isoformat(), "confidence": str(self.confidence), "objectives": [one.to_dict() for one in self.each]}


def suggest(
    agreement: Agreement, records: Mapping[str, Any], confidence: object = "95 %", *, periods: Any = None, as_of: Any = None
) -> Suggestions:
    """Suggest the tightest round target that the past would have met in at least a share of its periods, for each objective.

    >>> outages = {"outages": [{"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}]}
    >>> analyses.suggest(agreement, outages, "80 %", as_of="2027-01-01T00:00Z")["Uptime"]
    <Suggestion Uptime: at least 100 %, met in 11 of 12>

    Of n figures, sorted from the best, the k-th is taken, with k = ceil(confidence x (n + 1)), and n where that is more. A next period, if
    periods are alike and do not depend on each other, is no worse than it with a probability of k / (n + 1) or more, whatever their
    distribution (order statistics: David and Nagaraja, Order Statistics, 3rd edition, 7.3; Wilks 1941). So n must be at
    least confidence / (1 - confidence): 19 periods for 95 %. With fewer the worst figure is taken, and `enough` is False.
    The target is rounded to two digits of its distance from 100 %, or of itself, towards what is easier to meet. A period counts once it is
    over, whole and has a figure. Without `as_of` it is the latest instant in the records. `periods` chooses among the past, as `period=` of
    `evaluate` does.
    """
    share = quantity(confidence)
    if share.dimension != "" or not 0 < share.base < 1:
        raise UsageError(f"confidence={confidence!r} is not a share between 0 % and 100 %; write confidence='95 %'")
    kept = {stream: rows if hasattr(rows, "batches") or not hasattr(rows, "__next__") else list(rows) for stream, rows in records.items()}
    statement = evaluate_so_far(agreement, kept, period=periods, as_of=as_of)
    forms = {objective.name: objective for version in agreement.versions for objective in version.agreement.objectives}
    suggested = [_suggestion(one, [line for line in statement.lines if line.name == name], share.base) for name, one in forms.items()]
    targets = {one.objective: one.target for one in suggested if one.target}

    def changed(objectives: Sequence[Objective]) -> list[Objective]:
        return [evolve(one, target=targets.get(one.name, one.target), ratchet=None) for one in objectives]

    amendments = [evolve(one, objectives=changed(one.objectives)) for one in agreement.amendments]
    other = evolve(agreement, objectives=changed(agreement.objectives), amendments=amendments)
    after = evaluate_so_far(other, kept, period=periods, as_of=as_of)
    paid = [{name: _sum([line.payable for line in one.lines if line.name == name]) for name in forms} for one in (statement, after)]
    each = [evolve(one, payable=paid[0][one.objective], payable_then=paid[1][one.objective]) for one in suggested]
    return Suggestions(share, tuple(each), statement.as_of)


def _suggestion(objective: Objective, lines: list[Line], confidence: Fraction) -> Suggestion:
    counted = [line for line in lines if line.measure.value is not None and line.verdict.final and not line.period.partial]
    present, left_out = objective.target.show(), len(lines) - len(counted)
    if not counted or len(objective.target.bounds) != 1 or objective.target.bounds[0].operator == "==":
        why = "no whole period that is over has a figure" if not counted else "its target is not one bound"
        return Suggestion(objective=objective.name, present=present, target=None, periods=len(counted), left_out=left_out, why=why)
    rising = objective.target.lower_is_better
    factor = unit(objective.metric.unit).factor
    figures = sorted((Fraction(line.measure.value or 0) * factor for line in counted), reverse=not rising)
    k = ceil(confidence * (len(figures) + 1))
    chosen = min(k, len(figures))
    shown_in = objective.target.shown_in("" if objective.metric.unit == ITEMS else objective.metric.unit)
    limit = _round(
        figures[chosen - 1] / unit(shown_in).factor, Fraction(1) / unit(shown_in).factor if objective.metric.is_share else None, rising
    )
    bound = Bound("<=" if rising else ">=", Quantity(limit, shown_in))
    met = sum(map(bound.holds, figures))
    return Suggestion(
        objective=objective.name,
        present=present,
        target=bound,
        met=met,
        periods=len(figures),
        left_out=left_out,
        next_period=Fraction(met, len(figures) + 1),
        enough=k <= len(figures),
    )


def _round(figure: Fraction, whole: Fraction | None, rising: bool) -> Fraction:
    """A figure at two digits, and of a share that is to be high its distance from the whole, rounded to what is easier to meet."""
    if whole is not None and not rising:
        return max(whole - _digits(whole - figure, up=True), Fraction(0))
    return _digits(figure, up=rising)


def _digits(figure: Fraction, up: bool) -> Fraction:
    if not figure:
        return figure
    step = Fraction(1)
    while step * 10**DIGITS <= abs(figure):
        step *= 10
    while step * 10 ** (DIGITS - 1) > abs(figure):
        step /= 10
    return (ceil if up else floor)(figure / step) * step


def _sum(amounts: list[Money | None]) -> Money | None:
    given = [amount for amount in amounts if amount is not None]
    return sum(given[1:], given[0]) if given else None
