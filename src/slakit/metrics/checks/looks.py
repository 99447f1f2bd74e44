"""Looks: all checks of one instant are one look at a state (docs/numbers.md M7)."""

from abc import ABC, abstractmethod
from typing import Any, NamedTuple

from attrs import frozen

from slakit.metrics.checks.debounce import UNKNOWN
from slakit.metrics.checks.observations import ObservationRules, Observations
from slakit.metrics.tallies.series import Series

Column = Any  # a list, or an array of NumPy


class Look(NamedTuple):
    """All checks of one instant: the state that they observed together, and the one that counts from there.

    One that never came is a look too; `missed` says for how many of them it stands.
    """

    at: int
    observed: int
    state: int
    missed: int = 0


@frozen
class Looks(ABC):
    """Looks in the order of time, a column for each of their fields; from an instant on they are undecided, as a run may go on."""

    at: Column
    observed: Column
    state: Column
    missed: Column
    undecided: int | None = None

    @property
    def latest(self) -> int:
        """The instant of the last look."""
        return int(self.at[-1])

    @property
    @abstractmethod
    def rows(self) -> list[Look]:
        """The looks one by one."""

    @abstractmethod
    def state_of(self, series: Series) -> Column:
        """The state that counts at the instant of each check."""

    @abstractmethod
    def observations(self, before: Series | None, rules: ObservationRules, first: int, last: int) -> Observations:
        """The time in each state through [first, last); `before` is what held right before an instant, where a check says so.

        Each look holds until the next, over the largest gap at most. Where the next says that what held before it is unknown, it is
        unknown from the look on; where the next names another state, the look stands (docs/numbers.md M11).
        """

    @abstractmethod
    def contradictions(self, before: Series, first: int) -> list[int]:
        """The instants, from `first` on, of changes that name another state before them than the last change did (docs/numbers.md M11)."""


def opening(named: int | None, rules: ObservationRules) -> int:
    """The state that counts before the first look, which may name it."""
    return rules.opening if named is None else rules.without_news(UNKNOWN) if named == UNKNOWN else named
