"""Weighted, Ratio and Multiplied: the metrics that `+`, `-`, `*` and `/` make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import prod

from attrs import evolve, field, frozen

from slakit.errors import ContractError
from slakit.metrics.base import Metric
from slakit.metrics.compound.compound_base import Compound, explained
from slakit.metrics.compound.shared_weights import SharedWeights
from slakit.metrics.measure import Exact, Measure
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.values.fields import flag
from slakit.values.units import unit

Bounds = tuple[Exact | None, Exact | None]


def _normal(terms: Sequence[tuple[Fraction, Metric]]) -> tuple[tuple[Fraction, Metric], ...]:
    """Return the terms of nested sums, equal metrics added up, in one order: so that a + b == b + a."""
    weights: dict[Metric, Fraction] = {}
    for weight, metric in terms:
        for inner, part in metric.terms if isinstance(metric, Weighted) and not metric.redistribute else ((Fraction(1), metric),):
            weights[part] = weights.get(part, Fraction(0)) + weight * inner
    return tuple(sorted(((weight, part) for part, weight in weights.items()), key=lambda term: repr(term[1])))


@frozen(repr=False)
class Weighted(Compound):
    """The sum of metrics, each times a weight; made by `+`, `-` and `*`. A part without data leaves it without data.

    value = sum of weight x part, as scorecards of service level agreements weigh their indicators.

    >>> (0.6 * Share("posts", good={"tone": "good"}) + 0.4 * Uptime("outages")).redistributed()
    (Fraction(3, 5) * Share('posts', good={'tone': 'good'}) + Fraction(2, 5) * Uptime('outages')).redistributed()

    With `redistribute` the weight of a part that has no data in a period is shared over the others, in proportion to theirs: of 60 % and
    40 % the one that was scored counts in full. What is not measured then costs nothing; write `silence="missed"` where it must be.
    """

    terms: tuple[tuple[Fraction, Metric], ...] = field(converter=_normal)
    redistribute: bool = field(default=False, validator=flag, kw_only=True)

    def __attrs_post_init__(self) -> None:
        self.check_groups()
        self.check_alike("adds", "add like to like")
        if self.redistribute and (len(self.terms) < 2 or min(weight for weight, _ in self.terms) <= 0):
            raise ContractError(f"{self!r} has no weights to share; write two metrics or more, each with a positive weight")

    def redistributed(self) -> Weighted:
        """Return the same sum, in which the weight of a part without data is shared over the others."""
        return evolve(self, redistribute=True)

    @property
    def unit(self) -> str:
        return self.terms[0][1].unit

    @property
    def is_share(self) -> bool:  # type: ignore[override]  # it depends on the parts
        weights = self._weights
        return all(part.is_share for part in self.inner) and sum(weights) == 1 and min(weights) >= 0

    @property
    def _weights(self) -> list[Fraction]:
        """The weights in the unit of the whole."""
        return [weight * unit(part.unit).factor / unit(self.unit).factor for weight, part in self.terms]

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        measures, weights = self.measures(tallies, context), self._weights
        if self.redistribute:
            return self._redistributed(measures, context)
        return self.made_of(
            measures,
            value=_sum(weights, [measure.value for measure in measures]),
            low=_sum(weights, [m.low if weight > 0 else m.high for weight, m in zip(weights, measures, strict=True)]),
            high=_sum(weights, [m.high if weight > 0 else m.low for weight, m in zip(weights, measures, strict=True)]),
            workings="; ".join(f"{weight} x {explained(measure)}" for weight, measure in zip(weights, measures, strict=True)),
            reason=next((measure.reason for measure in measures if measure.value is None), ""),
        )

    def _redistributed(self, measures: Sequence[Measure], context: PeriodContext) -> Measure:
        alike = [_in_unit(measure, self.unit) for measure in measures]
        shared = SharedWeights([weight for weight, _ in self.terms], alike, all(part.is_share for part in self.inner), context.open)
        scored = shared.scored
        silent = [(weight, one) for weight, one in zip(shared.weights, shared.measures, strict=True) if one.value is None]
        notes = [f"{weight} of no data ({measure.reason}) shared over the others" for weight, measure in silent]
        return self.made_of(
            shared.measures,
            value=shared.value,
            low=shared.low,
            high=shared.high,
            sample=min((measure.sample for _, measure in scored), default=0),
            workings="; ".join([*(f"{weight} x {explained(measure)}" for weight, measure in scored), *notes]),
            reason="" if scored else shared.measures[0].reason,
        )

    def __repr__(self) -> str:
        text = " + ".join(repr(part) if weight == 1 else f"{_written(weight)} * {_enclosed(part)}" for weight, part in self.terms)
        return f"({text}).redistributed()" if self.redistribute else text


def _in_unit(measure: Measure, kept_in: str) -> Measure:
    """Return a measure in another unit of its kind."""
    scale = unit(measure.unit).factor / unit(kept_in).factor
    value, low, high = (None if figure is None else figure * scale for figure in (measure.value, measure.low, measure.high))
    return evolve(measure, unit=kept_in, value=value, low=low, high=high)


def _written(weight: Fraction) -> str:
    return str(weight) if weight.denominator == 1 else f"Fraction({weight.numerator}, {weight.denominator})"


def _enclosed(part: Metric) -> str:
    return f"({part!r})" if isinstance(part, Weighted | Ratio | Multiplied) else repr(part)


def _sum(weights: Sequence[Fraction], values: Sequence[Exact | None]) -> Exact | None:
    """The weighted sum; None when one of them is None."""
    parts = [weight * value for weight, value in zip(weights, values, strict=True) if value is not None]
    return sum(parts, Fraction(0)) if len(parts) == len(values) else None


@frozen(repr=False)
class Ratio(Compound):
    """One metric over another, both over the whole period: a ratio of sums. Nothing below is no data.

    The mean of the ratios of single records is another figure: `MeanRatio`.
    """

    above: Metric
    below: Metric

    def __attrs_post_init__(self) -> None:
        self.check_groups()

    @property
    def unit(self) -> str:
        above, below = self.above.unit, self.below.unit
        if unit(above).dimension == unit(below).dimension:
            return ""
        return unit(f"{above or '1'}/{below}").text if below else above

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        above, below = self.measures(tallies, context)
        scale = unit(self.above.unit).factor / unit(self.below.unit).factor / unit(self.unit).factor
        reason = above.reason or below.reason if above.value is None or below.value is None else ("" if below.value else "divided by zero")
        return Measure(
            value=None if reason or above.value is None or not below.value else above.value * scale / below.value,
            unit=self.unit,
            sample=min(above.sample, below.sample),
            pending=self.pending([above, below]),
            low=_quotient(above.low, below.high, scale),
            high=_quotient(above.high, below.low, scale),
            part=above.value,
            whole=below.value,
            workings=f"{explained(above)} / {explained(below)}",
            reason=reason,
        )

    def __repr__(self) -> str:
        return " / ".join(map(_enclosed, self.inner))


def _quotient(above: Exact | None, below: Exact | None, scale: Fraction) -> Exact | None:
    """Return the quotient in the unit of the ratio; None if a part has no bound, or if their signs give the quotient none."""
    if above is None or below is None or below <= 0 or above < 0:
        return None
    return above * scale / below


def _opened(factors: Iterable[Metric]) -> tuple[Metric, ...]:
    """Return the factors of nested products, in one order: so that a * b == b * a."""
    opened = [part for factor in factors for part in (factor.factors if isinstance(factor, Multiplied) else (factor,))]
    return tuple(sorted(opened, key=repr))


@frozen(repr=False)
class Multiplied(Compound):
    """The product of metrics; made by `*`. A part without data leaves it without data.

    >>> Share("parts", good={"ok": True}) * Uptime("stops")
    Share('parts', good={'ok': True}) * Uptime('stops')

    Overall equipment effectiveness is availability x performance x quality (Nakajima, 1988). All but one of the metrics are ratios, and
    the product is in the unit of that one.
    """

    factors: tuple[Metric, ...] = field(converter=_opened)

    def __attrs_post_init__(self) -> None:
        self.check_groups()
        others = [f"{part!r} in {part.unit!r}" for part in self.factors if unit(part.unit).dimension]
        if len(others) > 1:
            raise ContractError(f"{' times '.join(others)} has no unit; multiply by ratios, such as Uptime('stops') or a / b")

    @property
    def unit(self) -> str:
        return next((part.unit for part in self.factors if unit(part.unit).dimension), "")

    @property
    def is_share(self) -> bool:  # type: ignore[override]  # it depends on the parts
        return all(part.is_share for part in self.factors)

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        measures = self.measures(tallies, context)
        reasons = [measure.reason for measure in measures if measure.value is None]
        scale = prod((unit(part.unit).factor for part in self.factors), start=Fraction(1)) / unit(self.unit).factor
        bounds: Bounds = (scale, scale)
        for measure in measures:
            bounds = _times(bounds, (measure.low, measure.high))
        return self.made_of(
            measures,
            value=None if reasons else prod((measure.value or 0 for measure in measures), start=scale),
            low=bounds[0],
            high=bounds[1],
            workings=" x ".join(map(explained, measures)),
            reason=reasons[0] if reasons else "",
        )

    def __repr__(self) -> str:
        return " * ".join(map(_enclosed, self.factors))


def _times(one: Bounds, other: Bounds) -> Bounds:
    """Return the bounds of a product; a factor without a bound leaves the product without those that it can reach."""
    lows, highs = zip(one, other, strict=True)
    if None not in (*lows, *highs):
        ends = [left * right for left in one for right in other]  # type: ignore[operator]  # all are known
        return min(ends), max(ends)
    if any(low is None or low < 0 for low in lows):
        return None, None
    return lows[0] * lows[1], None  # type: ignore[operator]  # both are known
