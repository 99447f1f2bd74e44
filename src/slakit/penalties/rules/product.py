"""Product: a rate times named factors, as a contract's formula says."""

from fractions import Fraction
from math import prod

from attrs import field, frozen

from slakit.errors import ContractError, first_cause
from slakit.metrics.base import Metric
from slakit.penalties.base import PenaltyRule
from slakit.penalties.bases.credit import Credit, credit
from slakit.penalties.bases.credit_base import CreditBase, Missing, base_of
from slakit.penalties.bases.shares import share_of
from slakit.penalties.case import Case
from slakit.penalties.penalty import Penalty
from slakit.penalties.rules.factors import Factor, MeasuredNumber
from slakit.penalties.tables.monotonic import in_order
from slakit.penalties.target_checks import more_is_worse
from slakit.targets.target import Target
from slakit.values.fields import named_pairs
from slakit.values.number import shown
from slakit.values.old_words import refuses_old_words
from slakit.values.quantity import Quantity

Named = tuple[tuple[str, Quantity | Factor], ...]
EXAMPLE = "write Product('2 GBP', {'WF': RecordedNumber('areas', 'weight'), 'UU': '0.5'})"


def _factors(value: object) -> Named:
    pairs = named_pairs(value, "a table of named factors", EXAMPLE)
    factors = tuple((str(name), part if isinstance(part, Factor) else _number(name, part)) for name, part in pairs)
    in_order(factors)  # each name once; the arithmetic keeps the order of the contract
    return factors


def _number(name: object, value: object) -> Quantity:
    try:
        factor = value if isinstance(value, Quantity) else share_of(value)
    except ContractError as error:
        raise ContractError(f"the factor {name!r} is not a number ({first_cause(error)}); {EXAMPLE}") from None
    if factor.dimension or factor.base < 0:
        raise ContractError(f"the factor {name!r}, {str(factor)!r}, is not a number of zero or more; {EXAMPLE}")
    return factor


@refuses_old_words
@frozen(repr=False)
class Product(PenaltyRule):
    """A rate times factors, each with the name that the contract gives it, for a missed period.

    >>> Product("2 GBP", {"WF": RecordedNumber("areas", "weight"), "UU": "0.5"})
    Product('2.00 GBP', {'WF': RecordedNumber('areas', 'weight'), 'UU': '0.5'})

    A factor without a number leaves the line unsettled. A period that had to report and did not has no shortfall and no count: those
    factors are zero, and so is what is owed.
    """

    looks_back = False

    credit: Credit = field(converter=credit)
    factors: Named = field(converter=_factors, eq=in_order)
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)

    def check(self, target: Target, metric: Metric) -> None:
        super().check(target, metric)
        for name, part in self.factors:
            if isinstance(part, MeasuredNumber):  # within a LookupNumber its table says which way it goes
                more_is_worse(f"the factor {name!r}, {part!r},", target)

    def assess(self, case: Case) -> Penalty:
        if not case.missed:
            return case.nothing
        values = [(name, _value(name, part, case)) for name, part in self.factors]
        return case.owes(
            self.credit, self.of, prod(value for _, value in values), " x ".join(f"{name} {shown(n, 6)}" for name, n in values)
        )


def _value(name: str, part: Quantity | Factor, case: Case) -> Fraction:
    if isinstance(part, Quantity):
        return part.base
    value = part.value(case)
    if value < 0:
        raise Missing(f"the factor {name!r} is {shown(value, 6)}, less than nothing")
    return value
