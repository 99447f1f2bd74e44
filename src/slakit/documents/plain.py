"""Plain data: what a document is made of, without a float, and the two texts of it that the standard library reads."""

import json
import re
import tomllib
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from slakit.agreements.paths import Path as Path, key_text as key_text, path_text as path_text
from slakit.documents.syntax_faults import Location, json_location, toml_location
from slakit.errors import ContractError

Plain: TypeAlias = "None | bool | int | str | Decimal | list[Plain] | dict[str, Plain]"

FORMATS = ("toml", "json", "yaml")
EXAMPLES = {"toml": 'name = "Hosting"', "json": '{"name": "Hosting"}', "yaml": "name: Hosting"}

_AT_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")
_DIGITS = re.compile(r"[0-9_]{4000,}")


class Figure(Decimal):
    """A number with a point, exactly as a document has it; its repr is how it was written."""

    def __repr__(self) -> str:
        return str(self)


def figure(text: str) -> Figure:
    """The number of a text; one whose exponent no computer can hold is another that is too long, and refused as that."""
    try:
        return Figure(text)
    except InvalidOperation:
        return Figure("1e99999")


def _whole(text: str) -> "int | Figure":
    """A whole number; one of so many digits that Python refuses to read it is a figure, which is refused with its path."""
    return int(text) if len(text) < 4000 else Figure(text)


class SyntaxFault(ContractError):
    """Text that is not TOML, JSON or YAML; `line` and `column` say where."""

    def __init__(self, problem: str, line: int, column: int) -> None:
        super().__init__(problem)
        self.line, self.column = line, column


def guessed(text: str) -> str:
    """The format of a text: JSON begins with a brace, which TOML never does."""
    return "json" if text.lstrip().startswith("{") else "toml"


def parse(text: str, form: str) -> "tuple[Plain, bool]":
    """The plain data of a text, and whether an object of it names a key twice, which TOML itself refuses.

    >>> parse("weight = 0.1", "toml")
    ({'weight': 0.1}, False)

    Numbers with a point are exact, dates are ISO text. Raises SyntaxFault.
    """
    repeated: list[str] = []

    def table(pairs: "list[tuple[str, Plain]]") -> "dict[str, Plain]":
        made = dict(pairs)
        if len(made) != len(pairs):
            repeated.append("")
        return made

    try:
        if form == "toml":
            return _dates_as_text(tomllib.loads(text, parse_float=figure)), False
        return json.loads(text, parse_float=figure, parse_int=_whole, parse_constant=Figure, object_pairs_hook=table), bool(repeated)
    except json.JSONDecodeError as error:
        raise _placed(form, json_location(text, error.msg, error.lineno, error.colno)) from None
    except tomllib.TOMLDecodeError as error:
        match = _AT_LINE.search(str(error))
        end = (text.count("\n", 0, len(text.rstrip())) + 1, len(text.rstrip().rpartition("\n")[2]) + 1)
        line, column = (int(match[1]), int(match[2])) if match else end
        raise _placed(form, toml_location(text, str(error).partition(" (at ")[0], line, column)) from None
    except RecursionError:
        raise syntax_fault(form, "it is nested too deep", 1, 1) from None
    except ValueError:  # a whole number of so many digits that Python refuses to read it
        at = match.start() if (match := _DIGITS.search(text)) else 0
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        raise syntax_fault(form, "a number has more digits than are read", line, column) from None


def syntax_fault(form: str, reason: str, line: int, column: int) -> SyntaxFault:
    """Return the fault of a text itself, at a place, with an example of its format."""
    reason = reason[:1].lower() + reason[1:]
    return SyntaxFault(f"the text is not {form.upper()}, {reason}; write {EXAMPLES[form]}", line, column)


def _placed(form: str, at: Location) -> SyntaxFault:
    """A fault at its true place, with what to write there."""
    reason = at.reason[:1].lower() + at.reason[1:]
    return SyntaxFault(f"the text is not {form.upper()}, {reason}; write {at.remedy}", at.line, at.column)


def _dates_as_text(value: object) -> Plain:
    """TOML has dates and times of its own; a document holds them as ISO text, as JSON does."""
    if isinstance(value, dict):
        return {name: _dates_as_text(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_dates_as_text(part) for part in value]
    return value.isoformat() if isinstance(value, date | datetime | time) else value  # type: ignore[return-value]  # the rest is plain


def shown(value: Plain) -> str:
    """A piece of a document as a message quotes it, cut when it is long."""
    text = repr(value) if isinstance(value, str) else example_text(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def example_text(value: Plain) -> str:
    """A list, a table or a number as it is written in a document, whole: what a message says to write."""
    if isinstance(value, list):
        return f"[{', '.join(map(example_text, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key_text(key)} = {example_text(part)}' for key, part in value.items())} }}" if value else "{}"
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else _scalar(value)


def _scalar(value: "int | str | Decimal") -> str:
    """A number, or a text within a list or a table, as TOML and JSON have it."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)
