"""Compound: the base class of metrics made of metrics."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Self

import attrs

from slakit.calendars.base import Calendar
from slakit.errors import ContractError
from slakit.metrics.base import Groups, Metric
from slakit.metrics.measure import Measure, in_unit
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.metrics.reading import Reading
from slakit.values.fields import instance_of
from slakit.values.source_repr import written
from slakit.values.units import unit
from slakit.windows.base import Window


class Compound(Metric):
    """A metric made of metrics: its readings are theirs, and each measures its own tallies."""

    @property
    def inner(self) -> tuple[Metric, ...]:
        """The metrics it is made of: those in its fields, in order."""
        return tuple(part for part in opened(tuple(self._fields().values())) if isinstance(part, Metric))

    def each(self, change: Callable[[Metric], Metric]) -> Self:
        """The same metric with every metric inside changed."""
        return type(self)(**{name: _changed(value, change) for name, value in self._fields().items()})

    def _fields(self) -> dict[str, Any]:
        kind: type = type(self)
        return {field.alias: getattr(self, field.name) for field in attrs.fields(kind)}

    def parts(self) -> tuple[Reading, ...]:
        return tuple(reading for metric in self.inner for reading in metric.parts())

    def _slices(self) -> Iterator[tuple[Metric, int, int]]:
        """Each metric inside, with the first and the last index of its tallies."""
        first = 0
        for metric in self.inner:
            last = first + len(metric.parts())
            yield metric, first, last
            first = last

    def measures(self, tallies: Tallies, context: PeriodContext) -> list[Measure]:
        """The measure of each metric inside, from the tallies of all in order."""
        return [metric.measured(tallies[first:last], context.part(first, last)) for metric, first, last in self._slices()]

    def measured(self, tallies: Tallies, context: PeriodContext) -> Measure:
        return attrs.evolve(self.measure(tallies, context), unread=sum(part.count for part in context.unread))

    @property
    def single(self) -> tuple[Reading, ...]:
        return tuple(reading for metric in self.inner for reading in metric.single)

    @property
    def looks_back(self) -> bool:  # type: ignore[override]  # it depends on the parts
        return any(metric.looks_back for metric in self.inner)

    @property
    def tells_contradictions(self) -> bool:  # type: ignore[override]  # it depends on the parts
        return any(metric.tells_contradictions for metric in self.inner)

    def contradictions(self, tallies: Tallies) -> tuple[int, ...]:
        return tuple(sorted({at for metric, first, last in self._slices() for at in metric.contradictions(tallies[first:last])}))

    def made_of(self, measures: Sequence[Measure], **figures: Any) -> Measure:
        """A measure made of those of the metrics inside, with their evidence; `figures` are what it does not take over from them."""
        return Measure(
            **{
                "unit": self.unit,
                "sample": min(measure.sample for measure in measures),
                "pending": self.pending(measures),
                "foresees": all(measure.foresees for measure in measures),
                "rough": any(measure.rough for measure in measures),
                "evidence": tuple(dict.fromkeys(one for measure in measures for one in measure.evidence)),
                **figures,
            }
        )

    def pending(self, measures: Sequence[Measure]) -> int:
        """The number of clocks that still run; those that two metrics share count once."""
        return sum({metric.parts(): measure.pending for metric, measure in zip(self.inner, measures, strict=True)}.values())

    def check(self, window: Window | None) -> None:
        for metric in self.inner:
            metric.check(window)

    def where(self, *expressions: str, **conditions: object) -> Self:
        return self.each(lambda metric: metric.where(*expressions, **conditions))

    def by(self, *fields: str, groups: Groups | None = None) -> Self:
        listed = None if groups is None else list(groups)  # read once, for several metrics
        return self.each(lambda metric: metric.by(*fields, groups=listed))

    def during(self, calendar: Calendar) -> Self:
        return self.each(lambda metric: metric.during(calendar))

    __repr__ = written

    def check_groups(self) -> None:
        """Raise ContractError unless all its readings are grouped alike."""
        groups = {reading.by for reading in self.parts()}
        if len(groups) > 1:
            written = " and ".join(repr(", ".join(by)) for by in sorted(groups))
            raise ContractError(f"the parts of {self!r} are grouped by {written}; write (a / b).by('channel') around the whole")

    def check_alike(self, deed: str, remedy: str) -> None:
        """Raise ContractError unless all its metrics are of one kind."""
        kinds = {unit(metric.unit).dimension: metric.unit or "a ratio" for metric in self.inner}
        if len(kinds) > 1:
            raise ContractError(f"{self!r} {deed} {' to '.join(kinds.values())}; {remedy}")


def opened(value: object) -> Iterator[object]:
    """Yield the value of a field, or the parts of a tuple, tuples within it included."""
    if isinstance(value, tuple):
        for part in value:
            yield from opened(part)
    else:
        yield value


def _changed(value: Any, change: Callable[[Metric], Metric]) -> Any:
    if isinstance(value, Metric):
        return change(value)
    return tuple(_changed(part, change) for part in value) if isinstance(value, tuple) else value


a_metric = instance_of(Metric, "a metric", "Uptime('outages')")  # a validator


def silent(measure: Measure) -> bool:
    """True if a measure has no data at all, not even clocks that still run."""
    return measure.value is None and measure.low is None and measure.high is None


def shown(measure: Measure) -> str:
    """Return a measure as workings show it."""
    return "no data" if measure.value is None else in_unit(measure.value, measure.unit).show()


def explained(measure: Measure) -> str:
    """Return a measure as text, with its workings."""
    return f"{shown(measure)} ({measure.workings or measure.reason})"
