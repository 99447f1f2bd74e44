"""Penalty: what is owed for one line, and the arithmetic that led there."""

from attrs import frozen

from slakit.values.money import Money


@frozen
class Penalty:
    """An exact amount, not yet rounded to the cent, and one text for each step of its arithmetic."""

    owed: Money
    steps: tuple[str, ...] = ()

    def __add__(self, other: "Penalty") -> "Penalty":
        return Penalty(self.owed + other.owed, self.steps + other.steps)
