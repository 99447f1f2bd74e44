"""Ratchet: a target that rises with the results that were reached."""

from collections.abc import Iterable
from fractions import Fraction

from attrs import evolve, field, frozen

from slakit.errors import ContractError
from slakit.targets.bound import Bound
from slakit.targets.phrases import target
from slakit.targets.target import Target
from slakit.values.fields import contract_quantity, share_up_to_all, whole_number
from slakit.values.quantity import Quantity, quantity
from slakit.values.source_repr import written


@frozen(repr=False)
class Ratchet:
    """The mean of the best results becomes the new target, raised by no more than a share of the gap to the top.

    new = min(mean of the best, level + share x (top - level)), and never below the level that there is

    >>> Ratchet(best=4, share="10 %").raised("at least 99.6 %", ["99.9 %"] * 4)
    at_least('99.64 %')
    """

    best: int = field(validator=whole_number(1, 4), kw_only=True)
    share: Quantity = field(default=Quantity(Fraction(1), ""), converter=contract_quantity, validator=share_up_to_all("10 %"), kw_only=True)
    top: Quantity = field(factory=lambda: quantity("100 %"), converter=contract_quantity, kw_only=True)

    def raised(self, old: object, results: Iterable[object]) -> Target:
        """Return the target that follows from the results since the old one was set; the old one if these are fewer than `best`."""
        level = target(old)
        if not isinstance(level, Bound) or level.operator not in (">=", ">") or level.limit.dimension != self.top.dimension:
            raise ContractError(f"{str(level)!r} cannot be raised towards {str(self.top)!r}; write 'at least 99.6 %'")
        figures = sorted((contract_quantity(result) for result in results), reverse=True)[: self.best]
        if len(figures) < self.best:
            return level
        mean = sum((figure.base for figure in figures), Fraction(0)) / self.best
        limit = level.limit.base
        new = max(min(mean, limit + self.share.base * (self.top.base - limit)), limit)
        return evolve(level, limit=Quantity.of_base(new, level.limit.unit))

    __repr__ = written
