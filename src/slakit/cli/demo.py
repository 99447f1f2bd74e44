"""`slakit demo`: the statement of the sample agreement, over made-up records."""

from argparse import Namespace

from slakit.cli.show import report_of, write_report
from slakit.engine.evaluate import evaluate
from slakit.errors import UsageError
from slakit.reports.base import Report
from slakit.reports.html.page import Html
from slakit.reports.pdf.document import Pdf
from slakit.reports.xlsx.workbook import Xlsx
from slakit.social.records import AS_OF, QUARTER, records
from slakit.social.sample import sample


def demo(options: Namespace) -> int:
    """Write the statement, to `--output` if there is one; the status is 0, for what it shows is made up."""
    write = _in_language(report_of(options.format, options.output), options)
    statement = evaluate(sample(), records(options.seed), period=QUARTER, as_of=AS_OF, details=getattr(write, "with_charts", False))
    write_report(statement, write, options.output)
    return 0


def _in_language(write: Report, options: Namespace) -> Report:
    if options.lang == "en":
        return write
    if not isinstance(write, Html | Pdf | Xlsx):
        raise UsageError(f"--lang {options.lang} is for html, pdf and xlsx; write --format html, or leave it out")
    return type(write)(options.lang)
