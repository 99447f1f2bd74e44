"""Evidence: the worst records behind a measure, from what the store kept of each reading."""

from collections.abc import Iterator

from slakit.engine.group_keys import label
from slakit.engine.plan.plan import PlannedObjective
from slakit.engine.tally.tally_store import Group, TallyStore
from slakit.metrics.measure import Evidence
from slakit.metrics.tallies.clocks import Clocks
from slakit.metrics.tallies.worst import Entry, entry, worst
from slakit.metrics.value_kinds.timed_value import TimedValue
from slakit.metrics.value_kinds.value_kind import ValueKind


def evidence_of(store: TallyStore, planned: PlannedObjective, group: Group, period_index: int, as_of: int) -> tuple[Evidence, ...]:
    """The worst records of a period and group, part by reading_index."""
    evidence: dict[Evidence, None] = {}
    for reading_index in planned.indexes:
        value = store.plan.readings[reading_index].reading.value
        cells = range(*planned.schedule.slice_ranges[period_index])
        kept = [one for cell in cells for one in store.worst[reading_index].get(group, {}).get(cell, ())]
        for one in worst([*kept, *_open(store, reading_index, group, cells, value, as_of)]):
            evidence[value.evidence(one)] = None
    return tuple(evidence)


def _open(store: TallyStore, reading_index: int, group: Group, cells: range, value: ValueKind, as_of: int) -> Iterator[Entry]:
    if not isinstance(value, TimedValue):
        return
    tallies = (store.tallies[reading_index].get(group, {}).get(cell) for cell in cells)
    for clock in (clock for tally in tallies if isinstance(tally, Clocks) for clock in tally.worst_open(value, as_of)):
        if (late := value.overdue(clock, as_of)) is not None:
            yield entry(late, clock.since, None if clock.key is None else label(clock.key))
