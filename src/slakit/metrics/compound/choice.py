"""worst and best: of several metrics the one that comes out worst, or best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from attrs import evolve, field, frozen, validators

from slakit.errors import ContractError
from slakit.metrics.base import Metric
from slakit.metrics.compound.compound_base import Compound, explained, silent
from slakit.metrics.measure import Exact, Measure
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.values.fields import one_of
from slakit.values.units import unit


def _metrics(metrics: Iterable[Metric]) -> tuple[Metric, ...]:
    result = tuple(metrics)
    for metric in result:
        if not isinstance(metric, Metric):
            raise ContractError(f"{metric!r} is not a metric; write worst(Uptime('feed'), Uptime('desk'))")
    if not result:
        raise ContractError("there is no metric to choose from; write worst(Uptime('feed'), Uptime('desk'))")
    return result


@frozen(repr=False)
class _Choice(Compound):
    metrics: tuple[Metric, ...] = field(converter=_metrics)
    better: str | None = field(default=None, validator=validators.optional(one_of("high", "low")), kw_only=True)
    silence: str = field(default="no data", validator=one_of("no data", "skip"), kw_only=True)

    lowest_of_better: ClassVar[str]
    word: ClassVar[str]

    def __attrs_post_init__(self) -> None:
        self.check_groups()
        self.check_alike("compares", "compare like with like")
        usual = "high" if all(metric.is_share for metric in self.metrics) else "low" if self._dimension == "[time]" else None
        if self.better is None and usual is None:
            names = " and ".join(map(repr, self.metrics))
            raise ContractError(f"{names} do not say which side is the better; write {self.word}(..., better='high') or better='low'")
        object.__setattr__(self, "better", None if self.better == usual else self.better)
        opened = (part for metric in self.metrics for part in self._opened(metric))
        object.__setattr__(self, "metrics", tuple(sorted(dict.fromkeys(opened), key=repr)))  # so that worst(a, b) == worst(b, a)

    def _opened(self, metric: Metric) -> tuple[Metric, ...]:
        """Return the metrics of a nested choice of the same kind; else the metric itself."""
        if isinstance(metric, _Choice) and (type(metric), metric.side, metric.silence) == (type(self), self.side, self.silence):
            return metric.metrics
        return (metric,)

    @property
    def _dimension(self) -> str:
        return unit(self.metrics[0].unit).dimension

    @property
    def side(self) -> str:
        """The better side: "high" or "low"."""
        return self.better or ("low" if self._dimension == "[time]" else "high")

    @property
    def unit(self) -> str:
        return self.metrics[0].unit

    @property
    def is_share(self) -> bool:  # type: ignore[override]  # it depends on the parts
        return all(metric.is_share for metric in self.metrics)

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        measures = [self._scaled(measure) for measure in self.measures(tallies, context)]
        lowest = self.side == self.lowest_of_better
        silent_ones = [measure for measure in measures if silent(measure)]
        heard = [measure for measure in measures if not silent(measure)]
        blind = bool(silent_ones) and (self.silence == "no data" or not heard)
        counted = [measure for measure in heard if measure.value is not None or self.silence == "no data"]
        without = next((measure for measure in (silent_ones if blind else counted or heard) if measure.value is None), None)
        low, high = (None, None) if blind else _bounds(heard, lowest, any(context.open or measure.unread for measure in silent_ones))
        return self.made_of(
            measures,
            value=None if without else _pick([measure.value for measure in counted], lowest),
            sample=min((measure.sample for measure in counted), default=0),
            low=low,
            high=high,
            workings=f"the {'lowest' if lowest else 'highest'} of {'; '.join(map(explained, measures))}",
            reason=without.reason if without else "",
        )

    def _scaled(self, measure: Measure) -> Measure:
        """A measure in the unit of the whole."""
        scale = unit(measure.unit).factor / unit(self.unit).factor
        if scale == 1:
            return measure
        value, low, high = (None if figure is None else figure * scale for figure in (measure.value, measure.low, measure.high))
        return evolve(measure, value=value, low=low, high=high, unit=self.unit)

    def __repr__(self) -> str:
        usual = {"better": None, "silence": "no data"}
        more = [f"{name}={getattr(self, name)!r}" for name, value in usual.items() if getattr(self, name) != value]
        if len(self.metrics) == 1:
            return f"{type(self).__name__}({', '.join([f'[{self.metrics[0]!r}]', *more])})"
        return f"{self.word}({', '.join([*map(repr, self.metrics), *more])})"


def _pick(values: Sequence[Exact | None], lowest: bool) -> Exact | None:
    given = [value for value in values if value is not None]
    return None if not given else min(given) if lowest else max(given)


def _bounds(measures: Sequence[Measure], lowest: bool, more: bool) -> tuple[Exact | None, Exact | None]:
    """Return the bounds of the choice: one needs a bound of every part, the other of any; None while `more` parts may get data."""
    lows, highs = [measure.low for measure in measures], [measure.high for measure in measures]
    if lowest:
        return None if more or None in lows else _pick(lows, True), _pick(highs, True)
    return _pick(lows, False), None if more or None in highs else _pick(highs, False)


@frozen(repr=False)
class Worst(_Choice):
    """The worst figure of several metrics in the period; made by `worst(a, b)`."""

    lowest_of_better = "high"
    word = "worst"


@frozen(repr=False)
class Best(_Choice):
    """The best figure of several metrics in the period; made by `best(a, b)`."""

    lowest_of_better = "low"
    word = "best"


def worst(*metrics: Metric, better: str | None = None, silence: str = "no data") -> Metric:
    """The worst of several metrics: a chain is as good as its weakest part.

    >>> worst(Uptime("feed"), Uptime("desk"))
    worst(Uptime('desk'), Uptime('feed'))

    worst = min(a, b, ...) where `better` is "high", max where it is "low". Of shares the higher is the better and of lengths of time
    the lower; `better` overrides that, and counts, totals and plain ratios need it. A part without data leaves no data, since it could
    be the worst; with `silence="skip"` the others are compared.
    """
    return _one(Worst(metrics, better=better, silence=silence))


def best(*metrics: Metric, better: str | None = None, silence: str = "no data") -> Metric:
    """The best of several metrics, as of systems of which one is enough; with the arguments of `worst`.

    >>> best(Uptime("main"), Uptime("spare"))
    best(Uptime('main'), Uptime('spare'))
    """
    return _one(Best(metrics, better=better, silence=silence))


def _one(choice: _Choice) -> Metric:
    """A choice of one metric is that metric."""
    return choice.metrics[0] if len(choice.metrics) == 1 else choice
