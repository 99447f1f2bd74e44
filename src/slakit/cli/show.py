"""What a command writes, and its exit status."""

import os
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slakit.statements.statement import Statement


MET, MISSED, FAILED, IN_DOUBT, STOPPED = 0, 1, 2, 3, 130  # what a command exits with


def say(text: str) -> None:
    """Write a text and the end of its line; a reader that has gone away, such as `head`, is no fault."""
    try:
        print(text.removesuffix("\n"), flush=True)
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding
        print(text.removesuffix("\n").encode(encoding, "backslashreplace").decode(encoding), flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that Python's own flush at the end is quiet


def shaped(statement: "Statement", options: Namespace) -> str:
    """A statement as JSON, Markdown or text, as the options ask."""
    if options.json:
        return statement.to_json()
    if options.markdown:
        from slakit.reports.markdown import markdown

        return markdown(statement)
    from slakit.reports.text import text

    return text(statement)
