"""Unmatched deeds: what a test says was done of duties, or used of rights, and which is for none that waits for it."""

from __future__ import annotations

from collections.abc import Iterator

from slakit.engine.statement.record_match import value_of
from slakit.metrics.reading import Reading
from slakit.statements.duty_state import DONE, LATE, USED
from slakit.statements.statement import Statement
from slakit.testing.uncounted_records import Fed, place_of
from slakit.timeline.instants import instant, moment
from slakit.timeline.zone import zone

FIELDS = ("duty", "right", "objective", "period", "group")


def unmatched_deeds(statement: Statement, fed: Fed) -> Iterator[str]:
    """Say of each such record what it names, and what is still to be done.

    What was done once more, after it was done, is no slip; nor is what names a period of which the statement has no line, or may be for a
    closed one.
    """
    states = [(state.duty, state.done, state.state in (DONE, LATE)) for state in statement.duties]
    for line in statement.lines:
        states += [(state.duty, state.done, state.state in (DONE, LATE)) for state in line.duties]
        states += [(state.right, state.used or state.too_late, state.state == USED) for state in line.right_states]
    done = {instant(at) for _, at, _ in states if at is not None}
    waiting = list(dict.fromkeys(name for name, _, over in states if not over))
    bad = {problem.stream for problem in statement.problems}
    tz = zone(fed.timezone or fed.agreement.timezone)
    due, labels = {name for name, _, _ in states}, {line.period.label for line in statement.lines}
    start = min((line.period.span.first for line in statement.lines), default=0)
    for reading in _readings(fed):
        for first, batch in fed.batches(reading.stream) if reading.stream not in bad else ():
            columns = {name: batch.values(name) for name in FIELDS}
            for row, at in enumerate(batch.with_days(reading.days).microseconds(reading.at)):
                given = {name: value_of({name: column[row]}, name) for name, column in columns.items()}
                wanted = [name for name in waiting if (given["duty"] or given["right"]) in (None, name)]
                closed = given["period"] not in (None, *labels) or (fed.after_history and isinstance(at, int) and at < start)
                idle = not closed and not ({given["duty"] or given["right"]} & due if given["duty"] or given["right"] else due)
                if isinstance(at, int) and at not in done and (wanted or idle):
                    named = [f"{name} = {value!r}" for name, value in given.items() if value is not None]
                    text = ", ".join([f"{reading.at} = {moment(at, tz).isoformat()}", *named])
                    rest = f"still to be done: {', '.join(wanted)}" if wanted else "nothing was to be done"
                    yield f"{place_of(batch, reading.stream, first, row)}: {text}; {rest}"


def _readings(fed: Fed) -> list[Reading]:
    """The readings of what was done of duties, and of rights that were used."""
    made: dict[Reading, None] = {}
    for version in fed.agreement.versions:
        made |= dict.fromkeys(version.agreement.duty_readings)
    return list(made)
