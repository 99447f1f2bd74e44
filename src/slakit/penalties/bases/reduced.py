"""Reduced: a share of a credit, for the records that meet conditions."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

import attrs

from slakit.errors import ContractError, close_match
from slakit.metrics.condition import Filter, filter_of
from slakit.metrics.disjoint import disjoint
from slakit.penalties.bases.shares import share_of
from slakit.values.fields import names, passing
from slakit.values.quantity import Quantity
from slakit.values.source_repr import written

a_part = passing(lambda share: 0 <= share.base < 1, "a share from 0 % to less than 100 %", "'50 %'", shown=str)
conditions = passing(bool, "a condition", "{'rerouted': True}", shown=lambda wanted: wanted.written)
EXAMPLE = "write reduced=[{'to': '50 %', 'where': {'rerouted': True}}]"


@attrs.frozen(repr=False)
class Reduced:
    """A credit that is reduced to a share of it, for the records that meet conditions, of the bands `only` or of all.

    >>> Reduced("50 %", where={"rerouted": True, "minutes": "up to 120"}, only="short")
    Reduced('50 %', where={'minutes': '<= 120', 'rerouted': True}, only=('short',))
    """

    to: Quantity = attrs.field(converter=share_of, validator=a_part)
    filters: Filter = attrs.field(converter=filter_of, alias="where", validator=conditions, kw_only=True)
    only: tuple[str, ...] = attrs.field(default=(), converter=names, kw_only=True)

    __repr__ = written


def reductions(value: object) -> tuple[Reduced, ...]:
    """One reduction or several, as objects or as the tables of their arguments."""
    listed = value if isinstance(value, list | tuple) else (value,)
    return tuple(map(_reduction, listed))


def _reduction(value: object) -> Reduced:
    if isinstance(value, Reduced):
        return value
    try:
        return Reduced(**value)  # type: ignore[arg-type]  # whatever it is, the constructor judges
    except TypeError:
        raise ContractError(f"reduced= has {value!r}, which is no reduction; {EXAMPLE}") from None


def of_band(reduced: Sequence[Reduced], band: str) -> list[Reduced]:
    """The reductions of one band, or of a credit that has none."""
    return [one for one in reduced if not one.only or band in one.only]


def reduction_problems(reduced: Sequence[Reduced], bands: Sequence[str], free: Fraction | Quantity | int | None) -> Iterator[str]:
    """Yield what does not fit of the reductions of a credit, or of the credits of some bands."""
    for name in dict.fromkeys(name for one in reduced for name in one.only if name not in bands):
        yield f"reduced= is only for {name!r}, which has no amount of its own{close_match(name, bands) or '; leave only= out'}"
    for one, other in combinations(reduced, 2):
        shared = [band for band in bands or [""] if one in of_band(reduced, band) and other in of_band(reduced, band)]
        if shared and not disjoint(one.filters, other.filters):
            yield f"{one!r} and {other!r} overlap, and a record could be reduced to each; write 'up to 120' and 'over 120'"
    if reduced and free:
        yield f"free={str(free)!r} does not say which of the records are free, the reduced ones or the others; write one rule for each"
