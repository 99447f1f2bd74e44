"""Line details: the whole of what the measure of a line is made of, worked out once its statement stands."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from slakit.engine.plan.plan import PlannedObjective
from slakit.engine.statement.figures_by_time import figures_of_records, figures_of_time
from slakit.engine.statement.record_details import RecordReader
from slakit.engine.tally.period_tallies import period_context, tallies_of
from slakit.engine.tally.tally_store import Group, TallyStore, group_name
from slakit.metrics.amounts.mean import Mean
from slakit.metrics.base import Metric
from slakit.metrics.compound.compound_base import Compound
from slakit.metrics.details import BAD, EXCLUDED, PENDING, UNREAD, RecordDetail, TimeSpan
from slakit.metrics.measure import TIME
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.metrics.tallies.kept import Kept, in_order
from slakit.metrics.value_kinds.timer_value import TimerValue
from slakit.statements.details import MOST, DayFigures, Edge, HourFigures, LineDetails
from slakit.statements.line import Line
from slakit.targets.bound import PHRASES, Bound
from slakit.timeline.zone import zone_name
from slakit.values.units import unit

OF_SEVERAL = "a measure of several metrics: the details of each are in its parts"
OF_EACH = {"max": ("<=", "<"), "min": (">=", ">")}  # statistics that hold a limit where each value does
NAMED = 5  # keys that the reason of a bad span names


def with_details(store: TallyStore, wanted: Mapping[PlannedObjective, Collection[int]], lines: Sequence[Line], as_of: int) -> list[Line]:
    """The lines of a statement with their details, where the store keeps records for them."""
    if not store.detailed:
        return list(lines)
    planned_by_line: dict[tuple[str, object, int, int], tuple[PlannedObjective, Group, int]] = {}
    for planned, indexes in wanted.items():
        for index in indexes:
            span = planned.schedule.periods[index].span
            for group in store.groups(planned.indexes):
                planned_by_line[planned.objective.name, group_name(group), span.first, span.last] = (planned, group, index)
    return [
        evolve(line, details=_details(store, *planned_by_line[line.key], as_of, line)) if line.key in planned_by_line else line
        for line in lines
    ]


def _details(store: TallyStore, planned: PlannedObjective, group: Group, index: int, as_of: int, line: Line) -> LineDetails:
    streams = {store.plan.readings[number].reading.stream for number in planned.indexes}
    if not streams <= set(store.streams.fed):
        return LineDetails(unit=line.measure.unit, reason=line.measure.reason)
    context = period_context(store, planned, group, index, as_of)
    details = DetailsOfPeriod(store, group, planned.schedule.slice_ranges[index])
    made = details.of(planned.objective.metric, planned.indexes, tallies_of(store, planned, group, index, as_of), context)
    metric = planned.objective.metric
    statistic = "mean" if isinstance(metric, Mean) else str(getattr(metric, "statistic", None) or "total")
    if statistic == "total" or made.unit != line.measure.unit or made.edges:
        return made
    bounds = [bound for bound in line.target.bounds if isinstance(bound, Bound)]
    if any(bound.operator not in OF_EACH.get(statistic, ()) for bound in bounds):
        return evolve(made, statistic=statistic)
    factor = unit(made.unit).factor
    return evolve(made, edges=tuple(Edge(bound.limit.base / factor, side=PHRASES[bound.operator]) for bound in bounds))


@frozen
class DetailsOfPeriod:
    """The details of metrics in one period and group, whose slices are these."""

    store: TallyStore
    group: Group
    slices: tuple[int, int]

    def of(self, metric: Metric, indexes: Sequence[int], tallies: Tallies, context: PeriodContext) -> LineDetails:
        """The details of a metric, with those of the metrics inside."""
        zone = self.store.plan.agreement.zone
        if isinstance(metric, Compound):
            parts, first = [], 0
            for inner in metric.inner:
                last = first + len(inner.parts())
                parts.append((repr(inner), self.of(inner, indexes[first:last], tallies[first:last], context.part(first, last))))
                first = last
            return LineDetails(unit=metric.unit, parts=tuple(parts), zone=zone_name(zone), reason=OF_SEVERAL)
        working, reader = metric.working(tallies, context), RecordReader(metric, self.store.plan.readings[indexes[0]], context)
        records = working.records
        if records is None:
            records = (*reader.read(self._kept(indexes[0], reader)), *reader.still_open(tallies[0]))
        else:  # the metric does not know what could not be read
            records = (*records, *(one for one in reader.read(self._kept(indexes[0], reader)) if one.state == UNREAD))
        records = tuple(sorted(records, key=lambda one: one.at))
        counted = [one for one in records if one.state not in (PENDING, EXCLUDED, UNREAD)]
        values = Counter[Fraction | int]()
        for one in counted:
            if one.value is not None:
                values[one.value] += one.count
        days: tuple[DayFigures, ...]
        hours: tuple[HourFigures, ...]
        if working.judged is None:
            days, hours = figures_of_records(counted, zone, in_part=working.records is not None)
        else:
            days, hours = figures_of_time(working.judged, working.time, working.heads, zone)
        return LineDetails(
            unit=TIME if reader.timed else str(getattr(metric, "counted", metric.unit)),
            time=tuple(_named(working.time, records)) if working.judged is not None and reader.value.span_end else working.time,
            values=tuple(sorted(values.items())),
            edges=_limits(reader),
            figures=working.figures,
            by_day=days,
            by_hour=hours,
            records=records[:MOST],
            more=max(len(records) - MOST, 0),
            zone=zone_name(zone),
            reason=working.reason,
        )

    def _kept(self, index: int, reader: RecordReader) -> list[Kept]:
        """The records of the period, each once: one that lasts stands in every slice that it touches."""
        (first, last), edges = self.slices, reader.planned.schedule.edges
        cells = self.store.kept[index].get(self.group, {})
        lasting = reader.value.span_end is not None
        return in_order(
            one
            for cell in range(first, last)
            for one in cells.get(cell, ())
            if not lasting or one.state or cell == max(bisect_right(edges, one.at), first)
        )


def _limits(reader: RecordReader) -> tuple[Edge, ...]:
    """The limits of a timer that are lengths of time."""
    limits = reader.value.limits if isinstance(reader.value, TimerValue) and reader.timed else None
    if limits is None:
        return ()
    strict = limits.strict or (False,) * len(limits.table)
    rows = zip(limits.table, strict, strict=True)
    return tuple(
        Edge(limit, "" if name is None else str(name), "less than" if exclusive else "at most")
        for (name, limit), exclusive in rows
        if isinstance(limit, int)
    )


def _named(spans: Sequence[TimeSpan], records: Sequence[RecordDetail]) -> Iterator[TimeSpan]:
    """Yield spans, the bad ones with the keys of the records that they lie in as their reason, if they have no other."""
    waiting = [one for one in records if one.key is not None and one.state not in (EXCLUDED, UNREAD)]
    running: list[RecordDetail] = []
    begun = 0
    for span in spans:
        if span.kind != BAD or span.reason:
            yield span
            continue
        while begun < len(waiting) and waiting[begun].at < span.last:
            running.append(waiting[begun])
            begun += 1
        running = [one for one in running if one.until is None or one.until > span.first]
        keys = list(dict.fromkeys(str(one.key) for one in running if one.at < span.last))
        more = [f"and {len(keys) - NAMED:,} more"] if len(keys) > NAMED else []
        yield evolve(span, reason=", ".join([*keys[:NAMED], *more]))
