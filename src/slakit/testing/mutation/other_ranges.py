"""other_ranges: a table of ranges with one of its ends elsewhere, or in the other range."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from slakit.penalties.tables.payout_table import Row
from slakit.penalties.tables.range import range_of
from slakit.testing.mutation.amounts_near import amounts_near
from slakit.values.quantity import Quantity

Table: TypeAlias = tuple[Row, ...]


def other_ranges(table: Table) -> Iterator[Table]:
    """Every table in which one end is another figure, or belongs to the other of the two ranges that meet there, or in a gap to either.

    Tables with a new gap or an overlap are among them; the contract refuses those that it does not declare.
    """
    pieces = [piece for text, _ in table for piece in text.split(" and ")]
    for end in dict.fromkeys(end for piece in pieces for end in _ends(piece)):
        for figure in amounts_near(end):
            yield tuple((_with_end(text, end, figure), pays) for text, pays in table)
        yield tuple((_with_end(text, end, end, swap=True), pays) for text, pays in table)
        for index, (text, pays) in enumerate(table):
            other = _with_end(text, end, end, swap=True)
            if other != text:
                yield (*table[:index], (other, pays), *table[index + 1 :])


def _ends(piece: str) -> Iterator[Quantity]:
    part = range_of(piece)
    yield from (end for end in (part.low, part.high) if end is not None)


def _with_end(text: str, end: Quantity, figure: Quantity, *, swap: bool = False) -> str:
    """A range with a figure in the place of an end, which it includes if it did not and the reverse with `swap`; the other end as it is."""
    pieces = text.split(" and ")
    for index, piece in enumerate(pieces):
        part = range_of(piece)
        if part.low == end:
            pieces[index] = f"{'at least' if part.low_in != swap else 'above'} {figure}"
        elif part.high == end:
            pieces[index] = f"{'at most' if part.high_in != swap else 'below'} {figure}"
    return " and ".join(pieces)
