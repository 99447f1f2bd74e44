"""`slakit score`: a contract and files of records in, a statement out."""

import sys
from argparse import Namespace
from datetime import datetime
from html import escape
from pathlib import Path

from slakit.agreements.agreement import Agreement
from slakit.cli.closed_statement import closed_statement, refuse_others, wants_contract
from slakit.cli.decimal_commas import decimal_commas
from slakit.cli.inputs import as_of_option, records_of, refuse_unread, vocabulary_of
from slakit.cli.progress import Progress
from slakit.cli.show import IN_DOUBT, MET, MISSED, note, note_contradictions, report_of, say, write_new, write_report
from slakit.documents.load_dump import load
from slakit.engine.evaluate import evaluate_after_closed
from slakit.engine.plan.period_selection import chosen
from slakit.engine.plan.plan import Plan
from slakit.errors import UsageError, close_match
from slakit.reports.base import Ics, Report
from slakit.reports.terminal_width import terminal_width, within
from slakit.statements.closed import ClosedStatement
from slakit.statements.explanation import Explanation
from slakit.statements.statement import Statement
from slakit.timeline.instants import instant, moment
from slakit.values.json_text import json_text
from slakit.values.one_line import one_line

LF = "\n"
EXPLAINED = ("text", "markdown", "html", "json")
PAGE = '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>\n{body}\n</body></html>'


def score(options: Namespace) -> int:
    """Write the statement; the status is 1 when one of its lines is missed, 3 when unread records could change one that is not."""
    if options.explain is not None and options.format not in (None, *EXPLAINED):
        raise UsageError(f"--explain has no form {options.format!r}; write --format {', '.join(EXPLAINED)}, or none for a short text")
    return scored(options, report_of("text" if options.explain is not None else options.format, options.output))


def scored(options: Namespace, write: Report) -> int:
    """Write the statement as a report, to `--output` if there is one; the status is that of `score`."""
    if options.closed is not None:
        return _closed(options, write)
    wants_contract(options)
    agreement = load(options.contract, vocabulary_of(options))
    as_of = as_of_option(options, agreement)
    names = [objective.name for objective in agreement.objectives]
    if options.explain is not None and options.explain not in names:
        raise UsageError(f"--explain {options.explain!r} is not an objective of {agreement.name!r}{close_match(options.explain, names)}")
    with Progress(sys.stderr) as progress:
        records = records_of(agreement, options, progress)
        statement, contradictions, deadlines = evaluate_after_closed(
            agreement,
            records,
            _history(agreement, options),
            period=options.period,
            as_of=as_of,
            details=getattr(write, "with_charts", False),
            deadlines=isinstance(write, Ics),
        )
    if as_of is not None and not statement.lines:
        _refuse_unbegun(agreement, options.period, as_of)
    refuse_unread(records)
    note_contradictions(contradictions)
    if isinstance(write, Ics):
        write = Ics(tuple(deadlines))
    if options.explain is None:
        write_report(statement, write, options.output)
    else:
        _write(_explained(agreement, statement, options), options)
    for text in decimal_commas(statement, options):
        note(text)
    return _status(statement, options)


def _closed(options: Namespace, write: Report) -> int:
    """Write the statement that was closed, as it is kept: with its digest and seal, and nothing made anew."""
    refuse_others(options)
    statement = Statement.from_json(closed_statement(options))
    if options.explain is None:
        write_report(statement, write, options.output)
        return _status(statement, options)
    names = dict.fromkeys(line.name for line in statement)
    if options.explain not in names:
        raise UsageError(
            f"--explain {options.explain!r} is not an objective of {statement.agreement!r}{close_match(options.explain, names)}"
        )
    made = statement.explain(options.explain)
    _write(str(made) if options.format is None else _in_form(made, options), options)
    return _status(statement, options)


def _status(statement: Statement, options: Namespace) -> int:
    if statement.missed:
        return MISSED
    return IN_DOUBT if statement.doubtful and statement.unread > options.allow_unread else MET


def _write(text: str, options: Namespace) -> None:
    say(within(text, _columns(options))) if options.output is None else write_new(options.output, f"{text.removesuffix(LF)}{LF}")


def _history(agreement: Agreement, options: Namespace) -> list[ClosedStatement] | None:
    """The closed statements that `--statements` names, of earlier periods."""
    if options.statements is None:
        return None
    from slakit.cli.closing import closed_before, store_of

    if not Path(options.statements).exists():
        raise UsageError(f"--statements {options.statements!r} is not there; write the folder or the database of slakit close")
    return closed_before(store_of(options.statements), agreement, options.period)


def _columns(options: Namespace) -> int | None:
    """The width of an explanation for a reader; one for a program has its lines whole."""
    return terminal_width(sys.stdout) if options.format in (None, "text") else None


def _explained(agreement: Agreement, statement: Statement, options: Namespace) -> str:
    """The lines of one objective, in short, or in one of the forms of the whole."""
    if options.format is None:
        return str(statement.explain(options.explain))
    from slakit.analysis.explain import explain

    return _in_form(explain(agreement, statement, options.explain), options)


def _in_form(made: Explanation, options: Namespace) -> str:
    """The whole of an explanation in the form of `--format`."""
    if options.format == "json":
        return json_text(made.to_dict())
    if options.format == "html":
        return PAGE.format(title=escape(one_line(options.explain)), body=made.to_html())
    return made.to_markdown() if options.format == "markdown" else made.to_text()


def _refuse_unbegun(agreement: Agreement, period: str | None, as_of: datetime) -> None:
    """Raise UsageError when none of the periods asked for has begun, for nothing is judged then."""
    wanted, objectives = chosen(period, agreement), Plan.of(agreement).objectives
    first = min(objective.schedule.periods[index].span.first for objective in objectives for index in wanted.of(objective.schedule))
    if instant(as_of) > first:
        return
    shown, begins = (at.isoformat(sep=" ", timespec="minutes") for at in (as_of.astimezone(agreement.zone), moment(first, agreement.zone)))
    asked = f"no period of {agreement.name!r}" + (f" in {period!r}" if period else "")
    raise UsageError(f"as of {shown} {asked} has begun; write an --as-of after {begins}")
