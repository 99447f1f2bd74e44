"""Linear: so much for each step that the measure falls short of its target."""

from fractions import Fraction

from attrs import field, frozen

from slakit.metrics.base import Metric
from slakit.penalties.base import PenaltyRule
from slakit.penalties.bases.counting import counted, way_to_count
from slakit.penalties.bases.credit import Credit, credit
from slakit.penalties.bases.credit_base import CreditBase, base_of
from slakit.penalties.case import Case
from slakit.penalties.penalty import Penalty
from slakit.penalties.target_checks import no_bare_number, one_side, same_unit
from slakit.targets.target import Target
from slakit.values.fields import above_zero, contract_quantity, optional_quantity
from slakit.values.quantity import Quantity


@frozen(repr=False)
class Linear(PenaltyRule):
    """A credit for each `per` of shortfall against the target: in exact proportion, for full steps, or for begun ones.

    With `against` the shortfall is counted from another figure than the target, `Linear("10 %", per="1 pp", against="100 %")`.

    >>> Linear("1 %", per="1 pp").capped("10 %")
    Linear('1 %', per='1 pp').capped('10 %')

    A period that had to report and did not has no shortfall to count; it owes nothing by this rule.
    """

    looks_back = False

    credit: Credit = field(converter=credit)
    per: Quantity = field(converter=contract_quantity, validator=above_zero("1 pp"), kw_only=True)
    counting: str = field(default="exact", validator=way_to_count, kw_only=True)
    against: Quantity | None = field(default=None, converter=optional_quantity, kw_only=True)
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)

    def check(self, target: Target, metric: Metric) -> None:
        same_unit("per", self.per, target, metric)
        no_bare_number(self.per, metric)
        same_unit("against", self.against, target, metric)
        super().check(target, metric)
        if self.against is not None:
            one_side(target, "against=")

    @property
    def absolute(self) -> bool:
        return self.against is not None

    @property
    def edges(self) -> tuple[Quantity, ...]:
        return () if self.against is None else (self.against,)

    def _shortfall(self, case: Case) -> Fraction | None:
        """Return the distance by which the judged figure misses `against`, or else the target; None without a figure."""
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
