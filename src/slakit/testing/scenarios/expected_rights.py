"""Expected rights and duties: the fault of a right that no rule of a contract gives, and of a last day that no calendar has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.errors import close_match
from slakit.testing.granted_where import rights_of_contract
from slakit.timeline.impossible_days import date_fault, impossible_day

NOTHING = '; it gives none, write "none"'


def rights_fault(value: Any, agreement: Agreement) -> str:
    """The fault of a right, or of one of several, that a contract does not give; "" for one that it does, and for what is no text."""
    rights = rights_of_contract(agreement)
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and one not in rights:
            return f"{one!r} is not a right that {agreement.name!r} gives{close_match(one, rights) or NOTHING}"
    return ""


def duties_fault(value: Any) -> str:
    """The fault of the last day of a duty that no calendar has."""
    texts = value.values() if isinstance(value, Mapping) else ()
    days = (text.rpartition(" by ")[2] for text in texts if isinstance(text, str) and " by " in text)
    return next((date_fault(day, "'2026-07-31'") for day in days if impossible_day(day)), "")
