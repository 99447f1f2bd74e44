"""How one would write a value: the repr of everything that a contract is made of."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import attrs

from slakit.values.money import Money
from slakit.values.quantity import Quantity


def written(value: Any) -> str:
    """The repr of an attrs value as the call that makes it: what may stand first by position, the rest by name, defaults left out."""
    first, named = [], []
    placed = True  # whether all that may stand by position before this one does
    for field in attrs.fields(type(value)):
        if not field.init:
            continue
        held = getattr(value, field.name)
        default = field.default
        if isinstance(default, attrs.Factory):  # type: ignore[arg-type]  # a class at run time
            default = default.factory()
        if field.default is not attrs.NOTHING and same(held, default):
            placed &= field.kw_only is True
            continue
        if not field.kw_only and placed:
            first.append(_shown(held))
        else:
            named.append(f"{field.alias}={_shown(held)}")
    return f"{type(value).__name__}({', '.join(first + named)})"


def _shown(value: Any) -> str:
    plain = getattr(value, "written", value)
    if isinstance(plain, Quantity | Money | Fraction):
        return repr(str(plain))
    if isinstance(plain, tuple) and plain and all(type(part) is tuple and len(part) == 2 for part in plain):
        plain = dict(plain)
    if isinstance(plain, Mapping):
        return "{" + ", ".join(f"{_shown(name)}: {_shown(part)}" for name, part in plain.items()) + "}"
    if isinstance(plain, tuple) and any(attrs.has(type(part)) for part in plain):
        return f"[{', '.join(map(_shown, plain))}]"
    if callable(plain) and hasattr(plain, "__qualname__"):
        return str(plain.__qualname__)
    return repr(plain)


def same(value: object, default: object) -> bool:
    """Whether a setting is what it is when left out; an amount is never a text or a number."""
    return kind_first(value) == kind_first(default)


def kind_first(value: object) -> tuple[bool, object]:
    """What a setting that is a word or an amount is compared by, since an amount is not to be compared with a text."""
    return isinstance(value, Quantity | Money), value
