"""Blocks: the lines of a file of text, and many of them as the bytes that they are."""

from collections import deque
from io import StringIO

from slakit.readers.source import UNPACKING, Stream

BLOCK = 1 << 22  # bytes that are looked at together
SMALL = 1 << 18  # bytes of which the lines are read one by one where something among them is odd
FIRST = 1 << 12  # bytes that are decoded for the header
MARK = b"\xef\xbb\xbf"


class Blocks:
    """An iterator of the lines of a stream whose encoding writes a newline as one byte; `piece` gives whole lines as bytes instead.

    >>> from io import BytesIO
    >>> blocks = Blocks(BytesIO(b"id\\n7\\n8\\n"), "utf-8")
    >>> next(blocks), blocks.pending
    ('id\\n', 2)
    """

    def __init__(self, stream: Stream, encoding: str) -> None:
        self._stream, self._encoding = stream, encoding.removesuffix("-sig")
        self._rest = b""
        self._lines: deque[str] = deque()
        self._error: Exception | None = None
        self._ended = False
        self._size = FIRST
        self._fill(SMALL)
        if encoding.endswith("-sig"):
            self._rest = self._rest.removeprefix(MARK)

    def __iter__(self) -> "Blocks":
        return self

    def __next__(self) -> str:
        if not self._lines:
            self._decode(self._size)
            self._size = min(2 * self._size, SMALL)
        return self._lines.popleft()

    @property
    def pending(self) -> int:
        """The number of lines that were decoded and not taken."""
        return len(self._lines)

    def piece(self, size: int) -> bytes:
        """The next lines, as many as fit `size` bytes or one; nothing at the end or while decoded lines are pending."""
        if self._lines:
            return b""
        self._fill(size)
        end = self._end(size)
        return self._rest[:end]

    def skip(self, size: int) -> None:
        """Leave out so many bytes, which `piece` gave."""
        self._rest = self._rest[size:]

    def _decode(self, size: int) -> None:
        """Decode the next lines; StopIteration at the end, or the error for which the stream cannot be read on."""
        piece = self.piece(size)
        if not piece:
            if self._error is not None:
                raise self._error
            raise StopIteration
        self.skip(len(piece))
        self._lines.extend(StringIO(piece.decode(self._encoding, "surrogateescape"), newline=""))

    def _end(self, size: int) -> int:
        """The end of the last whole line within so many bytes, or of the first one after them."""
        while True:
            end = self._rest.rfind(b"\n", 0, size) + 1 or self._rest.find(b"\n", size) + 1
            if end or self._ended:
                return end or (0 if self._error else len(self._rest))
            self._fill(2 * len(self._rest) + SMALL)

    def _fill(self, size: int) -> None:
        """Read on until so many bytes wait."""
        parts, waiting = [self._rest], len(self._rest)
        try:
            while waiting < size and not self._ended:
                part = self._stream.read1(max(size - waiting, SMALL))
                self._ended = not part
                parts.append(part)
                waiting += len(part)
        except UNPACKING as error:
            self._error, self._ended = error, True
        self._rest = b"".join(parts) if len(parts) > 1 else self._rest
