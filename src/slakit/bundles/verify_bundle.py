"""verify: recompute a bundle, and say what of it does not hold."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from hashlib import sha256
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.analysis.reconciliations.canonical_records import record_digest
from slakit.bundles.bundle_file import Bundle, period_of, read_bundle
from slakit.bundles.bundled_records import Streams, canonical_streams, lines_of, streams_of
from slakit.bundles.compared_statements import compared
from slakit.bundles.detached_signature import signature_check
from slakit.bundles.make_bundle import recomputed
from slakit.bundles.manifest import CONTRACT, DIGESTS, NAME, STATEMENT, digests_name, json_entry, json_of, records_name, seal_of
from slakit.bundles.verification import Check, Verification
from slakit.bundles.versions import versions
from slakit.bundles.zip_entries import packed
from slakit.documents.vocabulary import STANDARD, Vocabulary
from slakit.errors import ContractError, SlakitError, UsageError
from slakit.statements.parse import plain_of
from slakit.timeline.instants import instant

SHOWN = 5  # records that only one side has


def verify(
    path: str | os.PathLike[str],
    records: Mapping[str, Any] | None = None,
    *,
    key: str | os.PathLike[str] | None = None,
    signature: str | os.PathLike[str] | None = None,
    timezone: str | tzinfo | None = None,
    vocabulary: Vocabulary = STANDARD,
) -> Verification:
    """Recompute a bundle, and say what of it does not hold; the answer is true if all does.

    >>> outages = [{"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}]
    >>> _ = bundle(statement, {"outages": outages}, "march.zip", agreement=agreement)
    >>> assert verify("march.zip")

    Checked are the file, its seal and the SHA-256 of each entry, and each line and total of the statement, which is made anew of the
    contract and the records. `records` of one's own are compared with those of the bundle, and a bundle of digests wants them;
    `timezone` is that of their times without an offset. `key` is the file of a public key (PEM), for the signature that lies beside
    the bundle, or in `signature`. Raises UsageError for a file that is no bundle, and for digests without records; RecordError and
    ContractError for records and words of one's own that do not fit.
    """
    sent = read_bundle(path)
    if sent.records_as == DIGESTS and records is None:
        raise UsageError(f"{sent.path} holds digests of its records; write the records too, verify({sent.path!r}, {{'outages': [...]}})")
    checks = [*_of_file(sent)]
    if key is not None:
        checks.append(signature_check(sent, key, signature))
    elif signature is not None:
        raise UsageError("signature= wants key= too, the file of the public key of the one who signed")
    checks += _of_contents(sent, records, timezone, vocabulary, untouched=all(check.holds for check in checks))
    return Verification(sent.path, _agreement(sent), sent.seal, tuple(checks), sent.made_by, tuple(_notes(sent)))


def _of_file(sent: Bundle) -> Iterator[Check]:
    packing = packed(sent.entries) == sent.content
    yield Check("file", "packing", packing, "" if packing else "by another program", "" if packing else "as slakit packs it")
    written, made = seal_of(sent.entries[NAME])
    holds = sent.manifest.to_bytes() == sent.entries[NAME]
    yield Check(NAME, "seal", holds, str(written), made if holds or written != made else "a manifest as slakit writes it")
    for name in sent.manifest.names:
        listed, has = sent.manifest.entries[name], sha256(sent.entries[name]).hexdigest()
        yield Check(name, "SHA-256", listed == has, listed, has)


def _of_contents(
    sent: Bundle, records: Mapping[str, Any] | None, timezone: str | tzinfo | None, vocabulary: Vocabulary, untouched: bool
) -> Iterator[Check]:
    """Yield the checks of records and statement; what an edit made unreadable does not hold, and ends them."""
    try:
        contract = sent.contract(vocabulary)
    except ContractError as error:
        if untouched:  # its words are those of a vocabulary
            raise ContractError(*(f"{sent.path}: {CONTRACT}: {problem}" for problem in error.problems)) from None
        yield Check(CONTRACT, "", False, "a contract", f"unreadable: {error}")
        return
    own = None if records is None else _own(sent, contract, records, timezone)
    try:
        streams = own if own is not None and sent.records_as == DIGESTS else streams_of(contract, sent.manifest, sent.entries)
    except SlakitError as error:
        yield from (Check("records", "", False, "records of the contract", problem) for problem in error.problems)
        return
    if own is not None:
        yield from _against(sent, own)
    for one in sent.manifest.streams:
        if sent.records_as != DIGESTS:
            count, digest = len(streams[one.stream].lines), streams[one.stream].digest
            yield Check(records_name(one.stream), "number of records", one.records == count, f"{one.records:,}", f"{count:,}")
            yield Check(records_name(one.stream), "digest of records", one.digest == digest, one.digest, digest)
    yield from _of_statement(sent, contract, streams)


def _of_statement(sent: Bundle, contract: Agreement, streams: Streams) -> Iterator[Check]:
    try:
        written = plain_of(json_of(sent.entries[STATEMENT], sent.path, STATEMENT))
    except UsageError as error:
        yield Check(STATEMENT, "", False, "a statement", f"unreadable: {error}")
        return
    yield _form(sent, STATEMENT, json_entry(written))
    manifest = sent.manifest
    try:
        made = recomputed(contract, streams, period_of(manifest.period), manifest.as_of, sent.history, manifest.timezone)
    except SlakitError as error:
        yield Check(STATEMENT, "", False, "a statement of these records", f"none: {error}")
        return
    yield from compared(written, made.to_dict())


def _form(sent: Bundle, name: str, as_slakit_writes_it: bytes) -> Check:
    """A check that an entry is what slakit writes, to the byte: nothing is in it that was not compared."""
    if sent.entries[name] == as_slakit_writes_it:
        return Check(name, "form")
    return Check(name, "form", False, "in another form", "as slakit writes it")


def _own(sent: Bundle, contract: Agreement, records: Mapping[str, Any], timezone: str | tzinfo | None) -> dict[str, Any]:
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


def _against(sent: Bundle, own: Streams) -> Iterator[Check]:
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


def _agreement(sent: Bundle) -> str:
    """The name of the agreement as the statement has it, for a title."""
    try:
        return str(plain_of(json_of(sent.entries[STATEMENT], sent.path, STATEMENT)).get("agreement"))
    except UsageError:
        return "a statement that cannot be read"


def _notes(sent: Bundle) -> Iterator[str]:
    made, here = sent.made_by, versions()
    differing = [
        f"{name} {made.get(name, 'none')}, here {here.get(name, 'none')}" for name in {**here, **made} if made.get(name) != here.get(name)
    ]
    if differing:
        yield f"made with other versions: {'; '.join(differing)}"
