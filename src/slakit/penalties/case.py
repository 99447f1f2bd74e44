"""Case: what a rule sees of one line."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from attrs import field, frozen

from slakit.errors import ContractError, UnitError
from slakit.metrics.condition import Condition, Filter
from slakit.metrics.measure import Measure
from slakit.metrics.reading import Reading
from slakit.metrics.tallies.tally import Tally
from slakit.penalties.bases.credit import Credit, owed, shares
from slakit.penalties.bases.credit_base import CreditBase, Missing, not_negative
from slakit.penalties.penalty import Penalty
from slakit.penalties.prior_line import PriorLine
from slakit.targets.target import Target
from slakit.targets.verdict import Outcome, Verdict
from slakit.values.money import Money
from slakit.values.quantity import Quantity
from slakit.windows.period import Period


@frozen(kw_only=True)
class Case:
    """The input of a rule for one line: the verdict, the period and its fee, and what came before.

    `streak` counts missed periods in a row up to and with this one; `history` holds the lines of earlier periods, oldest first. `fee_of`
    and `fed` give the fee, and the tally of what a base reads, of this period (0) or of one so many periods back; `billed_fee` gives that
    of a billing period. `part` gives the measure of some of the records alone, and `grouped` says whether the group of the line, by its
    `fields`, meets a condition.
    """

    verdict: Verdict
    target: Target
    period: Period
    fee: Money | None = None
    currency: str | None = None
    streak: int = 0
    history: tuple[PriorLine, ...] = ()
    group: Any = None
    fees: Callable[[int], Money | None] | None = field(default=None, eq=False)
    billed: Callable[[int, int], Money | None] | None = field(default=None, eq=False, repr=False)
    read: Callable[[Reading, int], Tally | None] | None = field(default=None, eq=False)
    measured: Callable[[Filter], Measure] | None = field(default=None, eq=False)
    fields: tuple[str, ...] = ()

    @property
    def missed(self) -> bool:
        return self.verdict.outcome is Outcome.MISSED

    @property
    def nothing(self) -> Penalty:
        """Nothing owed."""
        return Penalty(None if self.currency is None else Money(0, self.currency))

    def fee_of(self, back: int = 0) -> Money | None:
        """The fee of the period, or of one so many periods back; None where there is none."""
        return self.fee if back == 0 else self.fees(back) if self.fees else None

    def billed_fee(self, billed: int = 0, back: int = 0) -> Money | None:
        """The fee of the billing period that the period, or one so many periods back, ends in, or of the one `billed` before that."""
        return self.billed(billed, back) if self.billed else None

    def fed(self, reading: Reading, back: int = 0) -> Tally | None:
        """The tally of what a base reads, of the period or of one so many periods back."""
        return self.read(reading, back) if self.read else None

    def part(self, wanted: Filter) -> Measure:
        """The measure of the records that meet conditions, which the rule names in `selections`; raises Missing where it is not known."""
        if self.measured is None:
            raise Missing(f"the records of {self.period.label} with {wanted.show()} are not known")
        return self.measured(wanted)

    def grouped(self, wanted: Condition) -> bool:
        """True if the group of the line meets a condition on one of its fields."""
        group = self.group if isinstance(self.group, tuple) else (self.group,)
        value = dict(zip(self.fields, group, strict=False)).get(wanted.field)
        try:
            return wanted.holds(value)
        except UnitError:
            return False  # no number, and a number is wanted

    def owes(self, part: Credit, of: CreditBase | None = None, times: Fraction | int = 1, note: str = "") -> Penalty:
        """Return the penalty of a credit, `times` over, as a share of the fee or of another base; `note` goes before its arithmetic."""
        amount, arithmetic = self.worth(part, of, times)
        steps = (f"{note}: {arithmetic}" if note else arithmetic,)
        if isinstance(amount, Money):
            return Penalty(amount, steps)
        return Penalty(self.nothing.credit, steps, units=(amount,))

    def worth(self, part: Credit, of: CreditBase | None = None, times: Fraction | int = 1) -> tuple[Money | Quantity, str]:
        """Return the amount of a credit, `times` over, as a share of the fee or of another base, and its arithmetic."""
        base = self.fee if of is None else not_negative(of, of.amount(self)) if shares(part) else None
        return owed(part, base, times, "" if of is None else of.title)

    @property
    def failures(self) -> int:
        """The number of single failures of the period; zero where there is no figure. Raises Missing when they were not kept."""
        measure = self.verdict.measure
        if measure.breaches is None and measure.value is not None:
            raise Missing(f"how often it failed in {self.period.label} is not known")
        return int(measure.breaches or 0)

    def misses(self, within: int) -> int:
        """Count the missed periods among the last `within`, this one included."""
        earlier = self.history[-(within - 1) :] if within > 1 else ()
        return sum(one.outcome is Outcome.MISSED for one in earlier) + self.missed

    @property
    def falling(self) -> bool:
        """True if less is worse, as far as the first bound of the target says."""
        return not self.target.lower_is_better

    @property
    def currency_code(self) -> str:
        """The currency of the agreement; ContractError when it names none."""
        if self.currency is None:
            raise ContractError("the agreement pays money and names no currency; write fee='1000 GBP'")
        return self.currency
