"""Records outside the period: those of a stream of which none lies in the periods of a test, and which make no difference to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from slakit.errors import SlakitError
from slakit.metrics.reading import Reading
from slakit.statements.line import Line
from slakit.statements.statement import Statement
from slakit.testing.misspelt_values import readings_with_exclusions
from slakit.testing.uncounted_records import Fed, place_of
from slakit.timeline.instants import moment
from slakit.timeline.zone import zone

FIRST = 1  # so many records of a list are looked at before all are


def outside_period(statement: Statement, fed: Fed, objectives: Collection[str] = ()) -> Iterator[str]:
    """Say of each record of such a stream when it is: "outages record 1: start = 2026-07-08T02:00:00+00:00 is after 2026-06".

    `objectives` are those that the test is about, all without any. Records on both sides of the period are those of a longer time, in which
    nothing happened in it; and without records that matter, such as a failure before that makes the next one dearer, it would be another.
    """
    spans = _spans(statement, objectives)
    readings: dict[str, dict[Reading, str]] = {}
    for name, reading in readings_with_exclusions(fed.agreement):
        if name in spans:
            readings.setdefault(reading.stream, {})[reading] = name
    for stream, read in readings.items():
        lines = [line for name in dict.fromkeys(read.values()) for line in spans[name]]
        texts = _outside(fed, stream, list(read), lines)
        if texts and not _matters(statement, fed, stream):
            yield from texts


def _spans(statement: Statement, objectives: Collection[str]) -> dict[str, list[Line]]:
    """The lines of each objective that a test is about."""
    spans: dict[str, list[Line]] = {}
    for line in statement.lines:
        if not objectives or line.name in objectives:
            spans.setdefault(line.name, []).append(line)
    return spans


def _outside(fed: Fed, stream: str, readings: list[Reading], lines: list[Line]) -> list[str]:
    """Each record of a stream, if all of them lie on one side of the periods of some lines; nothing if one does not."""
    first, last = min(line.period.span.first for line in lines), max(line.period.span.last for line in lines)
    labels = list(dict.fromkeys(line.period.label for line in sorted(lines, key=lambda line: line.period.span.first)))
    period = labels[0] if len(labels) == 1 else f"{labels[0]} to {labels[-1]}"
    term, tz = fed.agreement.span, zone(fed.timezone or fed.agreement.timezone)
    names = list(dict.fromkeys(name for reading in readings for name in _deciding(reading)))
    rows = fed.records.get(stream)
    for few in [rows[:FIRST]] if isinstance(rows, list) and len(rows) > FIRST else []:
        if not _outside(fed.with_rows(stream, few), stream, readings, lines):
            return []
    texts: list[str] = []
    sides = set()
    for before, batch in fed.batches(stream):
        for row, times in enumerate(zip(*map(batch.microseconds, names), strict=True)):
            given = {name: at for name, at in zip(names, times, strict=True) if isinstance(at, int)}
            if not given:
                return []  # a problem already
            side = "before" if max(given.values()) < first else "after" if min(given.values()) >= last else ""
            sides.add(side)
            if not side or len(sides) > 1:
                return []
            name, at = next(iter(given.items()))
            if term.first <= at < term.last:  # what lies outside the term is left out already
                texts.append(f"{place_of(batch, stream, before, row)}: {name} = {moment(at, tz).isoformat()} is {side} {period}")
    return texts


def _deciding(reading: Reading) -> tuple[str, ...]:
    """The instants that say in which periods a record counts: the one that owns it, and of a span of time all."""
    return (reading.at, *reading.instants) if reading.value.goes_on else (reading.at,)


def _matters(statement: Statement, fed: Fed, stream: str) -> bool:
    """True if a statement is another one without the records of a stream, or that cannot be worked out."""
    records: dict[str, Any] = {**fed.records, stream: []}
    if fed.again is None or any(isinstance(rows, Iterator) for rows in records.values()):  # a cursor, which is read only once
        return True
    try:
        other = fed.again(records)
    except SlakitError:
        return True
    return any(getattr(statement, name) != getattr(other, name) for name in ("lines", "amounts", "adjustments", "duties"))
