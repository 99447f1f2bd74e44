"""`slakit report`: a contract and files of records in, a page of HTML out that one can send."""

from argparse import Namespace

from slakit.cli.score import scored
from slakit.reports.html.page import Html


def report(options: Namespace) -> int:
    """Write the page; the status is that of `slakit score`."""
    return scored(options, Html(options.lang, texts=options.texts, with_file_names=options.with_file_names))
