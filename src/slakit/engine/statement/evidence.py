"""Evidence: the worst records behind a measure, from what the board kept of each part."""

from collections.abc import Iterator
from fractions import Fraction

from slakit.engine.plan.plan import PlannedObjective
from slakit.engine.read.group_keys import label
from slakit.engine.tally.tally_store import Group, TallyStore
from slakit.metrics.measure import TIME, Evidence
from slakit.metrics.tallies.clocks import Clocks
from slakit.metrics.tallies.worst import Entry, entry, worst
from slakit.metrics.value_kinds.timed_value import TimedValue
from slakit.metrics.value_kinds.value_kind import ValueKind


def evidence_of(board: TallyStore, track: PlannedObjective, group: Group, index: int, as_of: int) -> tuple[Evidence, ...]:
    """The worst records of a period and group, part by part."""
    evidence: dict[Evidence, None] = {}
    for part in track.indexes:
        value = board.plan.readings[part].reading.value
        cells = range(*track.schedule.slice_ranges[index])
        kept = [one for cell in cells for one in board.worst[part].get(group, {}).get(cell, ())]
        for one in worst([*kept, *_open(board, part, group, cells, value, as_of)]):
            evidence[_evidence(one, value)] = None
    return tuple(evidence)


def _open(board: TallyStore, part: int, group: Group, cells: range, value: ValueKind, as_of: int) -> Iterator[Entry]:
    tallies = (board.tallies[part].get(group, {}).get(cell) for cell in cells)
    for clock in (clock for tally in tallies if isinstance(tally, Clocks) for clock in tally.open):
        if isinstance(value, TimedValue) and value.late(clock, as_of):
            yield entry(value.beyond(clock, as_of), clock.since, None if clock.key is None else label(clock.key))


def _evidence(one: Entry, value: ValueKind) -> Evidence:
    if isinstance(value, TimedValue):
        return Evidence(one.at, one.key, -one.rank, TIME, word="over" if value.limited else "")
    scale = value.evidence_scale
    return Evidence(one.at, one.key, Fraction(one.rank, scale) if scale else None)
