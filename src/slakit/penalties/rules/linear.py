"""Linear: so much for each step that the measure falls short of its target."""

from fractions import Fraction
from math import ceil, floor

from attrs import field, frozen

from slakit.errors import ContractError, UnitError, close_match
from slakit.metrics.base import Metric
from slakit.penalties.base import Case, PenaltyRule, one_side, within_share
from slakit.penalties.bases.credit import Credit, credit
from slakit.penalties.bases.credit_base import CreditBase, base_of
from slakit.penalties.penalty import Penalty
from slakit.targets.target import Target
from slakit.values.quantity import Quantity, quantity

STEPS = ("exact", "full", "begun")


def per_step(value: object) -> Quantity:
    """What one step is; more than nothing."""
    try:
        step = quantity(value)
    except UnitError as error:
        raise ContractError(str(error)) from None
    if step.base <= 0:
        raise ContractError(f"per={str(value)!r} is not a step; write per='1 pp' or per='30 min'")
    return step


def _against(value: object) -> Quantity | None:
    try:
        return None if value is None else quantity(value)
    except UnitError as error:
        raise ContractError(f"against: {error}") from None


def way_to_count(instance: object, attribute: object, value: str) -> None:
    """Check how parts of a step count."""
    if value not in STEPS:
        raise ContractError(f"counting={value!r} is not a way to count steps{close_match(value, STEPS)}; write counting='full'")


def counted(amount: Fraction, per: Quantity, counting: str) -> Fraction:
    """How many steps an amount in base units is: exact, the full ones, or the begun ones."""
    exact = amount / per.base
    return {"exact": exact, "full": Fraction(floor(exact)), "begun": Fraction(ceil(exact))}[counting]


def no_bare_number(per: Quantity, metric: Metric) -> None:
    """Refuse a step without a unit on a share: 1 may be meant as one point, and is all of them."""
    if metric.is_share and per.unit.text == "":
        raise ContractError(f"per={str(per)!r} has no unit, and {metric!r} is a share; write per='1 pp'")


def alike(one: Quantity, dimension: str) -> bool:
    """Whether a quantity is one of a dimension; a bare number counts items."""
    return one.dimension == dimension or (one.unit.text == "" and dimension == "[item]")


@frozen(repr=False)
class Linear(PenaltyRule):
    """A credit for each `per` of shortfall against the target: in exact proportion, for full steps, or for begun ones.

    With `against` the shortfall is counted from another figure than the target, `Linear("10 %", per="1 pp", against="100 %")`.

    >>> Linear("1 %", per="1 pp").capped("10 %")
    Linear('1 %', per='1 pp').capped('10 %')

    A period that had to report and did not has no shortfall to count; it owes nothing by this rule.
    """

    needs_past = False

    credit: Credit = field(converter=credit)
    per: Quantity = field(converter=per_step, kw_only=True)
    counting: str = field(default="exact", validator=way_to_count, kw_only=True)
    against: Quantity | None = field(default=None, converter=_against, kw_only=True)
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)

    def check(self, target: Target, metric: Metric) -> None:
        dimension = target.dimension(metric)
        if not alike(self.per, dimension):
            raise ContractError(f"per={str(self.per)!r} is not in the unit of the target {str(target)!r}; write both in one")
        no_bare_number(self.per, metric)
        if self.against is not None and not alike(self.against, dimension):
            raise ContractError(f"against={str(self.against)!r} is not in the unit of the target {str(target)!r}; write both in one")
        within_share(self.edges, metric)
        if self.against is not None:
            one_side(target, "against=")

    @property
    def absolute(self) -> bool:
        return self.against is not None

    @property
    def edges(self) -> tuple[Quantity, ...]:
        return () if self.against is None else (self.against,)

    def _shortfall(self, case: Case) -> Fraction | None:
        """How far the judged figure lies on the wrong side of what it is counted from."""
        judged = case.verdict.judged
        if self.against is None or judged is None:
            return case.verdict.shortfall
        over = judged.base - self.against.base
        return max(over if case.target.lower_is_better else -over, Fraction(0))

    def assess(self, case: Case) -> Penalty:
        shortfall = self._shortfall(case)
        if not case.missed or not shortfall:
            return case.nothing
        steps = counted(shortfall, self.per, self.counting)
        return case.owes(self.credit, self.of, steps, f"{Quantity.of_base(shortfall, self.per.unit).show()} short")
