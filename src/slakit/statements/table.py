"""Tables: the same cells as aligned text or as Markdown."""

from collections.abc import Iterable, Sequence

from slakit.values.one_line import one_line
from slakit.values.plain_markdown import plain_markdown

Row = Sequence[str]


def text_table(head: Row, rows: Sequence[Row], right: Sequence[int] = ()) -> str:
    """Columns aligned by spaces; those numbered in `right` to the right."""
    head, *rows = ([one_line(cell) for cell in cells] for cells in (head, *rows))
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]

    def line(cells: Row) -> str:
        padded = [
            cell.rjust(width) if index in right else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ]
        return "  ".join(padded).rstrip()

    return "\n".join([line(head), "  ".join("-" * width for width in widths), *map(line, rows)])


def markdown_table(head: Row, rows: Sequence[Row], right: Sequence[int] = ()) -> str:
    """A table as GitHub Flavored Markdown writes it; each cell is only text."""

    def line(cells: Iterable[str]) -> str:
        return f"| {' | '.join(cells)} |"

    rule = ["---:" if index in right else "---" for index in range(len(head))]
    return "\n".join([line(map(plain_markdown, head)), line(rule), *(line(map(plain_markdown, cells)) for cells in rows)])
