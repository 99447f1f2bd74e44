"""The weighted mean of the parts that have data: the weight of the others is shared over them, in proportion."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from slakit.metrics.measure import Exact, Measure


@frozen
class SharedWeights:
    """The measures of the parts of a score with their weights, all positive; `share` says that they lie from 0 to 100 %."""

    weights: Sequence[Fraction]
    measures: Sequence[Measure]
    share: bool
    open: bool

    @property
    def scored(self) -> list[tuple[Fraction, Measure]]:
        """The parts that have data, each with its weight once that of the others is shared."""
        pairs = [(weight, measure) for weight, measure in self._pairs if measure.value is not None]
        part = sum((weight for weight, _ in pairs), Fraction(0))
        return [(weight * sum(self.weights) / part, measure) for weight, measure in pairs]

    @property
    def _pairs(self) -> list[tuple[Fraction, Measure]]:
        return list(zip(self.weights, self.measures, strict=True))

    @property
    def value(self) -> Exact | None:
        scored = self.scored
        return sum((weight * (measure.value or 0) for weight, measure in scored), Fraction(0)) if scored else None

    @property
    def low(self) -> Exact | None:
        """The least that it may become: parts without data stay without, or turn out as bad as they can."""
        return self._bound(1)

    @property
    def high(self) -> Exact | None:
        """The most that it may become."""
        return self._bound(-1)

    def _bound(self, sign: int) -> Exact | None:
        scored = [(weight, _end(measure, sign)) for weight, measure in self._pairs if measure.value is not None]
        others = [
            (weight, self._possible(measure, sign)) for weight, measure in self._pairs if measure.value is None and self._may_come(measure)
        ]
        if not (scored or others) or any(end is None for _, end in (*scored, *others)):
            return None
        mean: list[tuple[Fraction, Exact]] = [(weight, end) for weight, end in scored if end is not None]
        for weight, end in sorted(((weight, end) for weight, end in others if end is not None), key=lambda pair: pair[1] * sign):
            if not mean or (end - _mean(mean)) * sign < 0:  # one more part counts where that moves the mean further
                mean.append((weight, end))
        return _mean(mean) * sum(self.weights)

    def _may_come(self, measure: Measure) -> bool:
        """True if a part without data may still get some."""
        return self.open or bool(measure.pending or measure.unread)

    def _possible(self, measure: Measure, sign: int) -> Exact | None:
        end = _end(measure, sign)
        return (0 if sign > 0 else 1) if end is None and self.share else end


def _end(measure: Measure, sign: int) -> Exact | None:
    return measure.low if sign > 0 else measure.high


def _mean(pairs: Sequence[tuple[Fraction, Exact]]) -> Fraction:
    return sum((weight * end for weight, end in pairs), Fraction(0)) / sum((weight for weight, _ in pairs), Fraction(0))
