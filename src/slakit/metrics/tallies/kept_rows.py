"""KeptRows: a tally that keeps the records themselves."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Any, Self

from slakit.metrics.plain_values import plain
from slakit.metrics.record import canonical, decode, encode
from slakit.metrics.tallies.tally import State, Tally


class KeptRows(Tally):
    """Records as they came, each with its instant, for functions that a user wrote; handed out in one order."""

    kind = "rows"
    __slots__ = ("_ordered", "_rows")

    def __init__(self, rows: Iterable[tuple[int, Any]] = ()) -> None:
        self._rows: list[tuple[int, Any]] = list(rows)
        self._ordered = False

    def add_many(self, values: Any) -> None:
        self._rows += values
        self._ordered = False

    def merge(self, other: Self) -> None:
        self.add_many(other._rows)

    @property
    def rows(self) -> list[Any]:
        """The records by instant, equal instants by what they hold."""
        if not self._ordered:
            self._rows.sort(key=lambda pair: pair[0])
            instants = [at for at, _ in self._rows]
            if len(set(instants)) < len(instants):
                self._rows.sort(key=lambda pair: (pair[0], canonical(encode(pair[1]))))
            self._ordered = True
        return [row for _, row in self._rows]

    @property
    def dated(self) -> list[tuple[int, Any]]:
        """The records with their instants, in that order."""
        return self._rows if self.rows else []

    def __len__(self) -> int:
        return len(self._rows)

    def as_of(self, at: int) -> Self:
        rows = self.dated
        if not rows or rows[-1][0] <= at:
            return self
        earlier = type(self)(rows[: bisect_left(rows, at + 1, key=lambda pair: pair[0])])
        earlier._ordered = True
        return earlier

    def state(self) -> State:
        return {"rows": [[at, encode(row)] for at, row in self.dated]}

    @classmethod
    def restore(cls, state: State) -> Self:
        return cls((at, decode(row)) for at, row in state["rows"])


class StatedRows(KeptRows):
    """Records of which a field left out and one without a value mean the same, as of claims and of duties that were done."""

    kind = "stated rows"
    __slots__ = ()

    def add_many(self, values: Any) -> None:
        super().add_many([(at, _stated(row)) for at, row in values])


def _stated(row: Any) -> Any:
    """The fields of a record that say something."""
    if not isinstance(row, Mapping):
        return row
    return {name: value for name, value in row.items() if plain(value) is not None}
