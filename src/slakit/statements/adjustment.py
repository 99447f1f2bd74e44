"""Cut: what one step of the settlement made of an amount, such as a cap."""

from typing import Any

from attrs import frozen

from slakit.values.money import Money


@frozen
class Adjustment:
    """One step in one billing period: what it is called, what it did, and the amounts before and after, of a line or of all it changed.

    `str()` is the text of a statement: "2026-03: 50.00 GBP capped at 15 % of 100.00 GBP = 15.00 GBP".
    """

    period: str
    word: str
    told: str
    before: Money | None = None
    after: Money | None = None

    @property
    def amount(self) -> Money | None:
        """What was taken off; negative when it was raised."""
        return None if self.before is None or self.after is None else self.before - self.after

    @property
    def share(self) -> str:
        """What it left of one line, in words."""
        if self.before is None or self.after is None or self.before == self.after:
            return self.told
        if self.word == "capped":
            return f"{self.after.show()} of it is payable, its share of {self.told}"
        return f"{self.told}, of which this line has {self.after.show()}"

    def __str__(self) -> str:
        return f"{self.period}: {self.told}"

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        before, after = (None if amount is None else str(amount) for amount in (self.before, self.after))
        return {"period": self.period, "word": self.word, "told": self.told, "before": before, "after": after}
