"""Terminal width: how wide a terminal is, and a text in lines that fit into it."""

import re
from os import environ, get_terminal_size
from textwrap import TextWrapper
from typing import TextIO

HELD = re.compile(r"(?<=[\d+]) (?=\S)")  # between a number and what it counts, where no line may end
HOLD = "\N{NO-BREAK SPACE}"
LEAD = re.compile(r" *(?:[^\s:][^:]{0,24}:\s+)?")  # the indent of a line, with its word, if it begins with one
DEEPEST = 12  # indent of the lines after the first
LEAST = 20  # columns, however narrow the terminal


def terminal_width(terminal: TextIO) -> int | None:
    """Return the columns of a terminal: those that COLUMNS says, or its own; None for a pipe or a file."""
    columns = environ.get("COLUMNS", "")
    try:
        return int(columns) if columns.isdecimal() and int(columns) else get_terminal_size(terminal.fileno()).columns or None
    except (OSError, ValueError):
        return None


def within(text: str, width: int | None) -> str:
    """Return a text in lines of at most so many columns, the later ones under the first; a number stays with its unit.

    >>> print(within("  penalty:  below 99.9 %: 5 % of 12,000.00 GBP = 600.00 GBP", 40))
      penalty:  below 99.9 %: 5 % of
                12,000.00 GBP = 600.00 GBP

    Without a width it stays as it is.
    """
    return text if width is None else "\n".join(_line(line, max(width, LEAST)) for line in text.split("\n"))


def _line(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    lead = LEAD.match(line)
    indent = len(lead[0]) if lead else 0
    if indent > DEEPEST:
        indent = len(line) - len(line.lstrip(" ")) + 2
    start, rest = line[:indent], line[indent:]
    if not start.strip(" ") or ":" not in start:  # a deeper line keeps its words
        start, rest = line[: len(line) - len(line.lstrip(" "))], line.lstrip(" ")
    wrapper = TextWrapper(width, start, " " * indent, break_long_words=False, break_on_hyphens=False)
    return wrapper.fill(HELD.sub(HOLD, rest)).replace(HOLD, " ").rstrip()
