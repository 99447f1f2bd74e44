"""Layout: plain data as TOML or JSON that looks as if a hand had written it; both read back as the same data."""

import json
from collections.abc import Iterator
from decimal import Decimal

from slakit.documents.named_parts import TABLES
from slakit.documents.plain import Path, Plain, key_text, path_text
from slakit.errors import UsageError

WIDTH = 120
INDENT = "    "

Table = dict[str, Plain]


def toml_text(data: Table, in_order: bool = False) -> str:
    """A table as a TOML document: inline where it fits on a line, a section of its own where it does not.

    A section ends what stands before it; `in_order` keeps the keys in their order all the same, by longer lines and more sections.

    >>> print(toml_text({"name": "Hosting", "objectives": [{"name": "Uptime", "metric": {"is": "uptime"}}]}), end="")
    name = "Hosting"
    <BLANKLINE>
    [[objectives]]
    name = "Uptime"
    metric = { is = "uptime" }
    """
    return "\n".join(_section(data, (), in_order)).lstrip("\n") + "\n"


def _section(table: Table, path: Path, in_order: bool) -> Iterator[str]:
    """The lines of a table: what fits first, then its sections, each after an empty line."""
    sections: list[tuple[str, Plain]] = []
    after = max((index for index, value in enumerate(table.values(), 1) if not _divides(value)), default=0) if in_order else 0
    for index, (key, value) in enumerate(table.items()):
        line = f"{key_text(key)} = {_inline(value, (*path, key))}"
        listed = not path and (isinstance(value, list) or key in TABLES)
        long = len(line) > WIDTH and index >= after
        if _divides(value) and (long or listed or (in_order and sections)):
            sections.append((key, value))
        elif isinstance(value, list) and len(line) > WIDTH:
            yield f"{key_text(key)} = ["
            yield from (f"{INDENT}{_inline(part, (*path, key))}," for part in value)
            yield "]"
        else:
            yield line
    for key, value in sections:
        inner_path = (*path, key)
        for part in value if isinstance(value, list) else [value]:
            header = ".".join(key_text(str(step)) for step in inner_path)
            inner = list(_section(part, inner_path, in_order)) if isinstance(part, dict) else []
            if isinstance(value, list) or inner[:1] != [""]:  # a table of tables alone needs no header
                yield from ("", f"[[{header}]]" if isinstance(value, list) else f"[{header}]")
            yield from inner


def _divides(value: Plain) -> bool:
    """True if a value can be sections: a table, or a list of nothing but tables."""
    return bool(value) and (isinstance(value, dict) or (isinstance(value, list) and all(isinstance(part, dict) for part in value)))


def _inline(value: Plain, path: Path) -> str:
    if value is None:
        raise UsageError(f"{path_text(path)}: None cannot be written in TOML, which has no null; write format='json'")
    if isinstance(value, dict):
        inner = ", ".join(f"{key_text(key)} = {_inline(part, (*path, key))}" for key, part in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        return f"[{', '.join(_inline(part, (*path, index)) for index, part in enumerate(value))}]"
    return _scalar(value).replace("\x7f", "\\u007f")


def _scalar(value: "None | bool | int | str | Decimal") -> str:
    return format(value, "f") if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def json_text(data: Table) -> str:
    """A table as a JSON document: on one line where it fits, broken where it does not."""
    return _broken(data, "") + "\n"


def _broken(value: Plain, indent: str, used: int = 0) -> str:
    line = _flat(value)
    if not isinstance(value, dict | list) or not value or (indent and len(indent) + used + len(line) <= WIDTH):
        return line
    deeper = indent + "  "
    if isinstance(value, dict):
        named = ((json.dumps(key, ensure_ascii=False), part) for key, part in value.items())
        parts = [f"{key}: {_broken(part, deeper, len(key) + 2)}" for key, part in named]
    else:
        parts = [_broken(part, deeper) for part in value]
    opened, closed = "{}" if isinstance(value, dict) else "[]"
    return f"{opened}\n{deeper}" + f",\n{deeper}".join(parts) + f"\n{indent}{closed}"


def _flat(value: Plain) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {_flat(part)}" for key, part in value.items()) + "}"
    return f"[{', '.join(map(_flat, value))}]" if isinstance(value, list) else _scalar(value)
