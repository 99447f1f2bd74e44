"""The commands that write contracts and the files around them, `init`, `template`, `from-openslo` and `to-openslo`; `reference`, which says
what words mean; and `test`.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from importlib import import_module
from typing import Any

from slakit.cli.add_command import add_command
from slakit.cli.contract_kinds import KINDS
from slakit.cli.whole_number import whole_number

MODULES = {
    "init": "init",
    "template": "template",
    "from-openslo": "openslo",
    "to-openslo": "openslo",
    "reference": "reference",
    "test": "test",
    **dict.fromkeys(("outlook", "headroom", "what-if", "suggest", "replay"), "analysis"),
    "reconcile": "reconciling",
    **dict.fromkeys(("close", "amend", "history"), "closing"),
    **dict.fromkeys(("bundle", "verify", "sign"), "bundling"),
}
TEMPLATE = """example:
  slakit template contract.toml --output records
  slakit score contract.toml --columns records/columns.toml
"""
INIT = """example:
  slakit init --kind support --provider Brightside --customer "Acme plc" --fee "12000 GBP" --timezone Europe/London
"""
FROM_OPENSLO = """example:
  slakit from-openslo slos.yaml --output contract.toml --provider Brightside --customer Acme --from 2026-01-01
"""
TO_OPENSLO = """example:
  slakit to-openslo contract.toml --output slos.yaml
"""
TEST = """exit status: 0 all is as expected, 1 something is not, 2 a file or the command is wrong

example:
  slakit test scenarios --coverage 100 --mutants
  slakit test hosting.sla.toml --contract hosting-2027.toml
  slakit test scenarios --junit report.xml
"""
REFERENCE = """example:
  slakit reference "mean ratio"
  slakit reference --output reference --contracts examples/contracts
"""


def contract_command(name: str | None) -> Callable[[Namespace], int] | None:
    """Return a command by its name, imported; None for another."""
    if name not in MODULES:
        return None
    command: Callable[[Namespace], int] = getattr(import_module(f"slakit.cli.{MODULES[name]}"), name.replace("-", "_"))
    return command


def add_contract_commands(commands: Any) -> None:
    """Add their parsers to those of the command line."""

    def add(name: str, help: str, description: str, epilog: str) -> ArgumentParser:
        return add_command(commands, name, help, epilog, description)

    _template(add(
        "template", "write the empty files of records that a contract needs",
        "Write an empty CSV file for each stream of a contract, with its columns, and columns.toml: how they are read.", TEMPLATE,
    ))  # fmt: skip
    _init(add(
        "init", "write a contract to begin with, from a few answers",
        "Write a commented contract. On a terminal what is not given is asked for.", INIT,
    ))  # fmt: skip
    _from_openslo(add(
        "from-openslo", "write the contract of SLOs",
        "Write a contract of the SLOs of files of OpenSLO v1. What is lost or assumed stands on stderr.", FROM_OPENSLO,
    ))  # fmt: skip
    _to_openslo(add(
        "to-openslo", "write the SLOs of a contract",
        "Write the promises of a contract as SLOs of OpenSLO v1. What cannot be said there stands on stderr.", TO_OPENSLO,
    ))  # fmt: skip
    _reference(add(
        "reference", "show what a word of contracts means, and its keys",
        "Show the page of a word of contracts, or without one the index of all words. With --output write all pages.", REFERENCE,
    ))  # fmt: skip
    _test(add(
        "test", "test a contract with scenarios",
        "Run the scenarios of .sla.toml and .sla.yaml files: records, and what the contract must make of them.", TEST,
    ))  # fmt: skip


def _template(parser: ArgumentParser) -> None:
    parser.add_argument("contract", metavar="CONTRACT", help="the document of the agreement, such as contract.toml")
    parser.add_argument("--output", default=".", metavar="DIR", help="the folder to write to, which is made if it is not there (this one)")
    parser.add_argument("--force", action="store_true", help="write the file of columns anew; files with records are kept either way")
    parser.add_argument("--vocabulary", metavar="MODULE:NAME", help="words for metrics and rules of your own")


def _init(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--output", default="contract.toml", metavar="FILE", help="the contract to write (contract.toml)")
    add("--kind", metavar="KIND", help=f"what is promised: {', '.join(KINDS)} ({KINDS[0]})")
    add("--name", metavar="NAME", help="what the agreement is called")
    add("--provider", metavar="NAME", help="who promises")
    add("--customer", metavar="NAME", help="who is promised something")
    add("--fee", metavar="MONEY", help="what the customer pays each month, such as '12000 GBP'")
    add("--from", dest="first", metavar="DATE", help="the first day of the term, a year long (1 January of this year)")
    add("--timezone", metavar="ZONE", help="the zone of its days and hours, such as Europe/London (UTC)")


def _from_openslo(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("slos", nargs="+", metavar="FILE", help="files of OpenSLO v1, YAML or JSON, each with one object or several")
    add("--output", metavar="FILE", help="the contract to write, .toml or .json; otherwise it is shown")
    add("--name", metavar="NAME", help="what the agreement is called")
    add("--provider", metavar="NAME", help="who promises; otherwise the service")
    add("--customer", metavar="NAME", help="who is promised something")
    add("--fee", metavar="MONEY", help="what the customer pays each month, such as '12000 GBP'")
    add("--from", dest="first", metavar="DATE", help="the first day of the term (1 January of this year)")
    add("--until", metavar="DATE", help="the day after the last of the term (a year later)")
    add("--timezone", metavar="ZONE", help="the zone of its days; otherwise the one of the time windows, or UTC")


def _to_openslo(parser: ArgumentParser) -> None:
    parser.add_argument("contract", metavar="CONTRACT", help="the document of the agreement, such as contract.toml")
    parser.add_argument("--output", metavar="FILE", help="the file to write, .yaml or .json; otherwise it is shown")
    parser.add_argument("--vocabulary", metavar="MODULE:NAME", help="words for metrics and rules of your own")


def _reference(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("word", nargs="?", metavar="WORD", help="a word of documents, such as uptime, or the name of a class, such as MeanRatio")
    add("--output", metavar="DIR", help="the folder to write all pages to, which is made if it is not there")
    add("--contracts", metavar="DIR", help="a folder of contracts, of which each page names those that use its word")


def _test(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH", help="files of scenarios, and folders that hold such files (this folder)")
    add("--contract", metavar="FILE", help="another version of the contract, tried as if it were in force in the term of the scenarios")
    percent = whole_number("a whole number of percent", "--coverage 100, or --coverage after the paths", most=100)
    add("--coverage", type=percent, nargs="?", const=0, metavar="PERCENT",
        help="say which terms of the contract no scenario exercises, and fail below a share")  # fmt: skip
    add("--mutants", action="store_true", help="change one term of the contract at a time, and say which changes no scenario notices")
    add("--junit", metavar="FILE", help="write a report for servers of builds, JUnit XML, with the clauses as names")
    add("--vocabulary", metavar="MODULE:NAME", help="words for metrics and rules of your own")
