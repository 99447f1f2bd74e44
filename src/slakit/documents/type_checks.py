"""Type checks: whether a piece of plain data is text, a whole number, true or false, a list or a table, as an argument wants it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import NoneType
from typing import get_args, get_origin

import attrs

from slakit.documents.kinds import kind_of
from slakit.documents.plain import Path, Plain, shown
from slakit.documents.signature import Argument, arguments, members
from slakit.metrics.base import Metric
from slakit.metrics.tallies.intervals import Per

EXAMPLES = {  # of arguments that must be given
    "provider": '"Brightside Social Ltd"',
    "customer": '"Acme plc"',
    "term": '["2026-01-01", "2027-01-01"]',
    "timezone": '"Europe/London"',
    "tz": '"Europe/London"',
    "objectives": '[{ name = "Support", metric = { is = "uptime", stream = "outages" }, target = "at least 99.9 %" }]',
    "cap": '"15 %"',
    "stream": '"inquiries"',
    "limit": '"1 hour"',
    "credit": '"5 %"',
    "best": "4",
    "amount": '"500 GBP"',
    "per": '"1 pp"',
    "good": '{ tone = "approved" }',
    "hours": '{ mon-fri = "09:00-17:30" }',
    "dates": '["2026-12-25"]',
    "when": '"> 500"',
    "done": '"processed"',
    "load": '"received"',
    "promised": '{ is = "weekly", hours = { mon-fri = "09:00-17:30" }, tz = "Europe/London" }',
    "due": '{ is = "recurring", rule = "FREQ=MONTHLY;BYMONTHDAY=5", tz = "Europe/London" }',
    "country": '"GB"',
    "path": '"holidays.ics"',
    "applies_to": '"outages"',
    "who": '"customer"',
    "terms": '[[0.6, { is = "uptime", stream = "outages" }], [0.4, { is = "share", stream = "posts", good = { tone = "approved" } }]]',
    "rule": '"FREQ=MONTHLY;BYMONTHDAY=5"',
    "name": '"Support"',
    "within": '"60 days"',
    "effective": '"2026-07-01"',
    "since": '"opened"',
    "until": '"closed"',
    "field": '"amount"',
    "over": '"impressions"',
    "operator": '">="',
    "right": '"terminate"',
    "ok": "{ status = 200 }",
    "unit": '"1 hour"',
    "n": "3",
    "periods": "2",
    "times": "10",
    "share": '"50 %"',
    "most": '"10 %"',
    "least": '"50 GBP"',
    "owing": '"20 points"',
    "money": '"500 GBP"',
    "pool": '"10 %"',
    "allocation": '"40 %"',
    "earned": '{ "99.9 %" = "5 %" }',
    "payouts": '{ minor = "2 %", major = "5 %" }',
    "levels": '{ minor = "at least 99.9 %", major = "at least 99 %" }',
    "rows": '[["99 %", "3 points"], ["98 %", "5 points"]]',
    "factors": '{ severity = "1.5" }',
    "numbers": "{ gold = 2, silver = 1.5 }",
    "tiers": '{ "below 99 %" = "5 %" }',
    "weights": "{ Uptime = 3, Replies = 1 }",
}
OTHERS: Mapping[tuple[str, object], str] = {  # of names that mean another thing where their type is another
    ("per", Per): '"1 hour"',
    ("due", str): '"due"',
    ("factors", tuple[Metric, ...]): '[{ is = "uptime", stream = "outages" }]',
}
TABLES = {  # of arguments that are tables, and of keys that stand for one
    "times": "{ 2 = 2 }",
    "roles": '{ lead = "Jane Doe" }',
    "streams": '{ cases = "cases.csv" }',
    "allow": '{ every-day = "agreed on 1 May" }',
    "bands": '{ short = "up to 1500", long = "above 1500" }',
    "below": '{ "99 %" = "10 %", "99.9 %" = "5 %" }',
    "at_or_below": '{ "99 %" = "10 %" }',
    "at_or_above": '{ "99.9 %" = "5 %" }',
    "above": '{ 4 = "1.5", 8 = 2 }',
    "clock": '{ phone = "always" }',
    "limit": '{ urgent = "1 hour", normal = "8 hours" }',
    "used": '{ 2026-01-01 = "500 GBP" }',
    "opening": '{ 2026-01-01 = "500 GBP" }',
    "dated": '{ 2026-12-24 = "09:00-12:00" }',
}


def example(argument: Argument) -> str:
    """Return an example of an argument in a document: 'target = "at least 99.9 %"'."""
    kind = kind_of(argument.hint) if isinstance(argument.hint, type) else None
    parts = get_args(argument.hint)
    inner = kind_of(parts[0]) if parts and parts[1:] == (Ellipsis,) and isinstance(parts[0], type) else None
    if inner is not None and argument.name not in EXAMPLES:
        return f"{argument.name} = [{inner.example}]".replace("'", '"')
    usual = kind.example.replace("'", '"') if kind else '"..."' if argument.hint is str else "..."
    other = next((text for (name, hint), text in OTHERS.items() if argument.name == name and argument.hint == hint), None)
    return f"{argument.name} = {other or (usual if kind else EXAMPLES.get(argument.name, usual))}"


def example_of(made: object) -> str:
    """Return an example of a part of a document, with its first arguments, or those that it must have: '{ name = "Support" }'."""
    if not isinstance(made, type) or not (kind_of(made) or attrs.has(made)):
        return "..."
    if kind := kind_of(made):
        return kind.example.replace("'", '"')
    parts = arguments(made)
    return f"{{ {', '.join(map(example, [argument for argument in parts if argument.needed] or parts[:1]))} }}"


def table_example(path: Path) -> str:
    """Return an example of the table that a part should be: '{ 2 = 2 }'."""
    name = str(path[-1]) if path else ""
    example_of = TABLES.get(name) or EXAMPLES.get(name, "")
    return example_of if example_of.startswith("{") else '{ name = "..." }'


def misfits(data: Plain, hint: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the path and the problem of data that does not fit a plain type; a type with a reader of its own is left to that reader.

    >>> list(misfits(True, int, ("minimum",)))
    [(('minimum',), 'true is not a whole number; write 3')]
    """
    options = [option for option in members(hint) if option is not NoneType]
    wanted = next((option for option in options if option in (str, int, bool) or get_origin(option) is tuple), None)
    inner = get_args(wanted)
    listed = len(inner) == 2 and inner[1] is Ellipsis
    if wanted is bool and not isinstance(data, bool):
        yield path, f"{shown(data)} is not true or false; write true"
    elif wanted is int and len(options) == 1 and (isinstance(data, bool) or not isinstance(data, int)):
        yield path, f"{shown(data)} is not a whole number; write {data if isinstance(data, str) and data.isdecimal() else 3}"
    elif wanted is str and len(options) == 1 and not isinstance(data, str):
        usual = EXAMPLES.get(str(path[-1]), "") if path and isinstance(data, bool | list | dict) else ""
        written = usual if usual.startswith('"') else _quoted(data)
        yield path, f"{shown(data)} is not text; write {written}"
    elif listed and inner[0] is str and len(options) == 1:
        yield from _texts(data, path)
    elif listed and get_origin(inner[0]) is tuple and len(options) == 1:
        yield from _pairs(data, get_args(inner[0])[-1], path)


def _texts(data: Plain, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield from misfits(item, str, (*path, index))
    elif not isinstance(data, str):
        yield path, f"{shown(data)} is not a list of texts; write [{_quoted(data)}]"


def _pairs(data: Plain, value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """A table, or the list of pairs that stands for one whose keys are not text."""
    items: list[tuple[Path, Plain]] = []
    if isinstance(data, dict):
        items = [((*path, name), part) for name, part in data.items()]
    elif isinstance(data, list) and all(isinstance(pair, list) and len(pair) == 2 for pair in data):
        items = [((*path, index, 1), pair[1]) for index, pair in enumerate(data) if isinstance(pair, list)]
    else:
        yield path, f"{shown(data)} is not a table; write {table_example(path)}"
    for inner_path, part in items if value is str else ():
        yield from misfits(part, value, inner_path)


def _quoted(data: Plain) -> str:
    return repr(str(data)) if isinstance(data, int | Decimal) and not isinstance(data, bool) else "'...'"
