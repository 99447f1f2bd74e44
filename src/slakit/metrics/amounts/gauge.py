"""Gauge: a figure that is sampled from time to time, such as followers or a backlog."""

import re
from collections.abc import Iterator
from fractions import Fraction

import attrs

from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.errors import ContractError, SlakitError, UnitError
from slakit.metrics.amounts.amount import a_length, counted_time, excluded, in_words
from slakit.metrics.amounts.levels import weighted
from slakit.metrics.details import Working
from slakit.metrics.expressions.expression import number_field
from slakit.metrics.measure import ITEMS, TIME, WORST, Evidence, Exact, Measure, in_unit
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.metrics.reading import Reading
from slakit.metrics.settings import calendar
from slakit.metrics.statistic import Statistic, statistic
from slakit.metrics.stream_metric import KeyedMetric
from slakit.metrics.tallies.intervals import Per, per
from slakit.metrics.tallies.samples import Samples
from slakit.metrics.tallies.series import Series
from slakit.metrics.time_details import around, ordered
from slakit.metrics.value_kinds.record_values import Number
from slakit.metrics.value_kinds.series_values import Sampled
from slakit.values.fields import field_name, number_name, unit_text, whole_number
from slakit.values.number import exact_text, number

LAST, WEIGHTED = "last", "time-weighted mean"
FARTHEST = "farthest from"
EXAMPLE = "'last', 'time-weighted mean', 'mean', 'median', 'p95', 'min', 'max' or 'farthest from 2 to 13'"

_RANGE = re.compile(r"\s*farthest\s+from\s+(\S+)\s+to\s+(\S+)\s*")


def _range(name: str) -> tuple[Fraction, Fraction] | None:
    """The range that a statistic is the farthest from; None for another one."""
    match = _RANGE.fullmatch(name)
    return None if match is None else (number(match[1]), number(match[2]))


def _farthest(value: object) -> Statistic | None:
    """The statistic of the sample that is farthest from a range, in its one form; None for another one."""
    try:
        bounds = _range(str(value))
    except UnitError:
        raise ContractError(f"{str(value)!r} is not a range of numbers; write 'farthest from 2 to 13'") from None
    if bounds is None:
        return None
    low, high = map(exact_text, bounds)
    if bounds[0] > bounds[1]:
        raise ContractError(f"{str(value)!r} is a range that holds nothing; write the smaller first, '{FARTHEST} {high} to {low}'")
    return Statistic(f"{FARTHEST} {low} to {high}")


def _statistic(value: "str | Statistic") -> Statistic:
    if (farthest := _farthest(value)) is not None:
        return farthest
    try:
        result = Statistic(str(value)) if value in (LAST, WEIGHTED) else statistic(value)
    except SlakitError:
        raise ContractError(f"{value!r} is not a statistic of a level; write {EXAMPLE}") from None
    if result.name == "total":
        raise ContractError(f"a level has no total, which would grow with the number of samples; write {EXAMPLE}")
    return result


