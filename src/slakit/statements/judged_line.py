"""JudgedLine: what every line of a statement holds, whether it was worked out or read back."""

from typing import Any

from attrs import field, frozen

from slakit.metrics.measure import Measure
from slakit.penalties.amounts import Amounts, HoldsAmounts
from slakit.penalties.prior_line import PriorLine
from slakit.targets.verdict import Outcome, Verdict
from slakit.values.money import Money
from slakit.values.quantity import Quantity
from slakit.windows.period import Period

NO_LINE = "no line"


@frozen(kw_only=True)
class JudgedLine(HoldsAmounts):
    """One objective in one period, for one group: the verdict, and what it came to.

    `version` is that of an agreement with amendments (docs/numbers.md A1). `unsettled` says why no amount could be worked out, such as a
    base that is not known, `claim` what became of a claim. `projected` is what it would come to, of a period that is not over.
    """

    name: str
    clause: str = ""
    version: str = ""
    period: Period
    group: Any = None
    verdict: Verdict
    amounts: Amounts = field(factory=Amounts)
    projected: Money | None = None
    unsettled: str = ""
    claim: str = ""

    @property
    def measure(self) -> Measure:
        return self.verdict.measure

    @property
    def outcome(self) -> Outcome:
        return self.verdict.outcome

    @property
    def key(self) -> tuple[str, object, int, int]:
        """The identity of the line: objective, group and period."""
        return self.name, self.group, self.period.span.first, self.period.span.last

    @property
    def named(self) -> str:
        """The objective, and the group in brackets."""
        group = self.group if isinstance(self.group, tuple) else (self.group,)
        return self.name if self.group is None else f"{self.name} [{', '.join(map(str, group))}]"

    @property
    def result(self) -> str:
        """The outcome and the figure: "missed at 99.2 %"; a count has no unit."""
        return result_text(self.outcome, self.verdict.judged)

    @property
    def missed_level(self) -> str:
        """The worst level of its target that was missed; empty where none was, or it is not known."""
        return ""

    @property
    def prior(self) -> PriorLine:
        """Return the line as rules and settlements of later periods see it."""
        return PriorLine(
            name=self.name,
            group=self.group,
            label=self.period.label,
            span=self.period.span,
            outcome=self.outcome,
            judged=self.verdict.judged,
            level=self.missed_level,
            amounts=self.amounts.for_later,
        )


def result_text(outcome: Outcome | None, judged: Quantity | None) -> str:
    """An outcome and its figure, "missed at 99.2 %"; "no line" where there is none."""
    if outcome is None:
        return NO_LINE
    return str(outcome) if judged is None else f"{outcome} at {judged.show().removesuffix(' item')}"
