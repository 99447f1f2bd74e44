"""Bad blanks: the records of a line that count as bad since a field of the condition of what is good is blank or is not there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slakit.engine.group_keys import label
from slakit.metrics.condition import HOLDS, Condition, Filter
from slakit.metrics.stream_metric import StreamMetric
from slakit.statements.line import Line
from slakit.targets.verdict import Outcome
from slakit.testing.stream_needs import walk
from slakit.testing.uncounted_records import Fed, place_of


def bad_blanks(line: Line, fed: Fed) -> Iterator[str]:
    """Say of each record that is bad for a blank what it lacks: "calls record 1 has no 'state', and is not good: state is ok"."""
    if line.outcome is Outcome.MET:
        return
    for metric in {id(one): one for whole in fed.metrics_of(line) for one in walk(whole) if isinstance(one, StreamMetric)}.values():
        good = getattr(metric, "good", None) or getattr(metric, "ok", None)
        if isinstance(good, Filter) and good and getattr(metric, "unknown", None) in (None, "bad"):
            yield from _of_metric(line, fed, metric, good)


def _of_metric(line: Line, fed: Fed, metric: StreamMetric, good: Filter) -> Iterator[str]:
    span, groups = line.period.span, line.group if isinstance(line.group, tuple) else (line.group,)
    for reading in metric.parts():
        for first, batch in fed.batches(reading.stream):
            columns = {name: batch.values(name) for name in {*good.fields, *reading.where.fields, *reading.by}}
            for row, at in enumerate(batch.microseconds(reading.at)):
                values = {name: column[row] for name, column in columns.items()}
                inside = isinstance(at, int) and span.first <= at < span.last and _all_hold(reading.where, values)
                if not inside or (reading.by and tuple(label(values[name]) for name in reading.by) != groups):
                    continue
                lacking = dict.fromkeys(part.field for part in good.conditions if _fails_for_blank(part, values))
                if lacking:
                    names = " and no ".join(map(repr, lacking))
                    yield f"{place_of(batch, reading.stream, first, row)} has no {names}, and is not good: {good.show()}"


def _blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _all_hold(wanted: Filter, values: dict[str, Any]) -> bool:
    return all(part.operator == HOLDS or part.holds(values[part.field]) for part in wanted.conditions)


def _fails_for_blank(part: Condition, values: dict[str, Any]) -> bool:
    """True if a condition of one field fails since that is blank; where numbers are compared such a record is unread, and no bad one."""
    return not part.orders and part.operator != HOLDS and _blank(values[part.field]) and not part.holds(None)
