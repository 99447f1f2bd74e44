"""Kept: one record behind a measure, as details have it; a store that is asked for details keeps them by cell, next to the worst."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from slakit.metrics.record import canonical, encode


class Kept(NamedTuple):
    """The instant that owns a record, its key, what it is worth, a value to show in its place, and why it is left out, if it is.

    `worth` is a number, a pair of numbers, a label, or the end of a span; None where a record is left out. `state` is "" for what counts.
    """

    at: int
    key: Any = None
    worth: Any = None
    shown: int | None = None
    state: str = ""
    reason: str = ""


def in_order(kept: Iterable[Kept]) -> list[Kept]:
    """Records in the order of time; those of one instant by all that they say, in whatever order they came."""
    return sorted(kept, key=lambda one: (one.at, one.state, canonical([encode(part) for part in one])))
