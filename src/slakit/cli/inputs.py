"""The contract and the records that the options of a command name."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.cli.imported import imported
from slakit.cli.progress import Progress
from slakit.cli.sources import sources
from slakit.documents.load_dump import load
from slakit.documents.vocabulary import STANDARD, Vocabulary
from slakit.errors import RecordError, UnitError, UsageError
from slakit.timeline.impossible_days import date_remedy
from slakit.timeline.instants import moment
from slakit.timeline.zone import exact_instant, zone_name


@contextmanager
def inputs_of(options: Namespace) -> Iterator[tuple[Agreement, dict[str, Any]]]:
    """The contract, and the files of its records, which may be read more than once; `refuse_unread` them after they were.

    While they are read, within `with`, a terminal shows how far that is.
    """
    agreement = load(options.contract, vocabulary_of(options))
    with Progress(sys.stderr) as progress:
        yield agreement, records_of(agreement, options, progress)


def records_of(agreement: Agreement, options: Namespace, progress: Progress) -> dict[str, Any]:
    """The files of the records of each stream; raises UsageError if none is named."""
    records = sources(agreement, options, progress)
    if not records:
        raise UsageError(f"no stream has a file; write --data {agreement.streams[0]}=records.csv, or --columns columns.toml")
    return records


def refuse_unread(records: Mapping[str, Any]) -> None:
    """Raise RecordError for files of which nothing could be read."""
    unread = dict.fromkeys(problem for files in records.values() for problem in files.unread())  # streams of one log share its files
    if unread:
        raise RecordError(*unread)


def vocabulary_of(options: Namespace) -> Vocabulary:
    return STANDARD if options.vocabulary is None else STANDARD | words(options.vocabulary)


def as_of_option(options: Namespace, agreement: Agreement) -> datetime | None:
    return None if options.as_of is None else instant_of(options.as_of, agreement)


def words(text: str) -> Mapping[str, object] | Vocabulary:
    """Return the vocabulary that MODULE:NAME names."""
    vocabulary = imported("vocabulary", text, "kpis:WORDS")
    if not isinstance(vocabulary, Mapping | Vocabulary):
        module = text.partition(":")[0]
        example = f"write WORDS = {{'empathy': empathy}} in {module}, with a metric or a penalty rule for each word"
        raise UsageError(f"--vocabulary {text!r} is not a vocabulary; {example}")
    return vocabulary


def instant_of(text: str, agreement: Agreement) -> datetime:
    """The instant of an ISO text; one without an offset is the local time of the agreement's zone, and must be a plain one there.

    >>> instant_of("2026-03-10T09:00", agreement).isoformat()
    '2026-03-10T09:00:00+00:00'
    """
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        remedy = date_remedy(text, "'2026-04-01T00:00' or '2026-04-01T00:00+01:00'")
        raise UsageError(f"--as-of {text!r} is not a time{remedy}") from None
    if at.utcoffset() is not None:
        return at
    try:
        return moment(exact_instant(at, agreement.zone), agreement.zone)
    except UnitError as error:
        what = "repeated" if "repeated" in str(error) else "skipped"
        written, named = at.replace(tzinfo=agreement.zone).isoformat(), zone_name(agreement.zone)
        raise UsageError(f"--as-of {text!r} was {what} by a clock change in {named}; write its offset, {written!r}") from None
