"""The command line: `slakit score` makes a statement of a contract and files of records, `slakit check` looks for what is wrong with a
contract, `slakit demo` shows a statement, and `slakit schema` helps an editor to write a contract.

`slakit init` writes a contract to begin with, `slakit template` the empty files of records that a contract needs.
`slakit diff` says what differs between two contracts, `slakit reference` what a word of contracts means.

What a command needs is imported when it runs, so that help is quick.
"""

import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from slakit.cli.add_command import add_command
from slakit.cli.analysis_commands import add_analysis_commands
from slakit.cli.bundling_commands import add_bundling_commands
from slakit.cli.by_stream import add_options
from slakit.cli.closing_commands import add_closing_commands
from slakit.cli.contract_commands import add_contract_commands, contract_command
from slakit.cli.parser import Parser
from slakit.cli.reconcile_command import add_reconcile
from slakit.cli.show import FAILED, MET, STOPPED, say
from slakit.cli.whole_number import whole_number
from slakit.errors import RecordError, SlakitError, UsageError, reason
from slakit.readers.options import ReadOptions
from slakit.values.one_line import safe_lines

STATUS = (
    "exit status: 0 all is met, 1 something is missed, 2 the contract, the records or the command is wrong,\n"
    "3 nothing is missed, but records that could not be read may change that"
)
SCORE = f"""{STATUS}
No data is not missed; the report says so. A record that cannot be read is left out,
and the report says how many there are and what they could change; --allow-unread accepts some.

example:
  slakit score contract.toml --data outages=outages.csv --data inquiries=inquiries.jsonl.gz --period 2026-03
"""
REPORT = f"""{STATUS}

example:
  slakit report contract.toml --data outages=outages.csv --period 2026-06 --output june.html --lang de
  slakit report contract.toml --data outages=outages.csv --period 2026-06 --output june.pdf
  slakit report --closed statements/2026-06.json --output june.html
"""
CHECK = """exit status: 0 nothing is wrong, 1 there are findings, 2 the document cannot be read or the command is wrong.
Each finding has a code that stays the same, and most have records that show it. What is meant so
is allowed in the contract, with a reason: allow = { "target-of-100-percent" = "clause 3: ..." }

example:
  slakit check contract.toml --format markdown
"""
DIFF = """exit status: 0 no term differs, 1 one does, 2 a contract, the records or the command is wrong

example:
  slakit diff contract-2026.toml contract-2027.toml --data outages=outages.csv --period 2026-03
"""
KEYWORDS = re.compile(rf"\b(period|{'|'.join(ReadOptions.flags())})=(?:(?=['\"0-9])| (?=is not for))")
FIELDS = re.compile(r"is not a (?:field|column) of|no record has the field")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command, and give its exit status.

    >>> from pathlib import Path
    >>> dump(agreement, "contract.toml")
    >>> _ = Path("outages.csv").write_text("start,end\\n2026-03-10T10:00Z,2026-03-10T11:00Z\\n")
    >>> main(["score", "contract.toml", "--data", "outages=outages.csv", "--period", "2026-03", "--explain", "Uptime"])
    Uptime, 2026-03
      promised: at least 99.9 %
      measured: 99.865 % = 44,520 min up of 44,580 min; 60 min down in 1 outage
      worst:    2026-03-10T10:00:00+00:00 to 2026-03-10T11:00:00+00:00, 1 h
      verdict:  missed, 99.865 % is not at least 99.9 %
      penalty:  below 99.9 %: 5 % of 12,000.00 GBP = 600.00 GBP
      credit:   600.00 GBP
    1
    """
    options = Namespace()
    try:
        return _run(_parser().parse_args(argv, options))
    except SystemExit as done:  # after --help
        return int(done.code or 0)
    except KeyboardInterrupt:
        return STOPPED
    except (SlakitError, OSError) as error:
        print(*(safe_lines(f"slakit: {problem}") for problem in _problems(error, options)), sep="\n", file=sys.stderr)
        return FAILED


def _run(options: Namespace) -> int:
    if options.version:
        from importlib.metadata import PackageNotFoundError, version

        try:
            say(f"slakit {version('slakit')}")
        except PackageNotFoundError:
            say("slakit, from a folder that is not installed")
        return MET
    if options.command == "demo":
        from slakit.cli.demo import demo

        return demo(options)
    if options.command == "schema":
        from slakit.cli.schema import schema

        return schema(options)
    if options.command == "diff":
        from slakit.cli.diff import diff

        return diff(options)
    if options.command == "score":
        from slakit.cli.score import score

        return score(options)
    if options.command == "report":
        from slakit.cli.report import report

        return report(options)
    if options.command == "check":
        from slakit.cli.check import check_contract

        return check_contract(options)
    command = contract_command(options.command)
    if command is not None:
        return command(options)
    raise UsageError("no command was given; write slakit score, slakit check or slakit demo, or see slakit --help")


def _problems(error: SlakitError | OSError, options: Namespace) -> tuple[str, ...]:
    """The texts of an error, with the keywords of the library as the options that stand for them here."""
    if isinstance(error, OSError):
        return (f"{error.filename or 'the output'} cannot be used ({reason(error)})",)
    if not isinstance(error, UsageError | RecordError):
        return error.problems
    texts = tuple(KEYWORDS.sub(lambda word: f"--{word[1].replace('_', '-')} ", text) for text in error.problems)
    named = getattr(options, "columns", None)
    if named is None:
        rename = "--rename STREAM.FIELD=COLUMN, or fill in the columns.toml that slakit template writes"
    else:
        rename = f'rename = {{ FIELD = "COLUMN" }} for its stream in {named}'
    hint = (f"name the column that holds a field: write {rename}",) if options.command != "test" and any(map(FIELDS.search, texts)) else ()
    return texts + hint


def _parser() -> ArgumentParser:
    parser = Parser("slakit", description="Turn service level agreements into statements.", allow_abbrev=False)
    parser.add_argument("--version", action="store_true", help="say which slakit this is")
    commands = parser.add_subparsers(title="commands", dest="command", metavar="COMMAND")
    _score(add_command(commands, "score", "score a contract against files of records", SCORE))
    _report(add_command(
        commands, "report", "write the statement as a page of HTML or a PDF to send", REPORT,
        "Score a contract against files of records, and write the statement as one page of HTML that needs nothing else, or as a PDF.",
    ))  # fmt: skip
    _check(add_command(
        commands, "check", "look for what is wrong with a contract", CHECK, "Look for what is wrong with a contract, before it is signed."
    ))  # fmt: skip
    _diff(add_command(
        commands, "diff", "say what differs between two versions of a contract", DIFF,
        "Say what differs between two versions of a contract: terms, what is paid at each measure, and what records come to.",
    ))  # fmt: skip
    demo = commands.add_parser(
        "demo", help="show the statement of a made-up social media agreement", allow_abbrev=False,
        description="Show the statement of a made-up social media agreement for the first quarter of 2026. Needs no file; exit status 0.",
    )  # fmt: skip
    demo.add_argument("--seed", type=whole_number("a number", "--seed 8"), default=7, metavar="N", help="make up other records (7)")
    demo.add_argument("--output", metavar="FILE", help="the file to write, which must not be there yet; otherwise it is shown")
    demo.add_argument("--lang", default="en", metavar="LANGUAGE", help="the language of html, pdf and xlsx: en (the default), de, fr or es")
    _shape(demo)
    schema = commands.add_parser(
        "schema", help="write the JSON Schema of contract documents, or of statements", allow_abbrev=False,
        description="Write the JSON Schema of contract documents, by which an editor completes and checks them. Exit status 0.",
    )  # fmt: skip
    schema.add_argument("--statement", action="store_true", help="write that of the JSON of a statement")
    schema.add_argument("--output", metavar="FILE", help="write it to a file, such as slakit.schema.json")
    _vocabulary(schema)
    add_contract_commands(commands)
    add_analysis_commands(commands, _data, _vocabulary)
    add_closing_commands(commands, _data, _vocabulary)
    add_reconcile(commands, _vocabulary)
    add_bundling_commands(commands, _data, _vocabulary)
    return parser


def _vocabulary(parser: ArgumentParser) -> None:
    metavar, words = "MODULE:NAME", "words for metrics and rules of your own: a dict or Vocabulary in a Python module"
    parser.add_argument("--vocabulary", metavar=metavar, help=words)


def _data(parser: ArgumentParser) -> None:
    parser.add_argument("--columns", metavar="FILE",
        help="a file that names the file of each stream and says how it is read, in place of --data and the options below, "
        "which win over it; slakit template writes one")  # fmt: skip
    parser.add_argument("--data", action="append", default=[], metavar="STREAM=FILE",
        help="records of a stream, or of an event log that the contract names: .csv, .tsv, .txt, .jsonl, .ndjson or .json, also with .gz, "
        "or .xlsx; several times for several files or streams")  # fmt: skip


def _diff(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("old", metavar="OLD", help="the document of the older version")
    add("new", metavar="NEW", help="the document of the newer version")
    _data(parser)
    add("--period", help="2026-03: the period in which they are compared; otherwise the first whole one, and all records")
    add_options(parser)
    _vocabulary(parser)
    add("--format", default="text", choices=["text", "markdown", "json"], help="text (the default), markdown or json")


def _score(parser: ArgumentParser) -> None:
    _scoring(parser)
    _shape(parser, explain=True)


def _report(parser: ArgumentParser) -> None:
    _scoring(parser)
    add = parser.add_argument
    add("--lang", default="en", metavar="LANGUAGE", help="the language: en (the default), de, fr or es")
    add("--texts", metavar="FILE", help="a TOML file with the texts of another language")
    add("--with-file-names", action="store_true", help="say where in which files the records with problems are")
    parser.set_defaults(explain=None)


def _scoring(parser: ArgumentParser) -> None:
    parser.add_argument("contract", nargs="?", metavar="CONTRACT", help="the document of the agreement, such as contract.toml")
    add = parser.add_argument
    add("--closed", metavar="FILE", help="the very statement that slakit close or amend kept, in place of contract and records: "
        "statements/2026-06.json, or the folder or database with --period")  # fmt: skip
    _data(parser)
    add("--period", help="2026, 2026-Q1, 2026-03, 2026-W10 or 2026-03-05; otherwise the whole term")
    add("--as-of", metavar="TIME", help="score as things stood then: ISO, with an offset or in the local time of the agreement's zone; "
        "otherwise the end of the last period or the latest instant in the records")  # fmt: skip
    add_options(parser)
    add(
        "--statements",
        metavar="DIR",
        help="the closed statements, a folder or a database of slakit close, which stand for earlier periods",
    )
    allowed = whole_number("a number of records", "--allow-unread 3")
    add("--allow-unread", type=allowed, default=0, metavar="N", help="accept up to N records that cannot be read: exit 0 instead of 3 (0)")
    _vocabulary(parser)
    add("--output", metavar="FILE", help="the file to write, which must not be there yet; otherwise it is shown")


def _check(parser: ArgumentParser) -> None:
    parser.add_argument("contract", metavar="CONTRACT", help="the document of the agreement, such as contract.toml")
    parser.add_argument("--format", default="text", choices=("text", "json", "markdown"), help="how the findings are written (text)")
    parser.add_argument("--allowed", action="store_true", help="show those that the contract allows as well; they do not change the status")
    parser.add_argument("--vocabulary", metavar="MODULE:NAME", help="words for metrics and rules of your own, as of slakit score")


def _shape(parser: ArgumentParser, explain: bool = False) -> None:
    """The options that say what is written; one of them at most."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--format", metavar="REPORT", help="text (the default; on a terminal the table), table (with slakit[cli]), "
                       "markdown, json, html, pdf, csv, xlsx, ics, prometheus, openmetrics, or MODULE:NAME of your own")  # fmt: skip
    group.add_argument("--json", action="store_const", const="json", dest="format", help="write JSON, with exact figures")
    group.add_argument("--markdown", action="store_const", const="markdown", dest="format", help="write Markdown")
    if explain:
        parser.add_argument("--explain", metavar="NAME", help="explain the lines of one objective, and nothing else: in short, or with "
                            "--format the whole, as text, markdown, html or json")  # fmt: skip
