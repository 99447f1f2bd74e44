"""The table that a notebook shows, in HTML: small, escaped, without script, in the colours of the page it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

MOST = 50  # rows that are shown; a page of them is enough to see what is there
LEFT, RIGHT = "text-align: left", "text-align: right"


def html_table(
    caption: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    right: Sequence[int] = (),
    *,
    left_out: int = 0,
    below: Sequence[str] = (),
) -> str:
    """A table with its caption, the number of rows that were left out, and the texts that stand below."""

    def row(tag: str, cells: Sequence[str]) -> str:
        styles = [RIGHT if index in right else LEFT for index in range(len(cells))]
        made = [f'<{tag} style="{style}">{escape(cell)}</{tag}>' for style, cell in zip(styles, cells, strict=True)]
        return f"<tr>{''.join(made)}</tr>"

    more = [f"and {left_out:,} more"] if left_out else []
    parts = [
        f'<table><caption style="{LEFT}; caption-side: top">{escape(caption)}</caption>',
        f"<thead>{row('th', head)}</thead>" if head else "",
        f"<tbody>{''.join(row('td', cells) for cells in rows)}</tbody></table>",
        *(f'<p style="margin: 0">{escape(text)}</p>' for text in [*more, *below]),
    ]
    return f"<div>{''.join(parts)}</div>"
