"""Databases: the rows of a query, of an address such as "sqlite:///cases.db?query=SELECT * FROM cases"."""

import sqlite3
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from os.path import basename, exists
from typing import Any, cast
from urllib.parse import quote, unquote, urlsplit

from slakit.engine.read.cursors import column_names, columns_of
from slakit.engine.read.table import ValueTable
from slakit.errors import RecordError, UsageError, optional, reason
from slakit.readers.options import DATABASE, ReadOptions, takes
from slakit.readers.reader import Reader, Row, RowsAsColumns
from slakit.readers.source import FilePath, Source, Stream

QUERY = "?query="
EXAMPLE = "sqlite:///cases.db?query=SELECT * FROM cases"


@takes(ReadOptions)
def read_database(address: str, **options: Any) -> "DatabaseReader":
    """The rows of a query of a database, as its driver gives them; the line of a row is its number, from 1.

    >>> from contextlib import closing
    >>> with closing(sqlite3.connect("cases.db")) as cases:
    ...     _ = cases.executescript("CREATE TABLE cases (id, opened); INSERT INTO cases VALUES (7, '2026-03-31T10:00Z');")
    >>> rows = read_database("sqlite:///cases.db?query=SELECT * FROM cases", times=["opened"])
    >>> [(row["id"], row["opened"].isoformat()) for row in rows]
    [(7, '2026-03-31T10:00:00+00:00')]

    The address begins with `sqlite:///` or `duckdb:///` and the path of a file, or is that of a server, `postgresql://user@host/base`.
    What follows `?query=` is the query; %26 stands for a sign such as &. The database is opened to be read and not to be written. The
    options are those of `read_csv`, except those of a text. Raises MissingExtra without the driver: duckdb, or psycopg.
    """
    return DatabaseReader(address, options)


class DatabaseReader(Reader):
    """The rows of a query; `read_database` makes it."""

    kind = DATABASE

    @staticmethod
    def _opened(path: FilePath) -> Source:
        return cast(Source, Database(str(path)))  # it has all of a source that a reader asks for

    def _read(self, stream: Stream) -> Generator[tuple[int, Row | RowsAsColumns], None, None]:
        cursor: Any = stream
        first, size = 1, self._size
        columns = column_names(cursor) or []
        names = self.name_fields(columns)
        while rows := self._fetched(cursor, size, first):
            yield first, ValueTable(names, columns_of(rows, columns), range(first, first + len(rows)), self._options.null)
            first += len(rows)

    def _fetched(self, cursor: Any, size: int, first: int) -> list[Any]:
        try:
            return list(cursor.fetchmany(size))
        except Exception as error:  # noqa: BLE001  # each driver has errors of its own
            raise RecordError(f"{self.name} cannot be read on after row {first - 1:,} ({detail(error)}); run the query by itself") from None


class Database:
    """The query of an address, which is run when it is opened."""

    size = 0

    def __init__(self, address: str) -> None:
        server, sign, query = address.partition(QUERY)
        self.path, self._query = address, unquote(query).strip()
        scheme = server.partition("://")[0]
        if not sign or not self._query:
            raise UsageError(f"{hidden(address)!r} has no query; write '{EXAMPLE}'")
        self._connect, self._server = SCHEMES[scheme], server
        self.name = basename(urlsplit(server).path) or scheme
        if scheme in FILES and not exists(file_of(server)):
            raise UsageError(f"{file_of(server)!r} is not a file that can be read; write the path of a database after {scheme}:///")

    @contextmanager
    def open(self) -> Iterator[Any]:
        """Run the query; RecordError when it cannot be run."""
        connection = cursor = None
        try:
            try:
                connection, cursor = self._connect(self._server)
                cursor.execute(self._query)
            except (ImportError, UsageError):
                raise
            except Exception as error:  # noqa: BLE001  # as above
                raise RecordError(f"{self.name} did not run the query ({detail(error)}); write '{EXAMPLE}'") from None
            yield Running(cursor)
        finally:
            for opened in (cursor, connection):
                if opened is not None:
                    with suppress(Exception):
                        opened.close()

    @staticmethod
    def unpacked(raw: "Running") -> Any:
        """The cursor of a query that runs."""
        if raw.cursor.description is None:
            raise RecordError(f"the query gives no rows; write '{EXAMPLE}'")
        return raw.cursor


class Running:
    """A query that runs, of which nobody knows how far it is."""

    def __init__(self, cursor: Any) -> None:
        self.cursor = cursor

    @staticmethod
    def tell() -> int:
        """No byte was read of a file."""
        return 0


def is_address(path: str) -> bool:
    """True if a path is the address of a database."""
    return path.partition("://")[0] in SCHEMES


def file_of(server: str) -> str:
    """The path of the file in an address: three slashes are before a relative one, four before an absolute one."""
    return server.partition("://")[2].removeprefix("/")


def hidden(address: str) -> str:
    """An address without its password."""
    password = urlsplit(address).password
    return address.replace(f":{password}@", ":...@") if password else address


def detail(error: Exception) -> str:
    """The first line of what a driver says."""
    return (reason(error).splitlines() or [type(error).__name__])[0]


def _sqlite(server: str) -> tuple[Any, Any]:
    connection = sqlite3.connect(f"file:{quote(file_of(server))}?mode=ro", uri=True)
    return connection, connection.cursor()


def _duckdb(server: str) -> tuple[Any, Any]:
    connection = optional("duckdb", "duckdb").connect(file_of(server), read_only=True)
    return connection, connection.cursor()


def _postgresql(server: str) -> tuple[Any, Any]:
    connection = optional("psycopg", "postgresql").connect(server)
    connection.read_only = True
    return connection, connection.cursor("slakit")  # one of the server, which sends rows as they are fetched


FILES = ("sqlite", "duckdb")
SCHEMES: dict[str, Callable[[str], tuple[Any, Any]]] = {"sqlite": _sqlite, "duckdb": _duckdb, "postgresql": _postgresql}
