"""Checked records: those of a bundle as slakit writes them, as its list counts them, and against records of one's own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.analysis.reconciliations.canonical_records import CanonicalStream, canonical_stream, record_digest
from slakit.bundles.bundle_file import Bundle
from slakit.bundles.bundled_records import Streams, canonical_streams, lines_of, record_entries
from slakit.bundles.manifest import DIGESTS, BundledStream, digests_name, records_name, unread_name
from slakit.bundles.verification import Check, form_check
from slakit.errors import UsageError
from slakit.timeline.instants import instant

SHOWN = 5  # records that only one side has
DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


def own_records(sent: Bundle, contract: Agreement, records: Mapping[str, Any], timezone: str | tzinfo | None) -> Streams:
    """Records of one's own in their canonical form; raises UsageError where streams are missing or too many."""
    if not isinstance(records, Mapping):
        raise UsageError(f"records is {type(records).__name__}, not records by stream; write {{'outages': [...]}}")
    names = [one.stream for one in sent.manifest.streams]
    problems = [f"{name!r} is not a stream of {sent.path}; its streams: {', '.join(names)}" for name in records if name not in names]
    if sent.records_as == DIGESTS:
        problems += [f"{sent.path} holds digests of {name!r}; write its records too" for name in names if name not in records]
    if problems:
        raise UsageError(*problems)
    return canonical_streams(contract, records, instant(sent.manifest.as_of), timezone)


def against(sent: Bundle, own: Streams) -> Iterator[Check]:
    """Yield a check of one's own records of each stream against those of the bundle, and one of each record that only one side has."""
    for name, stream in own.items():
        own_by_digest = {record_digest(line): line for line in stream.lines}
        ours = Counter(map(record_digest, stream.lines))
        if sent.records_as == DIGESTS:
            where, lines = digests_name(name), {}
            theirs = Counter(lines_of(sent.entries[where]))
        else:
            where = records_name(name)
            lines = {record_digest(line): line for line in lines_of(sent.entries[where])}
            theirs = Counter(record_digest(line) for line in lines_of(sent.entries[where]))
        more, fewer = sorted((ours - theirs).elements()), sorted((theirs - ours).elements())
        yield from (Check(where, "a record of the given ones alone", False, "nothing", own_by_digest[digest]) for digest in more[:SHOWN])
        yield from (Check(where, "a record of the bundle alone", False, lines.get(digest, digest), "nothing") for digest in fewer[:SHOWN])
        same = not (more or fewer)
        yield Check(
            where, "the given records", same, f"{theirs.total():,}", f"{ours.total():,}" if same else f"{(ours & theirs).total():,} of them"
        )


def of_records(sent: Bundle, contract: Agreement, streams: Streams) -> Iterator[Check]:
    """Yield the checks of each stream: its form, and what the list has of it; of a bundle of digests `streams` are one's own."""
    for one in sent.manifest.streams:
        stream = streams[one.stream]
        if sent.records_as == DIGESTS:
            where, lines = digests_name(one.stream), lines_of(sent.entries[digests_name(one.stream)])
            yield form_check(where, sent.entries[where], _text(sorted(line for line in lines if DIGEST.fullmatch(line))))
            yield from _listed(one, where, len(lines), stream)
        else:
            where = records_name(one.stream)
            yield from _listed(one, where, len(stream.lines), stream)
            yield _of_lines(sent, where, canonical_stream(contract, one.stream, stream.reader(), timezone=sent.manifest.timezone), stream)
            if (unread := unread_name(one.stream)) in sent.entries:
                _, entries = record_entries({one.stream: stream}, sent.records_as)
                yield form_check(unread, sent.entries[unread], entries.get(unread, b""))


def _listed(one: BundledStream, where: str, count: int, stream: CanonicalStream) -> Iterator[Check]:
    yield Check(where, "number of records", one.records == count, f"{one.records:,}", f"{count:,}")
    yield Check(where, "digest of records", one.digest == stream.digest, one.digest, stream.digest)
    lost = len(stream.lost)
    yield Check(where, "number of rows that could not be read", one.unread == lost, f"{one.unread:,}", f"{lost:,}")


def _of_lines(sent: Bundle, where: str, made: CanonicalStream, stream: CanonicalStream) -> Check:
    """A check that no line has more, or anything in another form, than the contract reads of a record."""
    kept, again = Counter(stream.lines), Counter(made.lines)
    other, better = min((kept - again).elements(), default=None), min((again - kept).elements(), default="nothing")
    if other is None:
        return form_check(where, sent.entries[where], made.text.encode())
    return Check(where, "form", False, other, better)


def _text(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
