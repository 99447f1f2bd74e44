"""Views: the tallies of one period and group, and what a metric is told of that period."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, cast

from dateutil.relativedelta import relativedelta

from slakit.engine.plan.plan import PlannedObjective, Schedule
from slakit.engine.read.read_context import ALTERED, OUTSIDE
from slakit.engine.read.row_filters import EXCLUDED, OTHER_HOURS
from slakit.metrics.period_context import Excluded, PeriodContext, Unreadable
from slakit.metrics.tallies.samples import Samples
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.tallies.timeline import Timeline
from slakit.timeline.instants import moment
from slakit.timeline.zone import wall_instant, zone

if TYPE_CHECKING:
    from slakit.engine.plan.plan import Exclusions
    from slakit.engine.tally.tally_store import Group, TallyStore


IN_SIGHT = (OUTSIDE, OTHER_HOURS, EXCLUDED)  # why a record that was read, and has happened, is left out


def tallies_of(board: TallyStore, track: PlannedObjective, group: Group, place: int, as_of: int) -> list[Tally]:
    """The tallies of one period and group, as they stood at an instant."""
    return [tally_of(board, part, group, track.schedule.runs[place]).as_of(as_of) for part in track.parts]


def tally_of(board: TallyStore, part: int, group: Group, run: tuple[int, int]) -> Tally:
    """The tally of a run of slices, and of what leads up to it where the reading wants that."""
    cells = board.tallies[part].get(group, {})
    reading = board.plan.parts[part].reading
    found = [cells[cell] for cell in range(*run) if cell in cells]
    if reading.lead:
        before = [cells[cell] for cell in sorted(cells) if cell < run[0]]
        found += _leading(before, reading.lead)
    if len(found) == 1:
        return found[0]
    merged = reading.value.tally()
    for tally in found:
        merged.merge(tally)
    return merged


def _leading(before: Sequence[Tally], lead: str) -> Sequence[Tally]:
    """What of the earlier tallies a period needs."""
    if lead == "last":
        return [cast(Samples, before[-1]).latest()] if before else []
    if lead == "run":
        for place in reversed(range(len(before))):
            run = cast(Samples, before[place]).since_good()
            if run is not None:
                return [run, *before[place + 1 :]]
    return before


def view_of(board: TallyStore, track: PlannedObjective, group: Group, place: int, as_of: int) -> PeriodContext:
    """What a metric is told of a period of its schedule."""
    schedule = track.schedule

    def past(which: str) -> tuple[Sequence[Tally], PeriodContext] | None:
        earlier = _earlier(schedule, place, which, board.plan.agreement.timezone)
        return (
            earlier if earlier is None else (tallies_of(board, track, group, earlier, as_of), view_of(board, track, group, earlier, as_of))
        )

    fields = board.plan.parts[track.parts[0]].reading.by
    known = track.exclusions if len(group) == len(fields) else ()  # no group was seen yet
    excluded = excluded_from(board, known, schedule, place, as_of, dict(zip(fields, group, strict=False)))
    period, edges, tz = schedule.periods[place], _edges(schedule, place), board.plan.agreement.timezone
    unread = tuple(unread_of(board, part, group, schedule.runs[place]) for part in track.parts)
    return PeriodContext(period.span, as_of, edges, tz, excluded, past, period.whole, unread)


def unread_of(board: TallyStore, part: int, group: Group, run: tuple[int, int]) -> Unreadable:
    """The records of a part that could not be read and may belong to a run of slices and a group (docs/numbers.md V1)."""
    stream, account = board.plan.parts[part].reading.stream, board.accounts[part]
    refused = board.lost_of(stream)
    if not refused and not board.unread[part]:
        return Unreadable()
    count = refused + sum(
        number
        for (named, first, last), number in board.unread[part].items()
        if (named is None or named == group or not group) and first < run[1] and run[0] <= last
    )
    if not count:
        return Unreadable()
    left = any(reason.startswith(IN_SIGHT) for reason, number in account.left.items() if number)
    in_sight = account.counted or account.open or account.seen or left
    known = group in board.tallies[part]
    of_group = any(named == group for named, _, _ in board.unread[part])  # a named group is there without a record
    nothing = not in_sight or (bool(group) and not known and (of_group or group not in board.plan.parts[part].named))
    return Unreadable(count, nothing, any(first == ALTERED for _, first, _ in board.unread[part]))


def _edges(schedule: Schedule, place: int) -> tuple[int, ...]:
    first, last = schedule.runs[place]
    return schedule.edges[first - 1 : last]


def excluded_from(
    board: TallyStore, exclusions: Exclusions, schedule: Schedule, place: int, as_of: int, group: Mapping[str, object] | None = None
) -> tuple[Excluded, ...]:
    """What each exclusion leaves out of a period, and of a group by the labels of its fields."""
    if not exclusions:
        return ()
    view = PeriodContext(schedule.periods[place].span, as_of, _edges(schedule, place), board.plan.agreement.timezone)
    first, last = schedule.runs[place]
    found = []
    for exclusion, part in exclusions:
        since = min(first, bisect_right(schedule.edges, exclusion.since(view)))
        timeline = cast(Timeline, tally_of(board, part, (), (since, last)).as_of(as_of))
        found.append(exclusion.resolve(timeline, view, group))
    return tuple(found)


def _earlier(schedule: Schedule, place: int, which: str, timezone: str) -> int | None:
    """The place of the previous period, or of the one that began a year earlier, or was under way; None when the term has none."""
    if which == "previous":
        return place - 1 if place else None
    tz = zone(timezone)
    start: datetime = moment(schedule.periods[place].whole.first, tz).replace(tzinfo=None) - relativedelta(years=1)
    at = wall_instant(start, tz)
    found = bisect_right(schedule.periods, at, key=lambda period: period.whole.first) - 1
    return found if 0 <= found < place and at < schedule.periods[found].whole.last else None


def fed_in(board: TallyStore, part: int, run: tuple[int, int]) -> bool:
    """Whether any record of a part lies in a run of slices, whatever its group."""
    return any(cell in cells for cells in board.tallies[part].values() for cell in range(*run))
