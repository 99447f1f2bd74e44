"""JSON: one object a line, or an array of objects."""

from collections.abc import Generator, Iterator
from decimal import Decimal, InvalidOperation
from io import BytesIO
from json import JSONDecodeError, JSONDecoder
from typing import Any

from slakit.engine.read.table import Table, ValueTable
from slakit.errors import RecordError, close_match
from slakit.readers.clean_objects import clean_objects
from slakit.readers.clean_rows import UNDECODED
from slakit.readers.json_array import JsonArray
from slakit.readers.options import JSON, ReadOptions, takes
from slakit.readers.reader import Reader, Row, RowsAsColumns
from slakit.readers.record_problem import shortened
from slakit.readers.source import FilePath, Lines, Stream

BOM = b"\xef\xbb\xbf"
FIRST = 1 << 12
AT_ONCE, LINES = 32, 2_048  # lines that are read one by one where one of them is odd, and as a table where none is
FLOAT_DIGITS = 15  # so many digits, without an exponent, are those of one float


@takes(ReadOptions)
def read_jsonl(path: FilePath, **options: Any) -> "JsonlReader":
    """The rows of a file of JSON lines, or of one array of objects, plain or gzipped, as dicts.

    >>> from pathlib import Path
    >>> _ = Path("cases.jsonl").write_text('{"id": 7, "opened": "2026-03-06T15:00-05:00", "closed": null}')
    >>> [(row["id"], row["opened"].isoformat(), row["closed"]) for row in read_jsonl("cases.jsonl", times=["opened", "closed"])]
    [(7, '2026-03-06T15:00:00-05:00', None)]

    The options are those of `read_csv`, except those of the lines and cells of a table. An object may lack fields, and its row lacks
    them too; but a field of `rename` that no object has is a RecordError, once all are read.
    """
    return JsonlReader(path, options)


