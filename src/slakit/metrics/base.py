"""Metric: what to read from a stream and how to add it up; it gives one measure a period.

The door to write one's own: `@metric` makes a metric of a function over a period's records. A metric with settings, or one that must
be fast, is a class with two methods, `parts` (which readings) and `measure` (what their tallies say). The built-ins use the same door.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar, Self, overload

import attrs
from attrs import frozen

from slakit.calendars.base import Calendar
from slakit.calendars.recurring import Recurring
from slakit.errors import ContractError, UnitError
from slakit.metrics.condition import Filter, Plain, by_value, filter_of
from slakit.metrics.measure import NO_RECORDS, Measure
from slakit.metrics.reading import Reading
from slakit.metrics.tallies.intervals import Per
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.value_kinds.span_values import SpanValue
from slakit.metrics.value_kinds.value_kind import ValueKind
from slakit.timeline.span import Span
from slakit.timeline.spans import Edges, Spans
from slakit.values.number import number
from slakit.values.source_repr import written
from slakit.values.units import Unit, unit
from slakit.windows.base import Window

if TYPE_CHECKING:
    from slakit.metrics.compound.arithmetic import Multiplied, Ratio, Weighted


@frozen
class Excluded:
    """Time that an agreement leaves out of a period, and in `notes` what does not qualify, and why (docs/numbers.md M6).

    Its `worth` is None when it leaves numerator and denominator, 1 when it counts as good, and a share in between.
    """

    spans: Spans
    worth: Fraction | None = None
    notes: tuple[str, ...] = ()


@frozen
class Unreadable:
    """Records of one reading that could not be read and may belong to a period: how many, and whether none of the stream could be.

    `altered` says that some of them would change records that are counted, and are not others beside these.
    """

    count: int = 0
    everything: bool = False
    altered: bool = False


Group = Plain | float | Decimal | tuple[Any, ...]  # a value of a field, or one of each of several
Named = Iterable[Group]
Past = Callable[[str], "tuple[Sequence[Tally], PeriodContext] | None"]


def _no_past(which: str) -> None:
    """What a period without an earlier one has of it."""


@frozen
class PeriodContext:
    """The stretch a measure is taken of, and as of when, in microseconds; it has begun by then.

    `edges` are where the windows of the agreement cut it, its own ends among them; `tz` is the zone of its wall clock; `excluded` is
    what the agreement leaves out; `unread` are the records of each reading that could not be read; `past` gives the tallies and the view
    of the "previous" period, or of the one of "last year"; `whole` is the period before the term or an amendment cut it.
    """

    span: Span
    as_of: int
    edges: Edges = ()
    tz: str | None = None
    excluded: tuple[Excluded, ...] = ()
    past: Past = attrs.field(default=_no_past, eq=False)
    whole: Span | None = None
    unread: tuple[Unreadable, ...] = ()

    @property
    def open(self) -> bool:
        """Whether the period is not over."""
        return self.as_of < self.span.last

    @property
    def observed(self) -> Span:
        """The part of the period that has passed."""
        return Span(self.span.first, min(self.span.last, self.as_of))

    def intervals(self, per: Per) -> list[tuple[int, int]]:
        """Every interval that has begun, as its first and last instant, those without records too."""
        edges = self.edges or (self.span.first, self.span.last)
        found = (pair for first, last in pairwise(edges) for pair in pairwise(per.edges(first, last, self.tz)))
        return [pair for pair in found if pair[0] < self.as_of]

    def part(self, first: int, last: int) -> PeriodContext:
        """The view of a metric that owns the tallies from one place to another."""

        def past(which: str) -> tuple[Sequence[Tally], PeriodContext] | None:
            found = self.past(which)
            return found and (found[0][first:last], found[1].part(first, last))

        return attrs.evolve(self, past=past, unread=self.unread[first:last])


UNREADABLE = "no record that can be read"


class Metric(ABC):
    """What to read and how to add it up."""

    of_one: ClassVar[bool] = False
    """Whether it measures one thing, so that records of several monitors or services are hardly meant to be taken together."""

    counts_breaches: ClassVar[bool] = False
    """Whether its measures know their single failures, such as each late reply."""

    is_share: ClassVar[bool] = False
    """Whether its measures lie from 0 to 100 %."""

    @property
    @abstractmethod
    def unit(self) -> str:
        """The unit its measures are kept in; "" is a ratio."""

    @abstractmethod
    def parts(self) -> tuple[Reading, ...]:
        """The readings it is made of; each has its own tally."""

    @abstractmethod
    def measure(self, tallies: Sequence[Tally], view: PeriodContext) -> Measure:
        """What the tallies of one period and group say, in the order of `parts`."""

    def measured(self, tallies: Sequence[Tally], view: PeriodContext) -> Measure:
        """Return the measure with what could not be read: no data where nothing could, and otherwise wider bounds (docs/numbers.md V1)."""
        counts = [part.count for part in view.unread]
        if not any(counts):
            return self.measure(tallies, view)
        stream = self.parts()[0].stream
        if any(part.everything for part, reading in zip(view.unread, self.parts(), strict=True) if reading.stream == stream):
            reason = f"none of the {sum(counts):,} record{'s' * (sum(counts) != 1)} of {stream!r} could be read"
            return Measure(value=None, unit=self.unit, unread=sum(counts), reason=reason)
        measure = self.measure(tallies, view)
        altered = any(part.altered for part in view.unread)
        found = attrs.evolve(Metric.widened(self, measure, counts) if altered else self.widened(measure, counts), unread=sum(counts))
        return attrs.evolve(found, reason=UNREADABLE) if found.reason == NO_RECORDS else found

    def widened(self, measure: Measure, unread: Sequence[int]) -> Measure:
        """Return a measure with the bounds that it has if records that could not be read count, so many of each reading.

        A metric that knows how a record can move it says so; by default its measure may then be anything, and that of a share 0 to 100 %.
        """
        low, high = (0, 1) if self.is_share and measure.value is not None else (None, None)
        return attrs.evolve(measure, low=low, high=high)

    @property
    def single(self) -> tuple[Reading, ...]:
        """The readings of one thing."""
        return self.parts()[:1] if self.of_one else ()

    @property
    def looks_back(self) -> bool:
        """Whether a period needs the tallies of an earlier one, by `PeriodContext.past`."""
        return False

    @property
    def tells_contradictions(self) -> bool:
        """Whether its records may contradict each other; `contradictions` is asked then."""
        return False

    def contradictions(self, tallies: Sequence[Tally]) -> tuple[int, ...]:
        """The instants of changes that contradict the change before them, from the tallies of all time (docs/numbers.md M11)."""
        return ()

    def check(self, window: Window | None) -> None:
        """Raise ContractError when the metric does not fit the window of its objective (None: it has none of its own)."""

    @abstractmethod
    def where(self, **conditions: object) -> Metric:
        """The same metric on the records whose fields meet all conditions: a value, a list of values, or text such as ">= 4"."""

    @abstractmethod
    def by(self, *fields: str, groups: Named | None = None) -> Metric:
        """The same metric for each value of the fields apart: one line a group.

        `groups` names groups that have a line even without a record: values, or tuples of them where there are several fields. A group that
        occurs and is not named has its line too, and its workings tell that.
        """

    @abstractmethod
    def during(self, calendar: Calendar) -> Metric:
        """The same metric in the open time of a calendar.

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


