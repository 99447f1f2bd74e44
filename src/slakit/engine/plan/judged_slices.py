"""Judged slices: the slices of the term in which an objective judges what a reading reads (docs/numbers.md A1).

An amendment may begin, change or end an objective, so that it does not judge all of them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import frozen

from slakit.engine.plan.plan import Plan, PlannedObjective

ENDED = "outside the time in which the objective stands"
CHANGED = "outside the time in which this form of the objective stands"


@frozen
class JudgedSlices:
    """The slices in which the records of a reading count for an objective, and why those of all others do not."""

    slices: frozenset[int]
    reason: str

    def outside(self, counted: Mapping[tuple[int, int], int]) -> int:
        """Return the number of records that lie in none of its slices; `counted` has them by their first and last slice."""
        return sum(count for (first, last), count in counted.items() if self.slices.isdisjoint(range(first, last + 1)))


def judged_slices(plan: Plan) -> Mapping[int, Mapping[str, JudgedSlices]]:
    """Return the judged slices by reading and objective, for objectives that do not judge all slices of their schedule."""
    if not plan.agreement.amendments:
        return {}
    forms = Counter(planned.objective.name for planned in plan.objectives)
    bases = {index for planned in plan.objectives for index in planned.all_indexes if index not in planned.indexes}
    bases |= {index for _, index in (*plan.settling, *plan.done)}
    by_reading: dict[int, dict[str, list[PlannedObjective]]] = {}
    for planned in plan.objectives:
        for index in set(planned.indexes) - bases:
            by_reading.setdefault(index, {}).setdefault(planned.objective.name, []).append(planned)
    result: dict[int, dict[str, JudgedSlices]] = {}
    for index, by_name in by_reading.items():
        for name, objectives in by_name.items():
            slices = _slices(plan, index, objectives)
            if not objectives[0].schedule.slices_in_term <= slices:
                several = forms[name] > len(objectives)
                result.setdefault(index, {})[name] = JudgedSlices(slices, CHANGED if several else ENDED)
    return result


def _slices(plan: Plan, index: int, objectives: Iterable[PlannedObjective]) -> frozenset[int]:
    """The slices of the judged periods, and all slices before them if a period needs what came before it."""
    result: set[int] = set()
    for planned in objectives:
        schedule = planned.schedule
        judged = [number for period in schedule.judged for number in range(*schedule.slice_ranges[period])]
        if plan.readings[index].reading.value.lead or planned.objective.metric.looks_back:
            judged = [*range(max(judged, default=-1) + 1)]
        result.update(judged)
    return frozenset(result)
