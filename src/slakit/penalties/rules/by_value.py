"""PaysByValue: base class of rules whose credit may be a table, by the value of a field of the records that they pay for."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil

from slakit.errors import ContractError
from slakit.metrics.condition import Filter
from slakit.metrics.measure import Measure
from slakit.penalties.base import PenaltyRule
from slakit.penalties.bases.credit import Credit
from slakit.penalties.bases.credit_base import CreditBase
from slakit.penalties.bases.credit_table import Bands, CreditTable, Parts, UnknownValue, free_of_table, parts_of, problems_of
from slakit.penalties.bases.reduced import Reduced, of_band, reduction_problems
from slakit.penalties.case import Case
from slakit.penalties.penalty import Penalty
from slakit.values.number import exact_text


class PaysByValue(PenaltyRule):
    """A rule that pays one credit for everything, or an amount for each value of the field `credit_by`, or of its `bands`."""

    credit_by: str | None
    bands: Bands | None
    reduced: tuple[Reduced, ...] = ()
    of: CreditBase | None

    argument = "credit"
    """The name of its argument that is a credit or a table of credits."""

    @property
    def table(self) -> Credit | CreditTable:
        """The credit, or one for each value."""
        table: Credit | CreditTable = getattr(self, self.argument)
        return table

    @property
    def parts(self) -> Parts:
        """Each value or band with its credit, and the conditions on its records; empty where one credit is for all."""
        return parts_of(self.table, self.credit_by, self.bands)

    @property
    def credits(self) -> tuple[Credit, ...]:
        return tuple(amount for _, amount, _ in self.parts) if isinstance(self.table, tuple) else (self.table,)

    @property
    def selections(self) -> tuple[Filter, ...]:
        wanted = [*super().selections, *(one for _, _, one in self.parts)]
        for name, _, one in self._shares:
            wanted += [one & part.filters for part in of_band(self.reduced, name)]
        return tuple(dict.fromkeys(wanted))

    @property
    def _shares(self) -> Parts:
        """Each value or band with its credit, or the one credit, with the conditions on its records."""
        return self.parts or tuple(("", amount, Filter()) for amount in self.credits)

    @property
    def by_records(self) -> bool:  # type: ignore[override]  # as its settings say
        return bool(self.parts or self.reduced)

    def problems(self) -> list[str]:
        """Return all that does not fit of its table of credits, and of its reductions."""
        free = getattr(self, "free", None)
        problems = list(problems_of(self.argument, self.table, self.credit_by, self.bands))
        problems += free_of_table(self.table, free)
        return problems + list(
            reduction_problems(self.reduced, [name for name, _ in self.table] if isinstance(self.table, tuple) else [], free)
        )

    def __attrs_post_init__(self) -> None:
        if problems := self.problems():
            raise ContractError(*problems)

    def paid_by_value(
        self, case: Case, whole: Fraction | int, amount: Callable[[Measure], Fraction], times: Callable[[Fraction], Fraction]
    ) -> Penalty:
        """The sum over all values of what each comes to: `amount` of its measure, `times` its credit.

        Raises UnknownValue where these amounts do not add up to the `whole`, since some record then has no amount.
        """
        penalty, rest = case.nothing, Fraction(whole)
        for name, part, wanted in self._shares:
            measure = case.part(wanted) if self.parts else case.verdict.measure
            count = amount(measure)
            rest -= count
            for one in of_band(self.reduced, name):
                of_them = case.part(wanted & one.filters)
                if of_them.unread > measure.unread:
                    raise UnknownValue(f"whether {one.filters.show()} is not known of each record", of_them.unread - measure.unread)
                if some := amount(of_them):
                    note = f"{name and f'{name}, '}{one.to} where {one.filters.show()}"
                    penalty += case.owes(part * one.to.base, self.of, times(some), note)
                    count -= some
            if count:
                penalty += case.owes(part, self.of, times(count), name)
        if rest:
            raise self.unknown(f"{exact_text(rest)} of {exact_text(Fraction(whole))}", ceil(abs(rest)))
        return penalty

    def unknown(self, which: str, count: int = 1) -> UnknownValue:
        """The error of records that have no amount in the table; `which` says how many, or which group."""
        names = ", ".join(repr(name) for name, _, _ in self.parts)
        return UnknownValue(f"{which}: {self.credit_by or 'the record'!r} is none of {names}, which {self.argument}= pays for", count)
