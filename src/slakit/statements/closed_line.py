"""ClosedLine: one line of a statement that was written down: what was judged, and what it came to."""

from typing import Any

from attrs import frozen

from slakit.metrics.measure import Measure
from slakit.penalties.penalty import left_in_kind
from slakit.targets.verdict import Outcome
from slakit.timeline.span import Span
from slakit.values.money import Money
from slakit.values.quantity import Quantity


@frozen(kw_only=True)
class ClosedLine:
    """One line of a closed statement; `over` says that its period was over when the statement was made."""

    name: str
    clause: str = ""
    version: str = ""
    label: str
    span: Span
    group: Any = None
    outcome: Outcome
    measure: Measure
    judged: Quantity | None = None
    over: bool = True
    final: bool = True
    credit: Money | None = None
    payable: Money | None = None
    bonus: Money | None = None
    entitled: Money | None = None
    entitled_units: tuple[Quantity, ...] = ()
    returned: Money | None = None
    banked: Money | None = None
    units: tuple[Quantity, ...] = ()
    converted: tuple[Quantity, ...] = ()
    rights: tuple[str, ...] = ()
    unsettled: str = ""
    claim: str = ""

    @property
    def in_kind(self) -> tuple[Quantity, ...]:
        """What is owed in kind and has not become money."""
        return left_in_kind(self.units, self.converted)

    @property
    def key(self) -> tuple[str, object, int, int]:
        """What makes it the line that it is: objective, group and period."""
        return self.name, self.group, self.span.first, self.span.last

    @property
    def title(self) -> str:
        """The objective, the group in brackets, and the period."""
        group = self.group if isinstance(self.group, tuple) else (self.group,)
        named = "" if self.group is None else f" [{', '.join(map(str, group))}]"
        return f"{self.name}{named}, {self.label}"

    @property
    def found(self) -> str:
        """The outcome and the figure: "missed at 99.2 %"."""
        return told(self.outcome, self.judged)


def told(outcome: Outcome, judged: Quantity | None) -> str:
    """An outcome and its figure; a count has no unit."""
    figure = "" if judged is None else f" at {judged.show().removesuffix(' item')}"
    return f"{outcome}{figure}"
