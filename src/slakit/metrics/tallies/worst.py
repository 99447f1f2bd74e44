"""Worst: the few worst records of a period, so that a figure can be traced to them; ties go by instant, then by key."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from slakit.metrics.record import decode, encode

KEPT = 5


class Entry(NamedTuple):
    """One record; less of it is worse: minus its badness, then its instant, its key as text, and as it is."""

    rank: int
    at: int
    text: str = ""
    key: Any = None


def entry(badness: int, at: int, key: Any) -> Entry:
    """The entry of a record."""
    return Entry(-badness, at, "" if key is None else f"{type(key).__name__} {key}", key)


def worst(entries: Iterable[Entry]) -> list[Entry]:
    """The worst of some entries, in order."""
    return sorted(entries, key=lambda one: one[:3])[:KEPT]


def saved(entries: list[Entry]) -> list[Any]:
    """Entries as JSON data."""
    return [[-one.rank, one.at, encode(one.key)] for one in entries]


def restored(data: list[Any]) -> list[Entry]:
    """The entries that were saved."""
    return [entry(badness, at, decode(key)) for badness, at, key in data]
