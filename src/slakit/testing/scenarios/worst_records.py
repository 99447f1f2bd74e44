"""Worst records: which records of a scenario the worst of a line are, with what they say, their limit and when they were due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.agreements.objective import Objective
from slakit.calendars.trace import duration_text
from slakit.engine.monitor import Monitor
from slakit.errors import SlakitError
from slakit.metrics.measure import Evidence
from slakit.metrics.plain_values import equals
from slakit.metrics.reading import Reading
from slakit.metrics.value_kinds.timer_value import TimerValue
from slakit.statements.line import Line
from slakit.testing.scenarios.short_records import instant_in
from slakit.timeline.instants import MICROSECOND, moment
from slakit.timeline.zone import zone


def worst_records(line: Line, agreement: Agreement, records: Mapping[str, Any], timezone: str) -> Iterator[str]:
    """Say of each of the worst of a line which record it is: "tickets record 1: prio = P1; limit 1 h for P1, due 2026-03-17T09:30"."""
    objective = _objective(line, agreement)
    if objective is None:
        return
    readings = {reading.stream: reading for reading in reversed(objective.metric.parts())}
    for one in line.measure.evidence:
        for stream, reading in readings.items():
            for number, row in enumerate(records.get(stream, ()), 1):
                if isinstance(row, Mapping) and _is_of(one, row, reading, timezone):
                    limit = _limit(row, reading, one, objective.name, agreement, timezone)
                    texts = [", ".join(_fields(row, one, reading, timezone)), limit]
                    yield f"{stream} record {number}: {'; '.join(filter(None, texts))}" if any(texts) else f"{stream} record {number}"


def _objective(line: Line, agreement: Agreement) -> Objective | None:
    """The objective of a line as it is at the beginning of its period."""
    objectives = [one for version in agreement.versions for one in version.agreement.objectives if one.name == line.name]
    first = line.period.span.first
    current = [
        one for version in agreement.versions if version.span.first <= first < version.span.last for one in version.agreement.objectives
    ]
    return next((one for one in (*current, *objectives) if one.name == line.name), None)


def _is_of(one: Evidence, row: Mapping[str, Any], reading: Reading, timezone: str) -> bool:
    """True if a record is the one that a piece of evidence stands for."""
    if one.key is not None and reading.key is not None and str(row.get(reading.key)) != str(one.key):
        return False
    return any(instant_in(value, timezone) == one.at for value in row.values())


def _fields(row: Mapping[str, Any], one: Evidence, reading: Reading, timezone: str) -> Iterator[str]:
    """The fields of a record but those that the evidence shows already."""
    for name, value in row.items():
        at = instant_in(value, timezone)
        shown = (one.at, one.until) if at is not None else ()
        if value is not None and name != reading.key and at not in shown:
            text = moment(at, zone(timezone)).isoformat() if at is not None else str(value).lower() if isinstance(value, bool) else value
            yield f"{name} = {text}"


def _limit(row: Mapping[str, Any], reading: Reading, one: Evidence, objective: str, agreement: Agreement, timezone: str) -> str:
    """The limit of a record and when it was due, as far as they can be worked out from the record alone."""
    value = reading.value
    if not isinstance(value, TimerValue) or value.limits is None:
        return ""
    texts = []
    for wanted, limit in value.limits.table:
        if value.limits.field is None or equals(row.get(value.limits.field), wanted):
            length = duration_text(limit * MICROSECOND) if isinstance(limit, int) else str(limit)
            texts.append(f"limit {length}" + ("" if value.limits.field is None else f" for {wanted}"))
            break
    if value.paused_by is None and value.limits.due is None:
        monitor = Monitor(agreement)
        try:
            monitor.feed(reading.stream, [{**row, value.until: None}], timezone=timezone)
            due = [each for each in monitor.deadlines(as_of=moment(one.at), overdue=True) if each.objective == objective]
        except SlakitError:
            due = []
        if len(due) == 1:
            texts.append(f"due {due[0].due.astimezone(zone(timezone)).isoformat()}")
    return ", ".join(texts)
