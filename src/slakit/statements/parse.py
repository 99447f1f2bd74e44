"""Parse the lines of a statement that was written down, as plain data or as JSON; an error names the place of what cannot be read."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from slakit.errors import UsageError
from slakit.metrics.measure import Measure
from slakit.penalties.amounts import Amounts
from slakit.statements.closed_line import ClosedLine
from slakit.statements.plain_data import maybe, read_fields, required
from slakit.statements.seal import CLOSED, unsealed
from slakit.targets.verdict import Outcome, Verdict
from slakit.timeline.instants import instant
from slakit.timeline.span import Span
from slakit.values.money import money
from slakit.values.number import number
from slakit.values.quantity import quantity
from slakit.values.read_json import read_json
from slakit.windows.period import Period

FORMAT = "slakit.statement/2"  # of its JSON: what a statement that is read back needs to be whole makes another one
FIRST = "slakit.statement/1"  # it has texts in place of what they are made of; before it, none was named


def plain_of(statement: object) -> Mapping[str, Any]:
    """The plain data of a statement: of JSON text, also that of a closed one, of what `to_dict` gave, or of anything that has `to_dict`."""
    return unsealed_of(statement)[0]


def unsealed_of(statement: object) -> tuple[Mapping[str, Any], str]:
    """The plain data of a statement, and its seal if it is a closed one, or was read from one; else ""."""
    seal = str(getattr(statement, "seal", ""))
    if isinstance(statement, str | bytes):
        try:
            statement = read_json(statement)
        except ValueError as error:
            raise UsageError(f"the text is not the JSON of a statement ({error}); write statement.to_json()") from None
    elif hasattr(statement, "to_dict"):
        statement = statement.to_dict()
    if isinstance(statement, Mapping) and CLOSED in statement:
        statement, seal = unsealed(statement), str(statement["seal"])
    if not isinstance(statement, Mapping) or not isinstance(statement.get("lines"), list):
        raise UsageError(f"{type(statement).__name__} is not a statement; write a Statement, or what its to_dict() or to_json() gave")
    if (form := statement.get("format", FIRST)) not in (FIRST, FORMAT):
        raise UsageError(f"{form!r} is not the format of a statement that this version of slakit reads; write {FORMAT!r}, or update slakit")
    return statement, seal


def lines_of(data: Mapping[str, Any]) -> tuple[ClosedLine, ...]:
    """The lines of plain data."""
    as_of = required(data, "as_of", instant, "statement")
    return tuple(_line(line, as_of, f"lines[{index}]") for index, line in enumerate(data["lines"]))


def _line(line: object, as_of: int, path: str) -> ClosedLine:
    if not isinstance(line, Mapping):
        raise UsageError(f"{path} is not a line of a statement; write what to_dict() gave")
    if not isinstance(line.get("measure"), Mapping):
        raise UsageError(f"{path} has no measure; write what to_dict() gave")
    group = line.get("group")
    span = Span(required(line, "from", instant, path), required(line, "until", instant, path))
    whole = Span(maybe(line, "whole_from", instant, path) or span.first, maybe(line, "whole_until", instant, path) or span.last)
    judged, shortfall = maybe(line, "judged", quantity, path), maybe(line, "shortfall", number, path)
    return ClosedLine(
        name=required(line, "name", str, path),
        period=Period(span, whole, line.get("partial") is True, required(line, "period", str, path)),
        group=tuple(group) if isinstance(group, list) else group,
        verdict=Verdict(
            outcome=required(line, "outcome", Outcome, path),
            measure=_measure(line["measure"], f"{path}.measure"),
            judged=judged,
            shortfall=Fraction(0) if shortfall is None and judged is not None else shortfall,
            final=line.get("final") is True,
            certain=line.get("certain") is True,
            running=line.get("running") is True,
            reason=str(line.get("verdict_reason") or ""),
        ),
        amounts=Amounts(**read_fields(Amounts, line, path)),
        over=span.last <= as_of,
        projected=maybe(line, "projected", money, path),
        **{name: str(line.get(name) or "") for name in ("clause", "version", "unsettled", "claim", "level")},
    )


def _measure(measure: Mapping[str, Any], path: str) -> Measure:
    needed = {name: required(measure, name, kind, path) for name, kind in (("unit", str), ("sample", int), ("pending", int))}
    return Measure(**read_fields(Measure, measure, path, skip=("evidence",)) | needed)


def totals_of(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The amounts of a statement, of which two were once called "gross_credit" and "credit"."""
    old = {"credit": data["gross_credit"], "payable": data.get("credit")} if "gross_credit" in data else {}
    return read_fields(Amounts, {**data, **old}, "statement")
