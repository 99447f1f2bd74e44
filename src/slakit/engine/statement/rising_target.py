"""RisingTarget: the target of an objective with a ratchet, period by period (docs/numbers.md A4)."""

from __future__ import annotations

from attrs import define, field

from slakit.agreements.objective import Objective
from slakit.targets.ratchet import Ratchet
from slakit.targets.target import Target
from slakit.timeline.span import Span
from slakit.values.quantity import Quantity


@define
class RisingTarget:
    """The target as it stands, asked for one period after the other; `results` are those of the present turn of the ratchet.

    `raised` says from what it was raised at the last turn that raised it.
    """

    first: Target
    ratchet: Ratchet
    target: Target
    turn: Span | None = None
    results: list[Quantity] = field(factory=list)
    raised: str = ""

    def is_of(self, objective: Objective) -> bool:
        """True if an objective says the same of its target, whatever else an amendment changed."""
        return (self.first, self.ratchet) == (objective.target, objective.ratchet)

    def at(self, first: int, timezone: str) -> Target:
        """The target of a period that begins at an instant: that of its turn, raised by the results of the turn before it."""
        turn = self.ratchet.per.within(timezone).period_at(first)
        span = None if turn is None else turn.span
        if self.turn not in (None, span):
            self.target, raised = self.ratchet.step(self.target, self.results)
            self.raised = raised or self.raised
            self.results = []
        self.turn = span
        return self.target
