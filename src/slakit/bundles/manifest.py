"""Manifest: what a bundle holds, what made it, and what its statement was asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from attrs import fields, frozen

from slakit.bundles.entry_names import entry_name
from slakit.bundles.zip_entries import SENT
from slakit.errors import UsageError, first_cause
from slakit.metrics.record import canonical
from slakit.statements.plain_data import read_fields, write_fields
from slakit.values.read_json import read_json

FORMAT = "slakit.bundle/1"  # what changes the meaning of a key makes another one
NAME = "manifest.json"
CONTRACT, STATEMENT = "contract.json", "statement.json"
RECORDS, DIGESTS = "records", "digests"


@frozen(kw_only=True)
class BundledStream:
    """The records of a stream in a bundle: how many, their digest, how many could not be read, and the log that they were made of."""

    stream: str
    records: int
    digest: str
    unread: int = 0
    log: str | None = None


@frozen(kw_only=True)
class Manifest:
    """The list of a bundle: SHA-256 digests of its entries, versions, and the arguments of `evaluate`.

    `period` is a label, the two ends of a span, or both; `history` is how many earlier statements there are.
    `closed` is the seal of a statement that was closed.
    """

    made_by: Mapping[str, str]
    records_as: str
    period: object
    as_of: str
    timezone: str | None
    history: int
    streams: tuple[BundledStream, ...]
    entries: Mapping[str, str]
    closed: str | None = None

    @property
    def names(self) -> list[str]:
        """The names of all entries but its own, as they follow from the rest of it."""
        names = [CONTRACT, STATEMENT, *(history_name(index) for index in range(self.history))]
        for one in self.streams:
            names.append(digests_name(one.stream) if self.records_as == DIGESTS else records_name(one.stream))
            names += [unread_name(one.stream)] if one.unread and self.records_as == RECORDS else []
        return names

    def to_bytes(self) -> bytes:
        """The manifest under its seal."""
        data = write_fields(self, () if self.closed else ("closed",))
        return _text({"format": FORMAT, **data, "period": self.period})

    @classmethod
    def from_bytes(cls, content: bytes, path: str) -> Manifest:
        """The manifest that `to_bytes` wrote; raises UsageError, with the place, for any other content."""
        data = json_of(content, path, NAME)
        if not isinstance(data, dict):
            raise UsageError(f"{path}: {NAME} is not the list of a bundle; {SENT}")
        if (form := data.get("format")) != FORMAT:
            raise UsageError(f"{path}: {form!r} is not the format of a bundle that this version of slakit reads, {FORMAT!r}; update slakit")
        if more := [*_unknown(data)]:
            raise UsageError(*(f"{path}: {one}; {SENT}" for one in more))
        try:
            made = cls(**read_fields(cls, {**data, "period": ""}, NAME) | {"period": data.get("period")})
        except UsageError as error:
            raise UsageError(f"{path}: {first_cause(error)[:300]}; {SENT}") from None
        problems = [f"{NAME} says {made.records_as!r} where 'records' or 'digests' belongs"] * (made.records_as not in (RECORDS, DIGESTS))
        problems += [] if 0 <= made.history <= len(made.entries) else [f"{NAME} says history: {made.history}, which it does not list"]
        if not problems:
            problems += [f"{NAME} lists {name!r} where no such entry belongs" for name in sorted({*made.entries} - {*made.names})]
            problems += [f"{NAME} does not list {name!r}" for name in sorted({*made.names} - {*made.entries})]
        if problems:
            raise UsageError(*(f"{path}: {problem}; {SENT}" for problem in problems))
        return made


def seal_of(content: bytes) -> tuple[object, str]:
    """The seal that a manifest has, and the one that it should have."""
    data = json.loads(content)
    return data.pop("seal", None), _seal(data)


def _unknown(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a manifest has that no manifest has."""
    yield from (f"{NAME} has {key!r}, which is not a key of it" for key in data if key not in ("format", "seal", *_names(Manifest)))
    for index, one in enumerate(streams if isinstance(streams := data.get("streams"), list) else []):
        names = _names(BundledStream)
        yield from (
            f"{NAME} has streams[{index}].{key}, which is not a key of it"
            for key in (one if isinstance(one, dict) else ())
            if key not in names
        )
    for name in ("made_by", "entries"):
        table = data.get(name)
        wrong = [key for key, value in table.items() if not isinstance(value, str)] if isinstance(table, dict) else []
        yield from (f"{NAME}: {name}.{key} is not a text" for key in wrong)


def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(part.name for part in fields(kind))


def records_name(stream: str) -> str:
    return f"records/{entry_name(stream)}.jsonl"


def unread_name(stream: str) -> str:
    """The entry of what could not be read of a stream."""
    return f"records/{entry_name(stream)}.unread.jsonl"


def digests_name(stream: str) -> str:
    return f"digests/{entry_name(stream)}.txt"


def history_name(index: int) -> str:
    return f"history/{index + 1}.json"


def json_of(content: bytes, path: str, entry: str) -> Any:
    """The data of an entry that is JSON; raises UsageError for any other."""
    try:
        return read_json(content)
    except ValueError as error:
        raise UsageError(f"{path}: {entry} is not JSON that can be read ({error}); {SENT}") from None


def json_entry(data: Mapping[str, Any]) -> bytes:
    """A statement as the content of an entry."""
    return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode(errors="surrogatepass")


def _text(data: Mapping[str, Any]) -> bytes:
    data = {name: value for name, value in data.items() if name != "seal"}
    return (json.dumps({**data, "seal": _seal(data)}, indent=2) + "\n").encode()


def _seal(data: Mapping[str, Any]) -> str:
    return sha256(canonical(data).encode()).hexdigest()
