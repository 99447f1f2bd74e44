"""Throughput: how much is done while the load is high."""

import re
from collections.abc import Callable
from fractions import Fraction

import attrs

from slakit.errors import ContractError
from slakit.metrics.amounts.amount import a_length, at_most_five, check_interval, finished, in_words, per_time, rate
from slakit.metrics.condition import OPERATORS
from slakit.metrics.expressions.expression import number_field
from slakit.metrics.measure import ITEMS, Evidence, Exact, Measure
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.metrics.reading import Reading
from slakit.metrics.statistic import Statistic, statistic
from slakit.metrics.stream_metric import KeyedMetric
from slakit.metrics.tallies.intervals import Intervals, Per, per
from slakit.metrics.tallies.ordered_values import OrderedValues
from slakit.metrics.value_kinds.record_values import Number
from slakit.metrics.value_kinds.series_values import PerInterval
from slakit.values.fields import field_name, in_contract, number_name, unit_text, whole_number
from slakit.values.quantity import quantity
from slakit.values.units import unit
from slakit.windows.base import Window

EXAMPLE = "when='> 500' for an amount in an interval, or when='> 500 message/hour'"
_WHEN = re.compile(r"(>=|<=|>|<)\s*(.+)")


def _when(value: object) -> str:
    operator, limit = _parts(value)
    return f"{operator} {limit}"


def _parts(value: object) -> tuple[str, str]:
    """The operator of a comparison, and what stands after it."""
    match = _WHEN.fullmatch(" ".join(value.split())) if isinstance(value, str) else None
    if match is None:
        raise ContractError(f"when={value!r} is not a comparison with a load; write {EXAMPLE}")
    return match[1], match[2]


def _figure(value: "str | Statistic") -> Statistic:
    result = statistic(value)
    if result.name == "total":
        raise ContractError(f"{value!r} of rates is not a rate; write statistic='min', or Total('traffic', 'processed')")
    return result


@attrs.frozen(repr=False)
class Throughput(KeyedMetric):
    """The least rate of what is `done` in any interval whose `load` is `when` it says; no interval of such a load is no data.

    >>> Throughput("traffic", done="processed", load="received", per="1 hour", when="> 500")
    Throughput('traffic', done='processed', load='received', per='1 h', when='> 500')

    So a system that had little to do is not held against its provider: capacity is promised, not demand. ISO/IEC 25023 measures the
    capacity to process in the same way, as what is done in a time of load. `done` and `load` are fields of the same records, added up by
    interval; a bare number in `when` is an amount in an interval, and one with a unit a rate. `statistic` may be "mean", "median", "pNN"
    or "max" instead of "min". Intervals are counted as those of Trough are: whole ones, which are over.
    A blank or a text where a number is wanted is a data problem and adds nothing; the other field of its record still counts.
    """

    done: str = attrs.field(converter=number_field, validator=number_name, kw_only=True)
    load: str = attrs.field(converter=number_field, validator=number_name, kw_only=True)
    per: Per = attrs.field(converter=per, validator=a_length, kw_only=True)
    when: str = attrs.field(converter=_when, kw_only=True)
    statistic: Statistic = attrs.field(default=Statistic("min"), converter=_figure, kw_only=True)
    at: str = attrs.field(default="at", validator=field_name, kw_only=True)
    counted: str = attrs.field(default=ITEMS, converter=unit_text, alias="unit", kw_only=True)
    digits: int = attrs.field(default=6, validator=whole_number(0, 6), kw_only=True)

    def __attrs_post_init__(self) -> None:
        _ = self.load_test  # refuses a load in a unit of another kind

    @property
    def unit(self) -> str:
        return per_time(self.counted, self.per)

    @property
    def load_test(self) -> tuple[Callable[[Exact, Exact], bool], Fraction]:
        """The comparison, and the amount in an interval that a load is compared with."""
        operator, text = _parts(self.when)
        limit, counted = in_contract(quantity, text, f"when={self.when!r}"), unit(self.counted)
        if not limit.unit.text:
            return OPERATORS[operator], limit.magnitude
        if limit.dimension == unit(self.unit).dimension:
            return OPERATORS[operator], limit.base * self.per.length / counted.factor
        if limit.dimension == counted.dimension:
            return OPERATORS[operator], limit.base / counted.factor
        raise ContractError(f"when={self.when!r} is not a load in {self.counted or 'plain numbers'}; write {EXAMPLE}")

    def check(self, window: Window | None) -> None:
        check_interval(self.per, window)

    def parts(self) -> tuple[Reading, ...]:
        return tuple(self.reading(self.at, PerInterval(Number(name, self.digits), self.per)) for name in (self.done, self.load))

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        done, load = (Intervals.of(tally).table for tally in tallies)
        (test, limit), scale, empty = self.load_test, 10**self.digits, (0, 0)
        pairs = finished(context, self.per, self.hours)
        above, below = (limit * scale).as_integer_ratio()
        high = [(done.get(at, empty)[1], at, last) for at, last in pairs if test(load.get(at, empty)[1] * below, above)]
        totals = sorted(total for total, _, _ in high)
        if not totals:
            return Measure(value=None, unit=self.unit, foresees=True, reason=f"no whole interval with {self.load} {self.when} has passed")
        figure = self.statistic.of_all(OrderedValues(totals))
        kept = f"{len(high):,} of {len(pairs):,} intervals ({self.per}), those with {self.load} {self.when}"
        value = rate(Fraction(figure or 0) / scale, self.per.length, self.per)
        over = not context.open
        return Measure(
            value=value,
            unit=self.unit,
            sample=sum(done[first][0] for _, first, _ in high if first in done),
            low=value if over or self.statistic.name == "max" else None,
            high=value if over or self.statistic.name == "min" else None,
            foresees=True,
            workings=in_words(context, f"{self.statistic} of {kept}"),
            evidence=tuple(
                Evidence(first, figure=rate(Fraction(total, scale), self.per.length, self.per), unit=self.unit, until=last)
                for total, first, last in at_most_five(high, highest=False)
            ),
        )
