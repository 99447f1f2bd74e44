"""PriorLine: what a rule and a settlement may know of an earlier period, from the same run or from a statement (docs/numbers.md P7)."""

from attrs import field, frozen

from slakit.penalties.amounts import Amounts, HoldsAmounts
from slakit.targets.verdict import Outcome
from slakit.timeline.span import Span
from slakit.values.quantity import Quantity


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
    """One line of an earlier period: its outcome, the figure that was judged, and what it came to.

    Its `units` and `rights` are what was owed, whether or not it was claimed.
    """

    judged: Quantity | None = None
    amounts: Amounts = field(factory=Amounts)
