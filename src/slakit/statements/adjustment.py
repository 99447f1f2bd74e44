"""Adjustment: what one step of the settlement did to an amount, such as a cap."""

from attrs import frozen

from slakit.values.money import Money
from slakit.values.source_repr import in_brackets


@frozen
class Adjustment:
    """One step in one billing period: its word, what it did, and the amounts before and after, of a line or of all that it changed.

    `str()` is the text of a statement: "2026-03: 50.00 GBP capped at 15 % of 100.00 GBP = 15.00 GBP".
    """

    period: str
    word: str
    text: str
    before: Money | None = None
    after: Money | None = None

    @property
    def amount(self) -> Money | None:
        """The amount taken off; negative when it was raised."""
        return None if self.before is None or self.after is None else self.before - self.after

    @property
    def share(self) -> str:
        """The text for one line: how much of it is left."""
        if self.before is None or self.after is None or self.before == self.after:
            return self.text
        if self.word == "capped":
            return f"{self.after.show()} of it is payable, its share of {self.text}"
        return f"{self.text}, of which this line has {self.after.show()}"

    def __repr__(self) -> str:
        return in_brackets(self, self)

    def __str__(self) -> str:
        return f"{self.period}: {self.text}"
