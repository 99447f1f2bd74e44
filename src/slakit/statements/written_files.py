"""The files that a statement is written to: a workbook and a calendar."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from slakit.statements.calendar_text import calendar_text
from slakit.statements.deadline import Deadline
from slakit.statements.workbook import workbook


class HasFiles:
    """Base class of what can be written as a workbook and as a calendar."""

    __slots__ = ()

    def to_xlsx(self, path: str | Path) -> None:
        """Write an Excel workbook: lines with totals, cuts, evidence, duties and problems (docs/outputs.md).

        A file that is there is written over, and the same statement gives the same bytes. Raises MissingExtra without openpyxl.
        """
        Path(path).write_bytes(workbook(self))

    def to_ics(self, deadlines: Iterable[Deadline] = ()) -> str:
        """The calendar of what comes next: open duties, last days of rights and claims, and `Monitor.deadlines` if given (docs/outputs.md).

        >>> statement.to_ics().splitlines()[1]
        'VERSION:2.0'
        """
        return calendar_text(self, deadlines)
