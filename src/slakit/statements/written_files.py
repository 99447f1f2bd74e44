"""The files that a statement is written to: a workbook and a calendar."""

from __future__ import annotations

from pathlib import Path

from slakit.statements.workbook import workbook


class HasWorkbook:
    """Base class of what can be written as an Excel workbook."""

    __slots__ = ()

    def to_xlsx(self, path: str | Path) -> None:
        """Write an Excel workbook: lines with totals, cuts, evidence, duties and problems (docs/outputs.md).

        A file that is there is written over, and the same statement gives the same bytes. Raises MissingExtra without openpyxl.
        """
        Path(path).write_bytes(workbook(self))
