"""objective_data: a promise as plain data, with its charts, and in the annex how each of its lines was worked out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from slakit.reports.charts.budget_burndown import BudgetBurndown
from slakit.reports.charts.chart import Chart
from slakit.reports.charts.hour_heat_map import HourHeatMap
from slakit.reports.charts.measure_trend import MeasureTrend
from slakit.reports.charts.palette import LIGHT
from slakit.reports.charts.value_distribution import ValueDistribution
from slakit.reports.pdf.table_data import Cell, english, outcome, row_text, table
from slakit.reports.views.line_view import EvidenceRow, LineView
from slakit.reports.views.objective_view import ObjectiveView

WIDE, HALF = 760, 366  # of a chart that has the page, and of one that stands beside another, in units of the picture
HALVES = (BudgetBurndown, HourHeatMap, MeasureTrend, ValueDistribution)
MOST = 25  # records and stretches of time that are listed for a line
FAMILY = "Libertinus Serif"  # the font of the pages, which typst brings


def chart_rows(charts: Sequence[Chart], titled: bool = True) -> list[list[dict[str, str]]]:
    """Return charts row by row: two beside each other of those that need no width, then those that do, each in its order."""
    halves: list[Chart] = [one for one in charts if isinstance(one, HALVES)]
    pairs = [halves[first : first + 2] for first in range(0, len(halves), 2)]
    rows: list[list[Chart]] = [*pairs, *([one] for one in charts if not isinstance(one, HALVES))]
    return [[_drawn(one, HALF if len(row) == 2 else WIDE, titled) for one in row] for row in rows]


def _drawn(chart: Chart, width: int, titled: bool) -> dict[str, str]:
    """The title of a chart, its words for those who do not see it, and its picture in the colours of paper."""
    return {"title": chart.title if titled else "", "alt": chart.alt, "svg": chart.drawn(width, LIGHT, FAMILY)}


def objective_data(one: ObjectiveView) -> dict[str, Any]:
    t = one.wording.texts.text
    lines: list[Sequence[Cell]] = [
        [{"strong": line.period}, line.group, line.measured, outcome(line), *((line.credit, line.payable) if one.paid else ("", ""))]
        for line in one.lines
    ]
    head = [t(f"column.{key}") for key in ("period", "group", "measured", "outcome", "credit", "payable")]
    promise: list[Any] = [t("labelled", word=t("line.promise"), text="")]
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
        "charts": chart_rows(one.charts),
        "explained": bool(one.explained),
        "left": t("line.left", count=one.wording.texts.number(one.left)) if one.left else "",
    }


def workings_data(one: ObjectiveView) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "lines": [_line(line) for line in one.explained]}


def _line(line: LineView) -> dict[str, Any]:
    t = line.wording.texts.text
    steps: list[list[Any]] = [[step.word, english(step.text) if step.english else step.text] for step in line.workings]
    rows = [("evidence", [("", one) for one in line.evidence])]
    if not line.plain:
        rows += [(key, _stated(line, listed)) for key, listed in (("stretches", line.stretches), ("records", line.records))]
    return {
        "title": line.title,
        "sentence": line.sentence if line.plain else "",  # that of any other stands with its promise
        "steps": steps,
        "tables": [_listed(line, t(f"line.{key}"), listed) for key, listed in rows if listed],
    }


def _stated(line: LineView, rows: Sequence[tuple[str, EvidenceRow]]) -> list[tuple[str, EvidenceRow]]:
    return [(line.wording.texts.text(f"record.{state}"), row) for state, row in rows]


def _listed(line: LineView, caption: str, rows: Sequence[tuple[str, EvidenceRow]]) -> dict[str, Any]:
    """A table of evidence, records or stretches of time; of many the first, and how many more there are."""
    texts = line.wording.texts
    cells: list[Sequence[Cell]] = [
        [state, one.key, one.start, one.end, one.figure, english(one.reason) if one.reason else ""] for state, one in rows[:MOST]
    ]
    head = [texts.text(f"column.{key}") for key in ("state", "key", "start", "end", "figure", "reason")]
    made = table(f"{caption} ({texts.number(len(rows))})", head, cells, [3, 4, 4, 4, 3, 4], (4,))
    return made | {"more": texts.text("line.more", count=texts.number(len(rows) - MOST)) if len(rows) > MOST else ""}
