"""Sources: the files of each stream, from `--data` and the options that say how to read them."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from os.path import basename, realpath
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.cli.by_stream import columns, fields_of, lists, renames, settings
from slakit.cli.progress import Progress
from slakit.errors import UsageError, close_match
from slakit.readers.problem import RecordProblem
from slakit.readers.read import read
from slakit.readers.reader import Batch, Reader

SETTINGS = ("timezone", "ambiguous", "delimiter", "encoding", "decimal", "thousands", "skip", "sheet")  # each once


class Files:
    """The files of one stream, read one after the other; it is the reader that the engine is given."""

    def __init__(self, readers: Sequence[Reader], paths: Sequence[str]) -> None:
        names = [reader.name for reader in readers]
        for reader, path in zip(readers, paths, strict=True):
            reader.name = path if names.count(reader.name) > 1 else reader.name  # so that a place names one file
        self._readers = readers
        self.name = readers[0].name
        self.zone, self.numerals = readers[0].zone, readers[0].numerals  # the files of a stream are read alike

    @property
    def problems(self) -> list[RecordProblem]:
        """What could not be read, of all files."""
        return [problem for reader in self._readers for problem in reader.problems]

    def unread(self) -> list[str]:
        """The files of which not one row, or not one time, could be read; they were not meant so."""
        return [
            f"no row of {reader.name} can be read, of {reader.refused + reader.rows:,}: {reader.problems[0].text}"
            for reader in self._readers
            if reader.problems and reader.lost == reader.rows
        ]

    def batches(self, size: int) -> Iterator[Batch]:
        """The rows of the files, in batches; `name` is that of the file they come from."""
        for reader in self._readers:
            self.name = reader.name
            yield from reader.batches(size)


def sources(agreement: Agreement, options: Namespace, progress: Progress) -> dict[str, Files]:
    """The files of each stream.

    Raises UsageError with every option that does not fit the contract.
    """
    problems: list[str] = []
    paths = _paths(options.data, agreement.streams, problems)
    renamed = renames(options.rename, agreement.streams, problems)
    joined = columns(options.times, agreement.streams, problems)
    single = {name: settings(name, getattr(options, name), agreement.streams, problems) for name in SETTINGS}
    nulls = lists("null", options.null, agreement.streams, problems)
    formats = lists("time_format", options.time_format, agreement.streams, problems, fields=True)
    for option, streams in (("rename", renamed), ("times", joined)):
        problems += [f"--{option} {stream}. has no --data {stream}=FILE" for stream in streams if stream not in paths]
    if problems:
        raise UsageError(*problems)
    files_by_stream = {}
    for stream, files in paths.items():
        given: dict[str, Any] = {name: values.get(stream, values.get(None)) for name, values in single.items()}
        given = {name: value for name, value in given.items() if value is not None}
        if "skip" in given:
            given["skip"] = int(given["skip"]) if given["skip"].isdecimal() and given["skip"].isascii() else given["skip"]
        if null := nulls.get((stream, ""), nulls.get((None, ""))):
            given["null"] = null
        if formats:
            given["time_format"] = {None: formats.get((stream, ""), formats.get((None, ""))), **fields_of(stream, formats)}
        times = {field: (field,) for field in agreement.times(stream)} | joined.get(stream, {})
        given |= {"rename": renamed.get(stream, {}), "times": times}
        files_by_stream[stream] = Files([read(path, progress=progress.of(path), **given) for path in files], files)
    return files_by_stream


def _paths(given: Sequence[str], streams: Sequence[str], problems: list[str]) -> dict[str, list[str]]:
    """The files of each stream."""
    paths: dict[str, list[str]] = {}
    for text in given:
        stream, sign, path = text.partition("=")
        if not (stream and sign and path):
            problems.append(f"--data {text!r} is not STREAM=FILE; write --data {streams[0]}={basename(text.strip('=')) or 'records.csv'}")
        elif stream not in streams:
            problems.append(f"--data {text!r}: {stream!r} is not a stream of the contract{close_match(stream, streams)}")
        elif realpath(path) in map(realpath, paths.get(stream, ())):
            problems.append(f"--data {text!r} is given twice; its records would count twice")
        else:
            paths.setdefault(stream, []).append(path)
    return paths
