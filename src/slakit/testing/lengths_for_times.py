"""Lengths for times: "+30 min" in a record of a test in Python, where scenario files alone read it as a time."""

from __future__ import annotations

import re
from collections.abc import Iterable

from slakit.statements.problem import Problem

NO_INSTANT = re.compile(r"(\w+) is not an instant\b")
LENGTH = re.compile(r"^(\w+)=['\"]\+?\s*(\d+(?:\.\d+)?\s*[a-zA-Z][^'\"]*)['\"]")


def lengths_for_times(problems: Iterable[Problem]) -> list[str]:
    """Say once of each field of a stream that it holds a length of time in the place of an instant, and what to write in Python."""
    texts: dict[tuple[str, str], str] = {}
    for problem in problems:
        wrong = NO_INSTANT.match(problem.kind)
        matches = (LENGTH.match(example) for example in problem.examples)
        length = next((match for match in matches if match and wrong and match[1] == wrong[1]), None)
        if wrong and length:
            field, count = wrong[1], f" ({problem.count:,} records)" if problem.count > 1 else ""
            call = f"outage('2026-06-08T02:00Z', {length[2]!r})" if field == "end" else f"case('2026-06-08T02:00Z', {field}={length[2]!r})"
            what = f"{problem.stream}: {length[0]} is a length of time, and an instant is wanted{count}"
            texts[problem.stream, field] = f"{what}; only scenario files add it to the start: in Python write {call}"
    return list(texts.values())
