"""Tiered: the credit of the worst edge that the measure has crossed."""

from collections.abc import Mapping
from operator import ge, gt, le, lt

from attrs import evolve, field, frozen

from slakit.errors import ContractError, UnitError
from slakit.metrics.base import Metric
from slakit.penalties.base import Case, PenaltyRule
from slakit.penalties.bases.credit import credit
from slakit.penalties.bases.credit_base import CreditBase, base_of
from slakit.penalties.penalty import Penalty
from slakit.penalties.tables.monotonic import less_for_worse
from slakit.penalties.tables.payout_table import PayoutTable, Worth
from slakit.targets.target import Target
from slakit.values.quantity import Quantity, quantity

Edges = tuple[tuple[Quantity, Worth], ...]
OPERATORS = {"below": lt, "at_or_below": le, "above": gt, "at_or_above": ge}


def _edges(value: "Mapping[object, object] | Edges") -> Edges:
    pairs = value.items() if isinstance(value, Mapping) else value
    try:
        edges = [(quantity(edge), owes if isinstance(owes, PenaltyRule) else credit(owes)) for edge, owes in pairs]
        return tuple(sorted(edges, key=lambda pair: pair[0].base)) if len({edge.dimension for edge, _ in edges}) < 2 else tuple(edges)
    except UnitError as error:
        raise ContractError(str(error)) from None


def _told(word: str, edge: Quantity) -> str:
    return f"{word.replace('_', ' ')} {edge}"


@frozen(repr=False)
class Tiered(PayoutTable):
    """A credit for each edge: the measure pays that of the worst edge it has crossed, met or missed. Each edge keeps its operator (P1).

    >>> Tiered({"99.9 %": "5 %", "99 %": "10 %"})  # below 99.9 %, below 99 %
    Tiered({'99 %': '10 %', '99.9 %': '5 %'})

    Tiers go down (`below`, `at_or_below`) or up (`above`, `at_or_above`), not both. A tier pays a credit, or what a rule comes to:
    `Tiered({"99 %": Flat("30 %") + Linear("5 %", per="0.1 pp", against="99 %")})`. A period that had to report and did not pays the
    worst tier. `of` is what shares are shares of, if not the fee. `relative=True`: the edges are shares of the target that it is missed by,
    `Tiered(at_or_above={"10 %": "10 %", "20 %": "20 %"}, relative=True)`. A worse tier that pays less is refused unless the contract says
    so, `less_for_worse=True`.
    """

    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)

    below: Edges = field(default=(), converter=_edges)
    at_or_below: Edges = field(default=(), converter=_edges, kw_only=True)
    above: Edges = field(default=(), converter=_edges, kw_only=True)
    at_or_above: Edges = field(default=(), converter=_edges, kw_only=True)
    relative: bool = field(default=False, kw_only=True)
    less_for_worse: bool = field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        edges = [edge for _, edge, _ in self.tiers]
        if not edges:
            raise ContractError("the tiers are empty; write Tiered({'99.9 %': '5 %', '99 %': '10 %'})")
        if self.falling and (self.above or self.at_or_above):
            raise ContractError("tiers go down or up, not both; write two rules and join them with +")
        if len({edge.dimension for edge in edges}) > 1:
            raise ContractError(f"the edges {', '.join(map(repr, map(str, edges)))} are not of one kind; write all in one unit")
        twice = sorted({str(edge) for edge in edges if edges.count(edge) > 1})
        if twice:
            raise ContractError(f"the edge {', '.join(map(repr, twice))} stands twice; write each edge once")
        for better, worse in () if self.less_for_worse else less_for_worse([(_told(word, edge), owes) for word, edge, owes in self.tiers]):
            raise ContractError(
                f"{worse!r} pays less than {better!r}, which is not as bad; write less_for_worse=True if the contract says so"
            )

    @property
    def falling(self) -> bool:
        """Whether lower is worse."""
        return bool(self.below or self.at_or_below)

    @property
    def tiers(self) -> tuple[tuple[str, Quantity, Worth], ...]:
        """(operator, edge, credit), the worst first."""
        found = [(word, edge, owes) for word in OPERATORS for edge, owes in getattr(self, word)]
        return tuple(sorted(found, key=lambda tier: tier[1].base, reverse=not self.falling))

    @property
    def worths(self) -> tuple[Worth, ...]:
        return tuple(owes for _, _, owes in self.tiers)

    @property
    def edges(self) -> tuple[Quantity, ...]:
        return () if self.relative else tuple(edge for _, edge, _ in self.tiers)

    def check(self, target: Target, metric: Metric) -> None:
        super().check(target, metric)
        if self.relative:
            return self._check_relative(target)
        for _, edge, _ in self.tiers:
            if edge.dimension != target.dimension(metric):
                raise ContractError(f"the edge {str(edge)!r} is not in the unit of the target {str(target)!r}; write both in one")
        operators = {bound.operator for bound in target.bounds}
        wrong = {"<=", "<"} if self.falling else {">=", ">"}
        if operators and operators <= wrong:
            given, better = ("below", "above") if self.falling else ("above", "below")
            raise ContractError(f"tiers {given} an edge would punish good service under {str(target)!r}; write Tiered({better}={{...}})")
        return None

    def _check_relative(self, target: Target) -> None:
        if self.falling or any(edge.dimension for _, edge, _ in self.tiers):
            raise ContractError(
                "relative tiers say by what share of the target it is missed; write Tiered(at_or_above={'10 %': ...}, relative=True)"
            )
        if len(target.bounds) != 1 or not target.limit.base > 0:
            raise ContractError(f"there is no share of {str(target)!r} to be over by; write a target with one limit above zero")

    def _figure(self, case: Case) -> Quantity | None:
        """What is held against the edges: the figure that was judged, or by what share of its limit the target is missed."""
        if self.relative and case.verdict.shortfall is not None:
            return Quantity.of_base(case.verdict.shortfall / case.target.limit.base, "%")
        return case.verdict.judged

    def assess(self, case: Case) -> Penalty:
        judged = self._figure(case)
        if (judged is None and not case.missed) or (self.relative and not case.missed):
            return case.nothing
        for word, edge, owes in self.tiers:
            if judged is None or OPERATORS[word](judged.base, edge.base):
                by = f"{judged.show()} off the target, " if self.relative and judged is not None else ""
                told = "no figure" if judged is None else f"{by}{_told(word, edge)}"
                if isinstance(owes, PenaltyRule):
                    found = owes.assess(case)
                    return evolve(found, steps=tuple(f"{told}: {step}" for step in found.steps))
                return case.owes(owes, self.of, told=told)
        return case.nothing
