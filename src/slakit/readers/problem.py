"""RecordProblem: what is wrong with one row of a file, as data (semantics M10)."""

from attrs import frozen

AMBIGUOUS_TIME = "ambiguous time"
UNREADABLE = "unreadable"
BROKEN_ROW = "broken row"

SHOWN = 60


@frozen
class RecordProblem:
    """One fault of one row: its kind, its place such as "cases.csv:1234", the field and value at fault, and a sentence.

    `kind` is "ambiguous time", "unreadable" or "broken row"; `field` is None when the row as a whole is broken.
    """

    kind: str
    place: str
    field: str | None
    value: str
    text: str

    def __str__(self) -> str:
        return self.text


def shortened(value: object) -> str:
    """The text of a value, cut after 60 characters, with undecodable bytes written as \\xe9."""
    text = value if isinstance(value, str) else str(value)
    text = text[: SHOWN + 1].encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace").rstrip("\r\n")
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
