"""The options of the readers on the command line, by stream: `--skip [STREAM=]2`, `--times STREAM.FIELD=COLUMN+COLUMN`."""

from argparse import ArgumentParser, Namespace
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from slakit.cli.columns_file import Fields, unknown_fields
from slakit.cli.side import ONLY, Side
from slakit.errors import close_match
from slakit.readers.options import BY_FIELD, COLUMN, COLUMNS, LIST, ONE, Flag, ReadOptions

Owner = tuple[str | None, str]  # a stream, None for all that have none of their own, and a field of it
EVERY: Owner = (None, "")


def add_options(parser: ArgumentParser) -> None:
    """Give a command one option for each of `ReadOptions`."""
    for name, flag in ReadOptions.flags().items():
        metavar, text = flag.metavar, (flag.help + SEVERAL.get(flag.form, "")).replace("%", "%%")
        parser.add_argument(ONLY.flag(name), action="append", default=[], metavar=metavar, help=text)


class StreamOptions:
    """The options by which the files of each stream are read: those of a file of `columns`, over which the command line wins.

    `problems` lists those of the command line that cannot be understood. `side` is the party whose options they are.
    """

    def __init__(
        self, options: Namespace, streams: Sequence[str], columns: Mapping[str, Mapping[str, Any]] | None = None, side: Side = ONLY
    ) -> None:
        self.problems: list[str] = []
        self._side = side
        self._columns = columns or {}
        self._streams = streams
        self._flags = ReadOptions.flags()
        self._values = {name: self._read(name, flag, getattr(options, name)) for name, flag in self._flags.items()}

    def of(self, stream: str) -> dict[str, Any]:
        """The options of one stream, as keywords of `read`."""
        given = {name: self._of(stream, flag, self._values[name]) for name, flag in self._flags.items()}
        columns = self._columns.get(stream, {})
        merged = {name: self._over(flag.form, given[name], columns.get(name)) for name, flag in self._flags.items()}
        joined = merged["times"] or {}
        if merged["rename"]:  # a field that is made of two columns need not be one itself
            merged["rename"] = {column: field for column, field in merged["rename"].items() if column != field or field not in joined}
        return {name: value for name, value in merged.items() if value is not None}

    def without_files(self, streams: Container[str | None]) -> list[str]:
        """Return the problems of options that name fields of streams without a file."""
        return [
            f"{self._side.flag(name)} names fields of {stream!r}, and there is no {self._side.data} {stream}=FILE"
            for name, flag in self._flags.items()
            if flag.form in (COLUMN, COLUMNS)
            for stream in dict.fromkeys(stream for stream, _ in self._values[name])
            if stream not in streams
        ]

    def unknown_fields(self, fields: Fields) -> list[str]:
        """Return the problems of options of the command line that name no field of their stream."""
        problems = []
        for stream in fields:
            given = {name: self._of(stream, flag, self._values[name]) for name, flag in self._flags.items()}
            columns = [column for listed in (self._columns.get(stream, {}).get("times") or {}).values() for column in listed]
            for name, field, problem in unknown_fields(stream, given, fields, columns):
                problems.append(f"{self._side.flag(name)} {stream}.{field}: {problem}")
        return problems

    @staticmethod
    def _of(stream: str, flag: Flag, values: Mapping[Owner, list[str]]) -> Any:
        own = {field: texts for (owner, field), texts in values.items() if owner == stream}
        if flag.form == COLUMN:
            return {column: field for field, (column,) in own.items()} or None
        if flag.form == COLUMNS:
            return {field: tuple(joined.split("+")) for field, (joined,) in own.items()} or None
        every = own.pop("", values.get(EVERY))
        if flag.form == BY_FIELD:
            return {None: every, **own} if every or own else None
        return None if every is None else every if flag.form == LIST else flag.read(every[0])

    @staticmethod
    def _over(form: str, given: Any, columns: Any) -> Any:
        """Return a value of the command line, over that of a file of columns; field by field where each has its own."""
        if given is None or columns is None or form in (ONE, LIST):
            return columns if given is None else given
        if form == COLUMN:
            return {column: field for column, field in columns.items() if field not in given.values() and column not in given} | given
        return {**columns, **{field: value for field, value in given.items() if value is not None}}

    def _read(self, name: str, flag: Flag, texts: Iterable[str]) -> dict[Owner, list[str]]:
        values: dict[Owner, list[str]] = {}
        for text in texts:
            parse = self._column if flag.form in (COLUMN, COLUMNS) else self._value
            parsed = parse(flag.form, text)
            problem = parsed if isinstance(parsed, str) else self._repeated(flag.form, values, *parsed)
            if problem:
                self.problems.append(f"{self._side.flag(name)} {text!r}{problem}")
            elif isinstance(parsed, tuple):
                values.setdefault(parsed[0], []).append(parsed[1])
        return values

    def _value(self, form: str, text: str) -> tuple[Owner, str] | str:
        """Return the owner and the value of `[STREAM=]VALUE` or `[STREAM.FIELD=]VALUE`, or the text of the problem."""
        owner, sign, value = text.partition("=")
        stream, dot, field = owner.partition(".") if form == BY_FIELD else (owner, "", "")
        if sign and stream in self._streams and (field or not dot):
            return (stream, field), value
        if sign and owner and "%" not in owner:  # not the "=" of a time format
            return self._unknown(stream)
        return EVERY, text

    def _column(self, form: str, text: str) -> tuple[Owner, str] | str:
        """Return the field and the column that `STREAM.FIELD=COLUMN` names, or the text of the problem."""
        owner, _, column = text.partition("=")
        stream, _, field = owner.partition(".")
        if not (stream and field and column) or (form == COLUMNS and not all(column.split("+"))):
            flag, example = EXAMPLES[form]
            return f" is not {form}; write {self._side.flag(flag)} {example.format(self._streams[0])}"
        return ((stream, field), column) if stream in self._streams else self._unknown(stream)

    def _unknown(self, stream: str) -> str:
        return f": {stream!r} is not a stream of the contract{close_match(stream, self._streams)}"

    @staticmethod
    def _repeated(form: str, values: Mapping[Owner, list[str]], owner: Owner, text: str) -> str:
        """Return the problem of a value that is given again; empty if there is none."""
        stream, field = owner
        if form == COLUMN and (others := [name for (of, name), (column,) in values.items() if (of, column) == (stream, text)]):
            return f": the column {text!r} is the field {others[0]!r} already; write each once"
        if owner not in values or form in (LIST, BY_FIELD):
            return ""
        if form == ONE:
            return f" is given twice{f' for {stream}' if stream else ''}; write it once"
        return f": the field {field!r} has {'a column' if form == COLUMN else 'its columns'} already; write one of them"


SEVERAL = {LIST: "; several times", BY_FIELD: "; several times for formats that are tried in order, 'iso' among them"}
EXAMPLES = {COLUMN: ("rename", "{}.opened=OPEN_DT"), COLUMNS: ("times", "{}.opened=Day+Hour")}
