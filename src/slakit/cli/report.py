"""`slakit report`: a contract and files of records in, a page of HTML, a PDF or a workbook out that one can send."""

from argparse import Namespace
from pathlib import Path

from slakit.cli.score import scored
from slakit.cli.show import ENDINGS
from slakit.errors import UsageError
from slakit.reports.html.page import Html
from slakit.reports.pdf.document import Pdf
from slakit.reports.xlsx.workbook import Xlsx


def report(options: Namespace) -> int:
    """Write the page, or a PDF or a workbook where `--output` ends with .pdf or .xlsx; the status is that of `slakit score`."""
    ending = Path(options.output or "").suffix.lower()
    form = ENDINGS.get(ending, "html")
    if form == "xlsx":
        return scored(options, Xlsx(options.lang, texts=options.texts))
    if ending == ".txt" or form not in ("html", "pdf"):
        other = f", or slakit score ... --format {'text' if ending == '.txt' else form} --output {options.output}"
        raise UsageError(
            f"--output {options.output!r} is neither a page nor a PDF nor a workbook; write june.html, june.pdf or june.xlsx{other}"
        )
    kind = Pdf if form == "pdf" else Html
    return scored(options, kind(options.lang, texts=options.texts, with_file_names=options.with_file_names))
