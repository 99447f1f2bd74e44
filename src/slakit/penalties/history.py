"""Earlier: what a rule and a settlement may know of an earlier period, from the same run or from a statement (semantics P7)."""

from attrs import frozen

from slakit.targets.verdict import Outcome
from slakit.timeline.span import Span
from slakit.values.money import Money
from slakit.values.quantity import Quantity


@frozen(kw_only=True)
class Earlier:
    """One line of an earlier period: its outcome, the figure that was judged, and what it came to."""

    name: str
    group: object
    label: str
    span: Span
    outcome: Outcome
    judged: Quantity | None = None
    credit: Money | None = None
    payable: Money | None = None
    units: tuple[Quantity, ...] = ()
