"""NextAmount: the least change of what was measured after which a line is credited another amount."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from slakit.statements.nearest_change import Change
from slakit.values.money import Money


@frozen
class NextAmount:
    """The least change after which a line is credited another amount, exact, and that amount."""

    change: Change
    credit: Money

    def __str__(self) -> str:
        return f"With {self.change.text} the credit would be {self.credit.show()}."

    def to_dict(self) -> dict[str, Any]:
        """Plain data; the amount is an exact text."""
        return {"text": str(self), "number": self.change.number, "unit": self.change.unit, "credit": str(self.credit)}
