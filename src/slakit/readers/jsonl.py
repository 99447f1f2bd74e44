"""JSON lines: one object a line."""

from collections.abc import Generator, Iterable, Mapping
from datetime import tzinfo
from json import JSONDecodeError, JSONDecoder
from os import PathLike

from slakit.errors import RecordError, close_match
from slakit.readers.problem import shortened
from slakit.readers.reader import Reader, Row
from slakit.readers.source import Lines, Progress, Stream

BOM = b"\xef\xbb\xbf"


def read_jsonl(
    path: "str | PathLike[str]",
    rename: Mapping[str, str] | None = None,
    timezone: "str | tzinfo | None" = None,
    time_format: str | None = None,
    times: Iterable[str] = (),
    ambiguous: str | None = None,
    progress: Progress | None = None,
) -> "JsonlReader":
    """The rows of a file of JSON lines, plain or gzipped, as dicts.

    >>> cases = read_jsonl("cases.jsonl", times=["opened", "closed"])

    The arguments are those of `read_csv`. An object may lack fields, and its row lacks them too; but a field of `rename` that no object
    has is a RecordError, once all are read.
    """
    return JsonlReader(path, rename, timezone, time_format, times, ambiguous, progress)


class JsonlReader(Reader):
    """The rows of a file of JSON lines; `read_jsonl` makes it."""

    def _read(self, stream: Stream) -> Generator[tuple[int, Row], None, None]:
        decode = JSONDecoder(parse_constant=_no_constant, object_pairs_hook=_object).decode
        rename = self._rename
        missing, seen = set(rename), set[str]()
        lines = Lines(iter(stream), self.name)
        for raw in lines:
            line = lines.number
            lines.taken.clear()
            if line == 1:
                raw = raw.removeprefix(BOM)
                self._refuse_array(raw)
            if raw.isspace() or not raw:
                continue
            try:
                row = decode(raw.decode().rstrip())
            except (ValueError, RecursionError) as error:
                self._refuse_text(line, raw, error)
                continue
            if type(row) is not dict:
                self.refuse(line, raw.decode(), f"'{shortened(raw.decode())}' is not a JSON object; write '{EXAMPLE}'")
                continue
            if missing:
                seen |= row.keys()
                missing -= row.keys()
            if rename:
                named = {rename.get(name, name): value for name, value in row.items()}
                if len(named) != len(row):
                    self.refuse(line, raw.decode(), "two fields have one name once they are renamed; give each a name of its own")
                    continue
                row = named
            yield line, row
        for field in sorted(missing if seen else ()):
            raise RecordError(f"{field!r} is not a field of any row of {self.name}{close_match(field, seen)}")

    def _refuse_text(self, line: int, raw: bytes, error: Exception) -> None:
        text = raw.decode("utf-8", "backslashreplace")
        if isinstance(error, UnicodeDecodeError):
            why = f"'{shortened(text)}' is not utf-8 text; write the file again as UTF-8"
        else:
            detail = f"{error.msg}, column {error.colno}" if isinstance(error, JSONDecodeError) else str(error)
            why = f"'{shortened(text)}' is not JSON ({detail}); write '{EXAMPLE}'"
        self.refuse(line, text, why)

    def _refuse_array(self, first: bytes) -> None:
        if first.lstrip().startswith(b"[") and first.strip()[1:].lstrip()[:1] in (b"", b"{"):
            raise RecordError(f"{self.name} is a JSON array, not one object a line; write '{EXAMPLE}' and each row on a line of its own")


def _object(pairs: list[tuple[str, object]]) -> Row:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name is given twice")
    return made


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is not a JSON number")


EXAMPLE = '{"id": 1, "opened": "2026-01-31T09:00:00+00:00"}'
