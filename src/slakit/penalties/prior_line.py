"""PriorLine: what a rule and a settlement may know of an earlier period, from the same run or from a statement (docs/numbers.md P7)."""

from attrs import field, frozen

from slakit.penalties.amounts import Amounts, HoldsAmounts, owed_text
from slakit.targets.verdict import Outcome
from slakit.timeline.span import Span
from slakit.values.quantity import Quantity
from slakit.values.source_repr import in_brackets


@frozen(kw_only=True)
class PeriodLine:
    """The objective, group and period of a line and its outcome, as rules and steps see them."""

    name: str
    group: object = None
    label: str
    span: Span
    outcome: Outcome


@frozen(kw_only=True)
class PriorLine(PeriodLine, HoldsAmounts):
    """A line of an earlier period: outcome, figure judged, the worst `level` that was missed of a target that has levels, what it came to,
    and the `units` and `rights` owed, claimed or not.
    """

    judged: Quantity | None = None
    level: str = ""
    amounts: Amounts = field(factory=Amounts)

    def __repr__(self) -> str:
        outcome = str(self.outcome) if self.judged is None else f"{self.judged.show()} {self.outcome}"
        return in_brackets(self, f"{self.name} {self.label}:", ", ".join([outcome, *owed_text(self.amounts)]))
