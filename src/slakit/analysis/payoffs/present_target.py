"""The target of an objective in a period, as its ratchet has raised it by then."""

from collections.abc import Sequence

from slakit.engine.plan.plan import PlannedObjective
from slakit.engine.statement.rising_target import RisingTarget
from slakit.errors import UsageError
from slakit.penalties.prior_line import PriorLine
from slakit.targets.target import Target


def present_target(
    forms: Sequence[PlannedObjective], planned: PlannedObjective, index: int, history: tuple[PriorLine, ...] | None, timezone: str
) -> Target:
    """The target of a period, by the results of earlier lines; UsageError where it follows from results that were not given.

    Lines from before an amendment of the target or of its ratchet raise nothing.
    """
    objective, period = planned.objective, planned.schedule.periods[index]
    if objective.ratchet is None:
        return objective.target
    rising = RisingTarget(objective.target, objective.ratchet, objective.target)
    firsts = {one.schedule.periods[one.schedule.judged[0]].span.first: one for one in forms if one.schedule.judged}
    since = period.span.first
    for first in sorted((first for first in firsts if first <= period.span.first), reverse=True):
        if not rising.is_of(firsts[first].objective):
            break
        since = first
    if history is None and since < period.span.first:
        turns = objective.ratchet.per.within(timezone)
        begun, now = (turns.period_at(at) for at in (since, period.span.first))
        if begun != now:
            problem = f"the target of {objective.name!r} in {period.label} rises with the results of the year before"
            raise UsageError(f"{problem}; write history=evaluate(agreement, records), or history=[] for the target as it is written")
    for line in history or ():
        if line.span.first >= since and line.judged is not None:
            rising.at(line.span.first, timezone)
            rising.results.append(line.judged)
    return rising.at(period.span.first, timezone)
