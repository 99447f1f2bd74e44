"""The columns that the files of each stream of an agreement need, and what their cells hold."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.duty import rights_of
from slakit.agreements.log import Log
from slakit.engine.plan.plan import Plan
from slakit.metrics.condition import Condition, Filter
from slakit.metrics.reading import Reading
from slakit.metrics.value_kinds.series_values import PerInterval, Sampled
from slakit.metrics.value_kinds.timed_value import TimedValue
from slakit.metrics.value_kinds.timer_value import CLOSED, ByField, TimerValue
from slakit.metrics.value_kinds.value_kind import Worth
from slakit.readers.events.streams import STREAMS, fields_of

SPANS = "pauses, such as 2026-01-05T09:00Z/2026-01-05T10:00Z, several with ; between them"
TIME, ENDING, NUMBER = "a time", "a time; empty as long as it goes on", "a number"
ASKED = "the contract asks for "


@frozen
class Column:
    """One column: its field, what its cells hold, and whether these are times."""

    name: str
    note: str
    is_time: bool = False


@frozen
class NeededColumns:
    """The columns of the files of one stream, or of one event log; with `open_ended` a function of its metric may read more."""

    stream: str
    columns: tuple[Column, ...]
    open_ended: bool = False


def needed_columns(agreement: Agreement) -> tuple[NeededColumns, ...]:
    """Return what the files of each stream need, and of each event log in place of the streams that are made of it.

    >>> [(needed.stream, [column.name for column in needed.columns]) for needed in needed_columns(agreement)]
    [('outages', ['start', 'end'])]
    """
    readings = list(dict.fromkeys(planned.reading for planned in Plan.of(agreement).readings))
    made = {stream: name for name, log in agreement.logs for stream in log.made().values()}
    needed = []
    for stream in agreement.streams:
        own = [reading for reading in readings if reading.stream == stream]
        if stream not in made:
            needed.append(_of_stream(agreement, stream, own))
    for name, log in agreement.logs:
        needed.append(_of_log(name, log, [reading for reading in readings if made.get(reading.stream) == name]))
    return tuple(needed)


def _of_stream(agreement: Agreement, stream: str, readings: list[Reading]) -> NeededColumns:
    notes = _notes(readings)
    own = _claims(agreement, stream) | _duties(agreement, stream)
    times = agreement.times(stream)
    names = dict.fromkeys([*(reading.key for reading in readings if reading.key), *times, *notes, *own])
    columns = [Column(name, own.get(name) or notes.get(name, TIME), name in times) for name in names if name != CLOSED]
    return NeededColumns(stream, tuple(columns), not own and any(reading.value.keeps_records for reading in readings))


def _notes(readings: Iterable[Reading]) -> dict[str, str]:
    """Return what each field of some readings holds."""
    notes: dict[str, list[str]] = {}
    for name, note in (pair for reading in readings for pair in _uses(reading)):
        notes.setdefault(name, []).append(note)
    return {name: _joined(listed) for name, listed in notes.items()}


def _joined(notes: list[str]) -> str:
    """The notes on one field as one text, what is asked of it last."""
    plain = dict.fromkeys(note for note in notes if note and not note.startswith(ASKED) and not (note == TIME and ENDING in notes))
    asked = ", ".join(dict.fromkeys(note.removeprefix(ASKED) for note in notes if note.startswith(ASKED)))
    return "; ".join([*plain, *([f"{ASKED}{asked}"] if asked else [])])


def _uses(reading: Reading) -> Iterator[tuple[str, str]]:
    value = reading.value
    if reading.key:
        yield reading.key, "which case the row is about"
    for name in reading.instants:
        yield name, ENDING if name == reading.ending else TIME
    if reading.updated:
        yield reading.updated, "when the row was updated, or its number"
    if isinstance(value, TimedValue) and value.pauses:
        yield value.pauses, SPANS
    worths: list[Worth] = [value, *([value.inner] if isinstance(value, PerInterval | Sampled) else [])]
    filters = [reading.where, *(getattr(worth, name) for worth in worths for name in worth.filters_by)]
    for part in (part for one in filters if isinstance(one, Filter) for part in one.conditions):
        yield part.field, _asked(part)
    if isinstance(value, TimerValue):
        yield from _by_value(value)
    for name in reading.numbers:
        yield name, NUMBER
    for index, name in enumerate(reading.by):
        yield name, _listed(group[index] for group in reading.named) if reading.named else "each value has a line of its own"
    for name in reading.fields:
        yield name, ""


def _by_value(value: TimerValue) -> Iterator[tuple[str, str]]:
    """The fields that a limit and a clock go by."""
    if value.limits and value.limits.field:
        yield value.limits.field, _listed(wanted for wanted, _ in value.limits.table) if value.limits.table else "how long it may take"
    if isinstance(value.clock, ByField):
        yield value.clock.field, _listed(wanted for wanted, _ in value.clock.table)


def _asked(part: Condition) -> str:
    if part.all_values and all(isinstance(value, bool) for value in part.all_values):
        return "true or false"
    listed = part.parts or (part,)
    return ASKED + " or ".join(_wanted(one) for one in listed)


def _wanted(part: Condition) -> str:
    """The wish of a condition, without its field."""
    text = part.show().removeprefix(part.field).strip().removeprefix("is ")
    return text.replace("None", "nothing")


def _listed(values: Iterable[object]) -> str:
    return f"one of {', '.join(dict.fromkeys(map(str, values)))}"


def _claims(agreement: Agreement, stream: str) -> dict[str, str]:
    """The columns of claims, where a stream holds them."""
    settlements = [version.agreement.settlement for version in agreement.versions]
    claims = [one.claims for one in settlements if one.claims and not one.claims.automatic and one.claims.stream == stream]
    notes: dict[str, str] = {}
    for one in claims:
        notes |= {one.at: "when it was claimed", "objective": "what is claimed, by its name; empty for all"}
        notes |= {"period": "the period that is claimed, as the statement names it; empty for all"}
        if _grouped(agreement):
            notes["group"] = "the group that is claimed; empty for all"
        if one.stages:
            notes["stage"] = _listed(stage.name for stage in one.stages)
        notes |= {name: "evidence; it counts when it is not empty" for stage in one.order for name in stage.evidence}
    return notes


def _duties(agreement: Agreement, stream: str) -> dict[str, str]:
    """The columns of what was done of duties and of rights that were used, where a stream holds them."""
    versions = [version.agreement for version in agreement.versions]
    duties = [duty for one in versions for duty in one.every_duty]
    rights = [right for one in versions for objective in one.objectives for right in rights_of(objective.penalty)]
    rights = [right for right in (*rights, *(duty.right for duty in duties if duty.right)) if right.uses and right.stream == stream]
    done = [duty.name for duty in duties if duty.stream == stream]
    if not done and not rights:
        return {}
    notes = {"at": "when it was done" if done else "when it was used"}
    notes |= {"duty": _listed(done)} if done else {}
    notes |= {"right": _listed(right.right for right in rights)} if rights else {}
    notes |= {"objective": "for which objective, by its name; empty for all"}
    notes |= {"period": "for which period, as the statement names it; empty for those before it"}
    return notes | ({"group": "for which group; empty for all"} if _grouped(agreement) else {})


def _grouped(agreement: Agreement) -> bool:
    """True if some objective has a line for each group."""
    return any(reading.by for objective in agreement.objectives for reading in objective.metric.parts())


def _of_log(name: str, log: Log, readings: list[Reading]) -> NeededColumns:
    """The columns of an event log: the case, instant and kind of an event, and what its rules and the objectives ask of it."""
    rules, made = log.rules, log.made()
    own = {"": (log.case,)} | {made[kind]: (log.case, *fields_of(STREAMS[kind], rules)) for kind in STREAMS}
    notes = {log.case: "which case the event is about", log.at: "when it happened", log.kind: "what happened"}
    if log.order:
        notes[log.order] = "a number: the order of events at one instant"
    if rules.states or rules.resolved_states or rules.pauses or rules.holders:
        notes[rules.state] = _listed(rules.states) if rules.states else "the state from then on; empty where it stays"
    words = [word for _, words in rules.kinds for word in words if isinstance(word, Filter)]
    for part in (part for one in (*words, rules.public, rules.automated) for part in one.conditions):
        notes.setdefault(part.field, _asked(part))
    for reading in readings:
        for field, note in _uses(reading):
            if field not in own[reading.stream] and field != CLOSED:
                notes[field] = notes.get(field) or note
    return NeededColumns(name, tuple(Column(field, note, field == log.at) for field, note in notes.items()))
