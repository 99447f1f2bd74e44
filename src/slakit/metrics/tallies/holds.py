"""Holds: a tally of the spans in which each case was on hold."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any, Self

from slakit.metrics.record import canonical, decode, encode
from slakit.metrics.tallies.tally import State, Tally
from slakit.timeline.instants import LAST


def _end(one: int, other: int) -> int:
    """The end of a span that was given twice; LAST if it goes on."""
    return other if one >= LAST else one if other >= LAST else max(one, other)


class Holds(Tally):
    """The spans in which each case was on hold: by its key, the end of each span by its start.

    An end replaces a missing one; of two ends the later counts, as of spans that overlap (docs/numbers.md C6, M9).
    """

    kind = "holds"
    __slots__ = ("records", "table")

    def __init__(self) -> None:
        self.table: dict[Any, dict[int, int]] = defaultdict(dict)
        self.records: Counter[Any] = Counter()  # by key, for the account

    def add_many(self, values: Iterable[tuple[Any, int, int]]) -> None:
        """Add spans as (key, first, last)."""
        for key, first, last in values:
            spans = self.table[key]
            spans[first] = _end(last, spans.get(first, LAST))
            self.records[key] += 1

    def merge(self, other: Self) -> None:
        records = self.records + other.records
        self.add_many((key, first, last) for key, spans in other.table.items() for first, last in spans.items())
        self.records = records

    def state(self) -> State:
        return self._state(lambda key: [self.records[key]])

    @classmethod
    def restore(cls, state: State) -> Self:
        made = cls()
        made.add_many((decode(key), first, last) for key, spans, _ in state["table"] for first, last in spans)
        made.records = Counter({decode(key): count for key, _, count in state["table"]})
        return made

    def seal(self) -> object:
        """Return the spans without the number of records: a span that was delivered again changes the account only."""
        return self._state(lambda key: [])

    def _state(self, more: Callable[[Any], list[int]]) -> State:
        table = [[encode(key), sorted(map(list, spans.items())), *more(key)] for key, spans in self.table.items()]
        return {"table": sorted(table, key=canonical)}
