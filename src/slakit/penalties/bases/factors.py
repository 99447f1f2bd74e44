"""Factor: one of the numbers that a product formula multiplies. The door: `value`, and what it reads.

RecordedNumber("areas", "weight")                     # a number that records say
LookupNumber(MeasuredNumber(per=1), above={4: 1.5, 8: 2})   # a number by a table
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from fractions import Fraction
from operator import ge, gt
from typing import Any, cast

import attrs
from attrs import field, frozen

from slakit.errors import ContractError, UnitError
from slakit.metrics.base import Metric, names, text, whole_number
from slakit.metrics.condition import Filter, filter_of
from slakit.metrics.reading import Reading
from slakit.metrics.tallies.sums import Sums
from slakit.metrics.value_kinds.record_values import Number
from slakit.penalties.base import Case, one_side, within_share
from slakit.penalties.bases.credit_base import Missing
from slakit.penalties.rules.accrual import free_amount
from slakit.penalties.rules.linear import alike, counted, no_bare_number, per_step, way_to_count
from slakit.targets.target import Target
from slakit.values.number import number
from slakit.values.quantity import Quantity
from slakit.values.source_repr import written
from slakit.values.units import unit


class Factor(ABC):
    """A number of a period that a formula multiplies."""

    @abstractmethod
    def value(self, case: Case) -> Fraction:
        """The number, zero or more; raises Missing when it is not known."""

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What it reads from records."""
        return ()

    @property
    def absolute(self) -> bool:
        """Whether it is taken from the figure itself, and not from how far it lies from the target."""
        return False

    @property
    def needs_past(self) -> bool:
        """Whether it looks at the streak or the history of a case."""
        return True

    def check(self, target: Target, metric: Metric) -> None:
        """Raise ContractError when it cannot be taken from the measures of a metric."""

    def __repr__(self) -> str:
        return written(self)


@frozen(repr=False)
class RecordedNumber(Factor):
    """What a field of a stream adds up to over the records of the period: a weight, a head count, so many units of goods.

    >>> RecordedNumber("areas", "weight", by="area")
    RecordedNumber('areas', 'weight', by=('area',))

    With `by` it is the number of the line's own group. No record in a period is a number that is not known.
    """

    needs_past = False

    stream: str = field(validator=text)
    field: str = attrs.field(validator=text)
    at: str = attrs.field(default="at", validator=text, kw_only=True)
    filters: Filter = attrs.field(factory=Filter, converter=filter_of, alias="where", kw_only=True)
    groups: tuple[str, ...] = attrs.field(default=(), converter=names, alias="by", kw_only=True)
    digits: int = attrs.field(default=6, validator=whole_number, kw_only=True)

    @property
    def readings(self) -> tuple[Reading, ...]:
        return (Reading(self.stream, self.at, Number(self.field, self.digits), self.filters, self.groups),)

    def value(self, case: Case) -> Fraction:
        sums = cast(Sums | None, case.fed(self.readings[0]))
        if sums is None or not sums.count:
            raise Missing(f"stream {self.stream!r} has no {self.field} for the period")
        return Fraction(sums.total, 10**self.digits)


@frozen(repr=False)
class Shortfall(Factor):
    """How many steps the figure lies on the wrong side of its target; zero where there is no figure."""

    needs_past = False

    per: Quantity = field(converter=per_step, kw_only=True)
    counting: str = field(default="exact", validator=way_to_count, kw_only=True)

    def check(self, target: Target, metric: Metric) -> None:
        if not alike(self.per, target.bounds[0].limit.dimension):
            raise ContractError(f"per={str(self.per)!r} is not in the unit of the target {str(target)!r}; write both in one")
        no_bare_number(self.per, metric)

    def value(self, case: Case) -> Fraction:
        return counted(case.verdict.shortfall or Fraction(0), self.per, self.counting)


