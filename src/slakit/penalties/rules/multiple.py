"""Multiple: so many times the fee for the time that was down."""

from fractions import Fraction

from attrs import field, frozen

from slakit.errors import ContractError
from slakit.metrics.base import Metric
from slakit.penalties.base import PenaltyRule
from slakit.penalties.bases.credit import Credit
from slakit.penalties.bases.credit_base import CreditBase, base_of
from slakit.penalties.case import Case
from slakit.penalties.penalty import Penalty
from slakit.penalties.target_checks import one_side
from slakit.targets.target import Target
from slakit.values.fields import in_contract
from slakit.values.number import number
from slakit.values.quantity import Quantity
from slakit.values.units import unit


def _times(value: object) -> Fraction:
    times = in_contract(number, value)
    if times <= 0:
        raise ContractError(f"times={str(value)!r} is not a multiple; write Multiple(10)")
    return times


@frozen(repr=False)
class Multiple(PenaltyRule):
    """So many times the fee, prorated to what was down in a missed period: a share of it, or a length of time.

    times x fee x (100 % - uptime), or times x fee x time down / length of the period

    >>> Multiple(10)
    Multiple('10')

    Some call it an acceleration ratio. A period that had to report and did not has no figure, and owes nothing by this rule.
    """

    looks_back = False
    absolute = True

    times: Fraction = field(converter=_times)
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)

    @property
    def credits(self) -> tuple[Credit, ...]:
        return (Quantity(1, ""),)

    def check(self, target: Target, metric: Metric) -> None:
        dimension = unit(metric.unit).dimension
        if dimension not in ("", "[time]") or (not dimension and not metric.is_share):
            raise ContractError(f"{metric!r} is neither a share nor a length of time to prorate a fee by; write Accrual(...)")
        one_side(target, "a multiple")
        if dimension and {bound.operator for bound in target.bounds} <= {">=", ">"}:
            raise ContractError(f"under {str(target)!r} more time is better, and a multiple pays for more; write Linear(...)")

    def assess(self, case: Case) -> Penalty:
        judged = case.verdict.judged
        if not case.missed or judged is None:
            return case.nothing
        down, note = self._down(case, judged)
        return case.owes(Quantity(down, ""), self.of, self.times, note)

    def _down(self, case: Case, judged: Quantity) -> tuple[Fraction, str]:
        if judged.dimension:
            length = Quantity(case.period.span.last - case.period.span.first, "us")
            return judged / length, f"{judged.show()} of the {Quantity.of_base(length.base, judged.unit).show()} of the period"
        down = 1 - judged.base if case.falling else judged.base
        return down, f"{Quantity.of_base(down, '%').show()} down"
