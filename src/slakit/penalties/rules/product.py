"""Product: a rate times named factors, as a contract's formula says."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import prod

from attrs import field, frozen

from slakit.errors import ContractError, UnitError
from slakit.metrics.base import Metric
from slakit.metrics.reading import Reading
from slakit.penalties.base import Case, PenaltyRule
from slakit.penalties.bases.credit import Credit, credit
from slakit.penalties.bases.credit_base import CreditBase, Missing, base_of
from slakit.penalties.bases.factors import Factor
from slakit.penalties.penalty import Penalty
from slakit.penalties.tables.monotonic import in_order
from slakit.targets.target import Target
from slakit.values.number import number, shown
from slakit.values.quantity import Quantity

Named = tuple[tuple[str, Quantity | Factor], ...]
EXAMPLE = "write Product('2 GBP', {'WF': RecordedNumber('areas', 'weight'), 'UU': '0.5'})"


def _factors(value: object) -> Named:
    if not isinstance(value, Mapping | tuple | list) or not value:
        raise ContractError(f"{value!r} are not named factors; {EXAMPLE}")
    pairs = value.items() if isinstance(value, Mapping) else value
    found = tuple((str(name), part if isinstance(part, Factor) else _number(name, part)) for name, part in pairs)
    in_order(found)  # each name once; the arithmetic keeps the order of the contract
    return found


def _number(name: object, value: object) -> Quantity:
    try:
        found = value if isinstance(value, Quantity) else Quantity(number(value), "")
    except UnitError as error:
        raise ContractError(f"the factor {name!r} is not a number ({error}); {EXAMPLE}") from None
    if found.dimension or found.base < 0:
        raise ContractError(f"the factor {name!r}, {str(found)!r}, is not a number of zero or more; {EXAMPLE}")
    return found


@frozen(repr=False)
class Product(PenaltyRule):
    """A rate times factors, each with the name that the contract gives it, for a missed period.

    >>> Product("2 GBP", {"WF": RecordedNumber("areas", "weight"), "UU": "0.5"})
    Product('2.00 GBP', {'WF': RecordedNumber('areas', 'weight'), 'UU': '0.5'})

    A factor that is not known leaves the line unsettled. A period that had to report and did not has no shortfall and no count: those
    factors are zero, and so is what is owed.
    """

    rate: Credit = field(converter=credit)
    factors: Named = field(converter=_factors, eq=in_order)
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)

    @property
    def _read(self) -> list[Factor]:
        return [part for _, part in self.factors if isinstance(part, Factor)]

    @property
    def needs_past(self) -> bool:
        return any(part.needs_past for part in self._read)

    @property
    def absolute(self) -> bool:
        return any(part.absolute for part in self._read)

    @property
    def readings(self) -> tuple[Reading, ...]:
        return super().readings + tuple(reading for part in self._read for reading in part.readings)

    def check(self, target: Target, metric: Metric) -> None:
        for part in self._read:
            part.check(target, metric)

    def assess(self, case: Case) -> Penalty:
        if not case.missed:
            return case.nothing
        values = [(name, _value(name, part, case)) for name, part in self.factors]
        return case.owes(self.rate, self.of, prod(value for _, value in values), " x ".join(f"{name} {shown(n, 6)}" for name, n in values))


def _value(name: str, part: Quantity | Factor, case: Case) -> Fraction:
    if isinstance(part, Quantity):
        return part.base
    found = part.value(case)
    if found < 0:
        raise Missing(f"the factor {name!r} is {shown(found, 6)}, less than nothing")
    return found
