"""Sources: the files of each stream, from `--data` and the options that say how to read them."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from contextlib import suppress
from os.path import basename, realpath
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.cli.by_stream import StreamOptions
from slakit.cli.columns_file import Columns, Fields, read_columns
from slakit.cli.progress import Progress
from slakit.cli.side import ONLY, Side
from slakit.errors import UnitError, UsageError, close_match
from slakit.readers.events.event_log import read_log
from slakit.readers.needed_columns import needed_columns
from slakit.readers.options import TIMES
from slakit.readers.read import read
from slakit.readers.several import Files, matching
from slakit.values.number import number


def fields_of(*agreements: Agreement) -> Fields:
    """The fields that some versions of a contract read of each stream; but of those of which a function may read more."""
    needed = [one for agreement in agreements for one in needed_columns(agreement)]
    some = {one.stream for one in needed if one.open_ended}
    fields: dict[str, list[str]] = {one.stream: [] for one in needed if one.stream not in some}
    for one in needed:
        if one.stream in fields:
            fields[one.stream] += [column.name for column in one.columns]
    return fields


def sources(
    agreement: Agreement,
    options: Namespace,
    progress: Progress,
    others: Sequence[str] = (),
    fields: Fields | None = None,
    side: Side = ONLY,
    shared: Namespace | None = None,
) -> dict[str, Any]:
    """Return the records of each stream: its files, or the rows that an event log makes; the command line wins over a file of columns.

    A file of columns may name `others` too, the streams of another version of the contract, which are left aside, and `fields` of both.
    Of two parties these are the options of one `side`, which win over those that both `share`.
    Raises UsageError with every option that does not fit the contract.
    """
    problems: list[str] = []
    streams = (*agreement.streams, *dict(agreement.logs))
    given = _paths(options.data, streams, problems, side)
    readable = fields_of(agreement) if fields is None else fields
    columns = _columns(options.columns, streams, [*given, *others], problems, others, readable)
    paths: dict[str, Sequence[str]] = {**columns.files, **given}
    read_of = {stream: names for stream, names in readable.items() if stream in paths}
    base = columns.options
    if shared is not None:
        both = StreamOptions(shared, streams, base)
        problems += [*both.problems, *both.unknown_fields(read_of)]
        base = {stream: both.of(stream) for stream in streams}
    by_stream = StreamOptions(options, streams, base, side)
    problems += [*by_stream.problems, *by_stream.without_files(paths), *by_stream.unknown_fields(read_of)]
    problems += [
        f"{log!r} and {made!r} both have a file, and both are records of {made!r}; write one of them"
        for log, one in agreement.logs
        for made in one.made().values()
        if log in paths and made in paths
    ]
    if problems:
        raise UsageError(*problems)
    records: dict[str, Any] = {}
    for stream, files in paths.items():
        keywords = by_stream.of(stream)
        joined = keywords.pop("times", {})
        revisions = numbered(files[0], agreement.updates(stream), keywords)
        times = {field: (field,) for field in agreement.times(stream) if field not in revisions} | joined
        rows = Files([read(path, progress=progress.of(path), times=times, **keywords) for path in files], files)
        if stream in agreement.streams:
            records[stream] = rows
        else:
            records |= read_log(agreement, stream, rows, **{name: keywords[name] for name in TIMES if name in keywords})
    return records


def numbered(path: str, fields: Sequence[str], given: Mapping[str, Any]) -> list[str]:
    """Return the fields whose first value is a number, so that an update in them is a revision and not a time."""
    numbers = []
    for field in fields:
        first = next((row[field] for row in read(path, **given) if row.get(field) not in (None, "")), None)
        with suppress(UnitError):
            number(first)
            numbers.append(field)
    return numbers


def _columns(
    path: str | None,
    streams: Sequence[str],
    elsewhere: Sequence[str],
    problems: list[str],
    others: Sequence[str],
    fields: Fields,
) -> Columns:
    """Read a file of columns, if there is one; what is wrong with it is added to the problems."""
    try:
        return Columns() if path is None else read_columns(path, (*streams, *others), elsewhere, fields).only(streams)
    except UsageError as error:
        problems += error.problems
        return Columns()


def _paths(given: Sequence[str], streams: Sequence[str], problems: list[str], side: Side) -> dict[str, list[str]]:
    paths: dict[str, list[str]] = {}
    for text in given:
        stream, sign, path = text.partition("=")
        if not (stream and sign and path):
            problems.append(
                f"{side.data} {text!r} is not STREAM=FILE; write {side.data} {streams[0]}={basename(text.strip('=')) or 'records.csv'}"
            )
        elif stream not in streams:
            problems.append(f"{side.data} {text!r}: {stream!r} is not a stream of the contract{close_match(stream, streams)}")
        else:
            try:
                files = matching(path)
            except UsageError as error:
                problems += error.problems
                continue
            if {*map(realpath, files)} & {*map(realpath, paths.get(stream, ()))}:
                problems.append(f"{side.data} {text!r} is given twice; its records would count twice")
            else:
                paths.setdefault(stream, []).extend(files)
    return paths
