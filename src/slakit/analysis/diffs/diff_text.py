"""A diff as text and as Markdown."""

import re
from collections.abc import Iterable, Sequence

from slakit.analysis.diffs.line_change import LineChange
from slakit.analysis.diffs.paid_change import PaidChange
from slakit.analysis.diffs.term_change import TermChange

SIGNS = re.compile(r"[\\`*_\[\]<>|]")  # that Markdown would read as its own
Totals = tuple[str, str] | None
AS_BEFORE = "what is paid at each measure is as before"
PAID, RECORDS = "what is paid at each measure, more or less than before", "what the records come to"


def text_of(title: str, terms: Sequence[TermChange], paid: Sequence[PaidChange], lines: Sequence[LineChange], totals: Totals) -> str:
    """A line for each change, and a heading for each kind of them."""
    parts = [f"{title}: {_count(len(terms))}", *_indented(terms)]
    if terms:
        parts += [f"{PAID}:", *_indented(paid)] if paid else [AS_BEFORE]
    if totals:
        parts += [f"{RECORDS}:", *_indented([*lines, _in_all(totals)])]
    return "\n".join(parts)


def markdown_of(title: str, terms: Sequence[TermChange], paid: Sequence[PaidChange], lines: Sequence[LineChange], totals: Totals) -> str:
    """The same with headings and lists."""
    parts = [f"# {_plain(title)}: {_count(len(terms))}", *_points(terms)]
    if terms:
        parts += ["", *([f"## {PAID.capitalize()}", ""] if paid else [f"{AS_BEFORE.capitalize()}."])]
        for change in paid:
            parts += [f"- **{_plain(change.title)}**", *(f"  - {_plain(row)}" for row in change.rows)]
    if totals:
        parts += ["", f"## {RECORDS.capitalize()}", "", *(f"- {_plain(str(one))}" for one in [*lines, _in_all(totals)])]
    return "\n".join(parts) + "\n"


def _points(terms: Sequence[TermChange]) -> list[str]:
    return ["", *(f"- {_plain(str(change))}" for change in terms)] if terms else []


def _count(number: int) -> str:
    return "no term differs" if not number else "1 term differs" if number == 1 else f"{number:,} terms differ"


def _in_all(totals: tuple[str, str]) -> str:
    before, after = totals
    return f"in all: {before} -> {after}" if before != after else f"in all: {before}, as before"


def _indented(parts: Iterable[object]) -> list[str]:
    return [f"  {line}" for part in parts for line in str(part).splitlines()]


def _plain(text: str) -> str:
    return SIGNS.sub(lambda sign: f"\\{sign[0]}", text)
