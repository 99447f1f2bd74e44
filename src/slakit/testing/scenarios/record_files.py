"""Records in files that lie with a scenario file, and how they are written: { file = "june.csv", delimiter = ";", decimal = "," }."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from os.path import join
from typing import Any

from attrs import define, frozen

from slakit.agreements.paths import Path
from slakit.documents.layout import toml_text
from slakit.documents.plain import shown
from slakit.errors import SlakitError, close_match
from slakit.readers.options import COLUMN, TIMES, ReadOptions
from slakit.readers.read import SHEETS, TEXTS, read
from slakit.readers.reader import Batch, Reader
from slakit.readers.time_fields import TimeFields
from slakit.readers.written_options import SHAPES, repeated, shaped
from slakit.testing.scenarios.written_place import in_words_of_file
from slakit.values.near_files import missing_file

FILE = "file"
OF_ENTRIES = ("rows", "of")  # keys of an entry of a list that stands for several rows
ENDINGS = (*(ending for endings in TEXTS for ending in endings), *SHEETS, ".gz")

Report = Callable[[Path, str], None]
Row = dict[str, Any]
Complete = Callable[[Row, Callable[[str, str], None]], Row]


@define
class CompletedRows:
    """A reader whose rows are completed as they go by, such as by the times that follow others."""

    reader: Reader
    complete: Callable[[Row], Row]

    def __iter__(self) -> Iterator[Row]:
        return map(self.complete, self.reader)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.reader, name)

    @property
    def problems(self) -> list[Any]:
        """The problems of the reader."""
        return self.reader.problems

    def batches(self, size: int = 10_000) -> Iterator[Batch]:
        """Lists of rows, each with the list of their line numbers."""
        for rows, lines in self.reader.batches(size):
            yield [self.complete(row) for row in rows], lines

    def tables(self, size: int = 10_000, wanted: object = None) -> Iterator[Batch]:
        """The batches: what is completed row by row is not handed over as columns, which the reader itself would do."""
        return self.batches(size)


@frozen
class RecordFile:
    """A file of records as a scenario writes it: its name, or a table with its name and how it is read.

    `folder` is that of the scenario file, `timezone` that of times which have no offset, `times` are the fields that hold
    times, and `example` is a record of the stream.
    """

    written: str | Mapping[str, Any]
    path: Path
    folder: str
    timezone: str
    times: Collection[str]
    example: Callable[[], str]

    @property
    def name(self) -> Any:
        """The name of the file."""
        return self.written.get(FILE) if isinstance(self.written, Mapping) else self.written

    def keywords(self, options: dict[str, Any]) -> dict[str, Any]:
        """The keywords of `read`: where some say how times are written, these hold for every field with a time."""
        if not any(name in options for name in (*TIMES, "times")):
            return options
        fields = {name: (name,) for name in self.times} | dict(options.get("times", {}))
        return {"timezone": self.timezone, **options, "times": fields}


def file_records(file: RecordFile, complete: Complete, follows: Callable[[Row], bool], report: Report) -> Any:
    """The records of a file; [] where something is wrong, which is reported.

    `complete` makes a row of one that `follows` says something is left open in, and says by field what it cannot make.
    """
    path, name = file.path, file.name
    options = _options(file, report) if isinstance(file.written, Mapping) else {}
    if not isinstance(name, str) or not name.strip():
        report(path, f'{name!r} is not the name of a file; write {path[-1]} = {{ file = "june.csv", delimiter = ";" }}')
        return []
    if fault := missing_file(name, file.folder, ENDINGS):
        report(path, fault)
        return []
    if options is None:
        return []
    try:
        return _looked_through(read(join(file.folder, name), **options), path, complete, follows, report)
    except SlakitError as error:
        for problem in error.problems:
            report(path, in_words_of_file(problem, name))
        return []


def _looked_through(reader: Reader, path: Path, complete: Complete, follows: Callable[[Row], bool], report: Report) -> Any:
    """The reader, or one that completes its rows where some need it; what is wrong in these, and a file without any, is reported."""
    some, count = False, 0
    for rows, lines in reader.batches():
        count += len(rows)
        for row, line in zip(rows, lines, strict=True):
            if follows(row):
                some = True
                _ = complete(row, lambda name, fault, line=line: report(path, f"{reader.location(line)} {name}: {fault}"))  # type: ignore[misc]
    if not count and not reader.problems:
        report(path, f"{reader.name} holds no record; if there are none, write {path[-1]} = []")
    return CompletedRows(reader, lambda row: complete(row, lambda name, fault: None)) if some else reader


def _times_fault(value: Any, file: RecordFile) -> str:
    """The fault of `times` that are no columns by field: which fields hold times is in the contract."""
    fields = ", ".join(map(repr, file.times)) or "none"
    field = next(iter(file.times), "opened")
    example = toml_text({"times": {field: ["Day", "Hour"]}}).rstrip()
    return (
        f"{shown(value)} is not columns by field; the fields with a time are read as times already ({fields}), so leave it out, "
        f"or where two columns hold one time write {example}"
    )


def _options(file: RecordFile, report: Report) -> dict[str, Any] | None:
    """The options of a table, as keywords of `read`; None where one is wrong."""
    flags, path = ReadOptions.flags(), file.path
    made: dict[str, Any] = {}
    right = True

    def wrong(at: Path, problem: str) -> None:
        nonlocal right
        right = False
        report(at, problem)

    for name, value in file.written.items() if isinstance(file.written, Mapping) else ():
        flag = flags.get(name)
        if name == FILE:
            continue
        if flag is None and name in OF_ENTRIES:
            example = f"{path[-1]} = [{{ rows = 12, of = {file.example()} }}]"
            wrong((*path, name), f"{name!r} belongs to an entry of a list, and a file has its rows itself; write {example}")
        elif flag is None:
            wrong((*path, name), f"{name!r} is not an option of a file{close_match(name, [FILE, *flags])}")
        elif name == "times" and not isinstance(value, Mapping):
            wrong((*path, name), _times_fault(value, file))
        elif (read_as := shaped(flag.form, value)) is None:
            example = toml_text({name: flag.example}).rstrip()  # type: ignore[dict-item]  # plain data
            wrong((*path, name), f"{shown(value)} is not {SHAPES[flag.form]}; write {example}")
        elif flag.form == COLUMN and (twice := repeated(value)):
            wrong((*path, name), f"the column {twice!r} is two fields; write each column once")
        else:
            made[name] = read_as
    try:
        made = file.keywords(made)
        options = ReadOptions.of(made)
        _ = TimeFields(options), options.numerals
    except SlakitError as error:
        for problem in error.problems:
            wrong(path, in_words_of_file(problem, str(file.name)))
    return made if right else None
