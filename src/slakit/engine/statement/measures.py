"""The measure of one period and group, which is kept until something changes that it rests on."""

from collections.abc import Hashable, Sequence

from attrs import evolve

from slakit.engine.plan.plan import PlannedObjective
from slakit.engine.read.named_things import together
from slakit.engine.statement.evidence import evidence_of
from slakit.engine.tally.period_tallies import period_context, tallies_of, unread_of
from slakit.engine.tally.tally_store import Group, TallyStore, group_name
from slakit.engine.user_errors import blamed
from slakit.metrics.measure import Measure
from slakit.metrics.period_context import PeriodContext
from slakit.metrics.tallies.tally import Tally

NEVER_FED = "was never fed"  # how the reason of a line ends of which a stream is missing
UNLISTED = "is not one of its groups"  # what the workings of a line say whose group is not named, where others are


def measure_of(store: TallyStore, planned: PlannedObjective, group: Group, period_index: int, as_of: int) -> Measure:
    """Return the measure of a period and group, with its evidence and how much of it could not be read."""
    metric = planned.objective.metric
    silent = sorted({store.plan.readings[reading_index].reading.stream for reading_index in planned.indexes} - set(store.streams.fed))
    if silent:
        return Measure(value=None, unit=metric.unit, reason=f"stream {', '.join(map(repr, silent))} {NEVER_FED}")
    what, state = ("measure", planned, group, period_index), _rests_on(store, planned, group, period_index, as_of)
    return store.changes.unless(what, state, lambda: _measured(store, planned, group, period_index, as_of))


def _rests_on(store: TallyStore, planned: PlannedObjective, group: Group, period_index: int, as_of: int) -> Hashable:
    """Return what tells whether a measure has changed: the numbers of all that may change it, each of which only grows.

    It is None where that is not known: exclusions, metrics that look at earlier periods, and tallies that are made anew each time.
    """
    if planned.exclusions or store.changes.looks_back(planned):
        return None
    streams, slices = store.streams, planned.schedule.slice_ranges[period_index]
    state = []
    for index in planned.indexes:
        reading = store.plan.readings[index].reading
        count = store.changes.last(index, group, None if reading.value.lead else range(*slices))
        if count is None:
            return None
        lost = streams.refused_of(reading.stream).unread
        state.append((count, lost, store.accounts[index].read if lost or store.unread[index] else 0))
    things = [len(values) for seen in streams.things.values() for values in seen.values()] if planned.objective.metric.single else []
    return as_of, len(streams.fed), tuple(things), tuple(state)


def _measured(store: TallyStore, planned: PlannedObjective, group: Group, period_index: int, as_of: int) -> Measure:
    metric = planned.objective.metric
    context = period_context(store, planned, group, period_index, as_of)

    def past(which: str) -> tuple[Sequence[Tally], PeriodContext] | None:
        store.changes.note_looking_back(planned)
        return context.past(which)

    with blamed(f"the metric of {title(planned, group, period_index)}"):
        measure = metric.measured(tallies_of(store, planned, group, period_index, as_of), evolve(context, past=past))
    groups = {named for reading_index in planned.indexes for named in store.plan.readings[reading_index].named}
    absent = sorted({exclusion.stream for exclusion, _ in planned.exclusions} - set(store.streams.fed))
    notes = [f"{group_name(group)!r} {UNLISTED}"] if groups and group not in groups else []
    notes += together(metric.single, store.streams.things)
    notes += [f"{', '.join(absent)} never fed, so nothing is excluded"] if absent else []
    if notes:
        measure = evolve(measure, workings="; ".join(filter(None, [measure.workings, *notes])))
    unread = sum(unread_of(store, reading_index, (), (0, len(planned.schedule.edges) + 1)).count for _, reading_index in planned.exclusions)
    if unread:
        whole = metric.is_share and measure.value is not None
        measure = evolve(measure, unread=measure.unread + unread, low=0 if whole else None, high=1 if whole else None)
    if planned.exclusions and context.open:  # what is excluded later may take away what is good, too
        measure = evolve(measure, foresees=False)
    evidence = evidence_of(store, planned, group, period_index, as_of)
    return evolve(measure, evidence=(*measure.evidence, *evidence)) if evidence else measure


def title(planned: PlannedObjective, group: Group, period_index: int) -> str:
    """An objective with its group and period, as a message names it."""
    named = f" of {group_name(group)!r}" if group else ""
    return f"objective {planned.objective.name!r}{named}, {planned.schedule.periods[period_index].label}"
