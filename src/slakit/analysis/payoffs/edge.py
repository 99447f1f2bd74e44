"""Edge: a measure at which what is paid changes, and what is paid there, just below it and just above it."""

from attrs import frozen

from slakit.penalties.amounts import Amounts, owed_text
from slakit.values.money import Money
from slakit.values.quantity import Quantity
from slakit.values.source_repr import in_brackets


@frozen
class Edge:
    """A measure at which what is paid jumps or bends.

    `at_edge`, `below` and `above` hold all amounts; the credit of each has a name of its own, `credit_at`, `credit_below`, `credit_above`,
    and so have what is payable after the settlement, and the credit without the caps of the rule (`uncapped_at` and so on). Below and above
    are meant of the number: 99.8 % is below 99.9 %, and one hour below two, whichever is the better. There is None at an end of what can
    be measured: nothing lies above 100 %.
    """

    at: Quantity
    at_edge: Amounts
    below: Amounts | None
    above: Amounts | None
    uncapped_at: Money | None = None
    uncapped_below: Money | None = None
    uncapped_above: Money | None = None

    def __repr__(self) -> str:
        sides = (("at it", self.at_edge), ("below", self.below), ("above", self.above))
        paid = (f"{', '.join(owed_text(amounts)) or 'nothing'} {word}" for word, amounts in sides if amounts is not None)
        return in_brackets(self, f"{self.at.show()}:", "; ".join(paid))

    @property
    def credit_at(self) -> Money | None:
        """The credit at the edge."""
        return self.at_edge.credit

    @property
    def credit_below(self) -> Money | None:
        """The credit just below it."""
        return None if self.below is None else self.below.credit

    @property
    def credit_above(self) -> Money | None:
        """The credit just above it."""
        return None if self.above is None else self.above.credit

    @property
    def payable_at(self) -> Money | None:
        """The amount payable at the edge."""
        return self.at_edge.payable

    @property
    def payable_below(self) -> Money | None:
        """The amount payable just below it."""
        return None if self.below is None else self.below.payable

    @property
    def payable_above(self) -> Money | None:
        """The amount payable just above it."""
        return None if self.above is None else self.above.payable

    @property
    def jumps(self) -> bool:
        """True if what is paid jumps there; otherwise it goes on at another slope."""
        return any(side is not None and side != self.at_edge for side in (self.below, self.above))
