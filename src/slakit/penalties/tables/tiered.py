"""Tiered: the credit of the worst edge that the measure has crossed."""

from collections.abc import Mapping

from attrs import field, frozen

from slakit.errors import ContractError
from slakit.metrics.base import Metric
from slakit.penalties.bases.credit_base import CreditBase, base_of
from slakit.penalties.case import Case
from slakit.penalties.tables.payout_table import Payout, PayoutTable, Row, paying_less, payout
from slakit.penalties.target_checks import OPERATORS, one_notation
from slakit.targets.target import Target
from slakit.values.fields import contract_quantity, named_pairs
from slakit.values.key_rules import NotBoth, OneOf, check_keys
from slakit.values.quantity import Quantity

Edges = tuple[tuple[Quantity, Payout], ...]

FALLING, RISING = ("below", "at_or_below"), ("above", "at_or_above")


def _edges(value: "Mapping[object, object] | Edges") -> Edges:
    pairs = named_pairs(value, "a table of edges and what each pays", "write Tiered({'99.9 %': '5 %', '99 %': '10 %'})") if value else []
    edges = [(contract_quantity(edge), payout(pays)) for edge, pays in pairs]
    return tuple(sorted(edges, key=lambda pair: pair[0].base)) if len({edge.dimension for edge, _ in edges}) < 2 else tuple(edges)


@frozen(repr=False)
class Tiered(PayoutTable):
    """A credit for each edge: the measure pays that of the worst edge it has crossed, met or missed. Each edge keeps its operator.

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

    key_rules = (
        OneOf((*FALLING, *RISING), "the tiers are empty; write Tiered({'99.9 %': '5 %', '99 %': '10 %'})"),
        NotBoth(FALLING, RISING, "tiers go down or up, not both; write two rules and join them with +"),
    )

    def __attrs_post_init__(self) -> None:
        edges = [edge for _, edge, _ in self.tiers]
        check_keys(self)
        one_notation(edges)
        if len({edge.dimension for edge in edges}) > 1:
            raise ContractError(f"the edges {', '.join(map(repr, map(str, edges)))} are not of one kind; write all in one unit")
        if twice := sorted({str(edge) for edge in edges if edges.count(edge) > 1}):
            raise ContractError(f"the edge {', '.join(map(repr, twice))} is written twice; write each edge once")
        for problem in paying_less(self.rows) if not self.less_for_worse else ():
            raise ContractError(problem)

    @property
    def falling(self) -> bool:
        """True if lower is worse."""
        return bool(self.below or self.at_or_below)

    @property
    def tiers(self) -> tuple[tuple[str, Quantity, Payout], ...]:
        """(operator, edge, credit), the worst first."""
        tiers = [(word, edge, pays) for word in OPERATORS for edge, pays in getattr(self, word)]
        return tuple(sorted(tiers, key=lambda tier: tier[1].base, reverse=not self.falling))

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple((f"{word.replace('_', ' ')} {edge}", pays) for word, edge, pays in self.tiers)

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
            remedy = "write Tiered(at_or_above={'10 %': ...}, relative=True)"
            raise ContractError(f"relative tiers say by what share of the target it is missed; {remedy}")
        if len(target.bounds) != 1 or not target.limit.base > 0:
            raise ContractError(f"there is no share of {str(target)!r} to be over by; write a target with one limit above zero")

    def _figure(self, case: Case) -> Quantity | None:
        """Return the figure to compare with the edges: the judged one, or the share of its limit by which the target is missed."""
        if self.relative and case.verdict.shortfall is not None:
            return Quantity.of_base(case.verdict.shortfall / case.target.limit.base, "%")
        return case.verdict.judged

    def row(self, case: Case) -> Row | None:
        judged = self._figure(case)
        if (judged is None or self.relative) and not case.missed:
            return None
        for (word, edge, pays), (name, _) in zip(self.tiers, self.rows, strict=True):
            if judged is None:
                return "no figure", pays
            if OPERATORS[word](judged.base, edge.base):
                return f"{judged.show()} off the target, {name}" if self.relative else name, pays
        return None
