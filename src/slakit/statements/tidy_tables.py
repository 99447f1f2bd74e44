"""The tidy tables of a statement: lines, evidence, what steps did, duties, problems, accounts; docs/statements.md lists their columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import tzinfo
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from slakit.metrics.measure import TIME, Evidence, Exact
from slakit.penalties.amounts import names_of
from slakit.statements.frame_columns import Column, Columns, FrameTable, Tables, amount, count, figure, flag, in_unit, several, text, time
from slakit.statements.line import Line
from slakit.timeline.instants import MINUTE
from slakit.values.units import unit

AMOUNTS = ("fee", *names_of(money=True), "projected")


def _figure(line: Line, value: Exact | None) -> Fraction | None:
    """A figure of a measure, in the unit that the line is shown in."""
    return None if value is None else value * unit(line.measure.unit).factor / unit(line.unit).factor


def _limit(line: Line, index: int) -> Fraction | None:
    return in_unit(line.limits[index], line.unit) if index < len(line.limits) <= 2 else None


def _currency(line: Line) -> str | None:
    return next((money.currency for money in (getattr(line, name) for name in AMOUNTS) if money is not None), None)


def group_text(group: Any) -> str | None:
    """The name of a group in one cell; of several fields with commas."""
    return None if group is None else ", ".join(map(str, group)) if isinstance(group, tuple) else str(group)


def _of(name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row, name)


IDENTITY: Columns = (
    text("name", _of("name")),
    text("clause", _of("clause")),
    text("version", _of("version")),
    text("period", lambda line: line.period.label),
    time("start", lambda line: line.period.span.start),
    time("end", lambda line: line.period.span.end),
    flag("partial", lambda line: line.period.partial),
    text("group", lambda line: group_text(line.group)),
)
LINES: Columns = (
    *IDENTITY,
    text("target", lambda line: line.target.show()),
    *figure("limit", lambda line: _limit(line, 0)),
    *figure("second_limit", lambda line: _limit(line, 1)),
    text("unit", _of("unit")),
    *figure("measure", lambda line: _figure(line, line.measure.value)),
    *figure("judged", lambda line: in_unit(line.verdict.judged, line.unit)),
    *figure("low", lambda line: _figure(line, line.measure.low)),
    *figure("high", lambda line: _figure(line, line.measure.high)),
    text("outcome", _of("outcome")),
    text("level", _of("level")),
    flag("final", lambda line: line.verdict.final),
    flag("certain", lambda line: line.verdict.certain),
    count("sample", lambda line: line.measure.sample),
    count("pending", lambda line: line.measure.pending),
    count("unread", lambda line: line.measure.unread),
    count("breaches", lambda line: line.measure.breaches),
    *figure("observed", lambda line: None if line.measure.observed is None else Fraction(line.measure.observed)),
    text("currency", _currency),
    *(column for name in AMOUNTS for column in amount(name, _of(name))),
    text("in_kind", lambda line: several(line.in_kind)),
    text("rights", lambda line: several(line.rights)),
    text("claim", _of("claim")),
    time("claim_by", _of("claim_by")),
    text("unsettled", _of("unsettled")),
    text("reason", _of("reason")),
)


def _lines(lines: Sequence[Line], zone: tzinfo) -> FrameTable:
    """One row for each line; those of a group of several fields have a column for each field at the end."""
    fields = max((len(line.group) for line in lines if isinstance(line.group, tuple)), default=0)
    grouped = (_group_field(index) for index in range(fields))
    return FrameTable.of((*LINES, *grouped), lines, zone)


def _group_field(index: int) -> Column:
    def of_field(line: Line) -> object:
        group = line.group if isinstance(line.group, tuple) else (line.group,)
        return group[index] if index < len(group) else None

    return text(f"group_{index + 1}", of_field)


def _of_line(*columns: Column) -> Columns:
    """Columns of one thing of a line, after those that say which line it is; the rows are pairs of both."""
    return (*(_part(column, 0) for column in IDENTITY), *(_part(column, 1) for column in columns))


def _part(column: Column, index: int) -> Column:
    return Column(column.name, column.kind, lambda pair: column.value(pair[index]))


def _evidence_unit(one: Evidence) -> str:
    """Minutes for every length of time and percent for every share, so that one column has one unit."""
    return {TIME: "min", "": "%"}.get(one.unit, one.unit)


def _evidence_figure(one: Evidence) -> Fraction | None:
    if one.figure is None:
        return None
    return Fraction(one.figure, MINUTE) if one.unit == TIME else Fraction(one.figure) * 100 if one.unit == "" else Fraction(one.figure)


EVIDENCE = _of_line(
    count("rank", lambda ranked: ranked[0]),
    text("key", lambda ranked: ranked[1].key),
    time("since", lambda ranked: ranked[1].start),
    time("until", lambda ranked: ranked[1].end),
    *figure("figure", lambda ranked: _evidence_figure(ranked[1])),
    text("unit", lambda ranked: None if ranked[1].figure is None else _evidence_unit(ranked[1])),
    text("word", lambda ranked: ranked[1].word),
)


def _step_currency(step: Any) -> str | None:
    return next((money.currency for money in (step.before, step.after) if money is not None), None)


def _amounts_of_step() -> Columns:
    return (
        text("currency", _step_currency),
        *(column for name in ("before", "after", "amount") for column in amount(name, _of(name))),
        text("text", _of("text")),
    )


SHARES = _of_line(text("step", _of("word")), *_amounts_of_step())
ADJUSTMENTS: Columns = (text("period", _of("period")), text("step", _of("word")), *_amounts_of_step())
DUTIES: Columns = (
    *(text(name, _of(name)) for name in ("duty", "who", "holder", "what", "clause", "objective", "group", "period")),
    time("since", _of("since")),
    text("last_day", _of("last_day")),
    time("due", _of("due")),
    text("state", _of("state")),
    time("done", _of("done")),
    text("follows", lambda duty: several(duty.follows)),
)
PROBLEMS: Columns = (
    *(text(name, _of(name)) for name in ("stream", "objective", "kind")),
    count("count", _of("count")),
    text("examples", lambda problem: several(problem.examples)),
)


def _reasons(reasons: Mapping[str, int]) -> str:
    return several(f"{reason}: {number}" for reason, number in reasons.items() if number)


ACCOUNTS: Columns = (
    *(text(name, _of(name)) for name in ("objective", "stream")),
    *(count(name, _of(name)) for name in ("read", "counted", "pending")),
    count("excluded", lambda account: sum(account.excluded.values())),
    count("problems", lambda account: sum(account.problems.values())),
    count("unread", _of("unread")),
    text("excluded_as", lambda account: _reasons(account.excluded)),
    text("problems_as", lambda account: _reasons(account.problems)),
)


def _ranked(lines: Sequence[Line]) -> Iterator[tuple[Line, tuple[int, Evidence]]]:
    return ((line, ranked) for line in lines for ranked in enumerate(line.measure.evidence, 1))


OF_LINES = Tables(
    MappingProxyType(
        {
            "lines": _lines,
            "evidence": lambda lines, zone: FrameTable.of(EVIDENCE, [*_ranked(lines)], zone),
            "shares": lambda lines, zone: FrameTable.of(SHARES, [(line, step) for line in lines for step in line.adjustments], zone),
            "duties": lambda lines, zone: FrameTable.of(DUTIES, [duty for line in lines for duty in line.duties], zone),
        }
    )
)


def _of_statement(columns: Columns, name: str) -> Callable[[Any, tzinfo], FrameTable]:
    return lambda statement, zone: FrameTable.of(columns, getattr(statement, name), zone)


def _of_its_lines(name: str) -> Callable[[Any, tzinfo], FrameTable]:
    return lambda statement, zone: OF_LINES.table(name, statement.lines, zone)


OF_STATEMENT = Tables(
    MappingProxyType(
        {
            **{name: _of_its_lines(name) for name in ("lines", "evidence", "shares")},
            "adjustments": _of_statement(ADJUSTMENTS, "adjustments"),
            "duties": _of_statement(DUTIES, "duties"),
            "problems": _of_statement(PROBLEMS, "problems"),
            "accounts": _of_statement(ACCOUNTS, "accounts"),
        }
    )
)
