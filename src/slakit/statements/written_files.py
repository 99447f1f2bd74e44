"""The files that a statement is written to: a page, a PDF, a workbook and a calendar."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from slakit.statements.deadline import Deadline

if TYPE_CHECKING:
    from slakit.statements.statement import Statement


class HasFiles:
    """Base class of what can be written as a page, a PDF, a workbook and a calendar."""

    __slots__ = ()

    def to_html(
        self, language: str = "en", *, texts: str | Path | None = None, with_file_names: bool = False, with_charts: bool = True
    ) -> str:
        """One page of HTML to send (docs/report.md), in "en", "de", "fr" or "es", or in the `texts` of a file of one's own.

        >>> statement.to_html("de").splitlines()[1]
        '<html lang="de">'

        With `evaluate(..., details=True)` it has the charts of records. `with_file_names` says where in which files the records with
        problems are. Raises MissingExtra without jinja2.
        """
        from slakit.reports.html.page import Html

        page = Html(language, texts=texts, with_file_names=with_file_names, with_charts=with_charts)
        return page.render(cast("Statement", self))

    def to_pdf(
        self,
        path: str | Path | None = None,
        language: str = "en",
        *,
        texts: str | Path | None = None,
        with_file_names: bool = False,
        with_charts: bool = True,
    ) -> bytes:
        """Return the report as a PDF to sign, to file and to cite (docs/report.md), and write it to a path if there is one.

        >>> statement.to_pdf(language="de")[:5]
        b'%PDF-'

        It has what `to_html` has, in the same languages. A file that is there is written over, and the same statement gives the same bytes.
        Raises MissingExtra without typst.
        """
        from slakit.reports.pdf.document import Pdf

        report = Pdf(language, texts=texts, with_file_names=with_file_names, with_charts=with_charts)
        made = report.to_bytes(cast("Statement", self))
        if path is not None:
            Path(path).write_bytes(made)
        return made

    def to_xlsx(self, path: str | Path, language: str = "en", *, texts: str | Path | None = None) -> None:
        """Write an Excel workbook: lines with totals, cuts, evidence, duties and problems (docs/outputs.md), in a language as `to_html`.

        A file that is there is written over, and the same statement gives the same bytes. Raises MissingExtra without openpyxl.
        """
        from slakit.reports.xlsx.workbook import Xlsx

        Path(path).write_bytes(Xlsx(language, texts=texts).to_bytes(cast("Statement", self)))

    def to_ics(self, deadlines: Iterable[Deadline] = ()) -> str:
        """The calendar of what comes next: open duties, last days of rights and claims, and `Monitor.deadlines` if given (docs/outputs.md).

        >>> statement.to_ics().splitlines()[1]
        'VERSION:2.0'
        """
        from slakit.statements.calendar_text import calendar_text

        return calendar_text(cast("Statement", self), deadlines)
