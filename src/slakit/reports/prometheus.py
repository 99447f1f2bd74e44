"""Prometheus: measures, targets, budgets and amounts of a statement as samples that a monitoring system scrapes (docs/outputs.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from attrs import field, frozen

from slakit.metrics.measure import Exact, in_unit
from slakit.statements.error_budget import budget_left
from slakit.statements.frame_columns import in_unit as number_in
from slakit.statements.line import Line
from slakit.statements.statement import Statement
from slakit.statements.tidy_tables import group_text
from slakit.targets.verdict import Outcome
from slakit.timeline.instants import SECOND, instant
from slakit.values.formatting import as_float
from slakit.values.money import Money
from slakit.values.one_line import code_of, with_unseen
from slakit.values.quantity import Quantity
from slakit.values.units import unit

HELP = {
    "slakit_measure_ratio": "Measured share, 1 is all.",
    "slakit_measure_seconds": "Measured length of time.",
    "slakit_measure": "Measured figure in its base unit.",
    "slakit_target_ratio": "Limit of the target, as a share.",
    "slakit_target_seconds": "Limit of the target, as a length of time.",
    "slakit_target": "Limit of the target in its base unit.",
    "slakit_outcome": "1 for the outcome of the line, 0 for the others.",
    "slakit_budget_left_ratio": "Share of the error budget that is left; negative once it is used up.",
    "slakit_records": "Records behind the measure.",
    "slakit_records_pending": "Records whose clock still runs.",
    "slakit_records_unread": "Records that could not be read.",
    "slakit_credit": "Credit of the line before caps.",
    "slakit_payable": "Amount of the line that is payable.",
    "slakit_projected": "Credit of a period that is not over, if it ended like this.",
    "slakit_statement_credit": "Credit of all lines before caps.",
    "slakit_statement_payable": "Amount of all lines that is payable.",
    "slakit_statement_at_risk": "Money that the worst end of the open periods costs more than the best.",
    "slakit_statement_as_of_timestamp_seconds": "Instant as of which the statement was made, in seconds since 1970.",
}
SPECIAL = {"\\": r"\\", '"': r"\"", "\n": r"\n"}  # what the value of a label escapes
BEFORE_CODE = re.compile(r"(\\+)(?=\0|x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})")  # a code, or a text that could be taken for one
BEFORE_COMMA = re.compile(r"(\\+)(?=,|$)")
Labels = dict[str, str]
Sample = tuple[str, Labels, Exact]  # its metric, its labels, its value


@frozen
class Prometheus:
    """The text format of Prometheus; a line without data has no sample of its measure.

    A statement does not know what the open periods may still cost; `at_risk` is that of `analyses.outlook`, if it is given.
    """

    at_risk: Money | None = field(default=None, kw_only=True)

    def render(self, statement: Statement) -> str:
        return _text(samples(statement, self.at_risk))


@frozen
class OpenMetrics:
    """The same samples in the text format of OpenMetrics 1.0."""

    at_risk: Money | None = field(default=None, kw_only=True)

    def render(self, statement: Statement) -> str:
        return f"{_text(samples(statement, self.at_risk))}# EOF\n"


def samples(statement: Statement, at_risk: Money | None = None) -> Iterator[Sample]:
    """The samples of a statement, line by line."""
    whose = {"agreement": statement.agreement}
    for line in statement.lines:
        yield from _of_line(line, whose | _labels(line))
    totals = {"credit": statement.credit, "payable": statement.payable, "at_risk": at_risk}
    for name, amount in totals.items():
        if amount is not None:
            yield f"slakit_statement_{name}", whose | {"currency": amount.currency}, amount.exact
    yield "slakit_statement_as_of_timestamp_seconds", whose, Fraction(instant(statement.as_of), SECOND)


def _labels(line: Line) -> Labels:
    labels = {"objective": line.name, "clause": line.clause, "group": _group(line.group), "period": line.period.label}
    return {name: text for name, text in (labels | {"version": line.version}).items() if text}


def _of_line(line: Line, labels: Labels) -> Iterator[Sample]:
    measure = line.measure
    ending = {"": "_ratio" if line.unit else "", "[time]": "_seconds"}.get(unit(measure.unit).dimension, "")  # a mean of marks is no share
    labels_of_figure = labels if ending else labels | {"unit": line.unit} if line.unit else labels
    if (figure := line.figure) is not None:
        yield f"slakit_measure{ending}", labels_of_figure, _figure(in_unit(figure, measure.unit), ending, line)
    for index, limit in enumerate(line.limits if len(line.limits) <= 2 else ()):
        which = {"limit": str(index + 1)} if len(line.limits) == 2 else {}
        yield f"slakit_target{ending}", labels_of_figure | which, _figure(limit, ending, line)
    for outcome in Outcome:
        yield "slakit_outcome", {**labels, "outcome": outcome.value}, int(line.outcome is outcome)
    left = budget_left(line)
    if left is not None:
        yield "slakit_budget_left_ratio", labels, left
    yield "slakit_records", labels, measure.sample
    yield "slakit_records_pending", labels, measure.pending
    yield "slakit_records_unread", labels, measure.unread
    for name in ("credit", "payable", "projected"):
        amount = getattr(line, name)
        if amount is not None:
            yield f"slakit_{name}", {**labels, "currency": amount.currency}, amount.exact


def _figure(figure: Quantity, ending: str, line: Line) -> Fraction:
    """A figure in base units: a share of 1, seconds, or for another kind the unit of the line."""
    if ending == "_seconds":
        return figure.base / SECOND
    return figure.base if ending else number_in(figure, line.unit) or Fraction(0)


def _text(given: Iterable[Sample]) -> str:
    """The samples of each metric together, under its help and its type."""
    by_metric: dict[str, dict[str, str]] = {name: {} for name in HELP}
    for name, labels, value in given:
        by_metric[name][_series(labels)] = repr(as_float(Fraction(value), name))
    rows = []
    for name, series in by_metric.items():
        if series:
            rows += [f"# HELP {name} {HELP[name]}", f"# TYPE {name} gauge"]
            rows += [f"{name}{labels} {value}" for labels, value in series.items()]
    return "".join(f"{row}\n" for row in rows)


def _series(labels: Labels) -> str:
    pairs = [f'{name}="{_escaped(text)}"' for name, text in labels.items()]
    return f"{{{','.join(pairs)}}}"


def _escaped(text: str) -> str:
    """Return a text as the value of a label; what cannot be seen is a code, and no two texts have one value."""
    marked = with_unseen(text, lambda sign: f"\0{code_of(sign)[1:]}", kept="\n")  # no other sign is \0, which cannot be seen
    shown = BEFORE_CODE.sub(r"\1\1", marked).replace("\0", "\\")
    return "".join(SPECIAL.get(sign, sign) for sign in shown)


def _group(group: Any) -> str:
    """The name of a group; of several fields with commas between them, and those within one after a backslash."""
    parts = group if isinstance(group, tuple) and len(group) > 1 else ()
    within = (BEFORE_COMMA.sub(r"\1\1", str(part)).replace(",", r"\,") for part in parts)
    return ", ".join(within) or group_text(group) or ""
