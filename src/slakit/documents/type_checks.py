"""Type checks: whether a piece of plain data is text, a whole number, true or false, a list or a table, as an argument wants it."""

from collections.abc import Iterator
from decimal import Decimal
from types import NoneType
from typing import get_args, get_origin

from slakit.documents.kinds import kind_of
from slakit.documents.plain import Path, Plain, shown
from slakit.documents.signature import Argument, members

EXAMPLES = {  # of arguments that must be given
    "provider": '"Brightside Social Ltd"',
    "customer": '"Acme plc"',
    "term": '["2026-01-01", "2027-01-01"]',
    "timezone": '"Europe/London"',
    "tz": '"Europe/London"',
    "objectives": "[{ name = ..., metric = ..., target = ... }]",
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
}


def example(argument: Argument) -> str:
    """Return an example of an argument in a document: 'target = "at least 99.9 %"'."""
    kind = kind_of(argument.hint) if isinstance(argument.hint, type) else None
    parts = get_args(argument.hint)
    inner = kind_of(parts[0]) if parts and parts[1:] == (Ellipsis,) and isinstance(parts[0], type) else None
    if inner is not None and argument.name not in EXAMPLES:
        return f"{argument.name} = [{inner.example}]".replace("'", '"')
    usual = kind.example.replace("'", '"') if kind else '"..."' if argument.hint is str else "..."
    return f"{argument.name} = {usual if kind else EXAMPLES.get(argument.name, usual)}"


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
        yield path, f"{shown(data)} is not text; write {_quoted(data)}"
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
        yield path, f'{shown(data)} is not a table; write {{ name = "..." }}'
    for inner_path, part in items if value is str else ():
        yield from misfits(part, value, inner_path)


def _quoted(data: Plain) -> str:
    return repr(str(data)) if isinstance(data, int | Decimal) and not isinstance(data, bool) else "'...'"
