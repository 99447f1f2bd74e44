"""The JSON Schema (draft 2020-12) of a statement's JSON, made of the types of its fields, so that a new field is in it by itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from fractions import Fraction
from types import NoneType
from typing import Any, get_args, get_origin

import attrs

from slakit.metrics.measure import INNER, Exact, Measure
from slakit.metrics.ranked import Ranked
from slakit.penalties.amounts import Amounts, Use, names_of
from slakit.statements.line import OTHERWISE, WHERE_ANY as OF_LINE, Line
from slakit.statements.plain_data import SPARSE
from slakit.statements.written_target import LEVELS, OWN, Level, OwnTarget
from slakit.targets.verdict import Outcome
from slakit.timeline.instants import Instant
from slakit.values.money import Money
from slakit.values.quantity import Quantity

Shape = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Shape = {"type": "string"}
FLAG: Shape = {"type": "boolean"}
COUNT: Shape = {"type": "integer"}
NAME: Shape = {"type": ["string", "number", "boolean", "null"]}
MOMENT: Shape = {
    "type": "string",
    "format": "date-time",
    "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?[+-][0-9]{2}:[0-9]{2}(:[0-9]{2})?$",
}
NUMBER = r"-?[0-9]+(\.[0-9]+|/[0-9]+)?"  # exact, as text: 12, 99.9, 1/3
SHAPES: Mapping[object, Shape] = {
    str: TEXT,
    bool: FLAG,
    int: COUNT,
    object: NAME,
    Any: NAME,
    Exact: {"type": "string", "pattern": f"^{NUMBER}$"},
    Money: {"type": "string", "pattern": f"^{NUMBER} [A-Z]{{3}}$"},
    Quantity: {"type": "string", "pattern": f"^{NUMBER}( ?[^0-9 ].*)?$"},
    Fraction: {"type": "string", "pattern": f"^{NUMBER}$"},
    datetime: MOMENT,
    Instant: MOMENT,
    date: {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    Outcome: {"enum": [outcome.value for outcome in Outcome]},
    Ranked: {"type": "object", "properties": dict.fromkeys(("rank", "size", "failed"), COUNT), "required": ["rank", "size"]},
}
LINE: Shape = {
    "period": TEXT,
    "from": MOMENT,
    "until": MOMENT,
    "partial": FLAG,
    "group": {"anyOf": [NAME, {"type": "array", "items": NAME}]},
    "target": TEXT,
    "limits": {"type": "array", "items": SHAPES[Quantity]},
    "outcome": SHAPES[Outcome],
    "level": TEXT,
    "measure": {"$ref": "#/$defs/Measure"},
    "judged": {"anyOf": [SHAPES[Quantity], {"type": "null"}]},
    "judged_shown": {"type": ["string", "null"]},
    "final": FLAG,
    "certain": FLAG,
    **dict.fromkeys(("reason", "verdict_reason", "open", "unread", "unrounded"), TEXT),
    **dict.fromkeys(("whole_from", "whole_until"), MOMENT),
    "shortfall": SHAPES[Fraction],
    "running": FLAG,
}
WHERE_ANY = ("duties", "replaces")  # keys that a statement without any leaves out
MEASURE: Shape = {"shown": TEXT, "shown_in": TEXT}


def json_schema(statement: type[Any], form: str) -> Shape:
    """The schema of the JSON of `statement`, the class, whose key `format` is `form`; keys that a later version adds are allowed."""
    shapes = _Shapes()
    shapes.defs["Measure"] = _table(Measure, {**MEASURE, **shapes.fields(Measure, ())}, optional=INNER)
    of_target = {LEVELS: shapes.of(tuple[Level, ...]), OWN: shapes.of(OwnTarget)}
    line = {**LINE, **of_target, **shapes.fields(Line, OTHERWISE), **shapes.fields(Amounts, ())}
    shapes.defs["Line"] = _table(Line, line, optional=OF_LINE)
    amounts = shapes.fields(Amounts, ())
    keys = {
        **shapes.fields(statement, ("lines", "amounts", "seal")),
        "format": {"const": form},
        "timezone": TEXT,
        "lines": {"type": "array", "items": {"$ref": "#/$defs/Line"}},
        **{name: amounts[name] for name in names_of(Use.TOTAL)},
    }
    top = _table(statement, keys, optional=("timezone", *WHERE_ANY))
    return {"$schema": DRAFT, "$id": f"urn:{form.replace('.', ':').replace('/', ':')}", "title": form, **top, "$defs": shapes.defs}


def _table(kind: type[Any], keys: Shape, optional: Collection[str] = ()) -> Shape:
    about = (kind.__doc__ or "").partition("\n")[0]
    return {"type": "object", "description": about, "properties": keys, "required": [key for key in keys if key not in optional]}


class _Shapes:
    """The shapes of types, with those of records of a kind under the name of their class."""

    def __init__(self) -> None:
        self.defs: dict[str, Shape] = {}

    def fields(self, kind: type[Any], skip: Collection[str]) -> Shape:
        """The keys of a record and their shapes, as `write_fields` writes them."""
        return {part.name: self.of(part.type) for part in attrs.fields(attrs.resolve_types(kind)) if part.name not in skip}

    def of(self, kind: Any) -> Shape:
        """The shape of a type."""
        kinds = [one for one in get_args(kind) if one is not NoneType]
        if NoneType in get_args(kind):
            return {"anyOf": [self.of(Exact if len(kinds) > 1 else kinds[0]), {"type": "null"}]}
        if get_origin(kind) is tuple and kinds[-1] is not Ellipsis:
            return {"type": "array", "prefixItems": list(map(self.of, kinds)), "items": False, "minItems": len(kinds)}
        if get_origin(kind) is tuple:
            return {"type": "array", "items": self.of(kinds[0])}
        if get_origin(kind) is Mapping:
            return {"type": "object", "additionalProperties": self.of(kinds[1])}
        if kind in SHAPES:
            return SHAPES[kind]
        if not attrs.has(kind):
            raise TypeError(f"{kind!r} has no shape in JSON; write one into SHAPES")
        if kind.__name__ not in self.defs:
            self.defs[kind.__name__] = {}  # for one that holds itself
            sparse = [part.name for part in attrs.fields(kind) if part.default is not attrs.NOTHING] if kind in SPARSE else ()
            self.defs[kind.__name__] = _table(kind, self.fields(kind, ()), optional=sparse)
        return {"$ref": f"#/$defs/{kind.__name__}"}
