"""EarnedBack: what was credited is earned back by the periods that follow."""

from fractions import Fraction

from attrs import converters, evolve, field, frozen

from slakit.errors import ContractError
from slakit.metrics.base import Metric
from slakit.penalties.base import PenaltyRule
from slakit.penalties.bases.credit import exactly
from slakit.penalties.bases.credit_base import Missing
from slakit.penalties.case import Case
from slakit.penalties.penalty import Penalty
from slakit.penalties.wrappers.wrapper import Wrapper
from slakit.targets.phrases import target
from slakit.targets.target import Target
from slakit.targets.verdict import Outcome
from slakit.values.fields import contract_quantity, share_up_to_all, whole_number
from slakit.values.quantity import Quantity


@frozen(repr=False)
class EarnedBack(Wrapper):
    """A rule whose credit is earned back when the next `after` periods all meet the target, or all meet `target`.

    >>> Flat("5 %").earned_back(2, target="at least 99.95 %")
    Flat('5 %').earned_back(2, target=at_least('99.95 %'))

    The credit stands in its own period. The last of the periods that follow says what it earns back, `share` of what was payable then for
    the whole line, which is why it is written after all else, and once. A period without data earns nothing back.
    One worse period may pay less: it has more to earn back, though never more than it paid (docs/numbers.md P9).
    """

    last = True
    looks_back = True

    after: int = field(default=1, validator=whole_number(1, 2))
    target: Target | None = field(default=None, converter=converters.optional(target), kw_only=True)
    share: Quantity = field(default=Quantity(Fraction(1), ""), converter=contract_quantity, validator=share_up_to_all("50 %"), kw_only=True)

    def __attrs_post_init__(self) -> None:
        if earned_back(self.rule):
            raise ContractError(f"{self.rule!r} is earned back already; write .earned_back(...) once")

    def check(self, target: Target, metric: Metric) -> None:
        super().check(target, metric)
        if self.target is not None:
            self.target.check(metric)

    def _met(self, outcome: Outcome, judged: Quantity | None) -> bool:
        return outcome is Outcome.MET and (self.target is None or (judged is not None and self.target.holds(judged.base)))

    def assess(self, case: Case) -> Penalty:
        penalty = self.rule.assess(case)
        if len(case.history) < self.after or not self._met(case.verdict.outcome, case.verdict.judged):
            return penalty
        past, *since = case.history[-self.after :]
        if past.outcome is not Outcome.MISSED or not all(self._met(one.outcome, one.judged) for one in since):
            return penalty
        credited = past.credit if past.payable is None and not past.credit else past.payable
        if credited is None:
            raise Missing(f"what was credited for {past.label} is not known")
        if not credited:
            return penalty
        amount = credited * self.share.base
        part = "" if self.share.base == 1 else f"{self.share} of "
        note = f"earned back: {part}{credited.show()} credited for {past.label}" + (f" = {exactly(amount)}" if part else "")
        return evolve(penalty, returned=amount, steps=(*penalty.steps, note))


def earned_back(rule: PenaltyRule) -> bool:
    """True if what a rule credits is earned back."""
    return any(isinstance(part, EarnedBack) for part in rule.walk())
