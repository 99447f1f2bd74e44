"""`slakit close`, `amend` and `history`: a contract over the years, from a folder or a database of closed statements."""

import sys
from argparse import Namespace
from pathlib import Path

from slakit.agreements.agreement import Agreement
from slakit.cli.inputs import as_of_option, inputs_of, refuse_unread
from slakit.cli.show import IN_DOUBT, MET, MISSED, report_of, say, say_answer, write_out
from slakit.engine.evaluate import evaluate
from slakit.engine.plan.period_selection import chosen
from slakit.engine.plan.plan import Plan
from slakit.errors import UsageError, near_or
from slakit.statements.statement import Statement
from slakit.statements.stores.folder import FolderStore
from slakit.statements.stores.list_of_statements import ListOfStatements
from slakit.statements.stores.sqlite import SqliteStore
from slakit.statements.stores.store import StatementStore
from slakit.timeline.instants import moment
from slakit.values.json_text import json_text
from slakit.values.one_line import one_line

DATABASES = (".db", ".sqlite", ".sqlite3")


def close(options: Namespace) -> int:
    """Close the statement of a period, with those closed before as its history, and write it."""
    store, write = store_of(options.statements), report_of(options.format)
    statement = _evaluated(options, store)
    if statement.doubtful and statement.unread > options.allow_unread:
        write_out(write.render(statement))
        records = f"{statement.unread:,} record{'s' * (statement.unread != 1)}"
        note(f"not closed: {records} could not be read and may change it; mend them, or write --allow-unread {statement.unread}")
        return IN_DOUBT
    entry = store.close(statement)
    write_out(write.render(statement))
    note(f"closed {entry.title} in {options.statements}, seal {entry.statement.seal}")
    return MISSED if statement.missed else MET


def amend(options: Namespace) -> int:
    """Evaluate a closed period again, keep the amended statement, and write what is to be posted; the status is 1 if there is anything."""
    store = store_of(options.statements)
    statement = _evaluated(options, store)
    posting = store.amend(statement)
    later = store.later(statement) if posting.changes else ()
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
    say_answer(made, options.format)
    return MET


def note(text: str) -> None:
    """Write what was done next to the statement, which a program may read."""
    print(one_line(text), file=sys.stderr)


def store_of(path: str) -> StatementStore:
    """The database of a file whose name ends as those of SQLite do, or else the folder."""
    return SqliteStore(path) if path.endswith(DATABASES) else FolderStore(path)


def _evaluated(options: Namespace, store: StatementStore) -> Statement:
    with inputs_of(options) as (agreement, records):
        earlier = store.history(agreement.name, moment(_start(agreement, options.period)))
        statement = evaluate(agreement, records, period=options.period, as_of=as_of_option(options, agreement), history=earlier)
    refuse_unread(records)
    return statement


def _start(agreement: Agreement, period: str) -> int:
    """The start of the first period that ends in the one asked for, or that has its label."""
    selection, plan = chosen(period, agreement), Plan.of(agreement)
    selection.ends(plan)  # refuses one that there is not
    spans = [planned.schedule.periods[index].span for planned in plan.objectives for index in selection.of(planned.schedule)]
    return selection.span.first if selection.span else min(span.first for span in spans)
