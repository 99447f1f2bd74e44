"""Tally: what the values of a period add up to.

Each kind is exact, grows by `add_many`, and merges in any order to the same state. `as_of` is the tally as it stood at an instant,
where it holds what can lie after one: time that had not passed and rows that had not come are left out.
"""

from abc import ABC, abstractmethod
from typing import Any, ClassVar, Self

State = dict[str, Any]


class Tally(ABC):
    """What values add up to; `kind` names it in a saved state."""

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

    def add(self, value: Any) -> None:
        """Add one value."""
        self.add_many([value])

    def as_of(self, at: int) -> "Tally":
        """The tally without what had not happened at an instant."""
        return self

    def seal(self) -> object:
        """What the digest covers: the state, or a hash of it."""
        return self.state()
