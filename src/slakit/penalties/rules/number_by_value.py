"""NumberByValue: a factor by the value of a field of records."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

import attrs

from slakit.errors import ContractError
from slakit.metrics.condition import Filter, filter_of
from slakit.metrics.disjoint import disjoint
from slakit.metrics.reading import Reading
from slakit.metrics.tallies.sums import Sums
from slakit.metrics.value_kinds.record_values import One
from slakit.penalties.bases.credit_base import Missing
from slakit.penalties.bases.credit_table import conditions_on, in_order
from slakit.penalties.bases.shares import share_of
from slakit.penalties.case import Case
from slakit.penalties.rules.factors import Factor
from slakit.values.fields import field_name, named_pairs, names
from slakit.values.quantity import Quantity

Numbers = tuple[tuple[str, Quantity], ...]
EXAMPLE = "write numbers={'true': '50 %', 'false': 1}"
TRUTHS = {"true": True, "false": False}


def _numbers(value: object) -> Numbers:
    pairs = named_pairs(value, "a table of numbers", EXAMPLE, "numbers")
    numbers = tuple((str(name).lower() if isinstance(name, bool) else str(name), share_of(part)) for name, part in pairs)
    if below := [name for name, part in numbers if part.base < 0]:
        raise ContractError(f"numbers= has less than nothing for {below[0]!r}; write zero or more")
    return numbers


def _share(value: object) -> Quantity:
    share = share_of(value)
    if share.base < 0:
        raise ContractError(f"otherwise={str(share)!r} is less than nothing; write zero or more")
    return share


@attrs.frozen(repr=False)
class NumberByValue(Factor):
    """A number by the value of a field of a stream's records: half where a room was in use, twice for a critical system.

    >>> NumberByValue("failures", "in use", {"true": "50 %", "false": 1}, by="area")
    NumberByValue('failures', 'in use', {'true': '50 %', 'false': '1'}, by=('area',))

    A value may be a text, true or false, or a range of numbers, "over 1500 up to 3500"; two of them may not overlap. Where the records of
    a period have several, the largest number counts, so that one more record never lowers it. A record of another value counts as
    `otherwise`, or leaves the line unsettled where there is none. With `by` it is the number of the line's own group. A period without
    a record has no number.
    """

    looks_back = False
    by_records = True

    stream: str = attrs.field(validator=field_name)
    field: str = attrs.field(validator=field_name)
    numbers: Numbers = attrs.field(converter=_numbers, eq=in_order)
    otherwise: Quantity | None = attrs.field(default=None, converter=attrs.converters.optional(_share), kw_only=True)
    at: str = attrs.field(default="at", validator=field_name, kw_only=True)
    filters: Filter = attrs.field(factory=Filter, converter=filter_of, alias="where", kw_only=True)
    groups: tuple[str, ...] = attrs.field(default=(), converter=names, alias="by", kw_only=True)

    def __attrs_post_init__(self) -> None:
        if problems := [*self._overlaps()]:
            raise ContractError(*problems)

    def _overlaps(self) -> Iterator[str]:
        for (one, left), (other, right) in combinations(self._wanted(), 2):
            if not disjoint(left, right):
                yield f"numbers= has {one!r} and {other!r}, and a record could be in both; write 'up to 1500' and 'over 1500'"

    def _wanted(self) -> list[tuple[str, Filter]]:
        """Each value of the table with the condition on its records."""
        return [(name, conditions_on(self.field, TRUTHS.get(name, name))) for name, _ in self.numbers]

    def _reading(self, wanted: Filter) -> Reading:
        return Reading(self.stream, self.at, One(), self.filters & wanted, self.groups)

    @property
    def readings(self) -> tuple[Reading, ...]:
        return (self._reading(Filter()), *(self._reading(wanted) for _, wanted in self._wanted()))

    def value(self, case: Case) -> Fraction:
        count = _count(case, self._reading(Filter()))
        if not count:
            raise Missing(f"stream {self.stream!r} has no {self.field} for {case.period.label}")
        numbers, rest = dict(self.numbers), count
        reached = []
        for name, wanted in self._wanted():
            if having := _count(case, self._reading(wanted)):
                reached.append(numbers[name].base)
                rest -= having
        if rest and self.otherwise is None:
            named = ", ".join(map(repr, numbers))
            raise Missing(f"{rest:,} of {count:,} records of {self.stream!r}: {self.field!r} is none of {named}, which numbers= has")
        if rest and self.otherwise is not None:
            reached.append(self.otherwise.base)
        return max(reached)


def _count(case: Case, reading: Reading) -> int:
    """The number of records that a reading has in the period."""
    tally = case.fed(reading)
    return 0 if tally is None else Sums.of(tally).count
