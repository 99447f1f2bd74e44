"""Metric: what to read from a stream and how to add it up; it gives one measure a period.

The door to write one's own: `@metric` makes a metric of a function over a period's records. A metric with settings, or one that must
be fast, is a class with two methods, `parts` (which readings) and `measure` (what their tallies say). The built-ins use the same door.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, overload

import attrs

from slakit.calendars.base import Calendar
from slakit.errors import ContractError
from slakit.metrics.details import Working
from slakit.metrics.measure import NO_RECORDS, Exact, Measure
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.metrics.plain_values import Plain
from slakit.metrics.reading import Reading
from slakit.values.number import number
from slakit.windows.base import Window

if TYPE_CHECKING:
    from slakit.metrics.compound.arithmetic import Multiplied, Ratio, Weighted

Group = Plain | float | Decimal | tuple[Any, ...]  # a value of a field, or one of each of several
Groups = Iterable[Group]
UNREADABLE = "no record that can be read"


class Metric(ABC):
    """The way to read records, to add them up and to measure the result."""

    of_one: ClassVar[bool] = False
    """True if it measures one thing: records of several monitors or services together are then likely a mistake."""

    counts_breaches: ClassVar[bool] = False
    """True if its measures count single failures, such as each late reply."""

    is_share: ClassVar[bool] = False
    """True if its measures lie from 0 to 100 %."""

    looks_back: ClassVar[bool] = False
    """True if a period needs the tallies of an earlier one, from `PeriodContext.past`."""

    tells_contradictions: ClassVar[bool] = False
    """True if its records may contradict each other; `contradictions` then returns where."""

    @property
    @abstractmethod
    def unit(self) -> str:
        """The unit its measures are kept in; "" is a ratio. A class may set it as an attribute: `unit = RATIO`."""

    @abstractmethod
    def parts(self) -> tuple[Reading, ...]:
        """The readings it is made of; each has its own tally."""

    @abstractmethod
    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        """Return the measure of one period and group from its tallies, one for each of `parts`."""

    def measured(self, tallies: Tallies, context: PeriodContext) -> Measure:
        """Return the measure with what could not be read: no data where nothing could, and otherwise wider bounds (docs/numbers.md V1)."""
        counts = [part.count for part in context.unread]
        if not any(counts):
            return self.measure(tallies, context)
        stream = self.parts()[0].stream
        if any(part.everything for part, reading in zip(context.unread, self.parts(), strict=True) if reading.stream == stream):
            reason = f"none of the {sum(counts):,} record{'s' * (sum(counts) != 1)} of {stream!r} could be read"
            return Measure(value=None, unit=self.unit, unread=sum(counts), reason=reason)
        measure = self.measure(tallies, context)
        altered = any(part.altered for part in context.unread)
        result = attrs.evolve(Metric.widened(self, measure, counts) if altered else self.widened(measure, counts), unread=sum(counts))
        return attrs.evolve(result, reason=UNREADABLE) if result.reason == NO_RECORDS else result

    def working(self, tallies: Tallies, context: PeriodContext) -> Working:
        """Return the part of the details of a measure that the metric knows itself; the records that were read are there anyway."""
        return Working()

    def counted_as(self, value: Exact) -> Exact:
        """Return the value that a record counts with, such as a time in whole hours, from what was read of it."""
        return value

    def widened(self, measure: Measure, unread: Sequence[int]) -> Measure:
        """Return a measure with the bounds that it has if records that could not be read count, so many of each reading.

        By default it may then be anything, and a share anything from 0 to 100 %; a metric that knows more overrides this.
        """
        low, high = (0, 1) if self.is_share and measure.value is not None else (None, None)
        return attrs.evolve(measure, low=low, high=high)

    @property
    def single(self) -> tuple[Reading, ...]:
        """The readings of one thing."""
        return self.parts()[:1] if self.of_one else ()

    def contradictions(self, tallies: Tallies) -> tuple[int, ...]:
        """The instants of changes that contradict the change before them, from the tallies of all time (docs/numbers.md M11)."""
        return ()

    def check(self, window: Window | None) -> None:
        """Raise ContractError when the metric does not fit the window of its objective (None: it has none of its own)."""

    @abstractmethod
    def where(self, *expressions: str, **conditions: object) -> Metric:
        """Return the same metric on the records whose fields meet all conditions: a value, a list of values, or text such as ">= 4".

        A condition on several fields is an expression, such as `.where("answered - asked <= 4 hours")`.
        """

    @abstractmethod
    def by(self, *fields: str, groups: Groups | None = None) -> Metric:
        """Return the same metric grouped by fields: one line for each combination of their values.

        `groups` names groups that have a line even without a record: values, or tuples of them where there are several fields. A group that
        occurs without being named has a line too, and its workings say so.
        """

    @abstractmethod
    def during(self, calendar: Calendar) -> Metric:
        """Return the same metric in the open time of a calendar.

        A metric of time counts that time alone, its spans cut at the edges, as with `clock=`. A metric of records counts those whose
        instant lies in it: this classes each record by the hour it came in, while with `clock=` closed time does not count (docs/numbers.md
        W5).
        """

    def __add__(self, other: Metric) -> Weighted:
        return _sum(self, other, 1)

    def __sub__(self, other: Metric) -> Weighted:
        return _sum(self, other, -1)

    @overload
    def __mul__(self, weight: Metric) -> Multiplied: ...
    @overload
    def __mul__(self, weight: int | Fraction | Decimal | float | str) -> Weighted: ...
    def __mul__(self, weight: object) -> Multiplied | Weighted:
        from slakit.metrics.compound.arithmetic import Multiplied, Weighted

        return Multiplied((self, weight)) if isinstance(weight, Metric) else Weighted([(number(weight), self)])

    __rmul__ = __mul__

    @overload
    def __truediv__(self, other: Metric) -> Ratio: ...
    @overload
    def __truediv__(self, other: int | Fraction | Decimal | float) -> Weighted: ...
    def __truediv__(self, other: Metric | int | Fraction | Decimal | float) -> Ratio | Weighted:
        from slakit.metrics.compound.arithmetic import Ratio

        if isinstance(other, Metric):
            return Ratio(self, other)
        if not other:
            raise ContractError(f"{self!r} cannot be divided by zero; write a weight")
        return self * (1 / number(other))


def _sum(left: Metric, right: object, sign: int) -> Weighted:
    from slakit.metrics.compound.arithmetic import Weighted

    return Weighted([(Fraction(1), left), (Fraction(sign), right)]) if isinstance(right, Metric) else NotImplemented
