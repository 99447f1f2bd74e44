"""Restore a statement from its JSON, to the letter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any

import attrs
from attrs import evolve, frozen

from slakit.errors import UnitError, UsageError
from slakit.metrics.measure import ITEMS, Measure
from slakit.penalties.amounts import Amounts
from slakit.statements.closed_line import ClosedLine
from slakit.statements.judged_line import JudgedLine
from slakit.statements.line import Line
from slakit.statements.needed import Needed
from slakit.statements.parse import FIRST, lines_of, totals_of, unsealed_of
from slakit.statements.plain_data import maybe, read_fields, required
from slakit.statements.written_target import WrittenTarget, read_target
from slakit.timeline.zone import zone
from slakit.values.quantity import Quantity, quantity

OTHERS = tuple(part.name for part in attrs.fields(Measure) if part.name != "evidence")
SHARED = tuple(part.name for part in attrs.fields(JudgedLine))


def _text(key: str) -> Any:
    """A property that gives a text of a line as it was written."""
    return property(lambda line: str(line.written.get(key, "")))


@frozen(kw_only=True, repr=False)
class WrittenLine(Line):
    """A line that was read back without what judges it; its texts, unit, limits and needs are those that were written."""

    written: Mapping[str, Any]
    level, reason, open, unread, unrounded = map(_text, ("level", "reason", "open", "unread", "unrounded"))

    @property
    def unit(self) -> str:
        judged, usual = self.verdict.judged, "" if self.measure.unit == ITEMS else self.measure.unit or "%"
        return str(self.written["measure"].get("shown_in", usual if judged is None else judged.unit.text))

    @property
    def limits(self) -> tuple[Quantity, ...]:
        return tuple(map(quantity, self.written.get("limits", ())))

    @property
    def needed(self) -> Needed | None:
        return self.target.own.needed if isinstance(self.target, WrittenTarget) and self.target.own is not None else None

    @property
    def shown(self) -> str:
        return str(self.written["measure"].get("shown", ""))

    @property
    def judged(self) -> str:
        return str(self.written.get("judged_shown") or self.written.get("judged") or "no figure")


def restored(kind: type[Any], text: object) -> dict[str, Any]:
    """The arguments of `kind`, the Statement, whose `to_json` this is; raises UsageError, with the place, for any other text."""
    data, seal = unsealed_of(text)
    form = str(data.get("format", FIRST))
    pairs = enumerate(zip(data["lines"], lines_of(data), strict=True))
    local = _zone(data)
    lines = tuple(_line(line, closed, local, f"lines[{index}]", form) for index, (line, closed) in pairs)
    try:
        amounts = sum((line.amounts for line in lines), Amounts())
    except UnitError as error:
        raise UsageError(f"lines: {error}; write what to_dict() gave") from None
    written = read_fields(kind, data, "statement", skip=("lines", "amounts", "format", "seal"))
    as_of = written["as_of"].astimezone(local)
    return {**written, "format": form, "seal": seal, "as_of": as_of, "lines": lines, "amounts": evolve(amounts, **totals_of(data))}


def _zone(data: Mapping[str, Any]) -> tzinfo:
    """The zone of the agreement; of a statement that was written before it was named, the offset of its `as_of`."""
    as_of = required(data, "as_of", datetime.fromisoformat, "statement")
    return maybe(data, "timezone", zone, "statement") or as_of.tzinfo or UTC


def _line(line: Mapping[str, Any], closed: ClosedLine, local: tzinfo, path: str, form: str) -> Line:
    """A line; `closed` is what any reader of statements reads of it."""
    evidence = read_fields(Measure, line["measure"], f"{path}.measure", skip=OTHERS)
    shared = {name: getattr(closed, name) for name in SHARED}
    promised = WrittenTarget(required(line, "target", str, path)) if form == FIRST else read_target(line, path)
    fields = {
        **shared,
        "verdict": evolve(closed.verdict, measure=evolve(closed.measure, **evidence)),
        **read_fields(Line, line, path, skip=(*SHARED, "target", "zone")),
        "target": promised,
        "zone": local,
    }
    return WrittenLine(**fields, written=line) if isinstance(promised, WrittenTarget) else Line(**fields)
