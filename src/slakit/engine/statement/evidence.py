"""Evidence: the worst records behind a measure, from what the board kept of each part."""

from collections.abc import Iterator
from fractions import Fraction

from slakit.engine.plan.plan import PlannedObjective
from slakit.engine.read.extract import FINE
from slakit.engine.read.group_keys import label
from slakit.engine.tally.tally_store import Group, TallyStore
from slakit.metrics.measure import TIME, Evidence
from slakit.metrics.reading import DeadlineValue, Number, Quotient, TimerValue, Value, Weighed
from slakit.metrics.tallies.clocks import Clocks
from slakit.metrics.tallies.worst import Entry, entry, worst


def evidence_of(board: TallyStore, track: PlannedObjective, group: Group, index: int, as_of: int) -> tuple[Evidence, ...]:
    """The worst records of a period and group, part by part."""
    evidence: dict[Evidence, None] = {}
    for part in track.parts:
        value = board.plan.parts[part].reading.value
        cells = range(*track.schedule.runs[index])
        kept = [one for cell in cells for one in board.worst[part].get(group, {}).get(cell, ())]
        for one in worst([*kept, *_open(board, part, group, cells, value, as_of)]):
            evidence[_evidence(one, value)] = None
    return tuple(evidence)


def _open(board: TallyStore, part: int, group: Group, cells: range, value: Value, as_of: int) -> Iterator[Entry]:
    """The open clocks that are over their limit."""
    tallies = (board.tallies[part].get(group, {}).get(cell) for cell in cells)
    for clock in (clock for tally in tallies if isinstance(tally, Clocks) for clock in tally.open):
        if isinstance(value, DeadlineValue) and value.late(clock, as_of):
            yield entry(as_of - value.deadline(clock, as_of), clock.since, _key(clock.key))
        elif isinstance(value, TimerValue) and value.late(clock, as_of):
            yield entry(value.beyond(clock, as_of), clock.since, _key(clock.key))


def _evidence(one: Entry, value: Value) -> Evidence:
    if isinstance(value, TimerValue | DeadlineValue):
        limited = isinstance(value, DeadlineValue) or value.limits is not None
        return Evidence(one.at, one.key, -one.rank, TIME, word="over" if limited else "")
    scale = 10**value.digits if isinstance(value, Number | Weighed) else FINE if isinstance(value, Quotient) else 0
    return Evidence(one.at, one.key, Fraction(one.rank, scale) if scale else None)


def _key(key: object) -> object:
    return None if key is None else label(key)
