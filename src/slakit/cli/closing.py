"""`slakit close`, `amend` and `history`: a contract over the years, from a folder or a database of closed statements."""

import re
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from slakit.agreements.agreement import Agreement
from slakit.cli.decimal_commas import decimal_commas
from slakit.cli.inputs import as_of_option, inputs_of, refuse_unread
from slakit.cli.show import IN_DOUBT, MET, MISSED, note, note_contradictions, report_of, say, say_answer, write_out
from slakit.engine.evaluate import evaluate_after_closed
from slakit.engine.plan.period_selection import chosen
from slakit.engine.plan.plan import Plan
from slakit.errors import UsageError, near_or
from slakit.reports.terminal_width import terminal_width
from slakit.statements.closed import ClosedStatement
from slakit.statements.left_out import CONDITIONS, SILENT, left_out_in_words, silent
from slakit.statements.statement import Statement
from slakit.statements.stores.folder import FolderStore
from slakit.statements.stores.list_of_statements import ListOfStatements
from slakit.statements.stores.sqlite import SqliteStore
from slakit.statements.stores.store import StatementStore
from slakit.timeline.instants import moment
from slakit.values.json_text import json_text

BLANK = re.compile(r"no value for (\w+)")  # what a problem says of a field that a metric needs
DATABASES = (".db", ".sqlite", ".sqlite3")


def close(options: Namespace) -> int:
    """Close the statement of a period, with those closed before as its history, and write it.

    One with records that could not be read, or that no objective counts, stays open, though its outcomes are certain: an amount may hang
    on them.
    """
    store, write = store_of(options.statements), report_of(options.format)
    statement = _evaluated(options, store)
    problems = list(_doubts(statement, options))
    if problems:
        write_out(write.render(statement))
        for problem in problems:
            note(f"not closed: {problem}")
        return IN_DOUBT
    entry = store.close(statement)
    write_out(write.render(statement))
    _note_left_out(statement)
    note(f"closed {entry.title} in {options.statements}, seal {entry.statement.seal}")
    return MISSED if statement.missed else MET


def _doubts(statement: Statement, options: Namespace) -> Iterator[str]:
    """The reasons not to close: records that could not be read, or that no objective counts, and that were not accepted by number."""
    if any(line.measure.unread for line in statement.lines) and statement.unread > options.allow_unread:
        records = f"{statement.unread:,} record{'s' * (statement.unread != 1)}"
        yield f"{records} could not be read and may change it; mend them, or write --allow-unread {statement.unread}"
        for problem in statement.problems:
            if blank := BLANK.fullmatch(problem.kind):
                where = f"{problem.objective} counts no blank {blank[1]} of {problem.stream}"
                yield f'{where}; if a blank is no fault, write where = {{ {blank[1]} = "known" }} for its metric'
    count = sum(statement.left_out.values())
    if count > options.allow_left_out:
        named = "; ".join(left_out_in_words(statement.accounts))
        yield f"no objective counts {named}; mend the records or the contract, or write --allow-left-out {count}"


def _note_left_out(statement: Statement) -> None:
    """Say which records no objective counts, and which only some do, as it is of a slip of the pen in a priority."""
    for text in left_out_in_words(statement.accounts, (*SILENT, *CONDITIONS)):
        note(f"counted by no objective: {text}")
    for account in statement.accounts:
        if account.stream not in statement.left_out:
            for reason, count in silent(account).items():
                note(f"not counted by {account.objective}: {count:,} of {account.stream} ({reason}); look whether that is meant")


def amend(options: Namespace) -> int:
    """Evaluate a closed period again, keep the amended statement, and write what is to be posted; the status is 1 if there is anything.

    One that `close` would leave open is not kept either.
    """
    store = store_of(options.statements)
    statement = _evaluated(options, store)
    problems = list(_doubts(statement, options))
    for problem in problems:
        note(f"not amended: {problem}")
    if problems:
        return IN_DOUBT
    posting = store.amend(statement, options.reason)
    later = store.later(statement) if posting.changes else ()
    _note_left_out(statement)
    if options.format == "json":
        say(json_text({**posting.to_dict(), "later": list(later)}))
    else:
        say(str(posting))
        if later:
            say(f"what was closed later may change too; amend {', '.join(later)}, in this order")
    return MISSED if posting.changes else MET


def history(options: Namespace) -> int:
    """Write the closed statements of a folder or a database, once their seals are checked."""
    if not Path(options.statements).exists():
        raise UsageError(f"{options.statements!r} is not there; write the folder or the database of slakit close --statements")
    store, name = store_of(options.statements), options.agreement
    entries = store.entries(name)
    if name is not None and not entries:
        names = sorted({entry.statement.agreement for entry in store.entries()})
        raise UsageError(f"--agreement {name!r} has no statement in {options.statements}{near_or(name, names, 'leave it out to list all')}")
    made = ListOfStatements(entries)
    if options.format == "text":
        say(made.to_text(terminal_width(sys.stdout)))
    else:
        say_answer(made, options.format)
    return MET


def store_of(path: str) -> StatementStore:
    """The database of a file whose name ends as those of SQLite do, or else the folder."""
    return SqliteStore(path) if path.endswith(DATABASES) else FolderStore(path)


def closed_before(store: StatementStore, agreement: Agreement, period: str | None) -> list[ClosedStatement]:
    """The closed statements of earlier periods; none without a period, for then all of the term is asked for."""
    return [] if period is None else list(store.history(agreement.name, moment(_start(agreement, period))))


def _evaluated(options: Namespace, store: StatementStore) -> Statement:
    with inputs_of(options) as (agreement, records):
        earlier, as_of = closed_before(store, agreement, options.period), as_of_option(options, agreement)
        statement, contradictions, _ = evaluate_after_closed(
            agreement, records, earlier, period=options.period, as_of=as_of, details=options.details
        )
    refuse_unread(records)
    note_contradictions(contradictions)
    for text in decimal_commas(statement, options):
        note(text)
    return statement


def _start(agreement: Agreement, period: str) -> int:
    """The start of the first period that ends in the one asked for, or that has its label."""
    selection, plan = chosen(period, agreement), Plan.of(agreement)
    selection.ends(plan)  # refuses one that there is not
    spans = [planned.schedule.periods[index].span for planned in plan.objectives for index in selection.of(planned.schedule)]
    return selection.span.first if selection.span else min(span.first for span in spans)
