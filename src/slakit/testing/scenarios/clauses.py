"""The clauses that a contract names, with its keys or in what is written beside them, and the fault of one that it does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slakit.agreements.agreement import Agreement
from slakit.errors import near_or
from slakit.testing.stream_needs import walk

# "# clause 5", "see clauses 2, 3(a) and 4.1": what has no key of its own, such as a tier, names its clause in a comment
MENTION = re.compile(
    r"(?:\b(?:clause|section|article|paragraph|schedule|annex|appendix)s?|§+)\s*((?:[\w.()/-]*\d[\w.()/-]*[\s,&]*(?:and |or |to )?)+)", re.I
)
NUMBER = re.compile(r"[\w(][\w.()/-]*")


def clauses_of(agreement: Agreement, text: str = "") -> list[str]:
    """The clauses of a contract in the order of their keys, and then those that the text of its document mentions.

    >>> from slakit.testing.scenarios.clauses import clauses_of
    >>> clauses_of(agreement, "cap = '25 %' # clauses 5 and 6.1")
    ['5', '6.1']
    """
    return list(dict.fromkeys([*_with_key(agreement), *_mentioned(text)]))


def clause_fault(clause: str, agreement: Agreement, clauses: list[str]) -> str:
    """The fault of a clause that is none of a contract, part of none and has no part there; a contract that names none has any."""
    if not clause or not clauses or any(_within(clause, one) or _within(one, clause) for one in clauses):
        return ""
    remedy = f"write one that it has, {', '.join(clauses)}, or a comment '# clause {clause}' in the contract where it stands"
    return f"{clause!r} is not a clause of {agreement.name!r}{near_or(clause, clauses, remedy)}"


def _within(clause: str, other: str) -> bool:
    """True if a clause is another, or a part of it, as 4.1(b) is of 4.1 and of 4."""
    return clause == other or (clause.startswith(other) and not clause[len(other)].isalnum())


def _with_key(agreement: Agreement) -> Iterator[str]:
    for version in agreement.versions:
        for part in walk(version.agreement):
            clause = getattr(part, "clause", "")
            if isinstance(clause, str) and clause:
                yield clause


def _mentioned(text: str) -> Iterator[str]:
    for listed in MENTION.findall(text):
        for word in NUMBER.findall(listed):
            if any(map(str.isdigit, word)):
                yield word.rstrip(".-/") if word.count("(") >= word.count(")") else word.rstrip(".-/)")
