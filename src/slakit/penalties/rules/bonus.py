"""Bonus: what is earned by doing better than was promised."""

from collections.abc import Mapping
from fractions import Fraction
from operator import ge, le

from attrs import evolve, field, frozen

from slakit.errors import ContractError, UnitError
from slakit.metrics.base import Metric
from slakit.metrics.reading import Reading
from slakit.penalties.base import Case, PenaltyRule, inner, one_side, within_share
from slakit.penalties.bases.credit import Credit, amounts, credit, shares
from slakit.penalties.bases.credit_base import CreditBase, base_of
from slakit.penalties.penalty import Penalty
from slakit.penalties.tables.monotonic import less_for_worse
from slakit.targets.target import Target
from slakit.targets.verdict import Outcome
from slakit.values.money import Money
from slakit.values.quantity import Quantity, quantity

Edges = tuple[tuple[Quantity, Credit], ...]


def _earned(value: object) -> PenaltyRule | Edges:
    if isinstance(value, PenaltyRule):
        return value
    if not isinstance(value, Mapping | tuple | list) or not value:
        raise ContractError(f"{value!r} is not a bonus; write Bonus({{'3 %': '200 GBP'}}) or Bonus(Linear('1 %', per='1 pp'))")
    try:
        edges = [(quantity(edge), credit(earns)) for edge, earns in (value.items() if isinstance(value, Mapping) else value)]
    except UnitError as error:
        raise ContractError(str(error)) from None
    return tuple(sorted(edges, key=lambda pair: pair[0].base))


@frozen(repr=False)
class Bonus(PenaltyRule):
    """What the provider earns on top: a credit for the best edge reached, or what a rule comes to on the good side of the target.

    >>> Bonus({"3 %": "200 GBP", "4 %": "300 GBP"})
    Bonus({'3 %': '200.00 GBP', '4 %': '300.00 GBP'})

    An edge is reached at that figure. `Bonus(Linear("1.5 %", per="0.1 min", counting="full").capped("15 %"))` pays for each step by which
    the measure is better than its target. A bonus stands beside the credit and is not set off against it.
    """

    needs_past = False

    earned: PenaltyRule | Edges = field(converter=_earned)
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)

    @property
    def _credits(self) -> list[Credit]:
        return [] if isinstance(self.earned, PenaltyRule) else [earns for _, earns in self.earned]

    @property
    def amounts(self) -> tuple[Money, ...]:
        inner = self.earned.amounts if isinstance(self.earned, PenaltyRule) else amounts(*self._credits)
        return inner + (self.of.amounts if self.of else ())

    @property
    def needs_fee(self) -> bool:
        if isinstance(self.earned, PenaltyRule):
            return self.earned.needs_fee
        return self.of.needs_fee if self.of else shares(*self._credits)

    @property
    def readings(self) -> tuple[Reading, ...]:
        inner = self.earned.readings if isinstance(self.earned, PenaltyRule) else ()
        return inner + (self.of.readings if self.of else ())

    @property
    def edges(self) -> tuple[Quantity, ...]:
        return self.earned.edges if isinstance(self.earned, PenaltyRule) else tuple(edge for edge, _ in self.earned)

    def __attrs_post_init__(self) -> None:
        from slakit.penalties.rules.flat import Unreported
        from slakit.penalties.traversal import counts_failures, inside
        from slakit.penalties.wrappers.only_if import OnlyIf
        from slakit.penalties.wrappers.repeated import Repeated

        if isinstance(self.earned, PenaltyRule):
            if counts_failures(self.earned):
                raise ContractError(f"Bonus({self.earned!r}) would pay for failures; write Bonus(Linear('1 %', per='1 pp'))")
            for one in inside(self.earned):
                row = isinstance(one, OnlyIf) and (one.in_a_row is not None or one.misses is not None)
                if row or isinstance(one, Repeated | Unreported):
                    told = f"Bonus({self.earned!r}) waits for misses, and a period that earns one is met"
                    raise ContractError(f"{told}; write Bonus(Flat('5 %'))")

    def check(self, target: Target, metric: Metric) -> None:
        one_side(target, "a bonus")
        if isinstance(self.earned, PenaltyRule):
            if self.earned.absolute:
                told = f"{self.earned!r} pays by the figure itself, for worse as for better"
                raise ContractError(f"{told}; write Bonus(Linear('1 %', per='1 pp')) or Bonus({{'99.99 %': '2 %'}})")
            return inner(self.earned).check(target, metric)
        within_share(self.edges, metric)
        for edge in self.edges:
            if edge.dimension != target.bounds[0].limit.dimension:
                raise ContractError(f"the edge {str(edge)!r} is not in the unit of the target {str(target)!r}; write both in one")
            if not target.holds(edge.base):
                raise ContractError(f"the edge {str(edge)!r} of a bonus misses the target {str(target)!r}; write an edge that meets it")
        best_first = self.earned if target.bounds[0].operator in ("<=", "<") else self.earned[::-1]
        for good, better in less_for_worse([(str(edge), earns) for edge, earns in best_first]):
            raise ContractError(f"a bonus of {better!r} is less than {good!r}, which is not as good; write more for better")
        return None

    def assess(self, case: Case) -> Penalty:
        judged = case.verdict.judged
        if judged is None or case.verdict.outcome is not Outcome.MET:
            return case.nothing
        falling = case.target.bounds[0].operator in ("<=", "<")
        if isinstance(self.earned, PenaltyRule):
            surplus = abs(judged.base - case.target.bounds[0].limit.base)
            mirrored = evolve(case.verdict, outcome=Outcome.MISSED, shortfall=Fraction(surplus))
            return _turned(self.earned.assess(evolve(case, verdict=mirrored)), case, "short", "better")
        reached = [pair for pair in self.earned if (le if falling else ge)(judged.base, pair[0].base)]
        if not reached:
            return case.nothing
        edge, earns = reached[0] if falling else reached[-1]
        return _turned(case.owes(earns, self.of, told=f"{edge} reached"), case)


def _turned(found: Penalty, case: Case, word: str = "", better: str = "") -> Penalty:
    """What was worked out as a credit, as a bonus."""
    steps = tuple(f"bonus: {step.replace(word, better, 1) if word else step}" for step in found.steps)
    return Penalty(case.nothing.credit, steps, bonus=found.credit, units=found.units, rights=found.rights)
