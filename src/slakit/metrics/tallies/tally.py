"""Tally: what the values of a period add up to. Each kind is exact, grows by `add_many`, and merges in any order to the same state."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from hashlib import sha256
from typing import Any, ClassVar, Self

from slakit.metrics.record import canonical
from slakit.timeline.packed import little_endian, packed

State = dict[str, Any]


class Tally(ABC):
    """A running total of values; `kind` names it in a saved state."""

    kind: ClassVar[str]

    @abstractmethod
    def add_many(self, values: Any) -> None:
        """Add the values of a batch: a sequence, or an array of integers."""

    @abstractmethod
    def merge(self, other: Self) -> None:
        """Add all that another tally of the kind holds."""

    @abstractmethod
    def state(self) -> State:
        """Plain data that `restore` reads; equal tallies give equal states."""

    @classmethod
    @abstractmethod
    def restore(cls, state: State) -> Self: ...

    @classmethod
    def of(cls, tally: "Tally") -> Self:
        """A tally of any kind as one of this kind; raises TypeError for another."""
        if not isinstance(tally, cls):
            raise TypeError(f"{type(tally).__name__} is not {cls.__name__}, the tally that is wanted; take the one of the reading")
        return tally

    def add(self, value: Any) -> None:
        """Add one value."""
        self.add_many([value])

    def as_of(self, at: int) -> "Tally":
        """The tally without what had not happened at an instant."""
        return self

    def seal(self) -> object:
        """Return the part that the digest covers: the state, or a hash of it."""
        return self.state()


class SumTally(Tally):
    """A tally whose slots are numbers that add up."""

    __slots__: tuple[str, ...] = ()

    def merge(self, other: Self) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def state(self) -> State:
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def restore(cls, state: State) -> Self:
        return cls(**state)


def sealed(count: int, values: object) -> object:
    """Return the number of values and their hash, which stand for many values in a digest."""
    return [count, sha256(canonical(values).encode()).hexdigest()]


def sealed_integers(columns: Sequence[Any]) -> object:
    """Return the number of rows and a hash of their columns: as 64-bit integers, the low byte first, or as text where one is wider."""
    try:
        sides = [packed(side) for side in columns]
    except OverflowError:
        return sealed(len(columns[0]), [list(row) for row in zip(*columns, strict=True)])
    return [len(columns[0]), sha256(b"".join(map(little_endian, sides))).hexdigest()]
