"""Repeated: more for the second miss than for the first."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any, ClassVar

from attrs import evolve, field, frozen

from slakit.errors import ContractError, UnitError
from slakit.penalties.base import Case
from slakit.penalties.bases.credit import exactly
from slakit.penalties.penalty import Penalty
from slakit.penalties.wrappers.wrapper import Wrapper
from slakit.values.number import exact_text, number

Times = tuple[tuple[int, Fraction], ...]
EXAMPLE = "write .repeated({2: 2, 3: '2.5'})"


def _times(value: object) -> Times:
    if not isinstance(value, Mapping | tuple | list) or not value:
        raise ContractError(f"{value!r} does not say how often is how much; {EXAMPLE}")
    try:
        pairs = [(number(count), number(times)) for count, times in (value.items() if isinstance(value, Mapping) else value)]
    except (UnitError, TypeError, ValueError) as error:
        raise ContractError(f"{value!r} does not say how often is how much ({error}); {EXAMPLE}") from None
    pairs.sort()
    if any(count.denominator != 1 or count < 2 for count, _ in pairs) or len({count for count, _ in pairs}) < len(pairs):
        raise ContractError(f"{value!r} does not name each number of misses, 2 or more, once; {EXAMPLE}")
    if any(larger < smaller for (_, smaller), (_, larger) in pairwise([(Fraction(1), Fraction(1)), *pairs])):
        raise ContractError(f"{value!r} pays less for more misses; {EXAMPLE}")
    return tuple((int(count), times) for count, times in pairs)


def periods(instance: object, attribute: object, value: Any) -> None:
    """Check that `within` is a number of periods."""
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 2):
        raise ContractError(f"within={value!r} is not a number of periods; write within=6")


@frozen(repr=False)
class Repeated(Wrapper):
    """A rule that pays so many times as much from so many misses on, this one among them.

    >>> Flat("1 point").repeated({2: 2})  # twice for the second and every later miss in a row
    Flat('1 point').repeated({2: '2'})

    `within=6` counts the misses of the last six periods instead of those in a row. A period without data is no miss, and ends a row.
    A bonus and rights are not multiplied.
    """

    word: ClassVar[str] = "repeated"

    times: Times = field(converter=_times)
    within: int | None = field(default=None, validator=periods, kw_only=True)

    @property
    def needs_past(self) -> bool:
        return True

    def assess(self, case: Case) -> Penalty:
        penalty = self.rule.assess(case)
        count = case.streak if self.within is None else case.misses(self.within)
        times = max((pair for pair in self.times if pair[0] <= count), default=(0, Fraction(1)))[1]
        if times == 1 or not (penalty.credit or penalty.units):
            return penalty
        amount = penalty.credit and penalty.credit * times
        units = tuple(one * times for one in penalty.units)
        told = f"{count} misses {'in a row' if self.within is None else f'in {self.within} periods'}"
        comes = " and ".join([*([exactly(amount)] if amount else []), *(one.show() for one in units)])
        return evolve(penalty, credit=amount, units=units, steps=(*penalty.steps, f"{told}: {exact_text(times)} times that = {comes}"))
