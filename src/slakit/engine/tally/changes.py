"""Changes: when each tally last changed, so that what was worked out of those that have not changed since is kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar, cast

from attrs import define, field

from slakit.engine.plan.plan import Plan

T = TypeVar("T")
Group = tuple[object, ...]
NEVER = 0


@define
class Ticks:
    """A count of all changes: each has a number of its own, so that two states of a tally never have the same."""

    last: int = NEVER

    def next(self) -> int:
        """The number of one more change."""
        self.last += 1
        return self.last


@define
class Changes:
    """By reading, group and slice the number of the last change; a reading that is worked out anew each time has None.

    What is kept of a result is the last one, with the state of what it rests on.
    """

    numbers: list[dict[Group, dict[int, int]] | None]
    ticks: Ticks = field(factory=Ticks)
    kept: dict[Hashable, tuple[Hashable, object]] = field(factory=dict)

    @classmethod
    def of(cls, plan: Plan, counted: bool = True) -> Changes:
        """No change of any tally yet; what is not `counted` is not kept."""
        return cls([{} if counted else None for _ in plan.readings])

    def with_shared(self, shared: Iterable[int]) -> Changes:
        """The changes of another store that has some readings from this one, and makes all others anew; what is kept is kept by both."""
        indexes = frozenset(shared)
        return Changes([one if index in indexes else None for index, one in enumerate(self.numbers)], self.ticks, self.kept)

    def note(self, index: int, group: Group, cell: int) -> None:
        """Note that something is added to a reading, in a group and slice."""
        cells = self.numbers[index]
        if cells is not None:
            cells.setdefault(group, {})[cell] = self.ticks.next()

    def last(self, index: int, group: Group, cells: Iterable[int] | None = None) -> int | None:
        """The number of the last change of a reading and group in some slices, or in all; None where that is not known."""
        numbers = self.numbers[index]
        if numbers is None:
            return None
        held = numbers.get(group, {})
        return max(held.values() if cells is None else (held[cell] for cell in cells if cell in held), default=NEVER)

    def looks_back(self, reader: Hashable) -> bool:
        """True if a metric has been seen to look at earlier periods."""
        return ("past", reader) in self.kept

    def note_looking_back(self, reader: Hashable) -> None:
        """Note that a metric looks at earlier periods, so that what it makes of one rests on others too."""
        self.kept["past", reader] = None, None

    def __getstate__(self) -> dict[str, object]:
        return {"numbers": self.numbers, "ticks": self.ticks, "kept": {}}  # a copy works out anew what it is asked for

    def __setstate__(self, state: dict[str, object]) -> None:
        for name, value in state.items():
            setattr(self, name, value)

    def unless(self, what: Hashable, state: Hashable, make: Callable[[], T]) -> T:
        """The result of `make`, as it was made before if the state that it rests on is still that; it is not kept where that is None."""
        if state is None:
            return make()
        kept = self.kept.get(what)
        if kept is None or kept[0] != state:
            kept = self.kept[what] = state, make()
        return cast(T, kept[1])
