"""Records that no objective counts, though no exclusion and no condition of the contract takes them out (docs/testing.md)."""

from __future__ import annotations

from collections.abc import Mapping

from slakit.engine.read.read_context import OUTSIDE
from slakit.statements.problem import Account
from slakit.statements.statement import Statement

SILENT = ("no limit for ", "no clock for ", OUTSIDE)  # a slip of the pen comes to one of these, and what a contract leaves out does not


def silent(account: Account) -> Mapping[str, int]:
    """The records that an objective leaves out for a value that the contract does not name, or for their time, by reason."""
    return {reason: count for reason, count in account.excluded.items() if count and reason.startswith(SILENT)}


def left_out(statement: Statement) -> Mapping[str, int]:
    """By stream the records that every objective leaves out so: at least so many, and all of them where one objective reads the stream."""
    streams: dict[str, list[Account]] = {}
    for account in statement.accounts:
        streams.setdefault(account.stream, []).append(account)
    counts = {}
    for stream, accounts in streams.items():
        read = min(account.read for account in accounts)
        counts[stream] = read - sum(max(0, read - sum(silent(account).values())) for account in accounts)
    return {stream: count for stream, count in counts.items() if count > 0}


def left_out_in_words(statement: Statement, stream: str) -> str:
    """The records of a stream that every objective leaves out, with the reasons: "1 of cases (no limit for its type)"."""
    reasons = dict.fromkeys(reason for account in statement.accounts if account.stream == stream for reason in silent(account))
    return f"{left_out(statement)[stream]:,} of {stream} ({', '.join(reasons)})"
