"""WeightedPool: an amount at risk that objectives share by weight."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import field, frozen

from slakit.errors import ContractError, UnitError
from slakit.penalties.bases import Base, base_of
from slakit.penalties.credit import Credit, owed
from slakit.penalties.due import Bill, Due
from slakit.penalties.steps.step import Step, money_or_share, named_quantity, replaced
from slakit.targets.verdict import Outcome
from slakit.values.money import Money, split
from slakit.values.quantity import Quantity

Weights = tuple[tuple[str, Quantity], ...]


def _weights(value: object) -> Weights:
    pairs = list(value.items() if isinstance(value, Mapping) else value if isinstance(value, tuple | list) else [])
    if not pairs:
        raise ContractError(f"weights={value!r} is not weights by objective; write weights={{'Uptime': 3, 'Replies': 1}}")
    try:
        found = tuple((str(name), named_quantity(weight)) for name, weight in pairs)
    except (TypeError, UnitError) as error:
        raise ContractError(f"weights: {error}") from None
    wrong = [name for name, weight in found if weight.dimension or weight.base <= 0]
    if wrong:
        raise ContractError(f"the weight of {wrong[0]!r} is not a positive number or share; write weights={{{wrong[0]!r}: 3}}")
    return found


@frozen(repr=False)
class WeightedPool(Step):
    """An amount at risk in a billing period, shared by weight: each objective that was missed pays its share.

    >>> WeightedPool("10 %", weights={"Uptime": 3, "Replies": 1})
    WeightedPool('10 %', weights={'Uptime': '3', 'Replies': '1'})

    The share of an objective that was missed in several groups or periods of the bill is due once, spread over them. It stands in the
    place of what the penalties of these objectives come to.
    """

    word = "pool"

    pool: Credit = field(converter=money_or_share)
    weights: Weights = field(converter=_weights, kw_only=True)
    of: Base | None = field(default=None, converter=base_of, kw_only=True)

    @property
    def objectives(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.weights)

    def settle(self, dues: tuple[Due, ...], bill: Bill) -> Sequence[Due]:
        if not any(due.name in self.objectives for due in dues):
            return dues
        base = None if isinstance(self.pool, Money) else bill.worth(self.of, bill.span)
        whole = sum((weight.base for _, weight in self.weights), Fraction(0))
        changed: list[tuple[Due, Due]] = []
        for name, weight in self.weights:
            missed = [due for due in dues if due.name == name and due.outcome is Outcome.MISSED]
            changed += [(due, due.to(due.amount * 0, f"{name} was met")) for due in dues if due.name == name and due not in missed]
            if not missed:
                continue
            amount, arithmetic = owed(self.pool, base, weight.base / whole, "" if self.of is None else str(self.of))
            parts = split(amount.rounded(), [1] * len(missed)) if isinstance(amount, Money) else ()
            told = f"{name}, {weight} of {Quantity(whole, '') if not weight.unit.text else 'the weights'}: {arithmetic}"
            changed += [(due, due.to(part, told)) for due, part in zip(missed, parts, strict=True)]
        return replaced(dues, changed)
