"""States: what each check says, good, bad or nothing, kept in the order of time."""

import attrs

from slakit.engine.read.batch import Mask, Vector
from slakit.engine.read.conditions import Judged, either, judge
from slakit.engine.read.read_context import Contributions, ReadContext, outside_of
from slakit.engine.read.selection import Selection
from slakit.metrics.condition import Condition
from slakit.metrics.reading import State


def states(run: ReadContext, selection: Selection, value: State) -> Contributions:
    """The state of each record; one of which it cannot be said is unknown (docs/numbers.md M7).

    A blank value is no fault. One that cannot be read is a data problem: where unknown states are dropped it is counted nowhere and leaves
    the verdict in doubt, where the contract says what they are it counts as such.
    """
    batch = run.batch
    good = judge(batch, value.good.conditions, blank=lambda condition: condition.wants)
    silent = judge(batch, value.unknown.conditions, blank=lambda condition: False) if value.unknown else None
    unknown = _unknown(run, good, silent)
    worth = good.good if unknown is None else batch.minus(batch.both(good.good, batch.invert(unknown)), unknown)
    faults = _faults(run, good, silent)
    lost: Mask | None = None
    kept = selection
    for condition, unreadable in faults:
        show = (run.reading.at, condition.field)
        if value.instead != "drop":
            kept = kept.noting(unreadable, f"{condition.remedy}; it counts as unknown", show)
            continue
        kept = kept.keep(batch.invert(unreadable), condition.remedy, problem=True, show=show)
        lost = unreadable if lost is None else either(batch, lost, unreadable)
    emission = _sampled(run, kept, worth)
    if lost is None:
        return emission
    return attrs.evolve(emission, settled=(*emission.settled, *_sampled(run, selection.alone(lost), worth).settled))


def _unknown(run: ReadContext, good: Judged, silent: Judged | None) -> Mask | None:
    """The records whose state is unknown."""
    batch, found = run.batch, [good.unclear, *((silent.good, silent.unclear) if silent else ())]
    unknown: Mask | None = None
    for mask in found:
        if mask is not None:
            unknown = mask if unknown is None else either(batch, unknown, mask)
    return unknown


def _faults(run: ReadContext, good: Judged, silent: Judged | None) -> list[tuple[Condition, Mask]]:
    """The records that cannot be read; where other fields say that nothing is known, none is looked for."""
    batch = run.batch
    if silent is None:
        return list(good.unreadable.items())
    told = batch.invert(silent.good)
    return [(one, batch.both(told, mask)) for judged in (good, silent) for one, mask in judged.unreadable.items()]


def _sampled(run: ReadContext, selection: Selection, worth: Vector) -> Contributions:
    listed = map(int, run.batch.listed(selection.take(worth)))
    return gathered(run, selection, zip(run.batch.listed(run.at(selection)), listed, strict=True))


def gathered(run: ReadContext, selection: Selection, entries: object) -> Contributions:
    """Entries that are no vector, each to its cell."""
    settled, counted, outside = run.sorted(run.gathered(selection, entries))  # type: ignore[arg-type]
    return Contributions(settled, counted=counted, notes=(*selection.notes, *outside_of(outside)))
