"""verify: recompute a bundle, and say what of it does not hold."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from hashlib import sha256
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.bundles.bundle_file import Bundle, read_bundle
from slakit.bundles.bundled_history import closed_text, forms, not_recomputed, of_history
from slakit.bundles.bundled_records import Streams, streams_of
from slakit.bundles.checked_records import against, of_records, own_records
from slakit.bundles.compared_statements import compared
from slakit.bundles.detached_signature import signature_check
from slakit.bundles.make_bundle import recomputed
from slakit.bundles.manifest import CONTRACT, DIGESTS, NAME, STATEMENT, json_entry, json_of, seal_of
from slakit.bundles.verification import Check, Verification, form_check, resting_on
from slakit.bundles.versions import versions
from slakit.bundles.written_period import period_of, spans_of
from slakit.bundles.zip_entries import packed
from slakit.documents.vocabulary import STANDARD, Vocabulary
from slakit.errors import ContractError, SlakitError, UsageError
from slakit.metrics.record import canonical
from slakit.statements.parse import plain_of
from slakit.statements.seal import seal_of as seal_of_statement
from slakit.windows.period import Period


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
    contract and the records. Earlier statements whose records are not in the bundle are taken as they are, and are named in `rests_on`
    and in a note. `records` of one's own are compared with those of the bundle, and a bundle of digests wants them;
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
    rests_on = not_recomputed(sent, checks)
    notes = tuple(_notes(sent, rests_on))
    return Verification(sent.path, _agreement(sent), sent.seal, tuple(checks), sent.made_by, notes, rests_on, _closed(sent), _digest(sent))


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
    own = None if records is None else own_records(sent, contract, records, timezone)
    try:
        streams = own if own is not None and sent.records_as == DIGESTS else streams_of(contract, sent.manifest, sent.entries)
        counted = [*of_records(sent, contract, streams)]
    except SlakitError as error:
        yield from (Check("records", "", False, "records of the contract", problem) for problem in error.problems)
        return
    if own is not None:
        yield from against(sent, own)
    yield from counted
    yield from _of_statement(sent, contract, streams)


def _of_statement(sent: Bundle, contract: Agreement, streams: Streams) -> Iterator[Check]:
    try:
        written = plain_of(json_of(sent.entries[STATEMENT], sent.path, STATEMENT))
    except UsageError as error:
        yield Check(STATEMENT, "", False, "a statement", f"unreadable: {error}")
        return
    yield form_check(STATEMENT, sent.entries[STATEMENT], json_entry(written))
    manifest = sent.manifest
    yield Check(NAME, "as_of", manifest.as_of == written.get("as_of"), manifest.as_of, str(written.get("as_of")))
    if manifest.closed is not None:
        seal = seal_of_statement(canonical(written))
        yield Check(NAME, "closed", manifest.closed == seal, manifest.closed, seal)
    try:
        period = period_of(manifest.period)
        if isinstance(period, Period):
            spans = spans_of(period, contract)
            yield Check(NAME, "period", period.span in spans, repr(period), "; ".join(map(str, spans)) or "no such period of the agreement")
        yield from forms(sent)
        made = recomputed(contract, streams, period, {**written, "as_of": manifest.as_of}, sent.history, manifest.timezone)
        yield from of_history(contract, streams, period, manifest.as_of, sent.history, manifest.timezone)
    except SlakitError as error:
        yield Check(STATEMENT, "", False, "a statement of these records", f"none: {error}")
        return
    yield from compared(written, made.to_dict())


def _agreement(sent: Bundle) -> str:
    """The name of the agreement as the statement has it, for a title."""
    try:
        return str(plain_of(json_of(sent.entries[STATEMENT], sent.path, STATEMENT)).get("agreement"))
    except UsageError:
        return "a statement that cannot be read"


def _digest(sent: Bundle) -> str:
    """The digest that the statement has, for whoever holds its page; empty where it cannot be read."""
    try:
        return str(plain_of(json_of(sent.entries[STATEMENT], sent.path, STATEMENT)).get("digest", ""))
    except UsageError:
        return ""


def _closed(sent: Bundle) -> str:
    """The closed statement that was bundled: its period and amendment, what is payable, its seal, and the one that it stands for."""
    if sent.manifest.closed is None:
        return ""
    return closed_text(sent, STATEMENT)


def _notes(sent: Bundle, rests_on: tuple[str, ...]) -> Iterator[str]:
    if rests_on:
        yield f"rests on {resting_on(len(rests_on))}: {'; '.join(rests_on)}"
    made, here = sent.made_by, versions()
    differing = [
        f"{name} {made.get(name, 'none')}, here {here.get(name, 'none')}" for name in {**here, **made} if made.get(name) != here.get(name)
    ]
    if differing:
        yield f"made with other versions: {'; '.join(differing)}"
