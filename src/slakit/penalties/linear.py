"""Linear: so much for each step that the measure falls short of its target."""

from fractions import Fraction
from math import ceil, floor

from attrs import field, frozen

from slakit.errors import ContractError, UnitError, close_match
from slakit.metrics.base import Metric
from slakit.penalties.base import Case, PenaltyRule
from slakit.penalties.credit import Credit, credit, owed
from slakit.penalties.penalty import Penalty
from slakit.targets.target import Target
from slakit.values.quantity import Quantity, quantity

STEPS = ("exact", "full", "begun")


def _per(value: object) -> Quantity:
    try:
        step = quantity(value)
    except UnitError as error:
        raise ContractError(str(error)) from None
    if step.base <= 0:
        raise ContractError(f"per={str(value)!r} is not a step; write per='1 pp' or per='30 min'")
    return step


def _steps(instance: object, attribute: object, value: str) -> None:
    if value not in STEPS:
        raise ContractError(f"steps={value!r} is not a way to count steps{close_match(value, STEPS)}; write steps='full'")


@frozen(repr=False)
class Linear(PenaltyRule):
    """A credit for each `per` of shortfall against the target: in exact proportion, for full steps, or for begun ones.

    >>> Linear("1 %", per="1 pp").capped("10 %")
    Linear('1 %', per='1 pp').capped('10 %')

    A period that had to report and did not has no shortfall to count; it owes nothing by this rule.
    """

    needs_past = False

    credit: Credit = field(converter=credit)
    per: Quantity = field(converter=_per, kw_only=True)
    steps: str = field(default="exact", validator=_steps, kw_only=True)

    def check(self, target: Target, metric: Metric) -> None:
        limit = target.bounds[0].limit
        if limit.dimension != self.per.dimension and not (self.per.unit.text == "" and limit.dimension == "[item]"):
            raise ContractError(f"per={str(self.per)!r} is not in the unit of the target {str(target)!r}; write both in one")

    def assess(self, case: Case) -> Penalty:
        shortfall = case.verdict.shortfall
        if not case.missed or not shortfall:
            return case.nothing
        exact = shortfall / self.per.base
        steps = {"exact": exact, "full": Fraction(floor(exact)), "begun": Fraction(ceil(exact))}[self.steps]
        amount, arithmetic = owed(self.credit, case.fee, steps)
        short = Quantity.of_base(shortfall, self.per.unit).show()
        return Penalty(amount, (f"{short} short: {arithmetic}",))
