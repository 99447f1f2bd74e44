"""table_data: tables and cells as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from slakit.reports.views.line_view import LineView
from slakit.reports.views.row import Row

Part = str | Mapping[str, Any]
Cell = Part | Sequence[Part]  # of several parts each stands in a line of its own
ACROSS = 80  # letters of a line as wide as the page
SHORT = 16  # lines of a table that is not broken over pages


def english(text: str, *, small: bool = False) -> dict[str, Any]:
    """A text in the English of the engine, whatever the language of the pages."""
    return {"english": text, "quiet": small}


def row_text(one: Row) -> list[Part]:
    """The word of a row, and its text behind it."""
    text: Part = english(one.text) if one.english else one.text
    return [{"join": [f"{one.word} ", text]}] if one.word else [text]


def outcome(line: LineView, *below: str) -> dict[str, Any]:
    """The sign and the word of an outcome, its state in brackets, and figures below it."""
    return {"outcome": line.outcome, "sign": line.sign, "word": line.word, "state": line.state, "below": list(filter(None, below))}


def table(
    caption: str,
    head: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[int],
    numbers: Sequence[int] = (),
    *,
    named: int | None = None,
    total: Sequence[str] | None = None,
) -> dict[str, Any]:
    """Return a table without the columns in which nothing stands; `widths` are the shares of the page, `named` is the column of names."""
    kept = [index for index in range(len(head)) if index == named or any(row[index] for row in rows) or (total and total[index])]
    return {
        "caption": caption,
        "head": [head[index] for index in kept],
        "rows": [[_parts(row[index]) for index in kept] for row in rows],
        "widths": [widths[index] for index in kept],
        "numbers": [at for at, index in enumerate(kept) if index in numbers],
        "whole": _height(rows, widths) <= SHORT,
        "total": None if total is None else [total[index] for index in kept],
    }


def _height(rows: Sequence[Sequence[Cell]], widths: Sequence[int]) -> int:
    """About the lines that rows take, rather more than fewer."""
    letters = ([sum(map(_letters, _parts(cell))) for cell in row] for row in rows)
    return sum(max(count * sum(widths) // (width * ACROSS) + 1 for count, width in zip(row, widths, strict=True)) for row in letters)


def _letters(part: Any) -> int:
    if isinstance(part, str):
        return len(part)
    return sum(map(_letters, part.values() if isinstance(part, Mapping) else part)) if isinstance(part, Mapping | list | tuple) else 0


def _parts(cell: Cell) -> list[Part]:
    return [cell] if isinstance(cell, str | Mapping) else list(cell)