class JsonlReader(Reader):
    """The rows of a file of JSON lines or of a JSON array; `read_jsonl` makes it."""

    kind = JSON

    def _read(self, stream: Stream) -> Generator[tuple[int, Row | RowsAsColumns], None, None]:
        rename, null = self._options.rename, self._options.null
        joined = {column for name, columns in self._fields.columns.items() if columns != (name,) for column in columns}
        wanted = {*rename, *(joined - {*rename.values()})}
        missing, seen = set(wanted), set[str]()
        for line, text, row in self._objects(stream):
            if isinstance(row, Table):
                seen |= {*row.names}
                missing -= {*row.names}
                yield line, row.renamed(rename)
                continue
            if missing:
                seen |= row.keys()
                missing -= row.keys()
            if rename:
                named = {rename.get(name, name): value for name, value in row.items()}
                if len(named) != len(row):
                    self.refuse(line, text, "two fields have one name once they are renamed; give each a name of its own")
                    continue
                row = named
            if null:
                row = {name: None if isinstance(value, str) and value.strip() in null else value for name, value in row.items()}
            yield line, self._plain(row) if self._fields.numbers else row
        for field in sorted(missing if seen else ()):
            raise RecordError(f"{field!r} is not a field of any row of {self.name}{close_match(field, seen)}")

    def _plain(self, row: Row) -> Row:
        """Return the row with decimals in fields of times; in others they become floats, as JSON gives them, where these say the same."""
        return {name: value if name in self._fields.numbers else _floats(value) for name, value in row.items()}

    def _decoder(self) -> JSONDecoder:
        read = _decimal if self._fields.numbers else _figure  # a float is too coarse for a microsecond
        return JSONDecoder(parse_constant=_no_constant, object_pairs_hook=_object, parse_float=read)

    @property
    def _scan(self) -> Any:
        """The function that reads an object of a text as a list of pairs."""
        decoder = JSONDecoder(parse_constant=_no_constant, object_pairs_hook=list, parse_float=_figure)
        return decoder.scan_once  # type: ignore[attr-defined]  # which type checkers do not list

    def _objects(self, stream: Stream) -> Iterator[tuple[int, Any, Row | Table]]:
        """The line, the text and the object of each row; what is no object is refused. Rows may come as a table."""
        start = self._start(stream)
        array = start.removeprefix(BOM).lstrip()
        if array.startswith(b"[") and array[1:].lstrip()[:1] in (b"", b"{", b"]"):
            return self._array(start.removeprefix(BOM), stream)
        return self._lines(start, stream)

    def _start(self, stream: Stream) -> bytes:
        """Return the start of the file, at least its first two characters that are not blank."""
        start = b""
        for line in Lines(iter(lambda: stream.read1(FIRST), b""), self.name):
            start += line
            if len(b"".join(start.removeprefix(BOM).split())) > 1:
                break
        return start

    def _array(self, start: bytes, stream: Stream) -> Iterator[tuple[int, Any, Row]]:
        for line, text, value in JsonArray(start, stream, self.name).elements(self._decoder().raw_decode):
            if not text.isascii() and UNDECODED.search(text):
                self.refuse(line, text, f"'{shortened(text)}' is {NOT_UTF8}")
            elif isinstance(value, ValueError | RecursionError):
                self._refuse_json(line, text, f"JSON ({value})")
            elif type(value) is not dict:
                self._refuse_json(line, text, "a JSON object")
            else:
                yield line, text, value

    def _lines(self, start: bytes, stream: Stream) -> Iterator[tuple[int, Any, Row | Table]]:
        """The rows of lines; from the second on as tables, where they have the same fields."""
        lines = Lines(_lines_of(start, stream), self.name)
        yield from self._careful(lines, 2)
        most = AT_ONCE
        while taken := lines.take(min(most, self._size)):
            first = lines.number - len(taken) + 1
            clean = None if self._fields.numbers else clean_objects(taken, self._scan)
            names = clean[0] if clean else []
            if clean is None or len({self._options.rename.get(name, name) for name in names}) != len(names):
                lines.put_back(taken)
                most = AT_ONCE
                yield from self._careful(lines, first + min(len(taken), most))
            else:
                most = min(2 * most, LINES)
                yield first, None, ValueTable(names, clean[1], range(first, first + len(taken)), self._options.null)

    def _careful(self, lines: Lines[bytes], until: int) -> Iterator[tuple[int, Any, Row]]:
        """The rows of the lines before a line, one by one; those that are no object are refused."""
        decode = self._decoder().decode
        while lines.number + 1 < until and (raw := next(lines, None)) is not None:
            line = lines.number
            lines.taken.clear()
            if line == 1:
                raw = raw.removeprefix(BOM)
            if raw.isspace() or not raw:
                continue
            try:
                row = decode(raw.decode().rstrip())
            except (ValueError, RecursionError) as error:
                if line == 1 and raw.lstrip()[:1] == b"{" and raw.rstrip()[-1:] in b"{[,":
                    raise RecordError(self._one_object(raw)) from None
                self._refuse_text(line, raw, error)
                continue
            if type(row) is not dict:
                self._refuse_json(line, raw.decode(), "a JSON object")
                continue
            if line == 1 and self._wraps_rows(row) and lines.peek() is None:
                raise RecordError(self._one_object(raw))
            yield line, raw, row

    def _wraps_rows(self, row: Row) -> bool:
        """True if an object looks like one that holds the rows, rather than like a row."""
        name = self.name.lower().removesuffix(".gz")
        columns = {*self._options.rename, *(column for parts in self._fields.columns.values() for column in parts)}
        return (
            name.endswith(".json")
            and not columns & row.keys()
            and any(isinstance(value, list) and value and all(isinstance(part, dict) for part in value) for value in row.values())
        )

    def _one_object(self, raw: bytes) -> str:
        text = raw.decode("utf-8", "backslashreplace")
        write = 'write the list in it alone, \'[{"id": 1}, {"id": 2}]\''
        return f"{self.name} is one JSON object, '{shortened(text)}', not rows; {write}"

    def _refuse_text(self, line: int, raw: bytes, error: Exception) -> None:
        text = raw.decode("utf-8", "backslashreplace")
        if isinstance(error, UnicodeDecodeError):
            self.refuse(line, text, f"'{shortened(text)}' is {NOT_UTF8}")
        else:
            detail = f"{error.msg}, column {error.colno}" if isinstance(error, JSONDecodeError) else error
            self._refuse_json(line, text, f"JSON ({detail})")

    def _refuse_json(self, line: int, text: str, wanted: str) -> None:
        self.refuse(line, text, f"'{shortened(text)}' is not {wanted}; write '{EXAMPLE}'")


def _lines_of(start: bytes, stream: Stream) -> Iterator[bytes]:
    """The lines of a stream of which the start was read before."""
    for line in BytesIO(start):
        yield line if line.endswith(b"\n") else line + stream.readline()
    yield from stream


def _floats(value: Any) -> Any:
    if isinstance(value, Decimal):
        return _near(value)
    if isinstance(value, list):
        return [_floats(part) for part in value]
    return {name: _floats(part) for name, part in value.items()} if isinstance(value, dict) else value


def _figure(text: str) -> float | Decimal:
    """The number of a text: a float, as JSON gives it, where that says the same, and else a decimal."""
    return float(text) if len(text) <= FLOAT_DIGITS and "e" not in text.lower() else _near(_decimal(text))


def _decimal(text: str) -> Decimal:
    """The decimal of a number; one whose exponent no computer can hold is another that is too long."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("1e99999")


def _near(value: Decimal) -> float | Decimal:
    """A decimal as a float, where that says the same."""
    near = float(value)
    return near if Decimal(repr(near)) == value else value


def _object(pairs: list[tuple[str, object]]) -> Row:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name is given twice")
    return made


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is not a JSON number")


NOT_UTF8 = "not utf-8 text; write the file again as UTF-8"
EXAMPLE = '{"id": 1, "opened": "2026-01-31T09:00:00+00:00"}'
