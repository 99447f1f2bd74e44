"""Check states: what each check reports, good, bad or nothing, kept in the order of time."""

from functools import partial, reduce

from attrs import evolve

from slakit.engine.read.conditions import Judged, either, judge
from slakit.engine.read.read_context import Contributions, ReadContext
from slakit.engine.read.selection import Selection
from slakit.engine.read.vectors import Mask
from slakit.metrics.condition import Condition
from slakit.metrics.value_kinds.series_values import State


def states(context: ReadContext, selection: Selection, value: State) -> Contributions:
    """The state of each record; unknown if neither good nor bad can be concluded (docs/numbers.md M7).

    A blank value is no fault. An unreadable one is a data problem: where unknown states are dropped it is counted nowhere and leaves
    the verdict in doubt, otherwise it counts as the state that the contract sets.
    """
    batch = context.batch
    good = judge(batch, value.good.conditions, blank=lambda condition: condition.wants)
    silent = judge(batch, value.unknown.conditions, blank=lambda condition: False) if value.unknown else None
    unknown = _unknown(context, good, silent)
    worth = good.good if unknown is None else batch.minus(batch.both(good.good, batch.invert(unknown)), unknown)
    lost: Mask | None = None
    kept = selection
    for condition, unreadable in _unreadable(context, good, silent):
        show = (context.reading.at, *condition.fields)
        if value.instead != "drop":
            kept = kept.noting(unreadable, f"{condition.remedy}; it counts as unknown", show)
            continue
        kept = kept.keep(batch.invert(unreadable), condition.remedy, problem=True, show=show)
        lost = unreadable if lost is None else either(batch, lost, unreadable)
    contributions = context.gather_dated(kept, kept.take(worth))
    if lost is None:
        return contributions
    rest = selection.alone(lost)
    more = context.gather_dated(rest, rest.take(worth))
    return evolve(contributions, settled=(*contributions.settled, *more.settled))


def _unknown(context: ReadContext, good: Judged, silent: Judged | None) -> Mask | None:
    masks = [mask for mask in (good.unclear, *((silent.good, silent.unclear) if silent else ())) if mask is not None]
    return reduce(partial(either, context.batch), masks) if masks else None


def _unreadable(context: ReadContext, good: Judged, silent: Judged | None) -> list[tuple[Condition, Mask]]:
    """Return the unreadable records by condition, without those that another field already makes unknown."""
    batch = context.batch
    if silent is None:
        return list(good.unreadable.items())
    open_states = batch.invert(silent.good)
    return [(one, batch.both(open_states, mask)) for judged in (good, silent) for one, mask in judged.unreadable.items()]
