"""SqliteStore: the closed statements of any number of agreements in one SQLite database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any

from slakit.errors import UsageError
from slakit.statements.stores.store import StatementStore
from slakit.statements.stores.stored import StoredStatement

if TYPE_CHECKING:
    from sqlite3 import Connection

TABLE = """create table if not exists slakit_statements (
    agreement text not null, period text not null, amendment integer not null, seal text not null, text text not null,
    primary key (agreement, period, amendment)
)"""


class SqliteStore(StatementStore):
    """The closed statements of agreements in a file of SQLite, for an application that keeps its own data elsewhere.

    Threads and processes may use one file: each call opens it anew, and of two that close the same period at a time one succeeds.

    A Python that was built without SQLite raises UsageError; `FolderStore` needs nothing.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = os.fspath(path)
        if self.path == ":memory:":
            raise UsageError("':memory:' is gone after each call; write the name of a file, such as 'statements.db'")

    def __repr__(self) -> str:
        return f"SqliteStore({self.path!r})"

    def texts(self, agreement: str | None) -> Iterator[tuple[str, int, str]]:
        sqlite3 = _sqlite3()
        try:
            with closing(self._opened()) as connection:
                rows = connection.execute(
                    "select period, amendment, text from slakit_statements where ? is null or agreement = ?", (agreement, agreement)
                ).fetchall()
        except sqlite3.Error as error:
            raise UsageError(f"{self.path} is not a database that can be read ({error}); write the name of another file") from None
        for period, amendment, text in rows:
            yield f"{self.path}, {period}{f', amended {amendment}' if amendment else ''}", amendment, text

    def keep(self, entry: StoredStatement, text: str) -> None:
        sqlite3 = _sqlite3()
        closed = entry.statement
        try:
            with closing(self._opened()) as connection, connection:
                row = (closed.agreement, entry.period, entry.amendment, closed.seal, text)
                connection.execute("insert into slakit_statements values (?, ?, ?, ?, ?)", row)
        except sqlite3.IntegrityError:
            raise UsageError(f"{self.path} has {closed.agreement}, {entry.title} already; read it again") from None
        except sqlite3.Error as error:
            raise UsageError(f"{self.path} cannot be written ({error}); write the name of another file") from None

    def _opened(self) -> Connection:
        sqlite3 = _sqlite3()
        connection: Connection = sqlite3.connect(self.path, timeout=30)
        try:
            connection.execute("pragma synchronous = full")
            connection.execute(TABLE)
        except sqlite3.Error:
            connection.close()
            raise
        return connection


def _sqlite3() -> Any:
    """The module of the standard library, loaded on first use; UsageError if this Python has none."""
    try:
        import sqlite3
    except ImportError:
        raise UsageError("this Python was built without SQLite; write a FolderStore, or use another Python") from None
    return sqlite3