@attrs.frozen(repr=False)
class Gauge(KeyedMetric):
    """The level of something, sampled in a field: the last figure of the period, or its min, max, mean, median, pNN, time-weighted mean.

    >>> Gauge("followers", "count", statistic="last")
    Gauge('followers', 'count')

    "farthest from 2 to 13" is the sample that lies farthest out of a range, above it or below, as goods on the way may be too warm or too
    cold; within the range it is the one that is farthest from the middle, and of two as far, the higher. Its target is that range,
    "between 2 and 13", whose shortfall is then the worst distance from the range.

    All but one are of the samples in the period, of which none is no data: `silence="carry"` then keeps the last measure. The
    "time-weighted mean" is the sum of level x time / the time, as the time-weighted average of occupational safety (29 CFR 1910.1000) and
    the mean queue of queueing theory: a level holds until the next sample, at most for as long as `holds` says, and so does the last
    one of before the period; time before the first sample of all has no level and is left out. `clock` says which time counts;
    `during` does the same where time is weighed, and elsewhere leaves out the samples of other hours. Samples of one instant count as
    one with their mean where time is weighed or the last is wanted, and each for itself elsewhere.
    """

    of_one = True

    field: str = attrs.field(converter=number_field, validator=number_name)
    statistic: Statistic = attrs.field(default=Statistic(LAST), converter=_statistic, kw_only=True)
    holds: Per | None = attrs.field(default=None, converter=attrs.converters.optional(per), validator=a_length, kw_only=True)
    clock: Calendar = attrs.field(default=ALWAYS, validator=calendar, kw_only=True)
    at: str = attrs.field(default="at", validator=field_name, kw_only=True)
    unit: str = attrs.field(default=ITEMS, converter=unit_text, kw_only=True)
    digits: int = attrs.field(default=6, validator=whole_number(0, 6), kw_only=True)

    def conflicts(self) -> Iterator[str]:
        if not self._weighs and (self.holds is not None or self.clock != ALWAYS):
            yield f"holds= and clock= only apply with statistic={WEIGHTED!r}; write that, or leave them out"

    @property
    def _weighs(self) -> bool:
        return self.statistic.name == WEIGHTED

    def parts(self) -> tuple[Reading, ...]:
        reading = self.reading(self.at, Sampled(Number(self.field, self.digits), lead="last" if self._weighs else ""))
        return (attrs.evolve(reading, during=None) if self._weighs else reading,)  # a level of before the hours holds into them

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        series = Samples.of(tallies[0]).series
        inside = series.since(context.span.first).outside(excluded(context))
        value, workings = self._weighted(series, context) if self._weighs else self._of(inside)
        over, name = not context.open, self.statistic.name
        return Measure(
            value=value,
            unit=self.unit,
            sample=len(inside.instants),
            low=value if over or name == "max" else None,
            high=value if over or name == "min" else None,
            foresees=True,
            workings=in_words(context, workings) if value is not None else "",
            reason=""
            if value is not None
            else "no samples"
            if not len(series.instants)
            else f"{self.field} is not known in the time that counts",
            evidence=self._evidence(inside),
        )

    def working(self, tallies: Tallies, context: PeriodContext) -> Working:
        if not self._weighs:
            return Working()
        hours = self.clock if self.hours is None else self.clock & self.hours
        return Working(time=ordered(around(context, hours)), reason="a value counts by how long it held")

    def _of(self, inside: Series) -> tuple[Exact | None, str]:
        count = len(inside.instants)
        if not count:
            return None, ""
        if self.statistic.name == LAST:
            latest = inside.since(int(inside.instants[-1])).listed.worths
            return self._figure(Fraction(sum(latest), len(latest))), f"the last of {count:,} sample{'s' * (count != 1)}"
        if bounds := _range(self.statistic.name):
            middle = (bounds[0] + bounds[1]) * 10**self.digits / 2
            ends = [worth for _, worth in (*inside.least(1), *inside.largest(1))]
            worst = max(ends, key=lambda worth: (abs(worth - middle), worth))
            return self._figure(worst), f"the sample of {count:,} that is {self.statistic}"
        return self._figure(self.statistic.of_all(inside.sorted_worths) or 0), f"{self.statistic} of {count:,} sample{'s' * (count != 1)}"

    def _weighted(self, series: Series, context: PeriodContext) -> tuple[Exact | None, str]:
        """The mean over the time in which the level is known."""
        counted = counted_time(context, self.clock if self.hours is None else self.clock & self.hours)
        total, weight = weighted(series, counted, context.observed.last, None if self.holds is None else self.holds.length)
        times = [in_unit(time, TIME).to("hour").show() for time in (weight, counted.total)]
        return (self._figure(total / weight) if weight else None), "weighed by time, known in {} of {}".format(*times)

    def _figure(self, worth: Exact) -> Fraction:
        return Fraction(worth, 10**self.digits)

    def _evidence(self, inside: Series) -> tuple[Evidence, ...]:
        """Return the highest samples for a high percentile, the lowest for a low one, the last for "last", else one of each end."""
        share = self.statistic.share
        if self.statistic.name == LAST:
            pairs = inside.part(len(inside.instants) - 1, len(inside.instants)).pairs
        elif share is None or share == Fraction(1, 2):
            pairs = list(dict.fromkeys((*inside.least(1), *inside.largest(1))))
        else:
            pairs = inside.largest(WORST) if share > Fraction(1, 2) else inside.least(WORST)
        return tuple(Evidence(at, figure=self._figure(worth), unit=self.unit) for at, worth in pairs)