@frozen(repr=False)
class MeasuredNumber(Factor):
    """How many steps were measured, the first `free` taken off; zero where there is no figure."""

    needs_past = False

    per: Quantity = field(converter=per_step, kw_only=True)
    free: Quantity | None = field(default=None, converter=free_amount, kw_only=True)
    counting: str = field(default="exact", validator=way_to_count, kw_only=True)

    @property
    def absolute(self) -> bool:
        return True

    def check(self, target: Target, metric: Metric) -> None:
        for amount in (self.per, self.free):
            if amount is not None and not alike(amount, unit(metric.unit).dimension):
                raise ContractError(f"{str(amount)!r} is not in the unit of {metric!r}; write both in one")
        one_side(target, "MeasuredNumber")
        within_share(() if self.free is None else (self.free,), metric)

    def value(self, case: Case) -> Fraction:
        judged = case.verdict.judged
        over = Fraction(0) if judged is None else judged.base - (self.free.base if self.free else 0)
        return counted(max(over, Fraction(0)), self.per, self.counting)


@frozen(repr=False)
class Failures(Factor):
    """How many single failures the period had, the first `free` taken off."""

    needs_past = False

    free: int = field(default=0, validator=whole_number, kw_only=True)

    def check(self, target: Target, metric: Metric) -> None:
        if not metric.counts_breaches:
            raise ContractError(f"{metric!r} knows no single failures to multiply by; write MeasuredNumber(per=1), or count the failures")

    def value(self, case: Case) -> Fraction:
        failures = case.verdict.measure.breaches
        if failures is None and case.verdict.measure.value is not None:
            raise Missing(f"how often it failed in {case.period.label} is not known")
        return Fraction(max((failures or 0) - self.free, 0))


Steps = tuple[tuple[Fraction, Fraction], ...]


def _steps(value: object) -> Steps:
    try:
        pairs = value.items() if isinstance(value, Mapping) else cast("list[tuple[object, object]]", value)
        return tuple(sorted((number(edge), number(then)) for edge, then in pairs))
    except (UnitError, TypeError, ValueError) as error:
        raise ContractError(
            f"{value!r} is not a table of numbers ({error}); write LookupNumber(MeasuredNumber(per=1), above={{4: '1.5', 8: 2}})"
        ) from None


def _factor(instance: object, attribute: object, value: Any) -> None:
    if not isinstance(value, Factor):
        raise ContractError(f"{value!r} is not a factor; write MeasuredNumber(per=1), Failures() or RecordedNumber('areas', 'weight')")


@frozen(repr=False)
class LookupNumber(Factor):
    """A number by a table of another: that of the largest edge it is above, or at; `otherwise` below all of them.

    The table may fall, as some do by distance; P9 is then no law of a rule that multiplies by it.

    >>> LookupNumber(MeasuredNumber(per=1), above={4: "1.5", 8: "2"})
    LookupNumber(MeasuredNumber(per='1'), above={'4': '3/2', '8': '2'})
    """

    factor: Factor = field(validator=_factor)
    above: Steps = field(default=(), converter=_steps, kw_only=True)
    at_or_above: Steps = field(default=(), converter=_steps, kw_only=True)
    otherwise: Fraction = field(default=Fraction(1), converter=number, kw_only=True)

    def __attrs_post_init__(self) -> None:
        edges = [edge for edge, _ in (*self.above, *self.at_or_above)]
        if not edges or len(set(edges)) < len(edges):
            raise ContractError(
                "the table has no edges, or one that stands twice; write LookupNumber(MeasuredNumber(per=1), above={4: '1.5', 8: 2})"
            )

    @property
    def readings(self) -> tuple[Reading, ...]:
        return self.factor.readings

    @property
    def absolute(self) -> bool:
        return self.factor.absolute

    @property
    def needs_past(self) -> bool:
        return self.factor.needs_past

    def check(self, target: Target, metric: Metric) -> None:
        self.factor.check(target, metric)

    def value(self, case: Case) -> Fraction:
        found = self.factor.value(case)
        reached = [pair for test, pairs in ((gt, self.above), (ge, self.at_or_above)) for pair in pairs if test(found, pair[0])]
        return max(reached)[1] if reached else self.otherwise
