"""Source: the lines of a plain or gzipped file, numbered, in constant memory."""

import gzip
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from io import BufferedReader, FileIO
from itertools import islice
from os import PathLike, fspath, stat
from os.path import basename
from stat import S_ISDIR
from typing import Generic, TypeVar

from slakit.errors import RecordError, UsageError, reason

GZIP = b"\x1f\x8b"
BLOCK = 1 << 18
Progress = Callable[[int, int], object]
Line = TypeVar("Line", str, bytes)
FilePath = str | PathLike[str]
Stream = BufferedReader | gzip.GzipFile


class Source:
    """A file of records: its name, its size and its bytes, unpacked when they begin as gzip does."""

    def __init__(self, path: FilePath) -> None:
        if not isinstance(path, str | PathLike) or not isinstance(fspath(path), str):
            raise UsageError(f"{type(path).__name__} is not the path of a file; write read_csv('cases.csv') or read_jsonl('cases.jsonl')")
        self.path = fspath(path)
        self.name = basename(self.path)
        try:
            status = stat(self.path)
        except (OSError, ValueError) as error:
            raise UsageError(f"{self.path!r} is not a file that can be read ({reason(error)}); write the path of a file") from None
        if S_ISDIR(status.st_mode):
            raise UsageError(f"{self.path!r} is a folder, not a file; write the path of a file in it")
        self.size = status.st_size

    def open(self) -> BufferedReader:
        """The file as it lies on the disk."""
        try:
            return BufferedReader(FileIO(self.path), BLOCK)
        except OSError as error:
            raise UsageError(f"{self.path!r} is not a file that can be read ({reason(error)}); write the path of a file") from None

    def unpacked(self, raw: BufferedReader) -> Stream:
        """The contents, whatever the name says: gzip is known by its first two bytes."""
        return gzip.GzipFile(fileobj=raw, mode="rb") if raw.peek(2)[:2] == GZIP else raw


def cut_short(error: Exception, name: str, number: int) -> RecordError:
    """Return the error for a file that cannot be read further after so many lines."""
    where = f"after line {number:,}" if number else "before its first line ends"
    if isinstance(error, EOFError):
        return RecordError(f"{name} ends in the middle of its gzip data {where}; fetch it again")
    if isinstance(error, UnicodeError):
        return RecordError(f"{name} is not {getattr(error, 'encoding', 'such')} text {where}; write its encoding=")
    return RecordError(f"{name} cannot be read on {where} ({reason(error)}); fetch it again")


UNPACKING = (EOFError, zlib.error, OSError)  # what gzip data that is cut short or changed raises


class Lines(Generic[Line]):
    """The lines of a stream, counted, of which the last ones taken can be given back."""

    def __init__(self, stream: Iterator[Line], name: str) -> None:
        self.number = 0
        self.taken: list[Line] = []
        self._stream: Iterator[Line] = stream
        self._name = name
        self._back: deque[Line] = deque()
        self._error: RecordError | None = None

    def __iter__(self) -> "Lines[Line]":
        return self

    def __next__(self) -> Line:
        if self._error is not None and not self._back:
            raise self._error
        try:
            line = self._back.popleft() if self._back else next(self._stream)
        except (*UNPACKING, UnicodeError) as error:
            raise cut_short(error, self._name, self.number) from None
        self.number += 1
        self.taken.append(line)
        return line

    def take(self, size: int) -> list[Line]:
        """Return the next lines, at most `size`; none at the end. Where the stream cannot be read on, those before are returned first."""
        taken = [self._back.popleft() for _ in range(min(size, len(self._back)))]
        if len(taken) < size and self._error is None:
            try:
                deque(map(taken.append, islice(self._stream, size - len(taken))), maxlen=0)  # so that those before an error stay
            except (*UNPACKING, UnicodeError) as error:
                self._error = cut_short(error, self._name, self.number + len(taken))
        if not taken and self._error is not None:
            raise self._error
        self.number += len(taken)
        return taken

    @property
    def waiting(self) -> bool:
        """True if lines that were given back come next."""
        return bool(self._back)

    def put_back(self, lines: Sequence[Line]) -> None:
        """Give back lines that were taken last."""
        self.number -= len(lines)
        self._back.extendleft(reversed(lines))

    def skip(self, number: int) -> None:
        """Leave out the lines up to that number."""
        while self.number < number and next(self, None) is not None:
            self.taken.clear()

    def peek(self) -> Line | None:
        """The next line, which stays the next; None at the end."""
        line = next(self, None)
        if line is not None:
            self.number -= 1
            self._back.appendleft(self.taken.pop())
        return line

    def replace(self, line: Line) -> None:
        """Put another line in the place of the next one."""
        self._back[0] = line

    def give_back(self) -> None:
        """Give back all lines taken but the first."""
        self.number -= len(self.taken) - 1
        self._back.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]
