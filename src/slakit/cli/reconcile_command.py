"""The parser of `slakit reconcile`."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from slakit.cli.add_command import add_command
from slakit.cli.by_stream import add_options
from slakit.cli.side import OURS, THEIRS
from slakit.cli.whole_number import whole_number

EPILOG = """The options of reading hold for the files of both; with --ours- or --theirs- before its name one holds for those alone,
and wins: --theirs-time-format '%d/%m/%Y %H:%M'
exit status: 0 nothing differs, 1 something does, 2 a statement, the contract, the records or the command is wrong

examples:
  slakit reconcile ours.json theirs.json
  slakit reconcile contract.toml --ours outages=ours.csv --theirs outages=theirs.csv --period 2026-03
  slakit reconcile theirs.zip --ours outages=ours.csv
"""
DESCRIPTION = """Compare two statements, by their lines, or the records of two parties under one contract: what differs,
which records explain it, and what each of these is worth. All amounts are theirs less ours."""


def add_reconcile(commands: Any, add_vocabulary: Callable[[ArgumentParser], None]) -> None:
    """Add it to those of the command line."""
    parser = add_command(commands, "reconcile", "say where two parties' statements differ, and why", EPILOG, DESCRIPTION)
    add = parser.add_argument
    add("files", nargs="+", metavar="FILE",
        help="two statements in JSON, ours and theirs, as slakit score --json and slakit close write them; or one contract; "
        "or the bundle of one party, with the files of the other alone")  # fmt: skip
    OURS.add_options(parser)
    THEIRS.add_options(parser)
    add("--period", help="2026, 2026-Q1 or 2026-03; otherwise that of the bundle, or the whole term")
    add("--as-of", metavar="TIME", help="judge both as things stood then: ISO, with an offset or in the local time of the agreement's "
        "zone; otherwise the end of the last period or the latest instant in the records of both")  # fmt: skip
    add("--most", type=whole_number("a number of causes", "--most 50", least=1), default=50, metavar="N",
        help="group the records when more than N differ: by day, by month or by stream (50)")  # fmt: skip
    add_options(parser)
    add_vocabulary(parser)
    add("--format", default="text", choices=["text", "markdown", "json"], help="text (the default), markdown or json")
