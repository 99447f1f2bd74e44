"""Bundled records: the streams of a bundle as entries, line by line, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo
from typing import Any

from attrs import evolve

from slakit.agreements.agreement import Agreement
from slakit.analysis.reconciliations.canonical_records import CanonicalStream, LostRow, canonical_stream, record_digest
from slakit.bundles.manifest import DIGESTS, BundledStream, Manifest, digests_name, records_name, unread_name
from slakit.errors import RecordError
from slakit.metrics.record import canonical, decode, encode
from slakit.values.read_json import read_json

SHAPES: dict[str, tuple[type, ...]] = {"day": (str, int, int), "unread": (str, str, str)}
LONG = re.compile(r"[eE][+-]?\d{5,}|.{5000,}", re.DOTALL)  # a number that nobody measures, and that takes for ever to reckon with

Streams = Mapping[str, CanonicalStream]


def canonical_streams(
    agreement: Agreement, records: Mapping[str, Any], horizon: int | None, timezone: str | tzinfo | None = None
) -> dict[str, CanonicalStream]:
    """The records of each stream in their canonical form, by the names of the streams."""
    return {name: canonical_stream(agreement, name, records[name], horizon=horizon, timezone=timezone) for name in sorted(records, key=str)}


def record_entries(streams: Streams, records_as: str) -> tuple[tuple[BundledStream, ...], dict[str, bytes]]:
    """The list of streams, and the entries that hold their records or their digests."""
    entries: dict[str, bytes] = {}
    for name, stream in streams.items():
        if records_as == DIGESTS:
            entries[digests_name(name)] = _lines(sorted(map(record_digest, stream.lines)))
            continue
        entries[records_name(name)] = stream.text.encode()
        if stream.lost:
            rows = sorted(canonical([row.kind, row.text, row.is_notice, row.field]) for row in stream.lost)
            entries[unread_name(name)] = _lines(rows)
    listed = (
        BundledStream(stream=name, records=len(one.lines), digest=one.digest, unread=len(one.lost), log=one.log)
        for name, one in streams.items()
    )
    return tuple(listed), entries


def streams_of(agreement: Agreement, manifest: Manifest, entries: Mapping[str, bytes]) -> dict[str, CanonicalStream]:
    """The streams of a bundle with records; raises RecordError, with the place, for what is no record, UsageError for an unknown stream."""
    streams, problems = {}, []
    for one in manifest.streams:
        lines, lost = lines_of(entries[records_name(one.stream)]), lines_of(entries.get(unread_name(one.stream), b""))
        problems += [f"{records_name(one.stream)}:{number} is not a record ({why})" for number, why in _unsound(lines)]
        rows = []
        for number, line in enumerate(lost, 1):
            try:
                rows.append(_lost(line))
            except (ValueError, TypeError, RecursionError) as error:
                problems.append(f"{unread_name(one.stream)}:{number} is not a row that could not be read ({error})")
        empty = canonical_stream(agreement, one.stream, [])
        streams[one.stream] = evolve(empty, lines=tuple(lines), lost=tuple(rows), log=one.log)
    if problems:
        raise RecordError(*problems)
    return streams


def lines_of(content: bytes) -> list[str]:
    """The lines of an entry; what is no UTF-8 is shown as such."""
    return content.decode(errors="backslashreplace").removesuffix("\n").split("\n") if content else []


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _unsound(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield the number of each line that holds no record, and why."""
    for number, line in enumerate(lines, 1):
        try:
            record = read_json(line)
            if not isinstance(record, dict):
                raise ValueError("no table")
            for value in record.values():
                _check(value)
        except (RecordError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError) as error:
            yield number, str(error)[:200]


def _check(value: Any) -> None:
    """Raise an error for a value that `encode` does not write."""
    if not isinstance(value, dict):
        return
    ((word, written),) = value.items()
    if word in ("fraction", "decimal", "float") and not (isinstance(written, str) and not LONG.search(written)):
        raise ValueError(f"{word} {str(written)[:40]!r} is no number")
    if word in SHAPES and not (isinstance(written, list) and tuple(map(type, written)) == SHAPES[word]):
        raise ValueError(f"{word} {str(written)[:40]!r} is none")
    if isinstance(written, list):
        for part in written:
            _check(part)
    if encode(decode(value)) != value:
        raise ValueError(f"{word} {str(written)[:40]!r} is none")


def _lost(line: str) -> LostRow:
    kind, text, is_notice, field = read_json(line)
    if not (isinstance(kind, str) and isinstance(text, str) and isinstance(is_notice, bool) and (field is None or isinstance(field, str))):
        raise ValueError("no kind and text")
    return LostRow(kind, text, is_notice, field)
