"""Factor: one of the numbers that a product formula multiplies. The door is `value`.

RecordedNumber("areas", "weight")                           # a number that records say
LookupNumber(MeasuredNumber(per=1), above={4: 1.5, 8: 2})   # a number by a table
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from fractions import Fraction
from operator import ge, gt
from typing import Any

import attrs

from slakit.errors import ContractError, UnitError, first_cause
from slakit.metrics.base import Metric
from slakit.metrics.condition import Filter, filter_of
from slakit.metrics.expressions.expression import number_field
from slakit.penalties.bases.counting import check_free, counted, free_amount, free_of, of_period, way_to_count
from slakit.penalties.bases.credit_base import RecordedField
from slakit.penalties.case import Case
from slakit.penalties.composite import Composite
from slakit.penalties.target_checks import alike, failures_are_worse, no_bare_number, one_side, same_unit, within_share
from slakit.targets.target import Target
from slakit.values.fields import above_zero, contract_quantity, field_name, instance_of, names, number_name, optional_quantity, whole_number
from slakit.values.number import number
from slakit.values.quantity import Quantity
from slakit.values.units import unit


class Factor(Composite, ABC):
    """A number of a period that a formula multiplies."""

    looks_back = True

    @abstractmethod
    def value(self, case: Case) -> Fraction:
        """Return the number, zero or more; raises Missing when there is none."""


@attrs.frozen(repr=False)
class RecordedNumber(RecordedField, Factor):
    """The sum of a field of a stream over the records of the period: a weight, a head count, so many units of goods.

    >>> RecordedNumber("areas", "weight", by="area")
    RecordedNumber('areas', 'weight', by=('area',))

    With `by` it is the number of the line's own group. A period without a record has no number.
    """

    looks_back = False

    stream: str = attrs.field(validator=field_name)
    field: str = attrs.field(converter=number_field, validator=number_name)
    at: str = attrs.field(default="at", validator=field_name, kw_only=True)
    filters: Filter = attrs.field(factory=Filter, converter=filter_of, alias="where", kw_only=True)
    groups: tuple[str, ...] = attrs.field(default=(), converter=names, alias="by", kw_only=True)
    digits: int = attrs.field(default=6, validator=whole_number(0, 6), kw_only=True)

    def value(self, case: Case) -> Fraction:
        return self.recorded(case)


@attrs.frozen(repr=False)
class Shortfall(Factor):
    """The number of steps by which the figure misses its target; zero where there is no figure."""

    looks_back = False

    per: Quantity = attrs.field(converter=contract_quantity, validator=above_zero("1 pp"), kw_only=True)
    counting: str = attrs.field(default="exact", validator=way_to_count, kw_only=True)

    def check(self, target: Target, metric: Metric) -> None:
        same_unit("per", self.per, target, metric)
        no_bare_number(self.per, metric)

    def value(self, case: Case) -> Fraction:
        return counted(case.verdict.shortfall or Fraction(0), self.per, self.counting)


@attrs.frozen(repr=False)
class MeasuredNumber(Factor):
    """The number of steps that were measured, the first `free` taken off, an amount or a share of the period; zero without a figure."""

    looks_back = False
    absolute = True

    per: Quantity = attrs.field(converter=contract_quantity, validator=above_zero("1 pp"), kw_only=True)
    free: Quantity | None = attrs.field(default=None, converter=optional_quantity, validator=free_amount, kw_only=True)
    counting: str = attrs.field(default="exact", validator=way_to_count, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_free(self.free, self.per)

    def check(self, target: Target, metric: Metric) -> None:
        for amount in (self.per, None if of_period(self.free, self.per) else self.free):
            if amount is not None and not alike(amount, unit(metric.unit).dimension):
                raise ContractError(f"{str(amount)!r} is not in the unit of {metric!r}; write both in one")
        one_side(target, "MeasuredNumber")
        within_share(() if self.free is None or of_period(self.free, self.per) else (self.free,), metric)

    def value(self, case: Case) -> Fraction:
        judged = case.verdict.judged
        over = Fraction(0) if judged is None else judged.base - free_of(self.free, self.per, case.period)[0]
        return counted(max(over, Fraction(0)), self.per, self.counting)


@attrs.frozen(repr=False)
class Failures(Factor):
    """The number of single failures of the period, the first `free` taken off."""

    looks_back = False
    counts_failures = True

    free: int = attrs.field(default=0, validator=whole_number(0, 2), kw_only=True)

    def check(self, target: Target, metric: Metric) -> None:
        if not metric.counts_breaches:
            raise ContractError(f"{metric!r} has no single failures to multiply by; write MeasuredNumber(per=1), or count the failures")
        failures_are_worse(self, target, metric)

    def value(self, case: Case) -> Fraction:
        return Fraction(max(case.failures - self.free, 0))


Steps = tuple[tuple[Fraction, Fraction], ...]
EXAMPLE = "write LookupNumber(MeasuredNumber(per=1), above={4: '1.5', 8: 2})"


def _steps(value: Any) -> Steps:
    try:
        pairs = value.items() if isinstance(value, Mapping) else value
        return tuple(sorted((number(edge), number(then)) for edge, then in pairs))
    except (UnitError, TypeError, ValueError) as error:
        raise ContractError(f"{value!r} is not a table of numbers ({first_cause(error)}); {EXAMPLE}") from None


@attrs.frozen(repr=False)
class LookupNumber(Factor):
    """A number by a table of another: that of the largest edge it is above, or at; `otherwise` below all of them.

    The table may fall, as some do by distance: a worse figure may then pay less (docs/numbers.md P9).

    >>> LookupNumber(MeasuredNumber(per=1), above={4: "1.5", 8: "2"})
    LookupNumber(MeasuredNumber(per='1'), above={'4': '1.5', '8': '2'})
    """

    looks_back = False

    factor: Factor = attrs.field(validator=instance_of(Factor, "a factor", "MeasuredNumber(per=1)"))
    above: Steps = attrs.field(default=(), converter=_steps, kw_only=True)
    at_or_above: Steps = attrs.field(default=(), converter=_steps, kw_only=True)
    otherwise: Fraction = attrs.field(default=Fraction(1), converter=number, kw_only=True)

    def __attrs_post_init__(self) -> None:
        edges = [edge for edge, _ in (*self.above, *self.at_or_above)]
        if not edges or len(set(edges)) < len(edges):
            raise ContractError(f"the table has no edges, or one twice; {EXAMPLE}")

    def value(self, case: Case) -> Fraction:
        value = self.factor.value(case)
        reached = [pair for test, pairs in ((gt, self.above), (ge, self.at_or_above)) for pair in pairs if test(value, pair[0])]
        return max(reached)[1] if reached else self.otherwise
