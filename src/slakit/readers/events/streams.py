"""The rows of the clocks of a case: what paused each, and the fields in force when it stopped (docs/numbers.md C6).

`STREAMS` says what the rows of each kind of clock are called.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from attrs import frozen

from slakit.agreements.lifecycle import FIRST_REPLY, FORGETTING, FROM_START, REPLY, RESOLUTION, UPDATE, Lifecycle, Texts
from slakit.metrics.value_kinds.timer_value import CLOSED
from slakit.readers.events.case_clocks import ClockRun, cleared, first_replies, replies, resolutions, updates
from slakit.readers.events.case_events import CaseEvents, stretches
from slakit.timeline.instants import LAST, moment
from slakit.timeline.spans import Edges, Spans, union

Pauses = list[list[datetime | None]]


@frozen
class StreamKind:
    """A kind of clock: its name in the rules, the fields of its rows, and what finds its runs."""

    clock: str
    since: str
    until: str
    runs: Callable[[CaseEvents, Lifecycle], Iterator[ClockRun]]


STREAMS = {
    "cases": StreamKind(RESOLUTION, "opened", "resolved", resolutions),
    "first_replies": StreamKind(FIRST_REPLY, "asked", "replied", first_replies),
    "replies": StreamKind(REPLY, "asked", "replied", replies),
    "updates": StreamKind(UPDATE, "previous", "updated", updates),
    "cleared": StreamKind(REPLY, "asked", "cleared", cleared),
}


def rows_of(events: CaseEvents, kind: StreamKind, rules: Lifecycle, case: str) -> Iterator[dict[str, object]]:
    """The rows of one kind of clock of a case."""
    away = _held(events, rules.pausing(kind.clock))
    for number, run in enumerate(kind.runs(events, rules), start=1):
        end = LAST if run.until is None else run.until
        since, floor = _changed(events, run, end, rules)
        paused, shut = _cut(away, floor, end), _cut(union(run.shut), since, end)
        row: dict[str, object] = {
            case: events.key,
            "ref": f"{events.key}/{number}",
            "number": number,
            kind.since: moment(since),
            kind.until: None if run.until is None else moment(run.until),
            "pauses": _pauses((Spans.of_edges(paused) | Spans.of_edges(shut)).edges if shut else paused),
            **{f"{name}_history": [[moment(at), value] for at, value in events.fields.get(name, ())] for name in rules.history},
        }
        if kind.clock == RESOLUTION:
            row[CLOSED] = _pauses(shut)
            row["reopenings"] = sum(closing.reopened is not None for closing in events.closings)
            for name, states in rules.holders:
                row[f"{name}_pauses"] = _pauses(_not_held(events, states, since, end))
        yield {**events.in_force(end), **row}


def _changed(events: CaseEvents, run: ClockRun, end: int, rules: Lifecycle) -> tuple[int, int]:
    """Return the instants from which a clock and its pauses count, after the last change of its target."""
    inside = [at for at in events.changes if run.since < at < end]
    if not inside or rules.change == FROM_START:
        return run.since, run.since
    return (run.since if rules.change == FORGETTING else inside[-1]), inside[-1]


def _held(events: CaseEvents, states: Texts) -> Edges:
    """Return the edges of the time in which a case was in one of some states."""
    return union((at, following) for at, following, state in stretches(events.states, LAST) if state in states) if states else ()


def _not_held(events: CaseEvents, states: Texts, since: int, end: int) -> Edges:
    """Return the edges of the time in which a case was in none of some states, or was closed."""
    shut = [(closing.resolved, LAST if closing.reopened is None else closing.reopened) for closing in events.closings]
    running = Spans.of_edges(_held(events, states)) - Spans.of_edges(union(shut))
    return (Spans.of_edges((since, end)) - running).edges if since < end else ()


def _cut(edges: Edges, first: int, last: int) -> Edges:
    return Spans.of_edges(edges).cut(first, last).edges if edges else ()


def _pauses(edges: Sequence[int]) -> Pauses:
    """Return edges as the spans of a record; a span that goes on has no end."""
    return [[moment(first), None if last == LAST else moment(last)] for first, last in list(pairwise(edges))[::2]]


def fields_of(kind: StreamKind, rules: Lifecycle) -> tuple[str, ...]:
    """The fields of a row that events do not have, the case left aside."""
    extra = (CLOSED, "reopenings", *(f"{name}_pauses" for name, _ in rules.holders)) if kind.clock == RESOLUTION else ()
    return ("ref", "number", kind.since, kind.until, "pauses", *(f"{name}_history" for name in rules.history), *extra)
