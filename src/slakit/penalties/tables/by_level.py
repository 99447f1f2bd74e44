"""ByLevel: so much for the level that was missed."""

from attrs import field, frozen

from slakit.errors import ContractError, close_match
from slakit.metrics.base import Metric
from slakit.penalties.bases.credit_base import CreditBase, base_of
from slakit.penalties.case import Case
from slakit.penalties.tables.monotonic import in_order
from slakit.penalties.tables.payout_table import PayoutTable, Row, payout
from slakit.targets.levels import Levels
from slakit.targets.target import Target
from slakit.values.fields import named_pairs
from slakit.values.quantity import Quantity


def _payouts(value: object) -> tuple[Row, ...]:
    pairs = named_pairs(value, "a table of levels and what each pays", "write ByLevel({'minor': '1 point', 'severe': '5 %'})")
    return in_order(tuple((str(name), payout(pays)) for name, pays in pairs))


@frozen(repr=False)
class ByLevel(PayoutTable):
    """A credit or a rule for the worst level of a `Levels` target that was missed; a level without one uses that of the next milder level.

    >>> ByLevel({"minor": "1 point", "serious": "3 points", "severe": "5 %"})
    ByLevel({'minor': '1 point', 'serious': '3 points', 'severe': '5 %'})

    A critical failure is a level of its own, worth a right or all that may be paid: `{"critical": Right("terminate") + Flat("100 %")}`.
    A period that had to report and did not pays for the worst level. A worse level may pay less if it says so (docs/numbers.md P9).
    """

    payouts: tuple[Row, ...] = field(converter=_payouts)
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.payouts

    @property
    def edges(self) -> tuple[Quantity, ...]:
        return ()

    def check(self, target: Target, metric: Metric) -> None:
        if not isinstance(target, Levels):
            raise ContractError(f"{self!r} wants a target with levels, and {str(target)!r} has none; write Levels({{'minor': ...}})")
        if unknown := [name for name, _ in self.payouts if name not in target.names]:
            raise ContractError(*(f"{name!r} is not a level of the target{close_match(name, target.names)}" for name in unknown))
        for rule in self._rules:
            rule.check(target, metric)

    def row(self, case: Case) -> Row | None:
        if not case.missed or not isinstance(case.target, Levels):
            return None
        names, payouts = case.target.names, dict(self.payouts)
        level = case.target.level(case.verdict.judged)
        worst = next((name for name in reversed(names[: names.index(level) + 1]) if name in payouts), None)
        if worst is None:
            return None
        return f"{level} missed" if worst == level else f"{level} missed, worth what {worst} is", payouts[worst]
