"""Earlier: what a rule and a settlement may know of an earlier period, from the same run or from a statement (docs/numbers.md P7)."""

from attrs import frozen

from slakit.targets.verdict import Outcome
from slakit.timeline.span import Span
from slakit.values.money import Money
from slakit.values.quantity import Quantity


@frozen(kw_only=True)
class PriorLine:
    """One line of an earlier period: its outcome, the figure that was judged, and what it came to.

    `credit` is what the rule gave, `payable` what the settlement left of it; `units` and `rights` are what was owed in kind, whether or
    not it was claimed. `entitled` is what was payable before it had to be claimed, `returned` what of earlier credits went back, `banked`
    what went into a bank of bonuses.
    """

    name: str
    group: object
    label: str
    span: Span
    outcome: Outcome
    judged: Quantity | None = None
    credit: Money | None = None
    payable: Money | None = None
    bonus: Money | None = None
    units: tuple[Quantity, ...] = ()
    rights: tuple[str, ...] = ()
    entitled: Money | None = None
    returned: Money | None = None
    banked: Money | None = None

    @property
    def settled(self) -> Money | None:
        """What the settlement left of it, whether or not it was claimed; what uses up a cap."""
        return self.payable if self.entitled is None else self.entitled
