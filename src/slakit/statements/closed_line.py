"""ClosedLine: one line of a statement that was written down: what was judged, and what it came to."""

from attrs import frozen

from slakit.penalties.amounts import owed_text
from slakit.statements.judged_line import JudgedLine
from slakit.values.source_repr import in_brackets


@frozen(kw_only=True, repr=False)
class ClosedLine(JudgedLine):
    """One line of a closed statement; `over` says that its period was over when the statement was made, `level` what it says was missed."""

    over: bool = True
    level: str = ""

    @property
    def missed_level(self) -> str:
        return self.level

    def __repr__(self) -> str:
        return in_brackets(self, self.named, f"{self.period.label}:", ", ".join([self.result, *owed_text(self.amounts)]))

    @property
    def title(self) -> str:
        """The objective, the group in brackets, and the period."""
        return f"{self.named}, {self.period.label}"
