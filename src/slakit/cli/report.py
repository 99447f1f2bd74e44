"""`slakit report`: a contract and files of records in, a page of HTML, a PDF or a workbook out that one can send."""

from argparse import Namespace

from slakit.cli.score import scored
from slakit.reports.html.page import Html
from slakit.reports.pdf.document import Pdf
from slakit.reports.xlsx.workbook import Xlsx


def report(options: Namespace) -> int:
    """Write the page, or a PDF or a workbook where `--output` ends with .pdf or .xlsx; the status is that of `slakit score`."""
    output = (options.output or "").lower()
    if output.endswith(".xlsx"):
        return scored(options, Xlsx(options.lang, texts=options.texts))
    kind = Pdf if output.endswith(".pdf") else Html
    return scored(options, kind(options.lang, texts=options.texts, with_file_names=options.with_file_names))
