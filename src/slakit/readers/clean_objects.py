"""The objects of lines of JSON that have nothing odd, as columns and all at once."""

from collections.abc import Callable, Sequence
from json import JSONDecodeError
from typing import Any

Pairs = list[tuple[str, Any]]
Scan = Callable[[str, int], tuple[Pairs, int]]


def clean_objects(lines: Sequence[bytes], scan: Scan) -> tuple[list[str], list[tuple[Any, ...]]] | None:
    """The names and the columns of flat objects, one a line, that have the same names in one order; None of others.

    `scan` gives an object as the list of its pairs, and where it ends.
    """
    try:
        text = b"".join(lines).decode().replace("\r\n", "\n").removesuffix("\n")
        if not text.startswith("{") or text.count("\n{") != len(lines) - 1 or text.count("{") != len(lines):
            return None  # so that each line is one object, and holds none
        bodies = text.split("\n")
        scanned = [scan(body, 0) for body in bodies]
    except (UnicodeDecodeError, JSONDecodeError, StopIteration, ValueError, RecursionError):
        return None
    if [end for _, end in scanned] != [*map(len, bodies)]:
        return None
    rows = [dict(pairs) for pairs, _ in scanned]
    names = list(rows[0])
    if not names:
        return None  # columns would not say how many rows there are
    if len(scanned[0][0]) != len(names) or {*map(tuple, rows)} != {tuple(names)} or {len(pairs) for pairs, _ in scanned} != {len(names)}:
        return None  # a name is missing, in another order or given twice
    return names, list(zip(*map(dict.values, rows), strict=True))
