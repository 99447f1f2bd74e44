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

    As long as nothing of its name is to be done, nothing is said.
    """
    states = [(state.duty, state.done, state.state in (DONE, LATE)) for state in statement.duties]
    for line in statement.lines:
        states += [(state.duty, state.done, state.state in (DONE, LATE)) for state in line.duties]
        states += [(state.right, state.used or state.too_late, state.state == USED) for state in line.right_states]
    done = {instant(at) for _, at, _ in states if at is not None}
    waiting = list(dict.fromkeys(name for name, _, over in states if not over))
    bad = {problem.stream for problem in statement.problems}
    tz = zone(fed.timezone or fed.agreement.timezone)
    for reading in _readings(fed) if waiting else ():
        for first, batch in fed.batches(reading.stream) if reading.stream not in bad else ():
            columns = {name: batch.values(name) for name in FIELDS}
            for row, at in enumerate(batch.with_days(reading.days).microseconds(reading.at)):
                given = {name: value_of({name: column[row]}, name) for name, column in columns.items()}
                wanted = [name for name in waiting if (given["duty"] or given["right"]) in (None, name)]
                if isinstance(at, int) and at not in done and wanted:
                    named = [f"{name} = {value!r}" for name, value in given.items() if value is not None]
                    text = ", ".join([f"{reading.at} = {moment(at, tz).isoformat()}", *named])
                    yield f"{place_of(batch, reading.stream, first, row)}: {text}; still to be done: {', '.join(wanted)}"


def _readings(fed: Fed) -> list[Reading]:
    """The readings of what was done of duties, and of rights that were used."""
    made: dict[Reading, None] = {}
    for version in fed.agreement.versions:
        made |= dict.fromkeys(version.agreement.duty_readings)
    return list(made)
