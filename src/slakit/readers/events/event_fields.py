"""An event as it was written: its fields by name, and their values as they can be kept and compared."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from itertools import islice
from typing import Any

from slakit.engine.group_keys import label, literal
from slakit.metrics.plain_values import plain


def fields_of_row(row: Any) -> Mapping[str, object] | None:
    """The fields of an event, a mapping or an object with attributes; None when it has none."""
    if isinstance(row, Mapping):
        return row
    if hasattr(row, "_asdict"):
        return dict(row._asdict())
    names = [*getattr(row, "__dict__", ())] or [name for name in getattr(row, "__slots__", ()) if hasattr(row, name)]
    return {name: getattr(row, name) for name in names} if names and not isinstance(row, type) else None


def state_of(value: object) -> str | None:
    """The name of a state."""
    return str(label(value)) if is_given(value) else None


def is_given(value: object) -> bool:
    """True if a value is neither None nor empty."""
    return plain(value) not in (None, "")


def held(value: object) -> Hashable:
    """Return a value that can be hashed: a list as a tuple, and any other unhashable value as its text."""
    if type(value) is str:
        return value
    value = plain(value)
    if isinstance(value, list | tuple):
        return tuple(map(held, value))
    try:
        hash(value)
    except TypeError:
        return literal(value)
    return value


def listed(names: Collection[object]) -> str:
    """The names of some fields, a dozen at most."""
    more = f" and {len(names) - SHOWN:,} more" * (len(names) > SHOWN)
    return ", ".join(repr(name) for name in islice(names, SHOWN)) + more


def likely(argument: str, names: Sequence[object]) -> object:
    """Return the field that an argument of a reader most likely means: one whose name holds a usual word, otherwise the first."""
    likely_names = (name for word in WORDS[argument] for name in names if word in str(name).lower())
    return next(likely_names, names[0] if names else argument)


SHOWN = 12
WORDS = {
    "case": ("case", "ticket", "issue", "incident", "thread", "conversation", "request", "order", "number", "id"),
    "at": ("time", "stamp", "date", "when", "instant", "at"),
    "kind": ("event", "kind", "type", "action", "activity", "what"),
}
