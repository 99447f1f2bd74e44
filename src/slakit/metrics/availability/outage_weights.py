"""Weights: how much of a service an outage takes down, by what its record says (docs/numbers.md M8)."""

from fractions import Fraction

from attrs import define, field

from slakit.errors import UnitError
from slakit.metrics.plain_values import Plain, equals
from slakit.metrics.settings import table
from slakit.values.fields import in_contract
from slakit.values.number import number
from slakit.values.quantity import Quantity, quantity

Weighing = tuple[tuple[Plain, Quantity], ...]
EXAMPLE = "weights={'critical': 1, 'degraded': '50 %'}"


def share_of(value: object) -> Quantity:
    """A share of the whole, from 0 to 100 %; raises UnitError for anything else."""
    share = quantity(value)
    if share.dimension or not 0 <= share.base <= 1:
        raise UnitError(f"{str(value)!r} is not a share of the whole; write '50 %', 0.5 or 1")
    return share


def weights(value: object) -> Weighing:
    """A table of weights, in one order; raises ContractError for anything else."""
    problem = f"weights={value!r} is not a table of weights; write {EXAMPLE}"
    return in_contract(lambda weights: table(weights, share_of, problem), value, "weights")


@define
class Scale:
    """The weight of each outage, from the labels of its fields; `doubts` collects what has no weight, and counts in full."""

    table: Weighing = ()
    of: str = ""
    users: int | None = None
    doubts: set[str] = field(factory=set)

    def by_value(self, labels: tuple[object, ...]) -> Fraction:
        """Return the weight by the value of a field, such as a severity."""
        (label,) = labels
        weight = next((weight.base for name, weight in self.table if equals(label, name)), None)
        return self._in_full(f"{self.of} {label!r} has no weight") if weight is None else weight

    def by_share(self, labels: tuple[object, ...]) -> Fraction:
        """Return the weight by a field that holds the share that was down."""
        (label,) = labels
        try:
            return share_of(label).base
        except UnitError:
            return self._in_full(f"{self.of} {label!r} is not a share")

    def by_users(self, labels: tuple[object, ...]) -> Fraction:
        """Return the share of users that were affected, of all or of the number in a second field."""
        affected, users = labels if self.users is None else (*labels, self.users)
        try:
            share = number(affected) / number(users)
        except (UnitError, ZeroDivisionError):
            share = Fraction(-1)
        return share if 0 <= share <= 1 else self._in_full(f"{self.of} {affected!r} of {users!r} is not a share")

    def whole(self, labels: tuple[object, ...]) -> Fraction:
        """Return the weight of an outage that counts in full."""
        return Fraction(1)

    def _in_full(self, doubt: str) -> Fraction:
        self.doubts.add(doubt)
        return Fraction(1)
