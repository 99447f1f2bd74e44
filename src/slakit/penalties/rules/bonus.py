"""Bonus: what is earned by doing better than was promised."""

from operator import ge, le

from attrs import evolve, field, frozen

from slakit.errors import ContractError
from slakit.metrics.base import Metric
from slakit.penalties.base import PenaltyRule, inner
from slakit.penalties.bases.credit import Credit, credit
from slakit.penalties.bases.credit_base import CreditBase, base_of
from slakit.penalties.case import Case
from slakit.penalties.penalty import Penalty
from slakit.penalties.tables.monotonic import less_for_worse
from slakit.penalties.target_checks import one_notation, one_side, within_share
from slakit.targets.target import Target
from slakit.targets.verdict import Outcome
from slakit.values.fields import contract_quantity, named_pairs
from slakit.values.quantity import Quantity

Edges = tuple[tuple[Quantity, Credit], ...]


def _earned(value: object) -> PenaltyRule | Edges:
    if isinstance(value, PenaltyRule):
        return value
    pairs = named_pairs(value, "a bonus", "write Bonus({'3 %': '200 GBP'}) or Bonus(Linear('1 %', per='1 pp'))")
    edges = [(contract_quantity(edge), credit(earns)) for edge, earns in pairs]
    return tuple(sorted(edges, key=lambda pair: pair[0].base))


@frozen(repr=False)
class Bonus(PenaltyRule):
    """A bonus for the provider: a credit for the best edge that is reached, or the amount of a rule on the good side of the target.

    >>> Bonus({"3 %": "200 GBP", "4 %": "300 GBP"})
    Bonus({'3 %': '200.00 GBP', '4 %': '300.00 GBP'})

    An edge is reached at that figure. `Bonus(Linear("1.5 %", per="0.1 min", counting="full").capped("15 %"))` pays for each step by which
    the measure is better than its target. A bonus is not set off against the credit.
    """

    looks_back = False

    earned: PenaltyRule | Edges = field(converter=_earned)
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)

    @property
    def credits(self) -> tuple[Credit, ...]:
        return () if isinstance(self.earned, PenaltyRule) else tuple(earns for _, earns in self.earned)

    @property
    def kinds(self) -> set[str]:
        return {"a bonus" if kind == "money" else kind for kind in super().kinds}

    @property
    def edges(self) -> tuple[Quantity, ...]:
        return self.earned.edges if isinstance(self.earned, PenaltyRule) else tuple(edge for edge, _ in self.earned)

    def __attrs_post_init__(self) -> None:
        one_notation(() if isinstance(self.earned, PenaltyRule) else self.edges)
        parts = list(self.earned.walk()) if isinstance(self.earned, PenaltyRule) else []
        if any(part.counts_failures for part in parts):
            raise ContractError(f"Bonus({self.earned!r}) would pay for failures; write Bonus(Linear('1 %', per='1 pp'))")
        if any(isinstance(part, PenaltyRule) and part.waits for part in parts):
            raise ContractError(f"Bonus({self.earned!r}) waits for misses, and a period that earns one is met; write Bonus(Flat('5 %'))")

    def check(self, target: Target, metric: Metric) -> None:
        one_side(target, "a bonus")
        if isinstance(self.earned, PenaltyRule):
            if self.earned.absolute:
                problem = f"{self.earned!r} pays by the figure itself, for worse as for better"
                raise ContractError(f"{problem}; write Bonus(Linear('1 %', per='1 pp')) or Bonus({{'99.99 %': '2 %'}})")
            if not target.bounds:
                raise ContractError(f"{str(target)!r} has no limit that a figure could be better than; write Bonus({{'99.99 %': '2 %'}})")
            return inner(self.earned).check(target, metric)
        within_share(self.edges, metric)
        for edge in self.edges:
            if edge.dimension != target.dimension(metric):
                raise ContractError(f"the edge {str(edge)!r} is not in the unit of the target {str(target)!r}; write both in one")
            if not target.holds(edge.base):
                raise ContractError(f"the edge {str(edge)!r} of a bonus misses the target {str(target)!r}; write an edge that meets it")
        best_first = self.earned if target.lower_is_better else self.earned[::-1]
        for good, better in less_for_worse([(str(edge), earns) for edge, earns in best_first]):
            raise ContractError(f"a bonus of {better!r} is less than {good!r}, which is not as good; write more for better")
        return None

    def assess(self, case: Case) -> Penalty:
        judged = case.verdict.judged
        if judged is None or case.verdict.outcome is not Outcome.MET:
            return case.nothing
        falling = case.target.lower_is_better
        if isinstance(self.earned, PenaltyRule):
            surplus = abs(judged.base - case.target.limit.base)
            mirrored = evolve(case.verdict, outcome=Outcome.MISSED, shortfall=surplus)
            return _turned(self.earned.assess(evolve(case, verdict=mirrored)), case, "short", "better")
        reached = [pair for pair in self.earned if (le if falling else ge)(judged.base, pair[0].base)]
        if not reached:
            return case.nothing
        edge, earns = reached[0] if falling else reached[-1]
        return _turned(case.owes(earns, self.of, note=f"{edge} reached"), case)


def _turned(penalty: Penalty, case: Case, word: str = "", better: str = "") -> Penalty:
    """Return a penalty with its credit turned into a bonus."""
    steps = tuple(f"bonus: {step.replace(word, better, 1) if word else step}" for step in penalty.steps)
    return Penalty(case.nothing.credit, steps, bonus=penalty.credit, units=penalty.units, rights=penalty.rights)
