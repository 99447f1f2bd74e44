"""Weighted and Ratio: metrics made of metrics."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import attrs
from attrs import field, frozen

from slakit.errors import ContractError
from slakit.metrics.base import Metric, View
from slakit.metrics.measure import Exact, Measure, in_unit
from slakit.metrics.reading import Reading
from slakit.metrics.tally import Tally
from slakit.values.units import unit


def _check_groups(metric: Metric) -> None:
    groups = {reading.by for reading in metric.parts()}
    if len(groups) > 1:
        written = " and ".join(repr(", ".join(by)) for by in sorted(groups))
        raise ContractError(f"the parts of {metric!r} are grouped by {written}; write (a / b).by('channel') around the whole")


def _measures(metrics: Sequence[Metric], tallies: Sequence[Tally], view: View) -> list[Measure]:
    """The measure of each metric, from the tallies of all their parts in order."""
    measures, at = [], 0
    for metric in metrics:
        count = len(metric.parts())
        measures.append(metric.measure(tallies[at : at + count], view))
        at += count
    return measures


def _pending(metrics: Sequence[Metric], measures: Sequence[Measure]) -> int:
    """The clocks that still run, those that two metrics read alike once."""
    return sum({metric.parts(): measure.pending for metric, measure in zip(metrics, measures, strict=True)}.values())


def _normal(terms: Sequence[tuple[Fraction, Metric]]) -> tuple[tuple[Fraction, Metric], ...]:
    """Sums within sums opened, equal metrics together, in one order: so that a + b == b + a."""
    weights: dict[Metric, Fraction] = {}
    for weight, metric in terms:
        for inner, part in metric.terms if isinstance(metric, Weighted) else ((Fraction(1), metric),):
            weights[part] = weights.get(part, Fraction(0)) + weight * inner
    return tuple(sorted(((weight, part) for part, weight in weights.items()), key=lambda term: repr(term[1])))


@frozen(repr=False)
class Weighted(Metric):
    """The sum of metrics, each times a weight; made by `+`, `-` and `*`. A part without data leaves it without data."""

    terms: tuple[tuple[Fraction, Metric], ...] = field(converter=_normal)

    def __attrs_post_init__(self) -> None:
        _check_groups(self)
        kinds = {unit(part.unit).dimension: part.unit or "a ratio" for _, part in self.terms}
        if len(kinds) > 1:
            raise ContractError(f"{self!r} adds {' to '.join(kinds.values())}; add like to like")

    @property
    def unit(self) -> str:
        return self.terms[0][1].unit

    def parts(self) -> tuple[Reading, ...]:
        return tuple(reading for _, part in self.terms for reading in part.parts())

    def measure(self, tallies: Sequence[Tally], view: View) -> Measure:
        measures = _measures([part for _, part in self.terms], tallies, view)
        weights = [weight * unit(part.unit).factor / unit(self.unit).factor for weight, part in self.terms]
        reasons = [measure.reason for measure in measures if measure.value is None]
        return Measure(
            value=None if reasons else _sum(weights, [measure.value for measure in measures]),
            unit=self.unit,
            sample=min(measure.sample for measure in measures),
            pending=_pending([part for _, part in self.terms], measures),
            low=_sum(weights, [m.low if weight > 0 else m.high for weight, m in zip(weights, measures, strict=True)]),
            high=_sum(weights, [m.high if weight > 0 else m.low for weight, m in zip(weights, measures, strict=True)]),
            workings="; ".join(
                f"{weight} x {_shown(measure)} ({measure.workings})" for weight, measure in zip(weights, measures, strict=True)
            ),
            reason=reasons[0] if reasons else "",
        )

    def where(self, **conditions: object) -> Weighted:
        return attrs.evolve(self, terms=[(weight, part.where(**conditions)) for weight, part in self.terms])

    def by(self, *fields: str) -> Weighted:
        return attrs.evolve(self, terms=[(weight, part.by(*fields)) for weight, part in self.terms])

    def __repr__(self) -> str:
        return " + ".join(repr(part) if weight == 1 else f"{_written(weight)} * {part!r}" for weight, part in self.terms)


def _written(weight: Fraction) -> str:
    return str(weight) if weight.denominator == 1 else f"Fraction({weight.numerator}, {weight.denominator})"


def _shown(measure: Measure) -> str:
    return "no data" if measure.value is None else in_unit(measure.value, measure.unit).show()


def _sum(weights: Sequence[Fraction], values: Sequence[Exact | None]) -> Exact | None:
    """The weighted sum; None when one of them is None."""
    total = Fraction(0)
    for weight, value in zip(weights, values, strict=True):
        if value is None:
            return None
        total += weight * value
    return total


@frozen(repr=False)
class Ratio(Metric):
    """One metric over another, both over the whole period: a ratio of sums, not a mean of ratios. Nothing below is no data."""

    above: Metric
    below: Metric

    def __attrs_post_init__(self) -> None:
        _check_groups(self)

    @property
    def unit(self) -> str:
        above, below = self.above.unit, self.below.unit
        if unit(above).dimension == unit(below).dimension:
            return ""
        return unit(f"{above or '1'}/{below}").text if below else above

    def parts(self) -> tuple[Reading, ...]:
        return self.above.parts() + self.below.parts()

    def measure(self, tallies: Sequence[Tally], view: View) -> Measure:
        above, below = _measures([self.above, self.below], tallies, view)
        scale = unit(self.above.unit).factor / unit(self.below.unit).factor / unit(self.unit).factor
        reason = above.reason or below.reason if above.value is None or below.value is None else ("" if below.value else "divided by zero")
        return Measure(
            value=None if reason or above.value is None or not below.value else above.value * scale / below.value,
            unit=self.unit,
            sample=min(above.sample, below.sample),
            pending=_pending([self.above, self.below], [above, below]),
            low=_quotient(above.low, below.high, scale),
            high=_quotient(above.high, below.low, scale),
            part=above.value,
            whole=below.value,
            workings=f"{_shown(above)} ({above.workings}) / {_shown(below)} ({below.workings})",
            reason=reason,
        )

    def where(self, **conditions: object) -> Ratio:
        return attrs.evolve(self, above=self.above.where(**conditions), below=self.below.where(**conditions))

    def by(self, *fields: str) -> Ratio:
        return attrs.evolve(self, above=self.above.by(*fields), below=self.below.by(*fields))

    def __repr__(self) -> str:
        return " / ".join(f"({part!r})" if isinstance(part, Weighted | Ratio) else repr(part) for part in (self.above, self.below))


def _quotient(above: Exact | None, below: Exact | None, scale: Fraction) -> Exact | None:
    """The quotient in the unit of the ratio; None without a bound, or where the bound of a quotient is not that of its parts."""
    if above is None or below is None or below <= 0 or above < 0:
        return None
    return above * scale / below
