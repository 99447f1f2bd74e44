"""Reading: the lines of a statement that was written down, as plain data or as JSON, with the place of what cannot be read."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any, TypeVar

from slakit.errors import SlakitError, UsageError
from slakit.metrics.measure import Measure, exact
from slakit.statements.closed_line import ClosedLine
from slakit.targets.verdict import Outcome
from slakit.timeline.instants import instant
from slakit.timeline.span import Span
from slakit.values.money import Money, money
from slakit.values.quantity import Quantity, quantity

T = TypeVar("T")
OUTCOMES = {outcome.value: outcome for outcome in Outcome}


def plain_of(written: object) -> Mapping[str, Any]:
    """The plain data of a statement: of JSON text, of what `to_dict` gave, or of anything that has `to_dict`."""
    if isinstance(written, str | bytes):
        try:
            written = json.loads(written)
        except ValueError as error:
            raise UsageError(f"the text is not the JSON of a statement ({error}); write statement.to_json()") from None
    elif hasattr(written, "to_dict"):
        written = written.to_dict()
    if not isinstance(written, Mapping) or not isinstance(written.get("lines"), list):
        raise UsageError(f"{type(written).__name__} is not a statement; write a Statement, or what its to_dict() or to_json() gave")
    return written


def lines_of(written: Mapping[str, Any]) -> tuple[ClosedLine, ...]:
    """The lines of plain data."""
    as_of = required(written, "as_of", instant, "statement")
    return tuple(_line(line, as_of, f"lines[{place}]") for place, line in enumerate(written["lines"]))


def _line(line: object, as_of: int, place: str) -> ClosedLine:
    if not isinstance(line, Mapping):
        raise UsageError(f"{place} is not a line of a statement; write what to_dict() gave")
    measure = line.get("measure")
    if not isinstance(measure, Mapping):
        raise UsageError(f"{place} has no measure; write what to_dict() gave")
    group = line.get("group")
    span = Span(required(line, "from", instant, place), required(line, "until", instant, place))
    return ClosedLine(
        name=required(line, "name", str, place),
        clause=str(line.get("clause", "")),
        version=str(line.get("version", "")),
        label=required(line, "period", str, place),
        span=span,
        group=tuple(group) if isinstance(group, list) else group,
        outcome=required(line, "outcome", OUTCOMES.__getitem__, place),
        measure=_measure(measure, f"{place}.measure"),
        judged=maybe(line, "judged", _quantity, place),
        over=span.last <= as_of,
        final=line.get("final") is True,
        **{name: maybe(line, name, _money, place) for name in ("credit", "payable", "bonus", "entitled", "returned", "banked")},
        units=maybe(line, "units", _quantities, place) or (),
        converted=maybe(line, "converted", _quantities, place) or (),
        entitled_units=maybe(line, "entitled_units", _quantities, place) or (),
        rights=maybe(line, "rights", tuple, place) or (),
        unsettled=str(line.get("unsettled") or ""),
        claim=str(line.get("claim") or ""),
    )


def _measure(measure: Mapping[str, Any], place: str) -> Measure:
    value, low, high, observed = (maybe(measure, name, _figure, place) for name in ("value", "low", "high", "observed"))
    return Measure(
        value=value,
        low=low,
        high=high,
        observed=observed,
        unit=required(measure, "unit", str, place),
        sample=required(measure, "sample", int, place),
        pending=required(measure, "pending", int, place),
        unread=maybe(measure, "unread", int, place) or 0,
        breaches=measure.get("breaches"),
        workings=str(measure.get("workings", "")),
    )


def _figure(text: str) -> Fraction | int | None:
    return exact(Fraction(text))


def _money(text: str) -> Money:
    return money(text)


def _quantity(text: str) -> Quantity:
    return quantity(text)


def _quantities(texts: Iterable[str]) -> tuple[Quantity, ...]:
    return tuple(map(quantity, texts))


def required(table: Mapping[str, Any], name: str, read: Callable[[Any], T], place: str) -> T:
    """A value that must be there, as it is read."""
    if table.get(name) is None:
        raise UsageError(f"{place} has no {name!r}; write what to_dict() gave")
    try:
        return read(table[name])
    except (SlakitError, KeyError, TypeError, ValueError) as error:
        told = f": {error}" if isinstance(error, SlakitError) else ""
        raise UsageError(f"{place}.{name}: {table[name]!r} cannot be read{told}; write what to_dict() gave") from None


def maybe(table: Mapping[str, Any], name: str, read: Callable[[Any], T], place: str) -> T | None:
    """A value that may be missing, as it is read."""
    return None if table.get(name) is None else required(table, name, read, place)


def when(written: Mapping[str, Any]) -> datetime:
    """The instant as of which a statement was made."""
    return required(written, "as_of", datetime.fromisoformat, "statement")
