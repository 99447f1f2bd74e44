"""Records that give the measures of a scenario, and nothing beside them that would make them others."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.agreements.paths import Path, path_text
from slakit.engine.evaluate import evaluate
from slakit.errors import SlakitError
from slakit.testing.at_measure import records as records_at
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
    alone: dict[str, Measures] = {}
    for objective, measure in measures.items():
        try:
            rows = records_at(agreement, objective, measure=measure, period=period)
            alone[objective] = _measures(agreement, objective, rows, period)
        except SlakitError as error:
            report((*path, objective), str(error).replace("write measure=", f"write {path_text(('measures', objective))} = "))
            continue
        own = _measured(agreement, objective)
        for stream in sorted(own & written & set(rows)):
            named = path_text(("records", stream))
            report((*path, objective), f"{named} are written here, so the measure would be another; leave one out")
            del alone[objective]
            break
        for stream, added in rows.items():
            if stream in own:
                made[stream] = [*made.get(stream, []), *added]
            else:
                records.setdefault(stream, added)
    records |= made
    for objective, wanted in alone.items():
        try:
            actual = _measures(agreement, objective, records, period)
        except SlakitError:  # what cannot be evaluated fails where the scenario is run
            continue
        if any(actual.get(line) != figure for line, figure in wanted.items()):
            report((*path, objective), "the other records of the scenario make the measure another; leave out the measure or those records")


def _measured(agreement: Agreement, objective: str) -> set[str]:
    """The streams that an objective measures."""
    own = (one for version in agreement.versions for one in version.agreement.objectives if one.name == objective)
    return {reading.stream for one in own for reading in one.metric.parts()}


def _measures(agreement: Agreement, objective: str, records: Mapping[str, Any], period: str | None) -> Measures:
    """The measures of the lines of an objective that have one, by period and group."""
    lines = evaluate(agreement, records, period=period, timezone=agreement.timezone).lines
    own = (line for line in lines if line.name == objective)
    return {(line.period.label, str(line.group)): line.measure.value for line in own if line.measure.value is not None}
