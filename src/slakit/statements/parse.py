"""Parse the lines of a statement that was written down, as plain data or as JSON; an error names the place of what cannot be read."""

from collections.abc import Mapping
from typing import Any

from slakit.errors import UsageError
from slakit.metrics.measure import INNER, Measure
from slakit.penalties.amounts import Amounts
from slakit.statements.closed_line import ClosedLine
from slakit.statements.plain_data import maybe, read_fields, required
from slakit.statements.seal import CLOSED, unsealed
from slakit.targets.verdict import Outcome, Verdict
from slakit.timeline.instants import instant
from slakit.timeline.span import Span
from slakit.values.money import money
from slakit.values.quantity import quantity
from slakit.values.read_json import read_json
from slakit.windows.period import Period

FORMAT = "slakit.statement/1"  # of its JSON; what changes the meaning of a key makes another one


def plain_of(statement: object) -> Mapping[str, Any]:
    """The plain data of a statement: of JSON text, also that of a closed one, of what `to_dict` gave, or of anything that has `to_dict`."""
    if isinstance(statement, str | bytes):
        try:
            statement = read_json(statement)
        except ValueError as error:
            raise UsageError(f"the text is not the JSON of a statement ({error}); write statement.to_json()") from None
    elif hasattr(statement, "to_dict"):
        statement = statement.to_dict()
    if isinstance(statement, Mapping) and CLOSED in statement:
        statement = unsealed(statement)
    if not isinstance(statement, Mapping) or not isinstance(statement.get("lines"), list):
        raise UsageError(f"{type(statement).__name__} is not a statement; write a Statement, or what its to_dict() or to_json() gave")
    if (form := statement.get("format", FORMAT)) != FORMAT:  # one of long ago does not say
        raise UsageError(f"{form!r} is not the format of a statement that this version of slakit reads; write {FORMAT!r}, or update slakit")
    return statement


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
    return ClosedLine(
        name=required(line, "name", str, path),
        period=Period(span, span, line.get("partial") is True, required(line, "period", str, path)),
        group=tuple(group) if isinstance(group, list) else group,
        verdict=Verdict(
            outcome=required(line, "outcome", Outcome, path),
            measure=_measure(line["measure"], f"{path}.measure"),
            judged=maybe(line, "judged", quantity, path),
            final=line.get("final") is True,
            certain=line.get("certain") is True,
            reason=str(line.get("verdict_reason") or ""),
        ),
        amounts=Amounts(**read_fields(Amounts, line, path)),
        over=span.last <= as_of,
        projected=maybe(line, "projected", money, path),
        **{name: str(line.get(name) or "") for name in ("clause", "version", "unsettled", "claim", "level")},
    )


def _measure(measure: Mapping[str, Any], path: str) -> Measure:
    needed = {name: required(measure, name, kind, path) for name, kind in (("unit", str), ("sample", int), ("pending", int))}
    return Measure(**read_fields(Measure, measure, path, skip=(*INNER, "evidence")) | needed)


def totals_of(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The amounts of a statement, of which two were once called "gross_credit" and "credit"."""
    old = {"credit": data["gross_credit"], "payable": data.get("credit")} if "gross_credit" in data else {}
    return read_fields(Amounts, {**data, **old}, "statement")
