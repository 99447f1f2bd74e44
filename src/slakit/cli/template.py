"""`slakit template`: the empty files of records that a contract needs, and the file that says how they are read."""

import csv
import json
import re
from argparse import Namespace
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import islice
from os import makedirs
from os.path import basename, exists, join, normpath

from slakit.agreements.agreement import Agreement
from slakit.cli.columns_file import example
from slakit.cli.inputs import vocabulary_of
from slakit.cli.show import MET, say
from slakit.documents.load_dump import load
from slakit.documents.plain import key_text
from slakit.errors import UsageError, reason
from slakit.readers.needed_columns import NeededColumns, needed_columns
from slakit.readers.options import BY_FIELD, COLUMN, COLUMNS, LIST, Flag, ReadOptions

NAME = "columns.toml"
SEVERAL = {LIST: "; a list for several", BY_FIELD: "; a list of formats is tried in order, a table gives each field its own"}


def template(options: Namespace) -> int:
    """Write the files, none of them over one with records, and say what comes next.

    A file of records that holds a header alone is written anew; with --force that of the columns is as well, and records are kept.
    """
    agreement = load(options.contract, vocabulary_of(options))
    files = template_files(agreement, basename(options.contract))
    paths = {name: normpath(join(options.output, name)) for name in files}
    there = [name for name, path in paths.items() if exists(path) and not _is_empty(name, path)]
    if there and not options.force:
        remedy = "write --force to keep records and write the rest anew, or another --output"
        raise UsageError(*(f"{paths[name]!r} is there already; {remedy}" for name in there))
    kept = [name for name in there if name != NAME]
    files = {name: text for name, text in files.items() if name not in kept}
    try:
        makedirs(options.output, exist_ok=True)
        for name, content in files.items():
            with open(paths[name], "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
                file.write(content)
    except OSError as error:
        raise UsageError(f"{options.output!r} is not a folder that can be written to ({reason(error)}); write another --output") from None
    note = f"; kept {', '.join(paths[name] for name in kept)}" if kept else ""
    say(f"wrote {', '.join(paths[name] for name in files)}{note}; next: slakit score {options.contract} --columns {paths[NAME]}")
    return MET


def _is_empty(name: str, path: str) -> bool:
    """True if a file of records holds a header alone, or nothing."""
    if name == NAME:
        return False
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return sum(1 for line in islice((line for line in file if line.strip()), 2)) < 2
    except OSError:
        return False


def template_files(agreement: Agreement, contract: str = "contract.toml") -> dict[str, str]:
    """The text of each file by its name.

    >>> template_files(agreement)["outages.csv"]
    'start,end\\n'
    """
    needed = needed_columns(agreement)
    names = dict(zip((one.stream for one in needed), file_names(one.stream for one in needed), strict=True))
    files = {names[one.stream]: _header(one) for one in needed}
    return files | {NAME: "\n".join(_columns(agreement, contract, needed, names)) + "\n"}


def file_names(streams: Iterable[str]) -> list[str]:
    """The name of a file for each stream, no two alike even where capitals do not count."""
    names: list[str] = []
    for stream in streams:
        plain = re.sub(r"[^\w-]+", "-", stream).strip("-") or "records"
        taken = {name.lower() for name in names}
        names.append(next(name for name in _numbered(plain) if name.lower() not in taken))
    return names


def _numbered(plain: str) -> Iterator[str]:
    yield f"{plain}.csv"
    number = 2
    while True:
        yield f"{plain}-{number}.csv"
        number += 1


def _header(needed: NeededColumns) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerow(column.name for column in needed.columns)
    return text.getvalue()


def _columns(agreement: Agreement, contract: str, needed: tuple[NeededColumns, ...], names: dict[str, str]) -> Iterator[str]:
    """The lines of the file of columns."""
    flags = ReadOptions.flags()
    yield f"# How the records of {_line(agreement.name)} are read: slakit score {_line(contract)} --columns {NAME}"
    yield "# What stands on the command line wins. Paths start at the folder of this file."
    yield ""
    yield "# For all files; a stream may have its own. Take away a # to use a line."
    yield f"timezone = {json.dumps(agreement.timezone)}  # {flags['timezone'].help}"
    for name, flag in flags.items():
        if name != "timezone" and flag.form not in (COLUMN, COLUMNS):
            yield f"# {name} = {example(flag)}  # {flag.help}{SEVERAL.get(flag.form, '')}"
    for one in needed:
        yield ""
        yield from _stream(one, names[one.stream], flags)


def _stream(needed: NeededColumns, file: str, flags: dict[str, Flag]) -> Iterator[str]:
    key = f"streams.{key_text(needed.stream)}"
    yield f"[{key}]"
    yield f"file = {json.dumps(file, ensure_ascii=False)}  # or a list of files; also .tsv, .txt, .jsonl, .json, .xlsx"
    for name, flag in flags.items():
        time = next((column.name for column in needed.columns if column.is_time), None)
        if flag.form == COLUMNS and time is not None:
            yield f'# {name} = {{ {key_text(time)} = ["Day", "Hour"] }}  # {flag.help}'
    yield ""
    for name, flag in flags.items():
        if flag.form == COLUMN:
            yield f"[{key}.{name}]  # {flag.help}"
    if needed.open_ended:
        yield "# a function of the contract's own reads whole rows here; add the columns that it wants"
    for column in needed.columns:
        pair = f"{key_text(column.name)} = {json.dumps(column.name, ensure_ascii=False)}"
        yield f"{pair}  # {_line(column.note)}" if column.note else pair


def _line(text: str) -> str:
    """A text that stays on the line of its comment."""
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text)
