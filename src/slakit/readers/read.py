"""read: the reader that a file's name asks for."""

from collections.abc import Iterable, Mapping
from datetime import tzinfo
from os import PathLike, fspath
from typing import TypedDict, Unpack

from slakit.errors import UsageError
from slakit.readers.csv import read_csv
from slakit.readers.jsonl import read_jsonl
from slakit.readers.reader import Reader
from slakit.readers.source import Progress, Source


class Options(TypedDict, total=False):
    """The keywords of the readers."""

    rename: Mapping[str, str] | None
    timezone: "str | tzinfo | None"
    time_format: str | None
    times: Iterable[str]
    ambiguous: str | None
    delimiter: str
    encoding: str
    progress: Progress | None


def read(path: "str | PathLike[str]", **options: Unpack[Options]) -> Reader:
    """The rows of a file, as CSV or as JSON lines after its name, with or without .gz.

    >>> cases = read("cases.csv.gz", times=["opened"], timezone="Europe/London")

    The keywords are those of `read_csv`. Raises UsageError for another ending.
    """
    name = fspath(path)
    ending = name.lower().removesuffix(".gz")
    if ending.endswith(".csv"):
        return read_csv(path, **options)
    if not ending.endswith((".jsonl", ".ndjson", ".json")):
        Source(path)  # a folder, or nothing at all, is told first
        raise UsageError(f"{name!r} does not end in .csv, .jsonl, .ndjson or .json, with or without .gz; save it as CSV or JSON lines")
    for option in ("delimiter", "encoding"):
        if option in options:
            raise UsageError(f"{option}= is not for JSON lines such as {name!r}; leave it out")
    return read_jsonl(path, **options)  # type: ignore[misc]  # the two are gone
