"""Expected rights: the fault of a right that no rule of a contract gives."""

from __future__ import annotations

from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.errors import close_match
from slakit.testing.stream_needs import walk

NOTHING = '; it gives none, write "none"'


def rights_fault(value: Any, agreement: Agreement) -> str:
    """The fault of a right, or of one of several, that a contract does not give; "" for one that it does, and for what is no text."""
    given = (getattr(part, "right", None) for version in agreement.versions for part in walk(version.agreement))
    rights = {right for right in given if isinstance(right, str)}
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and one not in rights:
            return f"{one!r} is not a right that {agreement.name!r} gives{close_match(one, rights) or NOTHING}"
    return ""
