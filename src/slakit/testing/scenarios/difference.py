"""Difference: something in a scenario that is not as expected."""

from __future__ import annotations

from attrs import frozen

from slakit.statements.line import Line

PLURALS = ("units", "entitled units", "forfeited units", "rights", "duties", "breaches", "problems", "unlisted groups")
WIDTH = 120  # a longer difference is written below each other


@frozen
class Difference:
    """Something that is not as expected: what, what was expected, what it is, and the line that it is about, if it is one.

    `of_contract` is true for what the contract says by itself, and no line. `sentence` says it where that form would be no sentence.
    """

    what: str
    expected: str
    actual: str
    line: Line | None = None
    of_contract: bool = False
    sentence: str = ""

    @property
    def text(self) -> str:
        """The difference in words, without the name of the line."""
        return self.sentence or f"{self.what} {'are' if self.what in PLURALS else 'is'} {self.actual}, expected {self.expected}"

    def __str__(self) -> str:
        named = f"{self.line.title}: " if self.line else ""
        if self.sentence or len(named) + len(self.text) <= WIDTH:
            return f"{named}{self.text}"
        return f"{named}{self.what}\n  is:       {self.actual}\n  expected: {self.expected}"
