"""`slakit close`, `amend` and `history`: a contract over the years, from a folder or a database of closed statements."""

import json
import sys
from argparse import Namespace
from pathlib import Path

from slakit.agreements.agreement import Agreement
from slakit.cli.inputs import as_of_option, inputs_of, refuse_unread
from slakit.cli.show import IN_DOUBT, MET, MISSED, report_of, say
from slakit.engine.evaluate import evaluate
from slakit.engine.plan.period_selection import chosen
from slakit.engine.plan.plan import Plan
from slakit.errors import UsageError
from slakit.statements.closed import ClosedStatement
from slakit.statements.statement import Statement
from slakit.statements.stores.folder import FolderStore
from slakit.statements.stores.list_of_statements import ListOfStatements
from slakit.statements.stores.sqlite import SqliteStore
from slakit.statements.stores.store import StatementStore
from slakit.timeline.instants import moment

DATABASES = (".db", ".sqlite", ".sqlite3")


def close(options: Namespace) -> int:
    """Close the statement of a period, with those closed before as its history, and write it."""
    store, write = store_of(options.statements), report_of(options.format)
    statement = _evaluated(options, store)
    if statement.doubtful and statement.unread > options.allow_unread:
        say(write.render(statement))
        records = f"{statement.unread:,} record{'s' * (statement.unread != 1)}"
        note(f"not closed: {records} could not be read and may change it; mend them, or write --allow-unread {statement.unread}")
        return IN_DOUBT
    entry = store.close(statement)
    say(write.render(statement))
    note(f"closed {entry.title} in {options.statements}, seal {entry.statement.seal}")
    return MISSED if statement.missed else MET


def amend(options: Namespace) -> int:
    """Evaluate a closed period again, keep the amended statement, and write what is to be posted; the status is 1 if there is anything."""
    store = store_of(options.statements)
    statement = _evaluated(options, store)
    posting = store.amend(statement)
    later = store.later(statement) if posting.changes else ()
    if options.format == "json":
        say(json.dumps({**posting.to_dict(), "later": list(later)}, indent=2, ensure_ascii=False))
    else:
        say(str(posting))
        if later:
            say(f"what was closed later may change too; amend {', '.join(later)}, in this order")
    return MISSED if posting.changes else MET


def history(options: Namespace) -> int:
    """Write the closed statements of a folder or a database, once their seals are checked."""
    if not Path(options.statements).exists():
        raise UsageError(f"{options.statements!r} is not there; write the folder or the database of slakit close --statements")
    made = ListOfStatements(store_of(options.statements).entries(options.agreement))
    if options.format == "json":
        say(json.dumps(made.to_dict(), indent=2, ensure_ascii=False))
    else:
        say(made.to_markdown() if options.format == "markdown" else made.to_text())
    return MET


def note(text: str) -> None:
    """Write what was done next to the statement, which a program may read."""
    print(text, file=sys.stderr)


def store_of(path: str) -> StatementStore:
    """The database of a file whose name ends as those of SQLite do, or else the folder."""
    return SqliteStore(path) if path.endswith(DATABASES) else FolderStore(path)


def _evaluated(options: Namespace, store: StatementStore) -> Statement:
    agreement, records = inputs_of(options)
    past = earlier(store, agreement, options.period)
    statement = evaluate(agreement, records, period=options.period, as_of=as_of_option(options, agreement), history=past)
    refuse_unread(records)
    return statement


def earlier(store: StatementStore, agreement: Agreement, period: str | None) -> list[ClosedStatement]:
    """The closed statements of the periods before the one that is asked for."""
    return store.history(agreement.name, moment(_start(agreement, period)))


def _start(agreement: Agreement, period: str | None) -> int:
    """The start of the first period that ends in the one asked for, or that has its label."""
    selection, plan = chosen(period, agreement), Plan.of(agreement)
    selection.ends(plan)  # refuses one that there is not
    spans = [planned.schedule.periods[index].span for planned in plan.objectives for index in selection.of(planned.schedule)]
    return selection.span.first if selection.span else min(span.first for span in spans)
