"""Filters as plain data: `{ severity = ["high", "critical"], score = ">= 4" }`, an expression, or a list of these that must all hold."""

from decimal import Decimal
from fractions import Fraction

from slakit.documents.plain import Path, Plain, shown
from slakit.errors import ContractError
from slakit.metrics.base import Metric
from slakit.metrics.condition import HOLDS, Condition, Filter, condition, filter_of
from slakit.metrics.condition_text import KNOWN, UNKNOWN, as_text, unlike
from slakit.values.number import decimals, exact_text

BLANK: dict[str, Plain] = {"is": "unknown"}  # "unknown" as documents had it first
EXAMPLE = '{ severity = ["high", "critical"] }'


def read_filter(data: Plain, path: Path, faults: list[tuple[Path, str]]) -> Filter | None:
    """The filter of plain data; problems are added to the list."""
    tables = data if isinstance(data, list) else [data]
    wanted = Filter()
    before = len(faults)
    for index, table in enumerate(tables):
        where = (*path, index) if isinstance(data, list) else path
        if isinstance(table, str):
            try:
                wanted &= filter_of(table)
            except ContractError as error:
                faults += [(where, problem) for problem in error.problems]
            continue
        if not isinstance(table, dict):
            faults.append((where, f"{shown(table)} is not a set of conditions; write {EXAMPLE}"))
            continue
        for name, given in table.items():
            try:
                parts = [None if part == BLANK else part for part in (given if isinstance(given, list) else [given])]
                wanted &= Filter((condition(name, parts if isinstance(given, list) else parts[0]),))
            except ContractError as error:
                faults += [((*where, name), problem) for problem in error.problems]
    return wanted if len(faults) == before else None


def write_filter(wanted: Filter) -> Plain:
    """The plain data of a filter; a field with two conditions takes two tables, an expression is a text."""
    tables: list[dict[str, Plain]] = []
    for part in (one for one in wanted.conditions if one.operator != HOLDS):
        table = next((table for table in tables if part.field not in table), None)
        if table is None:
            tables.append(table := {})
        given = spoken(part)
        table[part.field] = [_plain(value) for value in given] if isinstance(given, list) else _plain(given)
    written: list[Plain] = [*tables, *(part.name for part in wanted.conditions if part.operator == HOLDS)]
    return written[0] if len(written) == 1 else written


def spoken(part: Condition) -> object:
    """Return a condition as a contract writes it, so that `condition` reads it back."""
    if part.parts:
        given = [(one, spoken(one)) for one in part.parts]
        return [value for one, text in given for value in (text if isinstance(text, list) and one.operator == "in" else [text])]
    if part.operator == "between":
        return part.written
    first = part.values[0]
    if part.operator != "in":
        text = exact_text(first) if isinstance(first, Fraction) else str(first)
        return f"{part.operator} {text}" if part.operator != "not in" else KNOWN if first is None else unlike(text)
    values = [_value(value) for value in part.values]
    return values if len(values) > 1 else values[0]


def _value(value: object) -> object:
    """Return one value; "unknown" for none, "== ..." for a fraction without exact decimals, and for a text that looks like a comparison."""
    if value is None:
        return UNKNOWN
    if isinstance(value, Fraction) and decimals(value) is None:
        return f"== {value}"
    return as_text(value) if isinstance(value, str) else value


def filtered(metric: Metric, wanted: Filter) -> Metric:
    """A metric on the records that pass a filter."""
    for part in wanted.conditions:
        metric = metric.where(part.name) if part.operator == HOLDS else metric.where(**{part.field: spoken(part)})
    return metric


def number_data(value: Fraction) -> Plain:
    """A fraction as a number, or as text where no decimals are enough."""
    if value.denominator == 1:
        return int(value)
    return str(value) if decimals(value) is None else Decimal(exact_text(value))


def _plain(value: object) -> Plain:
    return number_data(value) if isinstance(value, Fraction) else value  # type: ignore[return-value]  # text, numbers and truths
