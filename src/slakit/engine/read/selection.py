"""Selection: the records of a batch that are still in, and notes of those that fell out."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from heapq import nsmallest
from itertools import zip_longest
from typing import TypeVar

from attrs import define, evolve, field, frozen

from slakit.engine.read.batch import Batch
from slakit.engine.read.vectors import Mask, Vector

EXAMPLES = 3
LATER = "after as_of"
_SELF = object()  # stands for a selection in its own memory
T = TypeVar("T")


@frozen
class Note:
    """The number of records that are left out for one reason; a problem if the record is at fault. `examples` are the first in order.

    `rows` are the records of the batch that could not be read, so that their possible effect can be bounded. `counted` records did not
    fall out: they could not be read, and count as the contract defines.
    """

    reason: str
    count: int
    problem: bool
    examples: tuple[str, ...] = ()
    rows: Sequence[int] = field(default=(), eq=False, repr=False)
    counted: bool = False


@define
class Selection:
    """Some records of a batch. Narrowing is remembered, so that objectives that begin alike share the work."""

    batch: Batch
    mask: Mask | None = None
    size: int = -1
    notes: tuple[Note, ...] = ()
    memo: dict[Hashable, object] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        if self.size < 0:
            self.size = self.batch.size

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """The result of `make`, called once; never this selection itself, which would then keep itself and its batch alive."""
        if key not in self.memo:
            self.memo[key] = _swapped(make(), self, _SELF)
        return _swapped(self.memo[key], _SELF, self)  # type: ignore[return-value]

    def take(self, vector: Vector) -> Vector:
        """The entries of the records that are in."""
        return self.batch.take(vector, self.mask)

    @property
    def rows(self) -> Iterable[int]:
        """The indexes in the batch of the records that are in."""
        return range(self.batch.size) if self.mask is None else self.batch.indexes(self.mask)

    def pick(self, values: list[T]) -> list[T]:
        """The values of the records that are in, out of a list with one for each record of the batch."""
        return values if self.mask is None else list(map(values.__getitem__, self.rows))

    def split(self, mask: Mask | None) -> tuple[Selection, Selection | None]:
        """The records where a mask holds, and the others (None when there are none)."""
        if mask is None:
            return self, None
        yes, no = (self.alone(side, self.notes) for side in (mask, self.batch.invert(mask)))
        return (self, None) if not no.size else (yes, no)

    def alone(self, mask: Mask, notes: tuple[Note, ...] = ()) -> Selection:
        """Return the records where a mask is true, without notes on the others."""
        chosen = mask if self.mask is None else self.batch.both(self.mask, mask)
        return Selection(self.batch, chosen, self.batch.count(chosen), notes)

    def notes_not_in(self, others: Iterable[Note]) -> tuple[Note, ...]:
        """Return the notes that the other side of a split does not have."""
        shared = set(map(id, others))
        return tuple(note for note in self.notes if id(note) not in shared)

    def without(self, rows: Sequence[int], reason: str, *, show: Iterable[str]) -> Selection:
        """Drop some rows and report them as data problems."""
        return self.keep(self.batch.mask_without(rows), reason, problem=True, show=show) if rows else self

    def noting(self, unreadable: Mask, reason: str, show: Iterable[str]) -> Selection:
        """The same records, with a note that some are unreadable and count all the same."""
        note = self._note(self.batch.invert(unreadable), reason, True, tuple(show), readable=True)
        return Selection(self.batch, self.mask, self.size, (*self.notes, evolve(note, counted=True))) if note.count else self

    def keep(self, mask: Mask | None, reason: str, *, problem: bool = False, show: Iterable[str] = (), readable: bool = False) -> Selection:
        """The records where a mask over the whole batch holds; others are noted, as unread if they are a `problem` and not `readable`."""
        if mask is None:
            return self
        kept = mask if self.mask is None else self.batch.both(self.mask, mask)
        size = self.batch.count(kept)
        if size == self.size:
            return self
        return Selection(self.batch, kept, size, (*self.notes, self._note(mask, reason, problem, tuple(show), readable)))

    def _note(self, mask: Mask, reason: str, problem: bool, show: tuple[str, ...], readable: bool) -> Note:
        out = self.batch.invert(mask)
        dropped = out if self.mask is None else self.batch.both(self.mask, out)
        count = self.batch.count(dropped)
        rows = tuple(self.batch.indexes(dropped)) if show or problem else ()
        examples = nsmallest(EXAMPLES, (self.batch.describe(row, show) for row in rows), key=natural) if show else ()
        return Note(reason, count, problem, tuple(examples), rows if problem and not readable else ())


def _swapped(value: object, old: object, new: object) -> object:
    """Replace one object by another in a value or in the parts of a tuple."""
    if type(value) is tuple:
        return tuple(new if part is old else part for part in value)
    return new if value is old else value


def natural(text: str) -> list[tuple[int, str]]:
    """A key that sorts texts with the numbers in them in the order of the numbers, however long these are."""
    pieces = re.split(r"([0-9]+)", text)
    words, numbers = pieces[::2], (piece.lstrip("0") for piece in pieces[1::2])
    return [key for word, number in zip_longest(words, numbers, fillvalue="") for key in ((0, word), (len(number), number))]
