"""A note for numbers that have a decimal comma, where the files are read as having a point."""

import re
from argparse import Namespace
from collections.abc import Iterator

from slakit.statements.statement import Statement

COMMA = re.compile(r"='(-?[0-9]+,(?:[0-9]{1,2}|[0-9]{4,}))'")  # three decimals may be thousands


def decimal_commas(statement: Statement, options: Namespace) -> Iterator[str]:
    """For each stream of which numbers could not be read for their comma, the option that reads them."""
    commas: dict[str, str] = {}
    for problem in statement.problems:
        if "is not a number" in problem.kind:
            for match in map(COMMA.search, problem.examples):
                if match is not None:
                    commas.setdefault(problem.stream, match[1])
    where = f', or decimal = "," in {options.columns}' if options.columns else ""
    for stream, text in commas.items():
        yield f"{stream}: {text!r} has a decimal comma; write --decimal '{stream}=,'{where}"
