"""Records that give the measures of a scenario, and nothing beside them that would make them others."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.agreements.paths import Path, key_text, path_text
from slakit.engine.evaluate import evaluate
from slakit.errors import SlakitError
from slakit.statements.line_table import same_group
from slakit.testing.at_measure import records as records_at
from slakit.testing.one_group import GroupMissing
from slakit.testing.scenarios.checked_values import each_measure
from slakit.testing.scenarios.short_records import Report

Measures = dict[tuple[str, str], Fraction | int]


def with_measures(
    agreement: Agreement,
    measures: Mapping[str, Any],
    records: dict[str, Any],
    written: frozenset[str],
    period: str | None,
    path: Path,
    report: Report,
) -> None:
    """Add records that give the measures, in place of those that the file has for all scenarios; `written` are the scenario's own streams.

    What a measure needs besides, such as what was billed, is made only where none is written. A measure that its records would make
    another is reported.
    """
    made: dict[str, Any] = {}
    alone: dict[tuple[str, ...], Measures] = {}
    for inside, measure in each_measure(measures):
        objective, group = inside[0], inside[1] if len(inside) > 1 else None
        try:
            rows = _keyed(agreement, objective, records_at(agreement, objective, measure=measure, period=period, group=group), group)
            alone[inside] = _measures(agreement, objective, rows, period, group)
        except GroupMissing as error:
            name, *others = map(str, error.first)
            example = "its records" if others else f'{path_text(("measures", objective))} = {{ {key_text(name)} = "{measure}" }}'
            report((*path, *inside), f"{error.head}; write {example}")
            continue
        except SlakitError as error:
            report((*path, *inside), str(error).replace("write measure=", f"write {path_text(('measures', *inside))} = "))
            continue
        own = _measured(agreement, objective)
        for stream in sorted(own & written & set(rows)):
            named = path_text(("records", stream))
            report((*path, *inside), f"{named} are written here, so the measure would be another; leave one out")
            del alone[inside]
            break
        for stream, added in rows.items():
            if stream in own:
                made[stream] = [*made.get(stream, []), *added]
            else:
                records.setdefault(stream, added)
    records |= made
    for inside, wanted in alone.items():
        try:
            actual = _measures(agreement, inside[0], records, period, inside[1] if len(inside) > 1 else None)
        except SlakitError:  # what cannot be evaluated fails where the scenario is run
            continue
        if any(actual.get(line) != figure for line, figure in wanted.items()):
            report((*path, *inside), "the other records of the scenario make the measure another; leave out the measure or those records")


def _measured(agreement: Agreement, objective: str) -> set[str]:
    """The streams that an objective measures."""
    own = (one for version in agreement.versions for one in version.agreement.objectives if one.name == objective)
    return {reading.stream for one in own for reading in one.metric.parts()}


def _keyed(agreement: Agreement, objective: str, records: dict[str, Any], group: str | None) -> dict[str, Any]:
    """The records of a group, whose keys are those of no other group."""
    keys = {
        reading.stream: reading.key
        for version in agreement.versions
        for one in version.agreement.objectives
        for reading in (one.metric.parts() if one.name == objective and group is not None else ())
        if reading.key
    }
    return {
        stream: [{**row, keys[stream]: f"{group} {row[keys[stream]]}"} for row in rows] if stream in keys else rows
        for stream, rows in records.items()
    }


def _measures(agreement: Agreement, objective: str, records: Mapping[str, Any], period: str | None, group: str | None) -> Measures:
    """The measures of the lines of an objective, or of one group of it, that have one, by period and group."""
    lines = evaluate(agreement, records, period=period, timezone=agreement.timezone).lines
    own = (line for line in lines if line.name == objective and (group is None or same_group(line.group, group)))
    return {(line.period.label, str(line.group)): line.measure.value for line in own if line.measure.value is not None}
