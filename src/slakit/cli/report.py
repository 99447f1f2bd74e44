"""`slakit report`: a contract and files of records in, a page of HTML or a PDF out that one can send."""

from argparse import Namespace

from slakit.cli.score import scored
from slakit.reports.html.page import Html
from slakit.reports.pdf.document import Pdf


def report(options: Namespace) -> int:
    """Write the page, or a PDF where `--output` ends with .pdf; the status is that of `slakit score`."""
    kind = Pdf if (options.output or "").lower().endswith(".pdf") else Html
    return scored(options, kind(options.lang, texts=options.texts, with_file_names=options.with_file_names))
