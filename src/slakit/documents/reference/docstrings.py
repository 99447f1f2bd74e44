"""Docstrings as parts of a page: its prose, and the formulas that it sets apart."""

import re
from inspect import getdoc
from textwrap import dedent

_RULES = re.compile(r"docs/(\w+\.md)")
_RAISES = re.compile(r"(?:^|(?<=\.) )Raises [A-Z]\w+\b.*?\.(?= |$)")


def paragraphs(made: object) -> list[str]:
    """The paragraphs of a docstring, without its examples and what it raises.

    >>> paragraphs(Failures)
    ['The number of single failures of the period, the first `free` taken off.']
    """
    blocks = [block for block in re.split(r"\n\s*\n", getdoc(made) or "") if not block.startswith(">>> ")]
    kept = (dedent(block) if block.startswith("    ") else _RAISES.sub("", " ".join(block.split())) for block in blocks)
    return [block.strip() for block in kept if block.strip()]


def prose(made: object) -> list[str]:
    """The paragraphs that are sentences, as Markdown."""
    shown = set(formulas(made))
    return [_RULES.sub(r"[docs/\1](../../\1)", text) for text in paragraphs(made) if text not in shown]


def formulas(made: object) -> list[str]:
    """The paragraphs that are set apart by their indent.

    >>> formulas(OnSchedule)
    ['duties met / duties due in the period']
    """
    blocks = re.split(r"\n\s*\n", getdoc(made) or "")
    return [dedent(block).strip() for block in blocks if block.startswith("    ")]
