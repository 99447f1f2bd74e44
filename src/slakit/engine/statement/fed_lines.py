"""Fed lines: those lines of earlier statements whose records were fed again, so that they are measured anew (docs/numbers.md P7)."""

from slakit.engine.plan.period_selection import PeriodSelection
from slakit.engine.statement.history import Key, holds
from slakit.engine.tally.tally_store import TallyStore, group_name


def fed_keys(store: TallyStore, chosen: PeriodSelection) -> frozenset[Key]:
    """The keys of the lines whose periods have records, beside those that a statement of the chosen periods reads for itself."""
    objectives = store.plan.objectives
    wanted = {planned: chosen.of(planned.schedule) for planned in objectives}
    keys: list[Key] = []
    for planned in objectives:
        alike = [one for one in objectives if one.schedule.edges == planned.schedule.edges]
        ranges = [one.schedule.slice_ranges[index] for one in alike for index in wanted[one]]
        asked = frozenset(cell for slices in ranges for cell in range(*slices))
        for group in store.groups(planned.indexes):
            for index in planned.schedule.judged:
                span = planned.schedule.periods[index].span
                if index in wanted[planned] or holds(store, planned, group, index, asked):
                    keys.append((planned.objective.name, group_name(group), span.first, span.last))
    return frozenset(keys)
