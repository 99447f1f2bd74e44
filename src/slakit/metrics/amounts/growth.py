"""Growth: how much a figure has grown since the period before, since a year ago, or from a fixed baseline."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import attrs

from slakit.errors import ContractError, UnitError, close_match
from slakit.metrics.base import Metric
from slakit.metrics.compound.compound_base import Compound, a_metric, explained, shown
from slakit.metrics.measure import RATIO, Exact, Measure
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.values.fields import flag
from slakit.values.quantity import Quantity, quantity
from slakit.values.source_repr import kind_first
from slakit.values.units import unit

PERIODS: Mapping[str, str] = {"previous period": "previous", "last year": "last year"}  # a contract's word -> that of `PeriodContext.past`
MISSING: Mapping[str, str] = {"previous period": "there is no earlier period", "last year": "there is no such period a year earlier"}


def _against(value: object) -> str | Quantity:
    if isinstance(value, str) and " ".join(value.split()).lower() in PERIODS:
        return " ".join(value.split()).lower()
    try:
        return quantity(value)
    except UnitError:
        hint = close_match(value, PERIODS) if isinstance(value, str) else ""
        example = "'previous period', 'last year', or a figure such as '12000'"
        raise ContractError(f"against={value!r} is nothing to compare with{hint or f'; write against={example}'}") from None


@attrs.frozen(repr=False)
class Growth(Compound):
    """The growth of another metric, its figure now / then - 1: 5 % when 1,000 became 1,050; with `difference=True`, now - then.

    >>> Growth(Gauge("followers", "count"), against="last year")
    Growth(Gauge('followers', 'count'), against='last year')

    These are the period-to-period and the year-on-year growth rates of official statistics (OECD, Data and Metadata Reporting
    and Presentation Handbook, 2007). `against` may be the "previous period", "last year" (the period that lies a year earlier), or a figure
    that was agreed. There is no growth where then is unknown or not above zero: that is no data. Periods are compared as they
    are, also those that the term cuts, and a period that is not over with the whole one before; its bounds say what can still come.
    """

    metric: Metric = attrs.field(validator=a_metric)
    against: str | Quantity = attrs.field(default="previous period", converter=_against, eq=kind_first, kw_only=True)
    difference: bool = attrs.field(default=False, validator=flag, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.against, Quantity):
            return
        kept, given = unit(self.metric.unit), self.against
        if given.dimension != kept.dimension and not (given.unit.text == "" and kept.dimension == "[item]"):
            raise ContractError(f"against={str(given)!r} is not in the unit of {self.metric!r}; write it in {kept.text or '%'!r}")
        if given.base <= 0 and not self.difference:
            raise ContractError(f"against={str(given)!r} is not above zero, nothing grows from it; write difference=True")

    @property
    def unit(self) -> str:
        return self.metric.unit if self.difference else RATIO

    @property
    def looks_back(self) -> bool:  # type: ignore[override]  # as its settings say
        return not isinstance(self.against, Quantity) or self.metric.looks_back

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        (now,), then = self.measures(tallies, context), self._then(context)
        reason = now.reason if now.value is None else then.reason if then.value is None else ""
        if not reason and not self.difference and then.value is not None and then.value <= 0:
            reason = f"{self.against} has {shown(then)}, which is not above zero"
        return Measure(
            value=None if reason or now.value is None or then.value is None else self._grown(now.value, then.value),
            unit=self.unit,
            sample=now.sample if isinstance(self.against, Quantity) else min(now.sample, then.sample),
            pending=now.pending + then.pending,
            low=self._bound(now.low, then, least=True),
            high=self._bound(now.high, then, least=False),
            foresees=now.foresees,
            rough=now.rough or then.rough,
            part=now.value,
            whole=then.value,
            workings=f"{explained(now)} against {explained(then)}",
            reason=reason,
            evidence=now.evidence,
        )

    def measured(self, tallies: Tallies, context: PeriodContext) -> Measure:
        measure = super().measured(tallies, context)
        return attrs.evolve(measure, unread=measure.unread + self._then(context).unread)

    def _then(self, context: PeriodContext) -> Measure:
        if isinstance(self.against, Quantity):
            value = self.against.base / unit(self.metric.unit).factor
            return Measure(value=value, unit=self.metric.unit, low=value, high=value, workings="the baseline")
        past = context.past(PERIODS[self.against])
        if past is None:
            return Measure(value=None, unit=self.metric.unit, reason=MISSING[self.against])
        then = self.metric.measured(*past)
        return then if then.value is not None else attrs.evolve(then, reason=f"{self.against}: {then.reason}")

    def _grown(self, now: Exact, then: Exact) -> Exact:
        return now - then if self.difference else Fraction(now) / then - 1

    def _bound(self, now: Exact | None, then: Measure, least: bool) -> Exact | None:
        """Return the least or the most that the growth can be; None unless both bounds of the earlier figure are known."""
        if now is None or then.low is None or then.high is None or (then.low <= 0 and not self.difference):
            return None
        ends = (self._grown(now, then.low), self._grown(now, then.high))
        return min(ends) if least else max(ends)
