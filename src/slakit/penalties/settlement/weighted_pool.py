"""WeightedPool: an amount at risk that objectives share by weight."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve, field, frozen

from slakit.errors import ContractError
from slakit.penalties.bases.credit import Credit
from slakit.penalties.bases.credit_base import CreditBase, base_of
from slakit.penalties.settlement.settlement_items import LineAmount, SettlementContext
from slakit.penalties.settlement.step import Step, money_or_share, replaced
from slakit.penalties.tables.monotonic import in_order
from slakit.targets.verdict import Outcome
from slakit.values.fields import contract_quantity, flag, named_pairs
from slakit.values.money import Money, split
from slakit.values.quantity import Quantity

Weights = tuple[tuple[str, Quantity], ...]


def _weights(value: object) -> Weights:
    pairs = named_pairs(value, "weights by objective", "write weights={'Uptime': 3, 'Replies': 1}", "weights")
    weights = tuple((str(name), contract_quantity(weight)) for name, weight in pairs)
    if wrong := [name for name, weight in weights if weight.dimension or weight.base <= 0]:
        raise ContractError(f"the weight of {wrong[0]!r} is not a positive number or share; write weights={{{wrong[0]!r}: 3}}")
    in_order(weights)  # each name once
    return weights


@frozen(repr=False)
class WeightedPool(Step):
    """An amount at risk in a billing period, shared by weight: each objective that was missed pays its share.

    >>> WeightedPool("10 %", weights={"Uptime": 3, "Replies": 1})
    WeightedPool('10 %', weights={'Uptime': '3', 'Replies': '1'})

    The share of an objective that was missed in several groups or periods of a billing period is due once, spread over them. It replaces
    the money that the penalties of these objectives come to, and the statement says what is ignored. Cents are shared by largest remainder,
    so that no more than the pool is due.

    With `redistribute` the weight of an objective of which a billing period has no data is shared over the others, in proportion to theirs.
    Without it that share of the pool is not at risk.
    """

    word = "pool"

    pool: Credit = field(converter=money_or_share)
    weights: Weights = field(converter=_weights, kw_only=True)
    redistribute: bool = field(default=False, validator=flag, kw_only=True)
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)

    @property
    def objectives(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.weights)

    def settle(self, lines: tuple[LineAmount, ...], context: SettlementContext) -> Sequence[LineAmount]:
        if not any(line.name in self.objectives for line in lines):
            return lines
        silent = self._silent(lines)
        whole = sum((weight.base for name, weight in self.weights if name not in silent), Fraction(0))
        changed: list[tuple[LineAmount, LineAmount]] = []
        missed: dict[str, list[LineAmount]] = {}
        for line in (line for line in lines if line.name in self.objectives):
            if line.outcome is Outcome.MISSED:
                missed.setdefault(line.name, []).append(line)
            else:
                changed.append((line, _instead(line, line.payable * 0, f"{line.name} was met") if line.payable else line))
        shares = [(name, weight) for name, weight in self.weights if name in missed]
        if not shares:
            return replaced(lines, changed)
        together, _ = context.comes_to(self.pool, self.of, sum((weight.base for _, weight in shares), Fraction(0)) / whole)
        parts = split(together.rounded(), [weight.base for _, weight in shares]) if isinstance(together, Money) else ()
        for (name, weight), part in zip(shares, parts, strict=True):
            amount, arithmetic = context.comes_to(self.pool, self.of, weight.base / whole)
            others = f" without {' and '.join(silent)}, of which there is no data" if silent else ""
            text = f"{name}, {weight} of {Quantity(whole, '') if not weight.unit.text else 'the weights'}{others}: {arithmetic}"
            if isinstance(amount, Money) and part != amount.rounded():
                text += f", {part.show()} so that all of them come to {together.rounded().show()}"  # type: ignore[union-attr]  # money
            pieces = split(part, [1] * len(missed[name]))
            changed += [(line, _instead(line, piece, text)) for line, piece in zip(missed[name], pieces, strict=True)]
        return replaced(lines, changed)

    def _silent(self, lines: tuple[LineAmount, ...]) -> list[str]:
        """The objectives whose weights are shared over the others: those that have lines, and data in none of them."""
        outcomes: dict[str, set[Outcome]] = {}
        for line in lines:
            outcomes.setdefault(line.name, set()).add(line.outcome)
        return [name for name, _ in self.weights if self.redistribute and outcomes.get(name) == {Outcome.NO_DATA}]


def _instead(line: LineAmount, amount: Money, text: str) -> LineAmount:
    """A line that comes to another amount than its own penalty does."""
    ignored = f"; what its own penalty comes to, {line.payable.show()}, is ignored" if line.payable else ""
    return evolve(line, payable=amount, credit=amount, text=text + ignored)
