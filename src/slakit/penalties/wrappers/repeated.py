"""Repeated: more for the second miss than for the first."""

from fractions import Fraction
from itertools import pairwise

from attrs import evolve, field, frozen, validators

from slakit.errors import ContractError, UnitError, first_cause
from slakit.penalties.bases.credit import exactly
from slakit.penalties.case import Case
from slakit.penalties.penalty import Penalty
from slakit.penalties.wrappers.wrapper import Wrapper
from slakit.values.fields import named_pairs, whole_number
from slakit.values.number import exact_text, number

Times = tuple[tuple[int, Fraction], ...]
EXAMPLE = "write .repeated({2: 2, 3: '2.5'})"


def _times(value: object) -> Times:
    table = named_pairs(value, "a table of misses and multiples", EXAMPLE)
    try:
        pairs = sorted((number(count), number(times)) for count, times in table)
    except UnitError as error:
        raise ContractError(f"{value!r} is not a table of misses and multiples ({first_cause(error)}); {EXAMPLE}") from None
    if any(count.denominator != 1 or count < 2 for count, _ in pairs) or len({count for count, _ in pairs}) < len(pairs):
        raise ContractError(f"{value!r} does not name each number of misses, 2 or more, once; {EXAMPLE}")
    if any(larger < smaller for (_, smaller), (_, larger) in pairwise([(Fraction(1), Fraction(1)), *pairs])):
        raise ContractError(f"{value!r} pays less for more misses; {EXAMPLE}")
    return tuple((int(count), times) for count, times in pairs)


@frozen(repr=False)
class Repeated(Wrapper):
    """A rule that pays so many times as much from so many misses on, this one among them.

    >>> Flat("1 point").repeated({2: 2})  # twice for the second and every later miss in a row
    Flat('1 point').repeated({2: '2'})

    `within=6` counts the misses of the last six periods instead of those in a row. A period without data is no miss, and ends a row.
    A bonus and rights are not multiplied.
    """

    looks_back = True
    waits = True

    times: Times = field(converter=_times)
    within: int | None = field(default=None, validator=validators.optional(whole_number(2, 6)), kw_only=True)

    def assess(self, case: Case) -> Penalty:
        penalty = self.rule.assess(case)
        count = case.streak if self.within is None else case.misses(self.within)
        times = max((pair for pair in self.times if pair[0] <= count), default=(0, Fraction(1)))[1]
        if times == 1 or not (penalty.credit or penalty.units):
            return penalty
        amount = penalty.credit and penalty.credit * times
        units = tuple(one * times for one in penalty.units)
        misses = f"{count} misses {'in a row' if self.within is None else f'in {self.within} periods'}"
        total = " and ".join([*([exactly(amount)] if amount else []), *(one.show() for one in units)])
        return evolve(penalty, credit=amount, units=units, steps=(*penalty.steps, f"{misses}: {exact_text(times)} times that = {total}"))
