"""The contract and the records that the options of a command name."""

import sys
from argparse import Namespace
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.cli.progress import Progress
from slakit.cli.score import instant_of, words
from slakit.cli.sources import sources
from slakit.documents.load_dump import load
from slakit.documents.vocabulary import STANDARD, Vocabulary
from slakit.errors import RecordError, UsageError


def inputs_of(options: Namespace) -> tuple[Agreement, dict[str, Any]]:
    """The contract, and the files of its records, which may be read more than once; `refuse_unread` them after they were."""
    agreement = load(options.contract, vocabulary_of(options))
    with Progress(sys.stderr) as progress:
        records = sources(agreement, options, progress)
    if not records:
        raise UsageError(f"no stream has a file; write --data {agreement.streams[0]}=records.csv, or --columns columns.toml")
    return agreement, records


def refuse_unread(records: Mapping[str, Any]) -> None:
    """Raise RecordError for files of which nothing could be read."""
    if unread := dict.fromkeys(problem for files in records.values() for problem in files.unread()):
        raise RecordError(*unread)


def vocabulary_of(options: Namespace) -> Vocabulary:
    return STANDARD if options.vocabulary is None else STANDARD | words(options.vocabulary)


def as_of(options: Namespace, agreement: Agreement) -> datetime | None:
    return None if options.as_of is None else instant_of(options.as_of, agreement)
