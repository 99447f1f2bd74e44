"""The commands that run a contract for years: close, amend and history."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from slakit.cli.add_command import add_command
from slakit.cli.by_stream import add_options
from slakit.cli.whole_number import whole_number

CLOSE = """The statements closed before are its history, so that only the records of the period are needed.
exit status: 0 closed, and all is met, 1 closed, and something is missed, 2 the contract, the records or the command is wrong,
3 not closed, for records that could not be read, or that no objective counts, may change it

example:
  slakit close contract.toml --data outages=march.csv --period 2026-03 --statements statements
"""
AMEND = """The closed statement stays; the amended one is kept next to it, and the difference is to be posted to the present period.
exit status: 0 nothing changed, 1 something did, 2 the contract, the records or the command is wrong,
3 not amended, for records that could not be read, or that no objective counts, may change it

example:
  slakit amend contract.toml --data outages=march-corrected.csv --period 2026-03 --statements statements --reason "an outage came late"
"""
HISTORY = """The seal of every statement is checked.
exit status: 0 all are as they were closed, 2 one was changed or is gone

example:
  slakit history statements
"""
STATEMENTS = "the folder of its closed statements, or a database of them: statements.db (statements)"
Add = Callable[[ArgumentParser], None]


def add_closing_commands(commands: Any, add_data: Add, add_vocabulary: Add) -> None:
    """Add their parsers to those of the command line."""
    for name, text, epilog in (
        ("close", "close the statement of a period that is over", CLOSE),
        ("amend", "amend a closed statement for records that came late, and say what is to be posted", AMEND),
    ):
        parser = add_command(commands, name, text, epilog)
        parser.add_argument("contract", metavar="CONTRACT", help="the document of the agreement, such as contract.toml")
        add_data(parser)
        parser.add_argument("--period", required=True, help="2026, 2026-Q1, 2026-03, 2026-W10 or 2026-03-05")
        parser.add_argument("--statements", default="statements", metavar="DIR", help=STATEMENTS)
        parser.add_argument(
            "--as-of", metavar="TIME", help="as things stood then; otherwise at the end of the period, or the latest record"
        )
        help = "keep what each line is made of as well, up to 1,000 records, for the charts of its page"
        parser.add_argument("--details", action="store_true", help=help)
        add_options(parser)
        add_vocabulary(parser)
        allowed = whole_number("a number of records", "--allow-unread 3")
        help = f"{name} it even if N records could not be read (0)"
        parser.add_argument("--allow-unread", type=allowed, default=0, metavar="N", help=help)
        allowed = whole_number("a number of records", "--allow-left-out 3")
        help = f"{name} it even if no objective counts N records, for a value without a limit or clock, or a time outside the term (0)"
        parser.add_argument("--allow-left-out", type=allowed, default=0, metavar="N", help=help)
        if name == "close":
            shapes = "text (the default; on a terminal the table), table (with slakit[cli]), markdown or json"
            parser.add_argument("--format", metavar="REPORT", help=shapes)
        else:
            parser.add_argument("--reason", default="", metavar="TEXT", help="why it is amended, which the amended statement says")
            parser.add_argument("--format", default="text", choices=["text", "json"], help="text (the default) or json")
    parser = add_command(commands, "history", "list the closed statements of a contract", HISTORY)
    parser.add_argument("statements", nargs="?", default="statements", metavar="DIR", help=STATEMENTS)
    parser.add_argument("--agreement", metavar="NAME", help="those of one agreement, in a database of several")
    parser.add_argument("--format", default="text", choices=["text", "markdown", "json"], help="text (the default), markdown or json")
