"""Standing: in which slices of the term an objective that an amendment began, changed or ended is judged by a part (docs/numbers.md A1)."""

from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import frozen

from slakit.engine.plan.plan import Plan, PlannedObjective
from slakit.engine.read.read_context import Slices

ENDED = "outside the time in which the objective stands"
CHANGED = "outside the time in which this form of the objective stands"


@frozen
class JudgedSlices:
    """The slices in which the records of a part count for an objective, and why those of all others do not."""

    slices: frozenset[int]
    reason: str

    def outside(self, counted: Mapping[Slices, int]) -> int:
        """How many of the counted records lie in none of its slices."""
        return sum(count for (first, last), count in counted.items() if self.slices.isdisjoint(range(first, last + 1)))


def standing_of(plan: Plan) -> Mapping[int, Mapping[str, JudgedSlices]]:
    """By part and objective, where an objective does not stand in all slices of its schedule."""
    if not plan.agreement.amendments:
        return {}
    forms = Counter(track.objective.name for track in plan.tracks)
    based = {part for track in plan.tracks for part in track.read if part not in track.parts} | {part for _, part in plan.settling}
    by_part: dict[int, dict[str, list[PlannedObjective]]] = {}
    for track in plan.tracks:
        for part in set(track.parts) - based:
            by_part.setdefault(part, {}).setdefault(track.objective.name, []).append(track)
    found: dict[int, dict[str, JudgedSlices]] = {}
    for part, named in by_part.items():
        for name, tracks in named.items():
            slices = _slices(plan, part, tracks)
            if not tracks[0].schedule.owned <= slices:
                several = forms[name] > len(tracks)
                found.setdefault(part, {})[name] = JudgedSlices(slices, CHANGED if several else ENDED)
    return found


def _slices(plan: Plan, part: int, tracks: Iterable[PlannedObjective]) -> frozenset[int]:
    """The slices of the periods that are judged, and all before them where a period needs what was before it."""
    found: set[int] = set()
    for track in tracks:
        judged = [place for run in (track.schedule.runs[place] for place in track.schedule.mine) for place in range(*run)]
        if plan.parts[part].reading.lead or track.objective.metric.looks_back:
            judged = [*range(max(judged, default=-1) + 1)]
        found.update(judged)
    return frozenset(found)
