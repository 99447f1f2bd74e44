"""Penalty: what a rule gives for one line, and the arithmetic that led there."""

from __future__ import annotations

from attrs import evolve, frozen

from slakit.penalties.amounts import Amounts


@frozen(repr=False)
class Penalty(Amounts):
    """Exact amounts, not yet rounded to the cent, and one text for each step of their arithmetic (docs/numbers.md P4).

    A rule gives `credit`, which the provider owes (None in an agreement that pays no money), `bonus`, `units`, `rights` and `returned`; the
    rest comes with the settlement.
    """

    steps: tuple[str, ...] = ()

    def noted(self, note: str) -> Penalty:
        """Return the penalty with a note before each step of its arithmetic."""
        return evolve(self, steps=tuple(f"{note}: {step}" for step in self.steps))
