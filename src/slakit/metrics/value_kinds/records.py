"""Records: what the program of a value kind is composed of; the engine has it for rows and for columns alike.

`having_number` and `having_instant` narrow: they give the records that are left, and note which fell out and why. A vector has one entry
for each record that is left, so narrow first and ask for vectors then. What `add...` returns is what the program returns.
"""

from collections.abc import Callable, Iterable
from typing import Any, Protocol, Self

from slakit.metrics.condition import Filter
from slakit.metrics.tallies.intervals import Per

Vector = Any  # whole numbers, or truth values: a list of rows, or an array of columns
Contributions = Any  # what the engine adds to its tallies


class Arithmetic(Protocol):
    """Arithmetic on vectors, entry by entry."""

    def vector(self, values: list[int]) -> Vector: ...
    def listed(self, vector: Vector) -> list[Any]: ...
    def plus(self, left: Vector, right: Vector) -> Vector: ...
    def minus(self, left: Vector, right: Vector) -> Vector: ...
    def at_most(self, left: Vector, right: Vector) -> Vector: ...
    def both(self, left: Vector, right: Vector) -> Vector: ...
    def invert(self, mask: Vector) -> Vector: ...


class Records(Protocol):
    """Some records of one batch."""

    @property
    def vectors(self) -> Arithmetic: ...

    def owned(self) -> Self:
        """Those whose owner instant has come, and lies in the hours that count."""

    def having_number(self, name: str, digits: int) -> Self: ...

    def having_instant(self, name: str) -> Self: ...

    def meeting(self, good: Filter, unknown: str | None) -> tuple[Self, Vector]:
        """Those of which a filter can be decided, and which meet it; `unknown` as in `Good`."""

    def number(self, name: str, digits: int) -> Vector:
        """The numbers of a field, in units of 10 ** -digits."""

    def instant(self, name: str) -> Vector:
        """The instants of a field, in microseconds."""

    def add(self, worth: Vector | None) -> Contributions:
        """Add a number of each record, one without numbers; the worst are those of the least."""

    def add_good(self, good: Vector) -> Contributions:
        """Add whether each record is good; what an exclusion forgives is."""

    def add_entries(self, entries: Iterable[Any]) -> Contributions:
        """Add anything else of each record."""

    def add_labels(self, name: str) -> Contributions: ...

    def add_pairs(self, names: tuple[str, str], digits: int, empty: str, rank: Callable[[int, int], int]) -> Contributions:
        """Add two numbers of each record, the second above zero (`empty`: why not); the worst are those of the least rank."""

    def add_at_instants(self, worth: Vector | None) -> Contributions: ...

    def add_by_interval(self, worth: Vector | None, per: Per) -> Contributions: ...

    def add_records(self) -> Contributions: ...

    # programs of one value kind each
    def add_states(self, value: Any) -> Contributions: ...
    def add_timers(self, value: Any) -> Contributions: ...
    def add_deadlines(self, value: Any) -> Contributions: ...
    def add_spans(self, value: Any) -> Contributions: ...
    def add_pauses(self, value: Any) -> Contributions: ...
