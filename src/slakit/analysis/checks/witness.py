"""Witnesses: records that are evaluated, so that a finding says no more than a statement shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from slakit.agreements.agreement import Agreement
from slakit.analysis.checks.contract import Contract, Promise
from slakit.analysis.checks.finding import Rows, Witness
from slakit.analysis.checks.paid import worst
from slakit.analysis.checks.records import nothing, records_of
from slakit.analysis.inverses.field_values import meeting
from slakit.analysis.inverses.setting import Records, joined
from slakit.engine.evaluate import evaluate
from slakit.errors import SlakitError
from slakit.metrics.condition import Filter
from slakit.statements.line import Line
from slakit.values.money import Money
from slakit.windows.period import Period

Shows = Callable[[Line], bool]


def at_figure(promise: Promise, period: Period, figure: Fraction, shows: Shows) -> Witness | None:
    """Records that come to a figure, if the line of the period then shows what it should."""
    try:
        records = records_of(promise, period, figure)
    except (SlakitError, ArithmeticError, ValueError):
        records = None
    return None if records is None else of_records(promise, period, records, shows)


def without_records(promise: Promise, period: Period, shows: Shows) -> Witness | None:
    """No record at all, if the line of the period then shows what it should."""
    return of_records(promise, period, nothing(promise), shows)


def of_records(promise: Promise, period: Period, records: Records, shows: Shows) -> Witness | None:
    for line in lines_of(promise, period, records):
        if shows(line):
            return Witness(records, period.label, sentence(line))
    return None


def lines_of(promise: Promise, period: Period, records: Records) -> Iterator[Line]:
    """The lines of a promise in a period, of some records; none where they cannot be evaluated."""
    try:
        statement = evaluate(promise.contract.agreement, records, period=period.label)
    except SlakitError:
        return
    name, label = promise.objective.name, period.label
    yield from (line for line in statement.lines if line.name == name and line.period.label == label)


def compared(promise: Promise, period: Period, worse: Fraction, better: Fraction, wanted: Filter | None = None) -> Witness | None:
    """Records of a worse service for which less is owed than for those of a better one; all of them meet what is `wanted`."""
    try:
        one, other = (records_of(promise, period, figure) for figure in (worse, better))
    except (SlakitError, ArithmeticError, ValueError):
        return None
    if one is None or other is None:
        return None
    if wanted:
        fields, streams = meeting(wanted), {reading.stream for reading in promise.objective.metric.parts()}
        one, other = ({at: [row | fields for row in rows] if at in streams else rows for at, rows in made.items()} for made in (one, other))
    for low, high in zip(lines_of(promise, period, one), lines_of(promise, period, other), strict=False):
        if low.credit is not None and high.credit is not None and low.credit < high.credit:
            text = f"{sentence(low)}; with the better {high.shown} it is {high.credit.show()}"
            return Witness(one, period.label, text, better=_rows(other))
    return None


def all_at_worst(contract: Contract, agreement: Agreement, shows: Callable[[Money, Money], bool]) -> Witness | None:
    """The worst service of every promise in one billing period, if its credit and what is payable of it are as they should be."""
    first = contract.billing.periods[0]
    records: Records = {}
    for promise in contract.of(agreement):
        period = next((one for one in promise.periods if first.span.first <= one.span.first < first.span.last), None)
        owed = max(worst(promise, period), key=lambda one: one.size, default=None) if period and promise.objective.penalty else None
        made = records_of(promise, period, owed.figure) if period and owed and owed.figure is not None else None
        records = joined(records, made or nothing(promise))
    try:
        statement = evaluate(contract.agreement, records, period=first.label)
    except SlakitError:
        return None
    if statement.credit is None or statement.payable is None or not shows(statement.credit, statement.payable):
        return None
    text = f"in {first.label} {statement.credit.show()} is owed, and {statement.payable.show()} is payable"
    return Witness(_rows(records), first.label, text)


def _rows(records: Records) -> dict[str, Rows]:
    return dict(records)


def sentence(line: Line) -> str:
    """A line in words: "Uptime in 2026-01 is 99.85 %, missed, and 0.00 GBP is owed"."""
    owed = [*([line.credit.show()] if line.credit is not None else []), *(unit.show() for unit in line.units), *line.rights]
    figure = f"{line.shown}, " if line.measure.value is not None else ""
    more = f", and {' and '.join(owed)} is owed" if owed else ""
    bonus = f", with a bonus of {line.bonus.show()}" if line.bonus else ""
    return f"{line.named} in {line.period.label} is {figure}{line.outcome}{more}{bonus}"
