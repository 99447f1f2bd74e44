"""RecordProblem: what is wrong with one row of a file, as data (docs/numbers.md M10)."""

import re

from attrs import frozen

from slakit.metrics.record import AMBIGUOUS as AMBIGUOUS_TIME

__all__ = ["AMBIGUOUS_TIME", "BROKEN_ROW", "UNREADABLE", "RecordProblem", "shortened"]

UNREADABLE = "unreadable"
BROKEN_ROW = "broken row"

SHOWN = 60
LONE = re.compile("[\ud800-\udfff]")  # no text that can be shown; the last of them are bytes that could not be decoded


@frozen
class RecordProblem:
    """One fault of one row: its kind, its place such as "cases.csv:1234", the field and value at fault, and a sentence.

    `kind` is "ambiguous time", "unreadable" or "broken row"; `field` is None when the row as a whole is broken.
    """

    kind: str
    location: str
    field: str | None
    value: str
    text: str

    def __str__(self) -> str:
        return self.text


def shortened(value: object) -> str:
    """The text of a value, cut after 60 characters, with undecodable bytes written as \\xe9."""
    text = value if isinstance(value, str) else str(value)
    text = LONE.sub(_escaped, text[: SHOWN + 1]).rstrip("\r\n")
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _escaped(sign: re.Match[str]) -> str:
    code = ord(sign[0])
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"
