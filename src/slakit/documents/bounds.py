"""Bounds of a document: how long, how deep and how large it may be, so that to read one from a stranger ends soon."""

import re
from collections.abc import Iterator
from decimal import Decimal

from slakit.documents.plain import Path, Plain, SyntaxFault

LONGEST_TEXT = 1_000_000  # characters
DEEPEST = 64  # levels of tables and lists
MOST_VALUES = 100_000  # tables, lists, texts and numbers, all counted
LONGEST_NUMBER = 1_000  # digits
LONGEST_VALUE = 1_000  # characters of one text, or of a key
DEEP = f"is nested too deep, and no more than {DEEPEST} levels are read; write named calendars and fewer brackets"
MANY = f"holds more values than the {MOST_VALUES:,} that are read; write a shorter document"

_LONG_TEXT = f"{{}} of more than {LONGEST_VALUE:,} characters is not one that a contract needs; write a shorter one"
HALVES = "holds half of a sign, which no file can; write the sign itself"
_HALF = re.compile("[\ud800-\udfff]")
_NUMBER_BASE = 10**LONGEST_NUMBER
# what moves the depth, outside of strings and comments; a string that is not ended takes all the rest, so that none is looked at twice
_TOKENS = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"""|\\?\Z)|\'\'\'.*?(?:\'\'\'|\Z)|"(?:\\.|[^"\\\n])*(?:"|(?=\n)|\\?\Z)|\'[^\'\n]*(?:\'|(?=\n)|\Z)|#[^\n]*|[\[\]{}.=,\n]',
    re.DOTALL,
)


def check_text(text: str, form: str) -> None:
    """Refuse a text that is too long, or nested too deep, before it is parsed; raises SyntaxFault with the line."""
    if len(text) > LONGEST_TEXT:
        raise SyntaxFault(f"it has {len(text):,} characters, and no more than {LONGEST_TEXT:,} are read; write a shorter document", 1, 1)
    if form == "yaml":
        return  # whose reader counts as it goes
    depth = dots = 0
    for match in _TOKENS.finditer(text):
        token = match[0]
        if token in "[{":
            depth += 1
        elif token in "]}":
            depth -= 1
        elif token == ".":
            dots += 1
        elif token in "=,\n":
            dots = 0
        if depth > DEEPEST or dots > DEEPEST:
            raise fault_at(text, match.start(), f"it {DEEP}")


def fault_at(text: str, index: int, problem: str) -> SyntaxFault:
    """A problem with the line and the column of a character."""
    return SyntaxFault(problem, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def check_values(data: Plain) -> Iterator[tuple[Path, str]]:
    """Yield each excess of plain data: levels, values, a number or a text that is too long, each with its path."""
    left: list[tuple[Path, Plain]] = [((), data)]
    count = 0
    while left:
        path, value = left.pop()
        count += 1
        if len(path) >= DEEPEST and isinstance(value, dict | list):
            yield path[:1], DEEP
            return
        if count > MOST_VALUES:
            yield path[:1], MANY
            return
        if isinstance(value, dict):
            yield from ((path, _LONG_TEXT.format("a key")) for name in value if len(name) > LONGEST_VALUE)
            yield from ((path, f"the key {name!r} {HALVES}") for name in value if _HALF.search(name))
            left += [((*path, name), part) for name, part in value.items()]
        elif isinstance(value, list):
            left += [((*path, index), part) for index, part in enumerate(value)]
        elif isinstance(value, str) and len(value) > LONGEST_VALUE:
            yield path, _LONG_TEXT.format("a text")
        elif isinstance(value, str) and _HALF.search(value):
            yield path, f"{value!r} {HALVES}"
        elif is_long(value):
            yield path, f"a number of more than {LONGEST_NUMBER:,} digits is not one that a contract needs; write a shorter one"


def is_long(value: Plain) -> bool:
    """True if a number has more digits, before or after its point, than are read."""
    if isinstance(value, Decimal):
        return value.is_finite() and (len(value.as_tuple().digits) > LONGEST_NUMBER or abs(value.adjusted()) > LONGEST_NUMBER)
    return isinstance(value, int) and not isinstance(value, bool) and not -_NUMBER_BASE < value < _NUMBER_BASE
