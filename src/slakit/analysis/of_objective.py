"""of_objective: the answers of an analysis that are about one objective."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from slakit.errors import UsageError, close_match

Answer = TypeVar("Answer")


def of_objective(name: str, answers: Iterable[tuple[str, Answer]]) -> list[Answer]:
    """Return the answers by the name of their objective; raises UsageError where there is none, with the names that there are."""
    named = list(answers)
    chosen = [answer for objective, answer in named if objective == name]
    if not chosen:
        raise UsageError(f"{name!r} is not an objective of this answer{close_match(name, (objective for objective, _ in named))}")
    return chosen
