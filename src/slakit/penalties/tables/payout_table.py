"""PayoutTable: what Tiered, Ranges and ByLevel share, a table whose rows pay a credit or what a rule comes to."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence

from attrs import frozen

from slakit.metrics.base import Metric
from slakit.penalties.base import PenaltyRule, inner
from slakit.penalties.bases.credit import Credit, credit
from slakit.penalties.case import Case
from slakit.penalties.penalty import Penalty
from slakit.penalties.tables.monotonic import less_for_worse
from slakit.targets.target import Target

Payout = Credit | PenaltyRule  # what a row pays: an amount, or what a rule comes to
Row = tuple[str, Payout]  # what a row is called in the arithmetic, and what it pays


def payout(value: object) -> Payout:
    """Return a rule, or the credit that a text names."""
    return value if isinstance(value, PenaltyRule) else credit(value)


@frozen(repr=False)
class PayoutTable(PenaltyRule):
    """A table whose rows pay a credit, or what a rule comes to; a share is one of the fee or of another base."""

    looks_back = False
    absolute = True

    @property
    @abstractmethod
    def rows(self) -> Sequence[Row]:
        """The rows of the table."""

    @abstractmethod
    def row(self, case: Case) -> Row | None:
        """The row that pays in a case."""

    @property
    def credits(self) -> tuple[Credit, ...]:
        return tuple(pays for _, pays in self.rows if not isinstance(pays, PenaltyRule))

    def check(self, target: Target, metric: Metric) -> None:
        for rule in self._rules:
            inner(rule)
        super().check(target, metric)

    def assess(self, case: Case) -> Penalty:
        row = self.row(case)
        if row is None:
            return case.nothing
        name, pays = row
        return pays.assess(case).noted(name) if isinstance(pays, PenaltyRule) else case.owes(pays, self.base, note=name)


def paying_less(worst_first: Iterable[Row]) -> list[str]:
    """The problems of rows of which a worse one pays less."""
    remedy = "which is not as bad; write less_for_worse=True if the contract says so"
    return [f"{worse!r} pays less than {better!r}, {remedy}" for better, worse in less_for_worse(list(worst_first))]