def names(value: str | Sequence[str]) -> tuple[str, ...]:
    """One field or several, as a tuple."""
    return (value,) if isinstance(value, str) else tuple(value)


def text(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Check that a setting names a stream or a field."""
    if value is None and attribute.default is None:
        return
    if not isinstance(value, str) or not value:
        raise ContractError(f"{attribute.name}={value!r} is not a name; write {attribute.name}='inquiries'")


def unit_text(value: str | Unit) -> str:
    """The unit that a setting names, as it is shown."""
    try:
        return unit(value).text
    except UnitError as error:
        raise ContractError(str(error)) from None


def whole_number(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Check that a setting is a whole number, zero or more."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ContractError(f"{attribute.name}={value!r} is not a whole number; write {attribute.name}=6")


def calendar(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Check that a setting is a calendar that ever opens (docs/numbers.md C5)."""
    if not isinstance(value, Calendar):
        raise ContractError(f"{attribute.name}={value!r} is not a calendar; write Weekly({{'mon-fri': '09:00-17:30'}}, tz='Europe/London')")
    if never_opens(value):
        raise ContractError(f"{attribute.name}={value!r} never opens; write Weekly({{'mon-fri': '08:00-20:00'}}, tz='Europe/London')")


LOOKED_AT = (
    Span("2026-01-05T00:00Z", "2026-01-12T00:00Z"),
    Span("2026-01-01T00:00Z", "2027-01-01T00:00Z"),
    Span("1950-01-01T00:00Z", "2100-01-01T00:00Z"),
)


@lru_cache(maxsize=256)
def never_opens(value: Calendar) -> bool:
    """Whether a calendar is closed for good; one with a rule that happens many times a day is looked at for a year alone."""
    looked_at = LOOKED_AT[:2] if any(isinstance(part, Recurring) and part.often for part in _calendars(value)) else LOOKED_AT
    return not any(value.open(span) for span in looked_at)


def _calendars(value: object) -> Iterator[object]:
    """A calendar and all that it is made of."""
    if isinstance(value, tuple):
        for part in value:
            yield from _calendars(part)
    elif isinstance(value, Calendar):
        yield value
        kind: type = type(value)
        for part in attrs.fields(kind) if attrs.has(kind) else ():
            yield from _calendars(getattr(value, part.name))


class GroupName(tuple[Plain, ...]):
    """A group of several fields, which is no pair of a table."""

    __slots__ = ()


def _named(value: Named | None) -> tuple[Group, ...] | None:
    """The groups that a setting names, in order, those of several fields as tuples."""
    if value is None:
        return None
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise ContractError(f"groups={value!r} is not a list of groups; write groups=['a', 'b']")
    return tuple(GroupName(group) if isinstance(group, list | tuple) else group for group in value) or None


def _grouped(metric: StreamMetric, attribute: object, value: tuple[Group, ...] | None) -> None:
    """Check that groups are of the fields that a metric is grouped by, each named once."""
    if value is None:
        return
    fields = len(metric.groups)
    if not fields:
        raise ContractError(f"groups={list(value)!r} does not say of which field; write .by('monitor', groups=['a', 'b'])")
    for group in value:
        parts = group if isinstance(group, tuple) else (group,)
        if len(parts) != fields or not all(isinstance(part, str | int | Fraction | Decimal | float | None) for part in parts):
            example = "'a'" if fields == 1 else f"({', '.join(repr(letter) for letter in 'abcdefgh'[:fields])})"
            raise ContractError(f"{group!r} is not a group by {', '.join(metric.groups)}; write groups=[{example}]")
    seen = [tuple(map(by_value, group if isinstance(group, tuple) else (group,))) for group in value]
    twice = next((group for group, one in zip(value, seen, strict=True) if seen.count(one) > 1), _named)
    if twice is not _named:
        raise ContractError(f"group {twice!r} is named twice; write it once")


@frozen(repr=False)
class StreamMetric(Metric):
    """A metric of one reading; what every such metric can be told."""

    stream: str = attrs.field(validator=text)
    filters: Filter = attrs.field(factory=Filter, converter=filter_of, alias="where", kw_only=True)
    groups: tuple[str, ...] = attrs.field(default=(), converter=names, alias="by", kw_only=True)
    named: tuple[Group, ...] | None = attrs.field(default=None, converter=_named, validator=_grouped, alias="groups", kw_only=True)
    hours: Calendar | None = attrs.field(default=None, validator=attrs.validators.optional(calendar), alias="during", kw_only=True)

    def where(self, **conditions: object) -> Self:
        return attrs.evolve(self, where=self.filters & filter_of(conditions))

    def by(self, *fields: str, groups: Named | None = None) -> Self:
        return attrs.evolve(self, by=fields, groups=groups)

    def during(self, calendar: Calendar) -> Self:
        return attrs.evolve(self, during=calendar if self.hours is None else self.hours & calendar)

    def reading(self, at: str, value: ValueKind) -> Reading:
        """Its one reading."""
        hours = None if isinstance(value, SpanValue) else self.hours  # spans are cut by the clock, see `in_hours`
        return Reading(self.stream, at, value, self.filters, self.groups, during=hours, named=self._named_groups)

    @property
    def _named_groups(self) -> tuple[tuple[Plain, ...], ...]:
        return tuple(group if isinstance(group, tuple) else (group,) for group in self.named or ())

    def __repr__(self) -> str:
        return written(self)


def _in_hours(value: Any, metric: Any) -> Any:
    return value & metric.hours if metric.hours is not None and isinstance(value, Calendar) else value


in_hours = attrs.Converter(_in_hours, takes_self=True)  # what a metric of time counts, less what lies outside its `during`


@frozen(repr=False)
class KeyedMetric(StreamMetric):
    """A metric whose records may be facts about one case: those of one `key`, the later by `updated` counting (docs/numbers.md M9)."""

    key: str | None = attrs.field(default=None, validator=text, kw_only=True)
    updated: str | None = attrs.field(default=None, validator=text, kw_only=True)

    def reading(self, at: str, value: ValueKind) -> Reading:
        return attrs.evolve(super().reading(at, value), key=self.key, updated=self.updated)
