"""True if a table pays less for worse, as far as its amounts can be compared."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

from slakit.errors import ContractError
from slakit.values.money import Money
from slakit.values.quantity import Quantity

T = TypeVar("T")


def in_order(pairs: tuple[tuple[str, T], ...]) -> tuple[tuple[str, T], ...]:
    """Named parts by name, so that a table is the same in whatever order a document has it; each name once."""
    names = [name for name, _ in pairs]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ContractError(f"{', '.join(map(repr, twice))} stands twice; write each name once")
    return tuple(sorted(pairs, key=lambda pair: pair[0]))


def less_for_worse(tiers: Sequence[tuple[str, object]]) -> Iterator[tuple[str, str]]:
    """Pairs of a tier and a worse one that pays less; tiers are (what it is called, what it pays), the worst first.

    Money is compared with money, shares with shares, days with days; what a rule pays is not known before there is a figure.
    """
    kinds: dict[str, list[tuple[str, Money | Quantity]]] = {}
    for called, pays in tiers:
        if isinstance(pays, Money | Quantity):
            kinds.setdefault(pays.currency if isinstance(pays, Money) else f"in {pays.dimension}", []).append((called, pays))
    for alike in kinds.values():
        for (worse, pays), (better, more) in pairwise(alike):
            if _amount(pays) < _amount(more):
                yield f"{better}: {more}", f"{worse}: {pays}"


def _amount(value: Money | Quantity) -> Fraction:
    return value.exact if isinstance(value, Money) else value.base
