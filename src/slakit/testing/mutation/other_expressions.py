"""Expressions that could stand in the place of one: another comparison, another number, "or" for "and"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction

from slakit.errors import SlakitError
from slakit.metrics.expressions.expression import comparison
from slakit.values.number import exact_text

OTHER_WORD = {">=": ">", ">": ">=", "<=": "<", "<": "<=", "and": "or", "or": "and"}
PART = re.compile(r"""'[^']*'|"[^"]*"|(?P<word>[<>]=?|\b(?:and|or)\b)|(?<![\w.])(?P<number>\d+(?:\.\d+)?)""")


def other_comparisons(text: str) -> Iterator[str]:
    """Every comparison that differs from one in a word or in the last digit of a number; what is in quotes stays.

    >>> list(other_comparisons("km > 1500"))
    ['km >= 1500', 'km > 1501', 'km > 1499']
    """
    for match in PART.finditer(text):
        for other in _others(match):
            with suppress(SlakitError):
                yield comparison(text[: match.start()] + other + text[match.end() :]).text


def _others(match: re.Match[str]) -> tuple[str, ...]:
    if match["word"]:
        return (OTHER_WORD[match["word"]],)
    if not match["number"]:
        return ()
    number, decimals = Fraction(match["number"]), match["number"].partition(".")[2]
    step = Fraction(1, 10 ** len(decimals))
    return tuple(exact_text(other) for other in (number + step, number - step) if other >= 0)
