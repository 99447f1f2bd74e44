"""The commands that ask a contract and its records more than a statement says: outlook, headroom, what-if, suggest and replay."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from slakit.cli.add_command import add_command
from slakit.cli.by_stream import add_options

STATUS = "exit status: 0 it could be worked out, 2 the contract, the records or the command is wrong\n"
OUTLOOK = f"""{STATUS}
example:
  slakit outlook contract.toml --data outages=outages.csv --as-of 2026-03-10T09:00
"""
HEADROOM = f"""{STATUS}
example:
  slakit headroom contract.toml --data outages=outages.csv --period 2026-03 --as-of 2026-03-10T09:00
"""
WHAT_IF = """exit status: 0 nothing would come out otherwise, 1 something would, 2 the contract, the records or the command is wrong

example:
  slakit what-if contract.toml --data outages=outages.csv --set 'objectives.Uptime.target=at least 99.5 %'
"""
SUGGEST = f"""{STATUS}
example:
  slakit suggest contract.toml --data outages=outages.csv --confidence "90 %"
"""
REPLAY = f"""{STATUS}
example:
  slakit replay contract.toml --data outages=outages.csv --by quarter
"""
AS_OF = "speak as of then: ISO, with an offset or in the local time of the agreement's zone"
Add = Callable[[ArgumentParser], None]


def add_analysis_commands(commands: Any, add_data: Add, add_vocabulary: Add) -> None:
    """Add their parsers to those of the command line."""

    def add(name: str, text: str, epilog: str, *forms: str) -> ArgumentParser:
        parser = add_command(commands, name, text, epilog)
        parser.add_argument("contract", metavar="CONTRACT", help="the document of the agreement, such as contract.toml")
        add_data(parser)
        add_options(parser)
        add_vocabulary(parser)
        names = ["text", "markdown", "json", *forms]
        written = f"text (the default), {', '.join(names[1:-1])} or {names[-1]}"
        parser.add_argument("--format", default="text", choices=names, help=written)
        return parser

    parser = add(
        "outlook", "say how the open periods may end, at best, as things go on, and at worst", OUTLOOK, "prometheus", "openmetrics"
    )
    parser.add_argument("--as-of", metavar="TIME", help=f"{AS_OF}; otherwise the latest instant in the records")
    parser.add_argument("--period", help="2026-03: the periods to look at; otherwise those that are open")
    parser.add_argument("--confidence", default="95 %", help="that of the intervals (95 %%)")
    parser = add("headroom", "say how much more may fail until a target is missed, and until more is paid", HEADROOM)
    parser.add_argument("--as-of", metavar="TIME", help=AS_OF)
    parser.add_argument("--period", help="2026, 2026-Q1 or 2026-03; otherwise the whole term")
    parser = add("what-if", "say what records would come to under other terms", WHAT_IF)
    parser.add_argument("--set", dest="changes", action="append", default=[], metavar="PATH=VALUE",
        help="another value for a term, by its path, with entries by number or by name; several times for several terms")  # fmt: skip
    parser.add_argument("--as-of", metavar="TIME", help=AS_OF)
    parser.add_argument("--period", help="2026, 2026-Q1 or 2026-03; otherwise the whole term")
    parser = add("suggest", "suggest targets that the past would have met", SUGGEST)
    parser.add_argument("--confidence", default="95 %", help="the share of periods that meet them (95 %%)")
    parser.add_argument("--period", help="2026 or 2026-Q1: the past to go by; otherwise the whole term")
    parser.add_argument("--as-of", metavar="TIME", help=AS_OF)
    parser = add("replay", "play a contract over years of records, as a table", REPLAY)
    parser.add_argument("--as-of", metavar="TIME", help=AS_OF)
    parser.add_argument("--by", default="year", help="year (the default), quarter, month, version or objective")
