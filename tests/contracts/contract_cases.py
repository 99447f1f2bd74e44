"""What a case of a contract says, and whether a statement agrees; README.md beside this file has the keys."""

import ast
import json
import operator
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

import slakit as sk

ROOT = Path(__file__).parents[2]
CONTRACTS = ROOT / "examples" / "contracts"
FILES = ("credits.json", "credits_more.json")
OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
CALLS = {"min": min, "max": max, "floor": lambda value: Fraction(floor(value)), "ceil": lambda value: Fraction(ceil(value))}


def cases() -> list[dict]:
    """The cases of every file, in order."""
    paths = [ROOT / "tests" / "vectors" / name for name in FILES]
    return [case for path in paths if path.exists() for case in json.loads(path.read_text(encoding="utf-8"))["cases"]]


def name_of(case: dict) -> str:
    return f"{case['id']} ({case['reading']})" if case.get("reading") else case["id"]


def plain(path: Path) -> dict:
    """A document as plain data, dates as text."""
    return json.loads(json.dumps(tomllib.loads(path.read_text(encoding="utf-8")), default=str))


def changed(document: dict, edits: dict) -> dict:
    """A document with some keys replaced, or taken away where the edit is null."""
    found = deepcopy(document)
    for path, value in edits.items():
        *way, last = path.split("/")
        place = found
        for part in way:
            place = place[int(part)] if isinstance(place, list) else place[part]
        key = int(last) if isinstance(place, list) else last
        if value is None:
            del place[key]
        else:
            place[key] = value
    return found


def agreement(case: dict) -> sk.Agreement:
    path = CONTRACTS / case["contract"]
    edits = case.get("change") or {}
    return sk.loads(json.dumps(changed(plain(path), edits))) if edits else sk.load(path)


def rows(stream: list) -> list:
    return [row for entry in stream for row in ([entry["of"]] * entry["rows"] if set(entry) == {"rows", "of"} else [entry])]


def scored(case: dict, details: bool = False) -> sk.Statement:
    records = {stream: rows(found) for stream, found in case["records"].items()}
    return sk.evaluate(agreement(case), records, period=case.get("period"), as_of=case.get("as_of"), details=details)


def calculated(text: str) -> Fraction:
    """The value of arithmetic, exactly.

    >>> calculated("min(100*1250/720, 0.5*300)")
    Fraction(150, 1)
    """
    return _value(ast.parse(text, mode="eval").body, text)


def _value(node: ast.expr, text: str) -> Fraction:
    if isinstance(node, ast.Constant):
        return Fraction(ast.get_source_segment(text, node))
    if isinstance(node, ast.BinOp):
        return OPERATORS[type(node.op)](_value(node.left, text), _value(node.right, text))
    if isinstance(node, ast.Call):
        return CALLS[node.func.id](*(_value(part, text) for part in node.args))
    raise ValueError(f"{text!r} is more than arithmetic")


def half_up(value: Fraction, like: str) -> str:
    """A figure with as many decimals as a text has, half-up."""
    digits = len(like.partition(".")[2])
    whole = floor(abs(value) * 10**digits + Fraction(1, 2))
    text = str(whole).rjust(digits + 1, "0")
    return ("-" if value < 0 and whole else "") + (f"{text[:-digits]}.{text[-digits:]}" if digits else text)


def figures(statement: sk.Statement, told: dict) -> Iterator[tuple[sk.types.Line, str]]:
    """The lines that an expectation speaks of, each with what it says."""
    for name, wanted in told.items():
        if isinstance(wanted, dict):
            yield from ((statement.line(name, period=label), said) for label, said in wanted.items())
        else:
            yield statement.line(name), wanted


def shown(base: Fraction, like: str) -> str:
    """A figure in base units, in the unit and the decimals of a text such as "99.997685 %"."""
    number, _, unit = like.partition(" ")
    one = sk.quantity(f"1 {unit}" if unit else 1)
    return f"{half_up(base / one.base, number)} {unit}".strip()


def found_at(value: object, path: str) -> str:
    """The text of what is found on the way through attributes, keys and places."""
    for part in path.split("/"):
        value = value[part] if isinstance(value, dict) else value[int(part)] if part.isdigit() else getattr(value, part)
    return str(value)
