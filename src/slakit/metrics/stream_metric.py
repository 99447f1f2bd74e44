"""StreamMetric and KeyedMetric: metrics of the records of one stream, with conditions, groups and hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Self

import attrs

from slakit.calendars.base import Calendar
from slakit.errors import ContractError
from slakit.metrics.base import Group, Groups, Metric
from slakit.metrics.condition import Filter, filter_of
from slakit.metrics.measure import RATIO
from slakit.metrics.plain_values import Plain, by_value
from slakit.metrics.reading import Reading
from slakit.metrics.settings import calendar
from slakit.metrics.value_kinds.value_kind import ValueKind
from slakit.values.fields import field_name, names
from slakit.values.source_repr import written


class GroupName(tuple[Plain, ...]):
    """A group of several fields, which is no pair of a table."""

    __slots__ = ()


def _named(value: Groups | None) -> tuple[Group, ...] | None:
    """The groups that a setting names, in order, those of several fields as tuples."""
    if value is None:
        return None
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
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


@attrs.frozen(repr=False)
class StreamMetric(Metric):
    """Base class of metrics of one stream: its conditions, groups and hours."""

    stream: str = attrs.field(validator=field_name)
    filters: Filter = attrs.field(factory=Filter, converter=filter_of, alias="where", kw_only=True)
    groups: tuple[str, ...] = attrs.field(default=(), converter=names, alias="by", kw_only=True)
    named: tuple[Group, ...] | None = attrs.field(default=None, converter=_named, validator=_grouped, alias="groups", kw_only=True)
    hours: Calendar | None = attrs.field(default=None, validator=attrs.validators.optional(calendar), alias="during", kw_only=True)

    problem: ClassVar[str] = "{}"  # the sentence around each of its conflicts; {stream!r} is its stream

    def __attrs_post_init__(self) -> None:
        if conflicts := list(self.conflicts()):
            raise ContractError(*(self.problem.format(conflict, stream=self.stream) for conflict in conflicts))

    def conflicts(self) -> Iterator[str]:
        """Yield what of its settings does not go together, and what to write."""
        yield from ()

    def where(self, *expressions: str, **conditions: object) -> Self:
        return self.narrowed(filter_of([*expressions, conditions]))

    def narrowed(self, wanted: Filter) -> Self:
        """The same metric on the records that pass a filter."""
        return attrs.evolve(self, where=self.filters & wanted)

    def by(self, *fields: str, groups: Groups | None = None) -> Self:
        return attrs.evolve(self, by=fields, groups=groups)

    def during(self, calendar: Calendar) -> Self:
        return attrs.evolve(self, during=calendar if self.hours is None else self.hours & calendar)

    def reading(self, at: str, value: ValueKind) -> Reading:
        """Its one reading."""
        hours = None if value.cut_by_clock else self.hours  # see `in_hours`
        named = tuple(group if isinstance(group, tuple) else (group,) for group in self.named or ())
        return Reading(self.stream, at, value, self.filters, self.groups, during=hours, named=named)

    __repr__ = written


@attrs.frozen(repr=False)
class KeyedMetric(StreamMetric):
    """A metric whose records may be facts about one case: those of one `key`, the later by `updated` counting (docs/numbers.md M9)."""

    key: str | None = attrs.field(default=None, validator=field_name, kw_only=True)
    updated: str | None = attrs.field(default=None, validator=field_name, kw_only=True)

    def reading(self, at: str, value: ValueKind) -> Reading:
        return attrs.evolve(super().reading(at, value), key=self.key, updated=self.updated)


class ShareMetric(KeyedMetric):
    """A share of records, instants or time; what is not good in it are single failures."""

    counts_breaches = True
    is_share = True
    unit = RATIO
