"""Records that no objective counts, though no exclusion of the contract takes them out (docs/testing.md, docs/numbers.md M10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from slakit.statements.problem import Account

OUTSIDE = "outside the term"  # the reason of records that no period owns
SILENT = ("no limit for ", "no clock for ", OUTSIDE)  # a slip of the pen comes to one of these, and what a contract leaves out does not
CONDITIONS = ("not (",)  # what the conditions of an objective leave to others


def silent(account: Account, reasons: tuple[str, ...] = SILENT) -> Mapping[str, int]:
    """The records that an objective leaves out for a value that the contract does not name, or for their time, by reason."""
    return {reason: count for reason, count in account.excluded.items() if count and reason.startswith(reasons)}


def left_out(accounts: Iterable[Account], reasons: tuple[str, ...] = SILENT) -> Mapping[str, int]:
    """By stream the records that every objective leaves out so: at least so many, and all of them where one objective reads the stream."""
    streams: dict[str, list[Account]] = {}
    for account in accounts:
        streams.setdefault(account.stream, []).append(account)
    counts = {}
    for stream, several in streams.items():
        read = min(account.read for account in several)
        counts[stream] = read - sum(max(0, read - sum(silent(account, reasons).values())) for account in several)
    return {stream: count for stream, count in counts.items() if count > 0}


def left_out_in_words(accounts: Iterable[Account], reasons: tuple[str, ...] = SILENT) -> Iterator[str]:
    """The records of each stream that every objective leaves out, with the reasons: "1 of cases (no limit for its type)"."""
    several = tuple(accounts)
    for stream, count in left_out(several, reasons).items():
        named = dict.fromkeys(reason for account in several if account.stream == stream for reason in silent(account, reasons))
        yield f"{count:,} of {stream} ({', '.join(named)})"
