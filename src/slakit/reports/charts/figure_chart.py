"""The chart of one figure of some lines: a measure with its targets, an amount, a number of records."""

from collections.abc import Sequence
from fractions import Fraction

from slakit.errors import UsageError, close_match
from slakit.reports.charts.adapters import SHORT, charts_of_line, measure_trend, outcome_of, outcomes_and_credits, period_of
from slakit.reports.charts.chart import Charts
from slakit.reports.charts.group_measures import GroupMeasures
from slakit.reports.charts.measure_trend import MeasureTrend, TrendPoint
from slakit.reports.charts.texts import ENGLISH, Texts
from slakit.statements.frame_columns import Kind
from slakit.statements.line import Line
from slakit.statements.statement import Statement
from slakit.statements.tidy_tables import AMOUNTS, LINES, group_text

IN_UNIT = ("limit", "second_limit", "judged", "low", "high")  # figures in the unit of the line
EXACT = {column.name.removesuffix("_exact"): column for column in LINES if column.name.endswith("_exact")}
FIGURES = EXACT | {column.name: column for column in LINES if column.kind is Kind.COUNT}


def figure_chart(lines: Sequence[Line], figure: str = "measure", texts: Texts = ENGLISH) -> MeasureTrend:
    """Return the chart of a column of numbers of `to_frame()`, one point for each line, in order of time.

    Raises UsageError for a column that there is not, and for lines of several objectives.
    """
    if figure not in FIGURES:
        raise UsageError(f"{figure!r} is not a figure of lines{close_match(figure, FIGURES)}")
    names = list(dict.fromkeys(line.name for line in lines))
    if not names:
        raise UsageError("there are no lines to draw; choose some, as by statement['Uptime']")
    if len(names) > 1:
        raise UsageError(f"these lines are of {len(names)} objectives; write statement[{names[0]!r}].chart(), or charts() for all")
    ordered = sorted(lines, key=lambda line: (line.period.span.first, line.period.span.last))
    periods, groups = [period_of(line, texts) for line in ordered], [group_text(line.group) or "" for line in ordered]
    several, grouped = len(set(periods)) > 1, len(set(groups)) > 1
    of = "" if figure == "measure" else figure.replace("_", " ")
    about = ", ".join(filter(None, [names[0], of, "" if grouped else groups[0], "" if several else periods[0]]))
    both = [", ".join(filter(None, [period if several else "", group])) for period, group in zip(periods, groups, strict=True)]
    labels = both if grouped else periods
    title = texts.text("title.trend", name=about) if several else about
    if figure == "measure":
        drawn = measure_trend(title, ordered, labels, texts, about)
    else:
        values = [None if (text := FIGURES[figure].value(line)) is None else Fraction(text) for line in ordered]
        points = [TrendPoint(label, value, outcome_of(line)) for label, value, line in zip(labels, values, ordered, strict=True)]
        drawn = MeasureTrend(title, points=points, unit=_unit(ordered, figure), texts=texts, key=about)
    return GroupMeasures(drawn.title, points=drawn.points, unit=drawn.unit, texts=texts, key=drawn.key) if grouped else drawn


def all_charts(source: Statement | Sequence[Line] | Line) -> Charts:
    """Return the measure of each objective, after what a statement has as a whole, or before the details of a line."""
    if isinstance(source, Line):
        return Charts((figure_chart([source]), *charts_of_line(source)))
    lines = source.lines if isinstance(source, Statement) else source
    whole = outcomes_and_credits(source) if isinstance(source, Statement) else ()
    names = dict.fromkeys(line.name for line in lines)
    return Charts((*whole, *(figure_chart([line for line in lines if line.name == name]) for name in names)))


def _unit(lines: Sequence[Line], figure: str) -> str:
    if figure in AMOUNTS:
        return next((money.currency for line in lines if (money := getattr(line, figure)) is not None), "")
    return SHORT.get(lines[-1].unit, lines[-1].unit) if figure in IN_UNIT else ""
