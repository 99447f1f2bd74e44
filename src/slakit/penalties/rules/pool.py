"""Pool: a share of a pool of what is at risk, allocated to one service level."""

from fractions import Fraction

from attrs import field, frozen

from slakit.errors import ContractError
from slakit.penalties.base import PenaltyRule
from slakit.penalties.bases.credit import Credit, amounts, credit, exactly, shares
from slakit.penalties.bases.credit_base import CreditBase, base_of
from slakit.penalties.case import Case
from slakit.penalties.penalty import Penalty
from slakit.values.money import Money
from slakit.values.quantity import Quantity


def _share(value: object) -> Quantity:
    share = credit(value)
    if isinstance(share, Money) or share.dimension:
        raise ContractError(f"{str(value)!r} is not a share; write Pool('40 %', pool='50 %', at_risk='10 %')")
    return share


WHOLE = Quantity(Fraction(1), "")


@frozen(repr=False)
class Pool(PenaltyRule):
    """Share of the pool x allocation x amount at risk, for a missed period.

    >>> Pool("40 %", pool="50 %", at_risk="10 %")
    Pool('40 %', pool='50 %', at_risk='10 %')

    `allocation` is what the contract allocates to this service level, `pool` the multiple of the at-risk amount that the pool is (above
    100 % it may pay more than is at risk, until the settlement caps it), and `at_risk` a share of the fee, of another base, or an amount.
    """

    looks_back = False

    allocation: Quantity = field(converter=_share)
    pool: Quantity = field(default=WHOLE, converter=_share, kw_only=True)
    at_risk: Credit = field(default=WHOLE, converter=credit, kw_only=True)
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if not shares(self.at_risk) and not amounts(self.at_risk):
            raise ContractError(f"at_risk={str(self.at_risk)!r} is not money; write at_risk='10 %' or at_risk='80000 USD'")

    def assess(self, case: Case) -> Penalty:
        if not case.missed:
            return case.nothing
        risk, arithmetic = case.worth(self.at_risk, self.of)
        if not isinstance(risk, Money):
            return case.nothing
        amount = risk * (self.pool.base * self.allocation.base)
        parts = " x ".join(str(part) for part in (self.pool, self.allocation) if part != WHOLE)
        return Penalty(amount, (f"at risk: {arithmetic}", f"{parts or '100 %'} of that = {exactly(amount)}"))
