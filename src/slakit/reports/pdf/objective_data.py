"""objective_data: a promise as plain data, with its charts, and in the annex how each of its lines was worked out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from slakit.reports.charts.chart import Chart
from slakit.reports.charts.palette import LIGHT
from slakit.reports.pdf.table_data import Cell, english, outcome, row_text, table
from slakit.reports.views.line_view import EvidenceRow, LineView
from slakit.reports.views.objective_view import ObjectiveView

WIDTH = 640  # of a chart, in units of which the page has about one and a third a point
FAMILY = "Libertinus Serif"  # the font of the pages, which typst brings


def chart_data(chart: Chart) -> dict[str, str]:
    """The title of a chart, its words for those who do not see it, and its picture in the colours of paper."""
    return {"title": chart.title, "alt": chart.alt, "svg": chart.drawn(WIDTH, LIGHT, FAMILY)}


def objective_data(one: ObjectiveView) -> dict[str, Any]:
    t = one.wording.texts.text
    lines: list[Sequence[Cell]] = [
        [{"strong": line.period}, line.group, line.measured, outcome(line), line.credit if one.paid else "", line.payable if one.paid else ""]
        for line in one.lines
    ]
    head = [t(f"column.{key}") for key in ("period", "group", "measured", "outcome", "credit", "payable")]
    promise: list[Any] = [f"{t('line.promise')}: "]
    for target in one.targets:
        promise += ["; "] if len(promise) > 1 else []
        promise += row_text(target)
    return {
        "id": one.id,
        "name": one.name,
        "clauses": ", ".join(t("line.clause", clause=clause) for clause in one.clauses),
        "promise": {"join": promise},
        "verdicts": [[line.outcome, line.sentence] for line in one.striking],
        "table": table("", head, lines, [4, 3, 4, 4, 3, 3], (4, 5), named=0),
        "charts": [chart_data(chart) for chart in one.charts],
        "explained": bool(one.explained),
        "left": t("line.left", count=one.wording.texts.number(one.left)) if one.left else "",
    }


def workings_data(one: ObjectiveView) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "lines": [_line(line) for line in one.explained]}


def _line(line: LineView) -> dict[str, Any]:
    t = line.wording.texts.text
    steps: list[list[Any]] = [[step.word, english(step.text) if step.english else step.text] for step in line.workings]
    steps += [[t("step.needed"), english(line.needed)]] if line.needed else []
    tables = [_listed(line, t("line.evidence"), [("", one) for one in line.evidence])] if line.evidence else []
    for key, rows in (("stretches", line.stretches), ("records", line.records)):
        tables += [_listed(line, t(f"line.{key}"), [(t(f"record.{state}"), row) for state, row in rows])] if rows else []
    return {"title": line.title, "sentence": line.sentence, "steps": steps, "tables": tables}


def _listed(line: LineView, caption: str, rows: Sequence[tuple[str, EvidenceRow]]) -> dict[str, Any]:
    """A table of evidence, records or stretches of time; of many the first, and how many more there are."""
    texts = line.wording.texts
    cells: list[Sequence[Cell]] = [
        [state, one.key, one.start, one.end, one.figure, english(one.reason) if one.reason else ""] for state, one in rows[: line.most]
    ]
    head = [texts.text(f"column.{key}") for key in ("state", "key", "start", "end", "figure", "reason")]
    made = table(f"{caption} ({texts.number(len(rows))})", head, cells, [3, 4, 4, 4, 3, 4], (4,))
    return made | {"more": texts.text("line.more", count=texts.number(len(rows) - line.most)) if len(rows) > line.most else ""}
