"""Shapes: the small schemas that the tables of a document are made of."""

from collections.abc import Callable, Iterable
from typing import Any

from slakit.documents.plain import Plain
from slakit.documents.schema_texts import any_case
from slakit.documents.signature import Argument
from slakit.documents.type_checks import misfits
from slakit.values.comparisons import SIGNS

Schema = dict[str, Any]
Probe = Callable[[Plain], bool]
TEXT: Schema = {"type": "string"}
SCALAR: Schema = {"type": ["string", "number", "boolean", "null"]}
VALUE: Schema = {"anyOf": [SCALAR, {"const": {"is": "unknown"}}]}
CONDITIONS: Schema = {
    "type": "object",
    "additionalProperties": {"anyOf": [*VALUE["anyOf"], {"type": "array", "items": VALUE, "minItems": 1}]},
    "examples": [{"severity": ["high", "critical"], "score": ">= 4"}],
}
_COMPARES = "|".join(["[<>]", "[=!]=", *map(any_case, SIGNS)])
EXPRESSION: Schema = {
    "type": "string",
    "pattern": rf"\S[\s\S]*(?:{_COMPARES})",
    "examples": ["answered - asked <= 4 hours"],
}


def group(parts: list[Schema]) -> Schema:
    """A list of exactly these parts."""
    return {"type": "array", "prefixItems": parts, "minItems": len(parts), "maxItems": len(parts)}


def joined(shapes: list[Schema]) -> Schema:
    """Any of several shapes, each once; nothing is asked where one of them is anything."""
    several = [shape for index, shape in enumerate(shapes) if shape not in shapes[:index]]
    if {} in several:
        return {}
    return several[0] if len(several) == 1 else {"anyOf": several}


def or_named(limit: Schema) -> Schema:
    """A limit, or the name of one, also for each value of a field; whether a text is either, the loader alone knows."""
    shapes = [shape for shape in limit.get("anyOf", [limit]) if shape.get("type") != "string"]
    by_field = [
        shape | {"additionalProperties": or_named(shape["additionalProperties"])} if shape.get("type") == "object" else shape
        for shape in shapes
    ]
    return joined([*by_field, TEXT])


def takes_alone(made: type, argument: Argument, value: Plain) -> bool:
    """True if an argument takes a value, whatever the others are."""
    return not [*misfits(value, argument.hint, ())] and not argument.problems(made, value)


def text_shape(takes: Probe | None, words: Iterable[str] | None) -> Schema:
    if words is not None:
        return {"enum": list(words)}
    if takes is None or takes("") or not takes("x"):
        return TEXT
    return {"type": "string", "minLength": 1} if takes(" ") else {"type": "string", "pattern": r"\S"}


def integer_shape(takes: Probe | None) -> Schema:
    """A whole number, from the least that is taken."""
    least = next((number for number in range(-1, 4) if takes(number)), -1) if takes else -1
    return {"type": "integer"} if least < 0 else {"type": "integer", "minimum": least}


def words_of(validator: Any) -> tuple[str, ...] | None:
    """The words of a validator that accepts no others, also of one that is optional or stands with others."""
    if validator is None:
        return None
    words = getattr(validator, "words", None)
    if words is not None:
        return tuple(words)
    if isinstance(getattr(validator, "options", None), tuple | list) and all(isinstance(word, str) for word in validator.options):
        return tuple(validator.options)
    inner = getattr(validator, "validator", None)
    parts = [inner] if inner is not None else getattr(validator, "_validators", ())
    return next((words for part in parts if (words := words_of(part))), None)
