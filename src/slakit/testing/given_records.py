"""Given records: those that a test is called with, such that they can be read more than once, and by another contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.engine.read.cursors import ROWS, column_names, is_cursor
from slakit.errors import UsageError


def lasting(records: Mapping[str, Any]) -> Mapping[str, Any]:
    """The records by stream, with a list in the place of each iterator and cursor; UsageError for one that has nothing to give.

    >>> from slakit.testing.given_records import lasting
    >>> lasting({"outages": (row for row in [{"start": "2026-06-08T02:00Z"}])})
    {'outages': [{'start': '2026-06-08T02:00Z'}]}
    """
    lists = {stream: _rows(rows) for stream, rows in records.items() if isinstance(rows, Iterator) or is_cursor(rows)}
    empty = [stream for stream, rows in lists.items() if not rows]
    if empty:
        raise UsageError(
            *(
                f"records of {stream!r} are an iterator that gives none, as one does that was read before; write list(...), or [] for none"
                for stream in empty
            )
        )
    return {**records, **lists} if lists else records


def read_by(agreement: Agreement, records: Mapping[str, Any]) -> dict[str, Any]:
    """The records of the streams that an agreement reads: one that was changed may no longer read all that were given."""
    streams = {*agreement.streams, *(name for name, _ in agreement.logs)}
    return {stream: rows for stream, rows in records.items() if stream in streams}


def _rows(given: Any) -> list[Any]:
    """The rows that an iterator has left, or a cursor, as mappings."""
    names = column_names(given) if is_cursor(given) else None
    if names is None:
        return list(given)
    fetched = iter(lambda: given.fetchmany(ROWS), [])
    return [row if isinstance(row, Mapping) else dict(zip(names, row, strict=True)) for rows in fetched for row in rows]
