"""Changes: how often each tally has changed, so that what was worked out of those that have not is kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar, cast

from attrs import define, field

from slakit.engine.plan.plan import Plan

T = TypeVar("T")


@define
class Changes:
    """By reading, group and slice the number of times that something was added; a reading that is worked out anew each time has None.

    What is kept of a result is the last one, with the state of what it rests on: whatever only grows stands for all that led to it.
    """

    counts: list[dict[tuple[object, ...], dict[int, int]] | None]
    kept: dict[Hashable, tuple[Hashable, object]] = field(factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> Changes:
        """No change of any tally yet."""
        return cls([{} for _ in plan.readings])

    def shared(self, indexes: frozenset[int]) -> Changes:
        """The same changes and results, for a store that shares the tallies of some readings alone."""
        return Changes([counts if index in indexes else None for index, counts in enumerate(self.counts)], self.kept)

    def note(self, index: int, group: tuple[object, ...], cell: int) -> None:
        """Note that something is added to a reading, in a group and slice."""
        counts = self.counts[index]
        if counts is not None:
            cells = counts.setdefault(group, {})
            cells[cell] = cells.get(cell, 0) + 1

    def count(self, index: int, group: tuple[object, ...], cells: Iterable[int] | None = None) -> int | None:
        """The number of changes of a reading and group in some slices, or in all; None where that is not known."""
        counts = self.counts[index]
        if counts is None:
            return None
        held = counts.get(group, {})
        return sum(held.values()) if cells is None else sum(held[cell] for cell in cells if cell in held)

    def looks_back(self, reader: Hashable) -> bool:
        """True if a metric has been seen to look at earlier periods."""
        return ("past", reader) in self.kept

    def note_looking_back(self, reader: Hashable) -> None:
        """Note that a metric looks at earlier periods, so that what it makes of one rests on others too."""
        self.kept["past", reader] = None, None

    def __getstate__(self) -> dict[str, object]:
        return {"counts": self.counts, "kept": {}}  # a copy works out anew what it is asked for

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
