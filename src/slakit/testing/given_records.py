"""Given records: those that an assertion is called with, such that they can be read more than once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from slakit.engine.read.cursors import is_cursor
from slakit.errors import UsageError


def lasting(records: Mapping[str, Any]) -> Mapping[str, Any]:
    """The records by stream, with a list in the place of each iterator; UsageError for one that has nothing to give.

    >>> from slakit.testing.given_records import lasting
    >>> lasting({"outages": (row for row in [{"start": "2026-06-08T02:00Z"}])})
    {'outages': [{'start': '2026-06-08T02:00Z'}]}
    """
    lists = {stream: list(rows) for stream, rows in records.items() if isinstance(rows, Iterator) and not is_cursor(rows)}
    empty = [stream for stream, rows in lists.items() if not rows]
    if empty:
        raise UsageError(
            *(
                f"records of {stream!r} are an iterator that gives none, as one does that was read before; write list(...), or [] for none"
                for stream in empty
            )
        )
    return {**records, **lists} if lists else records
