"""The repr of everything that a contract is made of: the Python code that makes an equal one.

What was worked out, such as a line of a statement, is made by no code; its repr says in brackets what it is.

A value has three texts, each with a job of its own: `repr()` is code, `str()` the exact text that its reader reads back, as documents and
errors have it, and `show()` the rounded and grouped text of a report.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import attrs

from slakit.values.money import Money
from slakit.values.number import exact_text
from slakit.values.one_line import one_line
from slakit.values.quantity import Quantity

LONGEST = 160  # characters of such a repr: a list of them is read line by line


def in_brackets(value: object, *parts: object) -> str:
    """Return the repr of a result, which no code makes: its class and what a failing test has to show, in one line.

    >>> statement.line("Uptime")
    <Line Uptime 2026-03: 99.865 % missed, 600.00 GBP>
    """
    text = f"<{type(value).__name__} {' '.join(' '.join(one_line(part).split()) for part in parts if part not in ('', None))}>"
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 5].rstrip()} ...>"


def written(value: Any) -> str:
    """Return an attrs value as the call that makes it: positional arguments first, then those by name; defaults are left out."""
    return f"{type(value).__name__}({written_arguments(value)})"


def written_arguments(value: Any, without: str = "") -> str:
    """Return the arguments of that call, without a field that the caller writes by itself."""
    first, named = [], []
    by_position = True  # whether all that may stand by position before this one does
    for field in attrs.fields(type(value)):
        if not field.init or not field.repr or field.name == without:
            continue
        held = getattr(value, field.name)
        default = field.default
        if isinstance(default, attrs.Factory):  # type: ignore[arg-type]  # a class at run time
            default = default.factory()
        if field.default is not attrs.NOTHING and same(held, default):
            by_position &= field.kw_only is True
            continue
        if not field.kw_only and by_position:
            first.append(_argument(held))
        else:
            named.append(f"{field.alias}={_argument(held)}")
    return ", ".join(first + named)


def _argument(value: Any) -> str:
    """Return the code of one argument: amounts and fractions as the text that the call reads, functions by their name."""
    plain = getattr(value, "written", value)
    if isinstance(plain, Fraction):
        return repr(exact_text(plain))
    if isinstance(plain, Quantity | Money):
        return repr(str(plain))
    if isinstance(plain, tuple) and plain and all(type(part) is tuple and len(part) == 2 for part in plain):
        plain = dict(plain)
    if isinstance(plain, Mapping):
        return "{" + ", ".join(f"{_argument(name)}: {_argument(part)}" for name, part in plain.items()) + "}"
    if isinstance(plain, tuple) and any(attrs.has(type(part)) for part in plain):
        return f"[{', '.join(map(_argument, plain))}]"
    if callable(plain) and hasattr(plain, "__qualname__"):
        return str(plain.__qualname__)
    return repr(plain)


def same(value: object, default: object) -> bool:
    """True if a setting equals its default; an amount never equals a text or a number."""
    return kind_first(value) == kind_first(default)


def kind_first(value: object) -> tuple[bool, object]:
    """Return the key to compare a setting that is a word or an amount by, since an amount must not be compared with a text."""
    return isinstance(value, Quantity | Money), value
