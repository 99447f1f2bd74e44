"""The elements of a JSON array, one after the other, however long the array is."""

import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from json import JSONDecodeError, JSONDecoder

from slakit.errors import RecordError
from slakit.readers.record_problem import shortened
from slakit.readers.source import UNPACKING, Stream, cut_short

CHUNK = 1 << 16
LITERAL = 32  # an error so close to the end of what was read may be only that the rest is missing
BLANK = re.compile(r"[ \t\r\n]*")
SYNTAX = JSONDecoder(parse_int=len, parse_float=len, parse_constant=len)  # how long an element is, whatever it says


class JsonArray:
    """A stream that begins with "[" as the list of its elements; no more text is kept than one element needs.

    `start` is what was read of the stream already. Raises RecordError where it cannot be read on.
    """

    def __init__(self, start: bytes, stream: Stream, name: str) -> None:
        self._stream, self._name = stream, name
        self._text, self._at, self._line, self._size = "", 0, 1, CHUNK
        self._left = start
        self._decode = getincrementaldecoder("utf-8")("surrogateescape").decode  # keeps half a sign for the next time
        self._ended = False

    def elements(self, decode: Callable[[str, int], tuple[object, int]]) -> Iterator[tuple[int, str, object]]:
        """The line, the text and the value of each element; the value is the ValueError of `decode` where it refused it."""
        self._expect("[")
        if self._next() == "]":
            return self._end()
        while True:
            text, value = self._element(decode)
            line = self._line
            self._go(len(text))
            yield line, text, value
            if self._next() == "]":
                return self._end()
            self._expect(",")

    def _element(self, decode: Callable[[str, int], tuple[object, int]]) -> tuple[str, object]:
        self._next()
        while True:
            value: object
            try:
                try:
                    value, end = decode(self._text, self._at)
                except JSONDecodeError:
                    raise
                except (ValueError, RecursionError) as error:  # NaN, a name that is given twice, a number of 5,000 digits
                    value, (_, end) = error, SYNTAX.raw_decode(self._text, self._at)
            except (JSONDecodeError, RecursionError) as error:
                if not self._may_end(error) or not self._more():
                    detail = error.msg if isinstance(error, JSONDecodeError) else "nested too deeply"
                    raise self._error(f"{shortened(self._text[self._at :])!r} is not JSON ({detail})") from None
                continue
            length = end - self._at
            if end + len("e+") < len(self._text) or not self._more():  # else a number may go on
                return self._text[self._at : self._at + length], value

    def _may_end(self, error: Exception) -> bool:
        """True if an error may come from text that is still to be read."""
        return isinstance(error, JSONDecodeError) and (
            error.msg.startswith("Unterminated string") or error.pos >= len(self._text) - LITERAL
        )

    def _next(self) -> str:
        """The next character that is not blank; "" at the end."""
        while True:
            blank = BLANK.match(self._text, self._at)
            self._go((blank.end() if blank else self._at) - self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _expect(self, sign: str) -> None:
        if (sign_here := self._next()) != sign:
            raise self._error(f"{shortened(self._text[self._at :]) if sign_here else 'its end'!r} is not {sign!r} or ']'")
        self._go(1)

    def _end(self) -> None:
        self._go(1)
        if self._next():
            raise self._error(f"{shortened(self._text[self._at :])!r} follows the end of the array")

    def _go(self, length: int) -> None:
        self._line += self._text.count("\n", self._at, self._at + length)
        self._at += length

    def _more(self) -> bool:
        """Read on; False at the end. Within one element each chunk is twice the last, so that a long element is parsed only a few times."""
        if self._ended:
            return False
        self._size = self._size * 2 if self._at == 0 else CHUNK
        try:
            read = self._stream.read(self._size)
        except UNPACKING as error:
            raise cut_short(error, self._name, self._line - 1) from None
        self._ended = not read
        more = self._decode(self._left + read, self._ended)
        self._text, self._at, self._left = self._text[self._at :] + more, 0, b""
        return not self._ended or bool(more)

    def _error(self, what: str) -> RecordError:
        return RecordError(f'{self._name} cannot be read on after line {self._line:,}: {what}; write \'[{{"id": 1}}, {{"id": 2}}]\'')
