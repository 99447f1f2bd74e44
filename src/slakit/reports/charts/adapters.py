"""Adapters: the charts of a line that has its details, and those of a whole statement."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import accumulate

from slakit.metrics.measure import TIME
from slakit.reports.charts.budget_burndown import BudgetBurndown
from slakit.reports.charts.chart import Chart, Charts
from slakit.reports.charts.credit_waterfall import CreditWaterfall
from slakit.reports.charts.hour_heat_map import HourHeatMap
from slakit.reports.charts.marks import MET, MISSED, NO_DATA, OPEN
from slakit.reports.charts.measure_trend import MeasureTrend, TrendPoint
from slakit.reports.charts.outcome_strip import OutcomeStrip
from slakit.reports.charts.texts import ENGLISH, Texts
from slakit.reports.charts.uptime_timeline import UptimeTimeline
from slakit.reports.charts.value_distribution import SIDES, ValueDistribution
from slakit.statements.details import Edge, LineDetails, TimeSpan
from slakit.statements.error_budget import budget_of
from slakit.statements.line import Line
from slakit.statements.statement import Statement
from slakit.targets.bound import PHRASES, Bound
from slakit.targets.verdict import Outcome
from slakit.timeline.instants import HOUR, MINUTE, SECOND, moment
from slakit.values.units import unit

KINDS = {"bad": "bad", "excluded": "excluded", "excused": "excluded", "unknown": "pending"}
LENGTHS = ((HOUR, "h"), (MINUTE, "min"), (SECOND, "s"), (1_000, "ms"), (1, "us"))
SHORT = {"hour": "h", "minute": "min", "second": "s", "millisecond": "ms", "day": "d", "byte": "B"}
RANK = 95  # the percentile that a distribution marks
TRENDS = 12  # objectives and groups with a trend of their own, those that were missed first
MONTH = re.compile("[0-9]{4}-[0-9]{2}")
RANKED = re.compile(r"p[0-9]+(\.[0-9]+)?")
COUNTED = ("records", "checks", "intervals")
NAMED = ("mean", "median", "min", "max")  # statistics that have a word in each language

Moved = tuple[str, Fraction]


def charts_of_line(line: Line, texts: Texts = ENGLISH) -> Charts:
    """Return the charts of a line: its time, its values, its budget and its hours, as far as its details have them.

    A line of a statement that was made without `details=True` has none.
    """
    details = line.details
    if details is None:
        return Charts()
    parts = (_timeline, _values, _budget, _hours)
    return Charts(chart for part in parts for chart in part(line, details, texts))


def charts_of_statement(statement: Statement, texts: Texts = ENGLISH) -> Charts:
    """Return the charts of a statement: outcomes, the way from gross to payable, and the trend of what has several periods."""
    return Charts((*outcomes_and_credits(statement, texts), *_trends(statement, texts)))


def outcomes_and_credits(statement: Statement, texts: Texts = ENGLISH) -> tuple[Chart, ...]:
    """Return the charts of a statement as a whole."""
    return (*_outcomes(statement, texts), *_credits(statement, texts))


def _about(line: Line, texts: Texts) -> str:
    return f"{line.named}, {period_of(line, texts)}"


def period_of(line: Line, texts: Texts) -> str:
    """The label of a period; of a month, in the words of the language."""
    label = line.period.label
    return texts.date(date.fromisoformat(f"{label}-01"), "month") if MONTH.fullmatch(label) else label


def _timeline(line: Line, details: LineDetails, texts: Texts) -> Iterator[Chart]:
    spans = [
        (one.first, one.last, KINDS[one.kind], one.reason) for one in details.time if one.kind in KINDS and not _drawn_already(one, details)
    ]
    if spans or details.figures == TIME:
        yield UptimeTimeline(
            texts.text("title.timeline", name=_about(line, texts)),
            start=line.period.span.first,
            end=line.period.span.last,
            spans=spans,
            closed=[(one.first, one.last) for one in details.of_kind("closed")],
            zone=details.zone,
            texts=texts,
            key=str(line.key),
        )


def _drawn_already(span: TimeSpan, details: LineDetails) -> bool:
    """True for bad time that is excused by an exclusion, which is drawn itself."""
    return span.kind == "excused" and any(one.first <= span.first and span.last <= one.last for one in details.of_kind("excluded"))


def _in_unit(reference: Fraction | int, name: str) -> tuple[Fraction, str]:
    """Return by what figures are divided and the unit they are then in; of times the longest that the reference has one of."""
    if name != TIME:
        return Fraction(1), SHORT.get(name, name)
    length, short = next((one for one in LENGTHS if abs(Fraction(reference)) >= one[0]), LENGTHS[-1])
    return Fraction(length), short


def _values(line: Line, details: LineDetails, texts: Texts) -> Iterator[Chart]:
    """Values that are more than good or bad; with their limit where there is one for all, or with the statistic that is judged."""
    if not {value for value, _ in details.values} - {0, 1}:
        return
    edges, statistic = details.edges, details.statistic
    judged = "" if line.verdict.running else statistic  # these values have stopped, and clocks that still run decide
    if statistic:
        bounds, factor = (bound for bound in line.target.bounds if isinstance(bound, Bound)), unit(details.unit).factor
        edges = tuple(Edge(bound.limit.base / factor, side=PHRASES[bound.operator]) for bound in bounds)
    limits = [edge for edge in edges if edge.side in SIDES and edge.value is not None]
    limit = limits[0] if len(limits) == 1 else None
    reference = details.values[-1][0] if limit is None else limit.value or 0
    divisor, short = _in_unit(reference, details.unit)
    yield ValueDistribution(
        texts.text("title.values", name=_about(line, texts)),
        values=[(value / divisor, count) for value, count in details.values],
        unit=short,
        limit=None if limit is None else Fraction(limit.value or 0) / divisor,
        side="at most" if limit is None else limit.side,
        rank=None if statistic else RANK,
        statistic=_statistic(judged, texts) if judged else "",
        figure=line.measure.value / divisor if judged and line.measure.value is not None else None,
        texts=texts,
        key=str(line.key),
    )


def _statistic(name: str, texts: Texts) -> str:
    """The word of a statistic: "median", or "P95"; one without any is named as contracts name it."""
    word, _, method = name.partition(" ")
    shown = texts.text(f"statistic.{word}") if word in NAMED else word.upper() if RANKED.fullmatch(word) else word
    return f"{shown} ({method})" if method else shown


def _budget(line: Line, details: LineDetails, texts: Texts) -> Iterator[Chart]:
    """The budget of a target on a share, such as "at least 99.9 %", where the days add up to the measure."""
    spent = budget_of(line)
    days = [(one.day, one.good, one.total) for one in details.by_day if one.good is not None]
    total, good = sum(total for _, _, total in days), sum(good for _, good, _ in days)
    if not total or spent is None or (spent.unit == TIME) != (details.figures == TIME) or line.measure.value != Fraction(good) / total:
        return
    budget = spent.allowed
    divisor, short = _in_unit(budget, TIME) if details.figures == TIME else (Fraction(1), _counted(details, texts))
    left = list(accumulate((Fraction(good - total) for _, good, total in days), initial=Fraction(budget)))[1:]
    if budget >= 0:
        yield BudgetBurndown(
            texts.text("title.budget", name=_about(line, texts)),
            budget=budget / divisor,
            days=[(day, rest / divisor) for (day, _, _), rest in zip(days, left, strict=True)],
            until=max(days[-1][0], moment(line.period.span.last - 1, line.zone).date()),
            unit=short,
            texts=texts,
            key=str(line.key),
        )


def _counted(details: LineDetails, texts: Texts) -> str:
    """The word for what the days count, such as records."""
    return texts.text(f"figures.{details.figures}") if details.figures in COUNTED else details.figures


def _hours(line: Line, details: LineDetails, texts: Texts) -> Iterator[Chart]:
    """The share that is good by hour of the week, or how many records where none is good or bad; of time nothing, its line shows it."""
    hours = [one for one in details.by_hour if one.total]
    if details.figures == TIME or len(hours) < 2:
        return
    judged = all(one.good is not None for one in hours)
    yield HourHeatMap(
        texts.text("title.good_hours" if judged else "title.hours", name=_about(line, texts)),
        cells=[(one.weekday, one.hour, Fraction(100 * (one.good or 0)) / one.total if judged else one.total) for one in hours],
        unit="%" if judged else "",
        texts=texts,
        key=str(line.key),
    )


def outcome_of(line: Line) -> str:
    """Return the outcome of a line as charts mark it."""
    if line.outcome is Outcome.NO_DATA:
        return NO_DATA
    if not line.verdict.final and not line.verdict.certain:
        return OPEN
    return MISSED if line.outcome is Outcome.MISSED else MET


def _by_objective(lines: Sequence[Line]) -> dict[str, list[Line]]:
    table: dict[str, list[Line]] = {}
    for line in sorted(lines, key=lambda line: (line.period.span.first, line.period.span.last)):
        table.setdefault(line.named, []).append(line)
    return {name: table[name] for name in dict.fromkeys(line.named for line in lines)}


def _outcomes(statement: Statement, texts: Texts) -> Iterator[Chart]:
    ends = {(line.period.span.first, line.period.span.last): period_of(line, texts) for line in statement.lines}
    periods = dict(sorted(ends.items(), key=lambda one: (one[0][1], -one[0][0])))  # a quarter stands after its last month
    rows = []
    for name, lines in _by_objective(statement.lines).items():
        outcomes = {(line.period.span.first, line.period.span.last): outcome_of(line) for line in lines}
        rows.append((name, [outcomes.get(period, "") for period in periods]))
    if rows:
        yield OutcomeStrip(texts.text("title.outcomes"), periods=periods.values(), rows=rows, texts=texts)


def _credits(statement: Statement, texts: Texts) -> Iterator[Chart]:
    """The steps of the settlement, what was not claimed, and any other change, so that they lead to what is payable."""
    gross, payable = statement.credit, statement.payable
    if gross is None or payable is None:
        return
    several = len({one.period for one in statement.adjustments}) > 1
    steps: list[Moved] = []
    for one in statement.adjustments:
        word = one.word[:1].upper() + one.word[1:]
        if one.amount:
            steps.append((f"{word}, {one.period}" if several else word, -one.amount.exact))
    if statement.forfeited:
        steps.append((texts.text("forfeited"), -statement.forfeited.exact))
    if unclaimed := sum(line.unclaimed.exact for line in statement.lines if line.unclaimed):
        steps.append((texts.text("unclaimed"), -unclaimed))
    rest = payable.exact - gross.exact - sum(change for _, change in steps)
    steps += [(texts.text("rest"), rest)] if rest else []
    if steps:
        yield CreditWaterfall(texts.text("title.credits"), gross=gross.exact, steps=steps, unit=gross.currency, texts=texts)


def _trends(statement: Statement, texts: Texts) -> Iterator[Chart]:
    several = [(name, lines) for name, lines in _by_objective(statement.lines).items() if len(lines) > 1]
    chosen = sorted(several, key=lambda one: all(line.outcome is not Outcome.MISSED for line in one[1]))[:TRENDS]
    for name, lines in (one for one in several if one in chosen):
        yield measure_trend(texts.text("title.trend", name=name), lines, [period_of(line, texts) for line in lines], texts, name)


def measure_trend(title: str, lines: Sequence[Line], labels: Sequence[str], texts: Texts, key: str) -> MeasureTrend:
    """Return the trend of the measures of lines of one objective, in the unit of the last one, each below its label."""
    usual = lines[-1].target.shown_in(lines[-1].measure.unit)
    factor = unit(usual).factor
    divisor, short = (factor, SHORT.get(usual, usual)) if usual != TIME else (Fraction(HOUR), "h")
    points = [
        TrendPoint(
            label,
            None if (figure := line.figure) is None else figure * unit(line.measure.unit).factor / divisor,
            outcome_of(line),
            [bound.limit.base / divisor for bound in line.target.bounds],
        )
        for label, line in zip(labels, lines, strict=True)
    ]
    return MeasureTrend(title, points=points, unit=short, texts=texts, key=key)
