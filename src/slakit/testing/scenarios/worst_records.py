"""Worst records: which records of a scenario the worst of a line are, with what they say, their limit and when they were due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.agreements.objective import Objective
from slakit.agreements.version import judging
from slakit.calendars.trace import duration_text
from slakit.engine.monitor import Monitor
from slakit.errors import SlakitError
from slakit.metrics.measure import Evidence
from slakit.metrics.plain_values import equals
from slakit.metrics.reading import Reading
from slakit.metrics.value_kinds.timer_value import Limits, TimerValue
from slakit.statements.line import Line
from slakit.testing.scenarios.short_records import instant_in
from slakit.timeline.instants import MICROSECOND, instant, moment
from slakit.timeline.zone import zone

MOST = 5  # so many records are named


def worst_records(line: Line, agreement: Agreement, records: Mapping[str, Any], timezone: str) -> list[str]:
    """Say of the worst of a line which records they are: "tickets record 1: prio = top; limit 1 h for top, due 2026-03-17T09:30:00+00:00".

    Records count from 1, those of `rows` one by one.
    """
    texts = list(dict.fromkeys(_of_line(line, agreement, records, timezone)))
    return [*texts[:MOST], f"and {len(texts) - MOST} more"] if len(texts) > MOST else texts


def _of_line(line: Line, agreement: Agreement, records: Mapping[str, Any], timezone: str) -> Iterator[str]:
    objective = _objective(line, agreement)
    if objective is None:
        return
    readings = {reading.stream: reading for reading in reversed(objective.metric.parts())}
    for one in line.measure.evidence:
        for stream, reading in readings.items():
            rows = [*records.get(stream, ())]
            for number, row in enumerate(rows, 1):
                if not isinstance(row, Mapping) or not _is_of(one, line, row, reading, timezone):
                    continue
                value = reading.value
                limit = due = None
                if isinstance(value, TimerValue) and value.limits is not None:
                    limit, due = _limit(row, value.limits), _due(row, reading, one, objective.name, agreement, timezone)
                    done = instant_in(row.get(value.until), timezone)
                    if due is not None and done is not None and done < due + (not value.limits.some_strict):
                        continue  # it began with the one that is late, and was in time
                when = "" if due is None else f"due {moment(due, zone(timezone)).isoformat()}"
                texts = [", ".join(_fields(row, one, reading, timezone)), ", ".join(filter(None, [limit, when]))]
                if any(texts):
                    yield f"{stream} record {number}: {'; '.join(filter(None, texts))}"
                elif len(rows) > 1:
                    yield f"{stream} record {number}"


def _objective(line: Line, agreement: Agreement) -> Objective | None:
    """The objective of a line as it is at the beginning of its period."""
    objectives = (one for version in agreement.versions for one in version.agreement.objectives)
    in_force = judging(agreement, line.name, line.period.span.first)
    return in_force or next((one for one in objectives if one.name == line.name), None)


def _is_of(one: Evidence, line: Line, row: Mapping[str, Any], reading: Reading, timezone: str) -> bool:
    """True if a record is the one that a piece of evidence of a line stands for."""
    if one.key is not None and reading.key is not None and str(row.get(reading.key)) != str(one.key):
        return False
    groups = line.group if isinstance(line.group, tuple) else (line.group,)
    if len(reading.by) == len(groups) and any(str(row.get(name)) != str(group) for name, group in zip(reading.by, groups, strict=True)):
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


def _limit(row: Mapping[str, Any], limits: Limits) -> str | None:
    """The limit of a record, as far as the contract has a table of them."""
    for wanted, limit in limits.table:
        if limits.field is None or equals(row.get(limits.field), wanted):
            length = duration_text(limit * MICROSECOND) if isinstance(limit, int) else str(limit)
            return f"limit {length}" if limits.field is None else f"limit {length} for {wanted}"
    return None


def _due(row: Mapping[str, Any], reading: Reading, one: Evidence, objective: str, agreement: Agreement, timezone: str) -> int | None:
    """The instant at which a record was due, worked out as if it were open still; None where other records may move it."""
    value = reading.value
    if not isinstance(value, TimerValue) or value.paused_by is not None:
        return None
    monitor = Monitor(agreement)
    try:
        monitor.feed(reading.stream, [{**row, value.until: None}], timezone=timezone)
        due = [each.due for each in monitor.deadlines(as_of=moment(one.at), overdue=True) if each.objective == objective]
    except SlakitError:
        return None
    return instant(due[0]) if len(due) == 1 else None
