"""A file of columns: which files hold the records of each stream and how they are read, in place of the flags of `slakit score`."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from os import fspath
from os.path import basename, dirname, join
from typing import Any

from attrs import field, frozen

from slakit.documents.layout import toml_text
from slakit.documents.plain import Plain, SyntaxFault, parse, path_text, shown
from slakit.documents.source_map import SourceMap
from slakit.errors import SlakitError, UsageError, close_match, reason
from slakit.readers.options import COLUMN, COLUMNS, Flag, ReadOptions
from slakit.readers.time_fields import TimeFields
from slakit.readers.written_options import SHAPES, repeated, shaped

STREAMS, FILE = "streams", "file"
OWN = (COLUMN, COLUMNS)  # forms of options that name fields, which each stream has its own of
Table = dict[str, Plain]
Fields = Mapping[str, Collection[str]]  # the fields of each stream
NOT_GIVEN: Fields = {}


@frozen
class Columns:
    """The files of each stream, and the keywords that they are read with."""

    files: Mapping[str, Sequence[str]] = field(factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(factory=dict)

    def only(self, streams: Sequence[str]) -> "Columns":
        """Return those of some streams."""
        files = {name: paths for name, paths in self.files.items() if name in streams}
        return Columns(files, {name: options for name, options in self.options.items() if name in streams})


def read_columns(path: str, streams: Sequence[str], elsewhere: Sequence[str] = (), fields: Fields = NOT_GIVEN) -> Columns:
    """Read a file of columns for the streams of a contract; the files of some streams may be named `elsewhere`.

    Paths in it start at its own folder; of a stream with `fields` it may name no others. Raises UsageError with everything that is
    wrong, each with its line and its key.
    """
    try:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{fspath(path)!r} is not a file that can be read ({reason(error)}); write the path of a file") from None
    except UnicodeDecodeError:
        raise UsageError(f"{basename(path)} is not UTF-8 text; save the file as UTF-8") from None
    try:
        data, _ = parse(text, "toml")
    except SyntaxFault as error:
        problem = str(error).partition("; write ")[0]
        raise UsageError(f'{basename(path)}:{error.line} column {error.column}: {problem}; write timezone = "Europe/London"') from None
    reader = _Reader(streams, fields)
    columns = reader.read(data if isinstance(data, dict) else {}, dirname(path), elsewhere)
    if reader.problems:
        lines = SourceMap(text, "toml")
        placed = sorted((lines.line(key), key, problem) for key, problem in reader.problems)
        raise UsageError(*(f"{basename(path)}:{line} {path_text(key)}: {problem}" for line, key, problem in placed))
    return columns


class _Reader:
    """Reads the tables of a file of columns; `problems` holds what is wrong, each with its path."""

    def __init__(self, streams: Sequence[str], fields: Fields) -> None:
        self.problems: list[tuple[tuple[str, ...], str]] = []
        self._streams = streams
        self._fields = fields
        self._flags = ReadOptions.flags()

    def read(self, data: Table, folder: str, elsewhere: Sequence[str]) -> Columns:
        every = self._options({name: part for name, part in data.items() if name != STREAMS}, ())
        tables = data.get(STREAMS, {})
        if not isinstance(tables, dict):
            self._wrong((STREAMS,), f"{shown(tables)} is not a table of streams; write [streams.{self._streams[0]}]")
            return Columns()
        files, options = {}, {}
        for stream, table in tables.items():
            path = (STREAMS, stream)
            if stream not in self._streams:
                self._wrong(path, f"{stream!r} is not a stream of the contract{close_match(stream, self._streams)}")
            elif not isinstance(table, dict):
                self._wrong(path, f'{shown(table)} is not a table; write [streams.{stream}] and file = "{stream}.csv" under it')
            else:
                files[stream] = [join(folder, name) for name in self._files(table, stream, elsewhere)]
                own = self._options(table, path)
                options[stream] = self._merged(every, own, path)
                for name, field, problem in unknown_fields(stream, own, self._fields):
                    self._wrong((*path, name, field), problem)
        named = {stream: paths for stream, paths in files.items() if paths}
        return Columns(named, {stream: options.get(stream, every) for stream in self._streams})

    def _files(self, table: Table, stream: str, elsewhere: Sequence[str]) -> list[str]:
        given = table.get(FILE)
        listed = [given] if isinstance(given, str) else given if isinstance(given, list) else []
        if FILE not in table:
            if stream not in elsewhere:
                self._wrong((STREAMS, stream), f'has no file; write file = "{stream}.csv", or --data {stream}=FILE')
            return []
        texts = [name for name in listed if isinstance(name, str) and name]
        if twice := next((name for name in texts if texts.count(name) > 1), None):
            self._wrong((STREAMS, stream, FILE), f"{twice!r} is given twice; its records would count twice")
        if not texts or len(texts) < len(listed):
            self._wrong(
                (STREAMS, stream, FILE), f'{shown(given)} is not the path of a file or a list of paths; write file = "{stream}.csv"'
            )
        return texts

    def _options(self, table: Table, path: tuple[str, ...]) -> dict[str, Any]:
        """The options of a table, as keywords of `read`."""
        made = {}
        for name, value in table.items():
            flag = self._flags.get(name)
            if name == FILE and path:
                continue
            if flag is None:
                allowed = [*self._flags, FILE if path else STREAMS]
                self._wrong((*path, name), f"is not a key of {'a stream' if path else 'all files'}{close_match(name, allowed)}")
            elif flag.form in OWN and not path:
                self._wrong((name,), f"names fields of one stream; write it under [streams.{self._streams[0]}]")
            else:
                read = self._value(flag, value, (*path, name))
                if read is not None:
                    made[name] = read
        return made

    def _value(self, flag: Flag, value: Plain, path: tuple[str, ...]) -> Any:
        """The value of an option, as its keyword takes it; None once it is a problem."""
        name = path[-1]
        read = shaped(flag.form, value)
        if read is None:
            what = SHAPES[flag.form]
            return self._wrong(path, f"{shown(value)} is not {what}; write {name} = {example(flag)}")
        if flag.form == COLUMN and (twice := repeated(value)):
            return self._wrong(path, f"the column {twice!r} is two fields; write each column once")
        signs = {"decimal": ","} if name == "thousands" and value == "." else {}  # the decimal sign is asked for with all that is merged
        return read if self._accepted({name: read, **signs}, path) else None

    def _merged(self, every: Mapping[str, Any], own: Mapping[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
        """The options of a stream over those of all files."""
        merged = {**every, **own}
        if "time_format" in every and "time_format" in own:
            merged["time_format"] = {**every["time_format"], **own["time_format"]}
        self._accepted({name: merged[name] for name in ("decimal", "thousands") if name in merged}, path)
        return merged

    def _accepted(self, options: dict[str, Any], path: tuple[str, ...]) -> bool:
        """True if the readers take some options; what they say otherwise is a problem, in the words of this file."""
        try:
            read = ReadOptions.of(options)
            _ = TimeFields(read), read.numerals
        except SlakitError as error:
            for text in error.problems:
                self._wrong(path, re.sub(rf"\b({'|'.join(self._flags)})=(?=['\"0-9\[])", r"\1 = ", text))
            return False
        return True

    def _wrong(self, path: tuple[str, ...], problem: str) -> None:
        self.problems.append((path, problem))


def unknown_fields(stream: str, options: Mapping[str, Any], fields: Fields, columns: Sequence[str] = ()) -> Iterator[tuple[str, str, str]]:
    """The fields by which some options of a stream go that it does not have, each with the option and with the problem.

    What is a column of a time, of these options or of other `columns`, may be renamed as well.
    """
    if stream not in fields:
        return
    joined = options.get("times") or {}
    columns = [*columns, *(column for listed in joined.values() for column in listed)]
    named = {
        "rename": (key for key in (options.get("rename") or {}).values() if key not in columns),
        "times": joined,
        "time_format": (key for key in (options.get("time_format") or {}) if key is not None),
    }
    for name, listed in named.items():
        for key in listed:
            if key not in fields[stream]:
                yield name, key, f"{key!r} is not a field that the contract reads of {stream!r}{close_match(key, fields[stream])}"


def example(flag: Flag) -> str:
    """The example of an option, as TOML."""
    return toml_text({"key": flag.example}).removeprefix("key = ").rstrip()  # type: ignore[dict-item]  # plain data
