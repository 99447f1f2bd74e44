"""Pdf: a statement as a PDF to sign, to file and to cite, laid out by typst without a network."""

from __future__ import annotations

from typing import Any

from attrs import field, frozen

from slakit.errors import UsageError, optional
from slakit.reports.locales.locale_texts import Texts, texts_of
from slakit.statements.statement import Statement

STANDARDS = ("a-2a", "ua-1")  # for archives, and for those who have pages read to them


@frozen
class Pdf:
    """The whole report as a PDF to print, with a cover to sign, and with everything that came from contract and records as text alone.

    >>> Pdf(language="de").to_bytes(statement)[:5]
    b'%PDF-'

    `language`, `texts`, `with_file_names` and `with_charts` are those of Html. The same statement gives the same bytes.
    """

    language: str = "en"
    texts: Texts | None = field(default=None, converter=texts_of, kw_only=True)
    with_file_names: bool = field(default=False, kw_only=True)
    with_charts: bool = field(default=True, kw_only=True)

    def render(self, statement: Statement) -> str:
        raise UsageError("a PDF is no text; write slakit report --output june.pdf, or statement.to_pdf('june.pdf')")

    def to_bytes(self, statement: Statement) -> bytes:
        import json

        from slakit.reports.pdf.page_data import page_data
        from slakit.reports.views.shown_text import shown_data
        from slakit.reports.views.statement_view import StatementView

        typst = optional("typst", "pdf")
        texts = Texts.of(self.language) if self.texts is None else self.texts
        view = StatementView.of(statement, texts, self.with_file_names, self.with_charts)
        data = json.dumps(shown_data(page_data(view)), ensure_ascii=False)
        return _written(typst, data, statement)


def _written(typst: Any, data: str, statement: Statement) -> bytes:
    import os
    from importlib.resources import files
    from tempfile import TemporaryDirectory

    from slakit.reports.pdf.missing_signs import without_missing

    layout = files("slakit.reports.pdf").joinpath("layout.typ").read_bytes()
    with TemporaryDirectory() as empty:  # a root in which the layout could find nothing
        options = {
            "root": os.path.realpath(empty),
            "sys_inputs": {"data": without_missing(typst, data)},
            "format": "pdf",
            "timestamp": max(int(statement.as_of.timestamp()), 0),
        }
        try:
            return bytes(typst.compile(layout, **options, pdf_standards=list(STANDARDS)))
        except typst.TypstError:  # a name that a standard refuses, such as one of marks without letters, is shown all the same
            return bytes(typst.compile(layout, **options))
