"""ByLevel: so much for the level that was missed."""

from collections.abc import Mapping

from attrs import evolve, field, frozen

from slakit.errors import ContractError, close_match
from slakit.metrics.base import Metric
from slakit.metrics.reading import Reading
from slakit.penalties.base import Case, PenaltyRule
from slakit.penalties.bases.credit import Credit, amounts, credit, pays, shares
from slakit.penalties.bases.credit_base import CreditBase, base_of
from slakit.penalties.penalty import Penalty
from slakit.penalties.tables.monotonic import in_order
from slakit.targets.levels import Levels
from slakit.targets.target import Target
from slakit.values.money import Money

Worth = Credit | PenaltyRule
Worths = tuple[tuple[str, Worth], ...]
EXAMPLE = "write ByLevel({'minor': '1 point', 'severe': '5 %'})"


def _worths(value: object) -> Worths:
    if not isinstance(value, Mapping | tuple | list) or not value:
        raise ContractError(f"{value!r} does not say what each level is worth; {EXAMPLE}")
    pairs = value.items() if isinstance(value, Mapping) else value
    return in_order(tuple((str(name), owes if isinstance(owes, PenaltyRule) else credit(owes)) for name, owes in pairs))


@frozen(repr=False)
class ByLevel(PenaltyRule):
    """A credit, or a rule, for the worst level of a `Levels` target that was missed; what the worst has not is that of the one before it.

    >>> ByLevel({"minor": "1 point", "serious": "3 points", "severe": "5 %"})
    ByLevel({'minor': '1 point', 'serious': '3 points', 'severe': '5 %'})

    A critical failure is a level of its own, worth a right or all that may be paid: `{"critical": Right("terminate") + Flat("100 %")}`.
    A period that had to report and did not pays for the worst level. P9 is no law where a worse level is worth less, as it is written.
    """

    worths: Worths = field(converter=_worths)
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)

    @property
    def credits(self) -> list[Credit]:
        return [owes for _, owes in self.worths if not isinstance(owes, PenaltyRule)]

    @property
    def rules(self) -> list[PenaltyRule]:
        return [owes for _, owes in self.worths if isinstance(owes, PenaltyRule)]

    @property
    def amounts(self) -> tuple[Money, ...]:
        inner = tuple(amount for rule in self.rules for amount in rule.amounts)
        return amounts(*self.credits) + inner + (self.of.amounts if self.of else ())

    @property
    def needs_fee(self) -> bool:
        own = shares(*self.credits) and (self.of is None or self.of.needs_fee)
        return own or any(rule.needs_fee for rule in self.rules)

    @property
    def pays_money(self) -> bool:
        return pays(*self.credits) or any(rule.pays_money for rule in self.rules)

    @property
    def readings(self) -> tuple[Reading, ...]:
        inner = tuple(reading for rule in self.rules for reading in rule.readings)
        return inner + (self.of.readings if self.of else ())

    @property
    def needs_past(self) -> bool:
        return any(rule.needs_past for rule in self.rules)

    def check(self, target: Target, metric: Metric) -> None:
        if not isinstance(target, Levels):
            raise ContractError(f"{self!r} wants a target with levels, and {str(target)!r} has none; write Levels({{'minor': ...}})")
        unknown = [name for name, _ in self.worths if name not in target.names]
        if unknown:
            raise ContractError(*(f"{name!r} is not a level of the target{close_match(name, target.names)}" for name in unknown))
        for rule in self.rules:
            rule.check(target, metric)

    def assess(self, case: Case) -> Penalty:
        if not case.missed or not isinstance(case.target, Levels):
            return case.nothing
        names, worths = case.target.names, dict(self.worths)
        reached = case.target.level(case.verdict.judged)
        worst = next((name for name in reversed(names[: names.index(reached) + 1]) if name in worths), None)
        if worst is None:
            return case.nothing
        owes, told = worths[worst], f"{reached} missed" if worst == reached else f"{reached} missed, worth what {worst} is"
        if isinstance(owes, PenaltyRule):
            found = owes.assess(case)
            return evolve(found, steps=tuple(f"{told}: {step}" for step in found.steps))
        return case.owes(owes, self.of, told=told)
