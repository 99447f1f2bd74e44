"""CSV: a tidy table as text for a spreadsheet or a program, one row a line (docs/outputs.md)."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import Any

from slakit.statements.frame_columns import FrameTable, Kind
from slakit.timeline.instants import moment
from slakit.values.one_line import one_line

FORMULA = ("=", "+", "-", "@")  # what a spreadsheet would work out; tabs and ends of lines have become spaces
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:/\d+)?")


def csv_text(table: FrameTable) -> str:
    """The table with a header; times are ISO 8601 in its zone, true and false are words, and what is missing is empty."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(table.kinds)
    columns = [[_cell(value, kind, table) for value in table.values[name]] for name, kind in table.kinds.items()]
    writer.writerows(zip(*columns, strict=True))
    return file.getvalue()


def _cell(value: Any, kind: Kind, table: FrameTable) -> str:
    if value is None:
        return ""
    if kind is Kind.TIME:
        return moment(value, table.zone).isoformat()
    if kind is Kind.FLAG:
        return "true" if value else "false"
    return safe_cell(value) if kind is Kind.TEXT else str(value)


def safe_cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: one that begins like it has an apostrophe before it; a number stays one.

    >>> safe_cell("=1+1"), safe_cell("-3.5")
    ("'=1+1", '-3.5')
    """
    line = one_line(text)
    # a tab or an end of line before a formula would be skipped
    return f"'{line}" if (line.lstrip().startswith(FORMULA) or text[:1] in ("\t", "\r", "\n")) and not NUMBER.fullmatch(line) else line
