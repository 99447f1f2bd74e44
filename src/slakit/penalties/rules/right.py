"""Right: what the customer may do, such as terminate, step in, ask for a corrective plan, or audit."""

from attrs import field, frozen

from slakit.penalties.base import PenaltyRule
from slakit.penalties.case import Case
from slakit.penalties.penalty import Penalty
from slakit.values.fields import named_text


@frozen(repr=False)
class Right(PenaltyRule):
    """The customer has a right after a missed period, a period that had to report and did not among them.

    >>> Right("terminate").only_if(in_a_row=3)
    Right('terminate').only_if(in_a_row=3)
    """

    looks_back = False

    right: str = field(validator=named_text("terminate"))

    @property
    def kinds(self) -> set[str]:
        return {"a right"}

    def assess(self, case: Case) -> Penalty:
        if not case.missed:
            return case.nothing
        return Penalty(case.nothing.owed, (f"the customer may {self.right}",), rights=(self.right,))
