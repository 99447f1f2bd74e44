"""table_data: tables and cells as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from slakit.reports.views.line_view import LineView, Row

Part = str | Mapping[str, Any]
Cell = Part | Sequence[Part]  # of several parts each stands in a line of its own
SHORT, BRIEF = 12, 200  # rows, and signs of a cell as plain data, of a table that stands on one page


def english(text: str, *, small: bool = False) -> dict[str, Any]:
    """A text in the English of the engine, whatever the language of the pages."""
    return {"english": text, "quiet": small}


def row_text(one: Row) -> list[Part]:
    """The word of a row, and its text behind it."""
    text: Part = english(one.text) if one.english else one.text
    return [{"join": [f"{one.word} ", text]}] if one.word else [text]


def outcome(line: LineView, figure: str = "") -> dict[str, Any]:
    """The sign and the word of an outcome, its state in brackets, and the figure below it."""
    return {"outcome": line.outcome, "sign": line.sign, "word": line.word, "state": line.state, "figure": figure}


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
        "whole": len(rows) <= SHORT and all(len(str(cell)) <= BRIEF for row in rows for cell in row),
        "total": None if total is None else [total[index] for index in kept],
    }


def _parts(cell: Cell) -> list[Part]:
    return [cell] if isinstance(cell, str | Mapping) else list(cell)
