"""A diff as text and as Markdown."""

from collections.abc import Iterable, Sequence

from slakit.analysis.diffs.paid_change import PaidChange
from slakit.analysis.diffs.term_change import TermChange
from slakit.values.plain_markdown import plain_markdown as plain

AS_BEFORE = "what is paid at each measure is as before"
PAID, RECORDS = "what is paid at each measure, more or less than before", "what the records come to"


def text_of(title: str, terms: Sequence[TermChange], paid: Sequence[PaidChange], records: Sequence[str]) -> str:
    """A line for each change, and a heading for each kind of them."""
    parts = [f"{title}: {_count(len(terms))}", *_indented(terms)]
    if terms:
        parts += [f"{PAID}:", *_indented(paid)] if paid else [AS_BEFORE]
    if records:
        parts += [f"{RECORDS}:", *_indented(records)]
    return "\n".join(parts)


def markdown_of(title: str, terms: Sequence[TermChange], paid: Sequence[PaidChange], records: Sequence[str]) -> str:
    """The same with headings and lists."""
    parts = [f"# {plain(title)}: {_count(len(terms))}", *_points(terms)]
    if terms:
        parts += ["", *([f"## {PAID.capitalize()}", ""] if paid else [f"{AS_BEFORE.capitalize()}."])]
        for change in paid:
            parts += [f"- **{plain(change.title)}**", *(f"  - {plain(row)}" for row in change.rows)]
    if records:
        parts += ["", f"## {RECORDS.capitalize()}", "", *(f"- {plain(one)}" for one in records)]
    return "\n".join(parts) + "\n"


def _points(terms: Sequence[TermChange]) -> list[str]:
    return ["", *(f"- {plain(str(change))}" for change in terms)] if terms else []


def _count(number: int) -> str:
    return "no term differs" if not number else "1 term differs" if number == 1 else f"{number:,} terms differ"


def _indented(parts: Iterable[object]) -> list[str]:
    return [f"  {line}" for part in parts for line in str(part).splitlines()]
