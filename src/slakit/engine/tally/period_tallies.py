"""The tallies of one period and group, and the context in which a metric measures that period."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from dateutil.relativedelta import relativedelta

from slakit.engine.plan.plan import Exclusions, PlannedObjective, Schedule
from slakit.engine.read.read_context import ALTERED
from slakit.engine.read.row_filters import EXCLUDED, OTHER_HOURS
from slakit.engine.tally.tally_store import Group, TallyStore
from slakit.metrics.period_context import Excluded, PeriodContext, Unreadable
from slakit.metrics.tallies.kept_rows import KeptRows
from slakit.metrics.tallies.samples import Samples
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.tallies.timeline import Timeline
from slakit.penalties.bases.credit_base import RecordsMissing
from slakit.statements.left_out import OUTSIDE
from slakit.timeline.instants import moment
from slakit.timeline.zone import wall_instant, zone

IN_SIGHT = (OUTSIDE, OTHER_HOURS, EXCLUDED)  # why a record that was read, and has happened, is left out


def tallies_of(store: TallyStore, planned: PlannedObjective, group: Group, period_index: int, as_of: int) -> list[Tally]:
    """The tallies of a group in a period, by its index in the schedule, as they stood at an instant."""
    slices = planned.schedule.slice_ranges[period_index]
    return [tally_of(store, reading_index, group, slices).as_of(as_of) for reading_index in planned.indexes]


def kept_rows(store: TallyStore, reading_index: int) -> list[tuple[int, Any]]:
    """The rows of all time of claims or duties, in time order; the horizon of the store alone says which have not happened yet."""
    return KeptRows.of(tally_of(store, reading_index, (), (1, 2))).dated


def tally_of(store: TallyStore, reading_index: int, group: Group, slices: tuple[int, int]) -> Tally:
    """Return the tally of a range of slices, with the records before it that the reading needs."""
    cells = store.tallies[reading_index].get(group, {})
    value = store.plan.readings[reading_index].reading.value
    tallies = [cells[cell] for cell in range(*slices) if cell in cells]
    if value.lead:
        before = [cells[cell] for cell in sorted(cells) if cell < slices[0]]
        tallies += _leading(before, value.lead)
    if len(tallies) == 1:
        return tallies[0]
    merged = value.tally()
    for tally in tallies:
        merged.merge(tally)
    return merged


def _leading(before: Sequence[Tally], lead: str) -> Sequence[Tally]:
    if lead == "last":
        return [Samples.of(before[-1]).latest()] if before else []
    if lead == "run":
        for period_index in reversed(range(len(before))):
            run = Samples.of(before[period_index]).since_good()
            if run is not None:
                return [run, *before[period_index + 1 :]]
    return before


def period_context(store: TallyStore, planned: PlannedObjective, group: Group, period_index: int, as_of: int) -> PeriodContext:
    """The context of a period of the schedule, by its index."""
    schedule = planned.schedule

    def past(which: str) -> tuple[Sequence[Tally], PeriodContext] | None:
        earlier = _earlier(schedule, period_index, which, store.plan.agreement.timezone)
        if earlier is None:
            return None
        return tallies_of(store, planned, group, earlier, as_of), period_context(store, planned, group, earlier, as_of)

    fields = store.plan.readings[planned.indexes[0]].reading.by
    exclusions = planned.exclusions if len(group) == len(fields) else ()  # no group was seen yet
    excluded = excluded_from(store, exclusions, schedule, period_index, as_of, dict(zip(fields, group, strict=False)))
    period, edges, tz = schedule.periods[period_index], _edges(schedule, period_index), store.plan.agreement.timezone
    unread = tuple(unread_of(store, reading_index, group, schedule.slice_ranges[period_index]) for reading_index in planned.indexes)
    return PeriodContext(period.span, as_of, edges, tz, excluded, past, period.whole, unread)


def unread_of(store: TallyStore, reading_index: int, group: Group, slices: tuple[int, int]) -> Unreadable:
    """The records of a reading that could not be read and may belong to a range of slices and a group (docs/numbers.md V1)."""
    planned, account, reaches = store.plan.readings[reading_index], store.accounts[reading_index], store.unread[reading_index]
    refused = store.streams.refused_of(planned.reading.stream).unread
    if not refused and not reaches:
        return Unreadable()
    near = [(named, count) for (named, first, last), count in reaches.items() if first < slices[1] and slices[0] <= last]
    count = refused + sum(count for named, count in near if named is None or named == group or not group)
    if not count:
        return Unreadable()
    left = any(reason.startswith(IN_SIGHT) for reason, number in account.left.items() if number)
    in_sight = account.counted or account.open or account.seen or left
    of_group = any(named == group for named, _, _ in reaches)  # a named group is there without a record
    nothing = not in_sight or (bool(group) and group not in store.tallies[reading_index] and (of_group or group not in planned.named))
    return Unreadable(count, nothing, any(first == ALTERED for _, first, _ in reaches))


def _edges(schedule: Schedule, period_index: int) -> tuple[int, ...]:
    first, last = schedule.slice_ranges[period_index]
    return schedule.edges[first - 1 : last]


def excluded_from(
    store: TallyStore, exclusions: Exclusions, schedule: Schedule, period_index: int, as_of: int, group: Mapping[str, object] | None = None
) -> tuple[Excluded, ...]:
    """Return the time that each exclusion takes out of a period; `group` holds the labels of its fields."""
    if not exclusions:
        return ()
    context = PeriodContext(schedule.periods[period_index].span, as_of, _edges(schedule, period_index), store.plan.agreement.timezone)
    first, last = schedule.slice_ranges[period_index]
    excluded = []
    for exclusion, reading_index in exclusions:
        since = min(first, bisect_right(schedule.edges, exclusion.since(context)))
        timeline = Timeline.of(tally_of(store, reading_index, (), (since, last)).as_of(as_of))
        excluded.append(exclusion.resolve(timeline, context, group))
    return tuple(excluded)


def _earlier(schedule: Schedule, period_index: int, which: str, timezone: str) -> int | None:
    """Return the index of the previous period, or of the one that began or was running a year earlier; None if the term has none."""
    if which == "previous":
        return period_index - 1 if period_index else None
    tz = zone(timezone)
    start: datetime = moment(schedule.periods[period_index].whole.first, tz).replace(tzinfo=None) - relativedelta(years=1)
    at = wall_instant(start, tz)
    earlier = bisect_right(schedule.periods, at, key=lambda period: period.whole.first) - 1
    return earlier if 0 <= earlier < period_index and at < schedule.periods[earlier].whole.last else None


def base_of(store: TallyStore, reading_index: int, group: Group, period_index: int, as_of: int, *, closed: bool) -> Tally:
    """The tally that a base reads of a period; raises RecordsMissing for a `closed` one of which no record was fed, of whatever group."""
    reading, schedule = store.plan.readings[reading_index].reading, store.plan.readings[reading_index].schedule
    slices = schedule.slice_ranges[period_index]
    if closed and not any(cell in cells for cells in store.tallies[reading_index].values() for cell in range(*slices)):
        raise RecordsMissing.of(reading.stream, schedule.periods[period_index].label)
    return tally_of(store, reading_index, group if reading.by else (), slices).as_of(as_of)
