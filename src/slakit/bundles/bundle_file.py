"""Bundle: one file with a statement, its contract, its records or their digests, and what made it (docs/bundles.md)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from attrs import evolve, field, frozen

from slakit.agreements.agreement import Agreement
from slakit.bundles.bundled_records import streams_of
from slakit.bundles.manifest import CONTRACT, DIGESTS, NAME, STATEMENT, Manifest, history_name, json_of, seal_of
from slakit.bundles.zip_entries import MOST_BYTES, SENT, unpacked
from slakit.documents.load_dump import loads
from slakit.documents.vocabulary import STANDARD, Vocabulary
from slakit.errors import UsageError, reason
from slakit.statements.statement import Statement
from slakit.values.source_repr import in_brackets


@frozen(repr=False)
class Bundle:
    """A bundle as it was read: nothing of it is checked yet but its form; `verify` recomputes it."""

    path: str
    content: bytes = field(repr=False)
    entries: Mapping[str, bytes] = field(repr=False)
    manifest: Manifest

    def __repr__(self) -> str:
        count, what = sum(one.records for one in self.manifest.streams), self.records_as.removesuffix("s")
        return in_brackets(self, f"{self.path}:", f"{count:,} {what}{'s' * (count != 1)}, seal {self.seal[:12]}")

    @property
    def seal(self) -> str:
        """The SHA-256 that stands for all that it holds, as its manifest has it; the same for equal bundles."""
        return str(seal_of(self.entries[NAME])[0])

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file, as `sha256sum` gives it."""
        return sha256(self.content).hexdigest()

    @property
    def made_by(self) -> Mapping[str, str]:
        """The versions of slakit, of Python, and of what figures depend on."""
        return self.manifest.made_by

    @property
    def records_as(self) -> str:
        """The form of the records in it, "records" or "digests"."""
        return self.manifest.records_as

    @property
    def statement(self) -> Statement:
        """The statement as it was written, of a closed one with its seal; raises UsageError where it cannot be read."""
        return evolve(Statement.from_json(self.entries[STATEMENT]), seal=self.manifest.closed or "")

    @property
    def history(self) -> list[dict[str, Any]]:
        """The earlier statements that it rests on, as plain data."""
        return [json_of(self.entries[name], self.path, name) for name in map(history_name, range(self.manifest.history))]

    def contract(self, vocabulary: Vocabulary = STANDARD) -> Agreement:
        """The agreement; no file that it names is opened. Raises ContractError where it cannot be read."""
        text = self.entries[CONTRACT].decode(errors="backslashreplace")
        return loads(text, "json", vocabulary, files=False)

    def records(self, vocabulary: Vocabulary = STANDARD) -> dict[str, list[dict[str, Any]]]:
        """The records by stream, as rows that `evaluate` takes; raises UsageError for a bundle of digests."""
        if self.records_as == DIGESTS:
            raise UsageError(f"{self.path} holds digests of its records, not the records; ask for them")
        streams = streams_of(self.contract(vocabulary), self.manifest, self.entries)
        return {name: [stream.record(line) for line in stream.lines] for name, stream in streams.items()}


def read_bundle(path: str | os.PathLike[str]) -> Bundle:
    """Read a bundle; raises UsageError, with the place, for a file that is none.

    >>> records = {"outages": [{"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}]}
    >>> _ = bundle(statement, records, "march.zip", agreement=agreement)
    >>> read_bundle("march.zip").statement.payable.show()
    '600.00 GBP'
    """
    name = os.fspath(path)
    try:
        with open(path, "rb") as file:
            content = file.read(2 * MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{name} is not a file that can be read ({reason(error)}); write the path of a bundle") from None
    if len(content) > 2 * MOST_BYTES:
        raise UsageError(f"{name} has more than {2 * MOST_BYTES:,} bytes, and no more are read; {SENT}")
    entries = unpacked(content, name)
    if NAME not in entries:
        raise UsageError(f"{name} has no {NAME}, and is not a bundle; {SENT}")
    manifest = Manifest.from_bytes(entries[NAME], name)
    problems = [f"{name} has no {entry}" for entry in sorted({*manifest.names} - {*entries})]
    problems += [f"{name} has {entry}, which {NAME} does not list" for entry in sorted({*entries} - {*manifest.names, NAME})]
    if problems:
        raise UsageError(*(f"{problem}; {SENT}" for problem in problems))
    return Bundle(name, content, entries, manifest)
