"""ClosedLine: one line of a statement that was written down: what was judged, and what it came to."""

from attrs import frozen

from slakit.statements.judged_line import JudgedLine


@frozen(kw_only=True)
class ClosedLine(JudgedLine):
    """One line of a closed statement; `over` says that its period was over when the statement was made, `level` what it says was missed."""

    over: bool = True
    level: str = ""

    @property
    def missed_level(self) -> str:
        return self.level

    @property
    def title(self) -> str:
        """The objective, the group in brackets, and the period."""
        return f"{self.named}, {self.period.label}"
