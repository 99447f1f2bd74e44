"""Durations of OpenSLO in short: a whole number and one letter, in which `m` is minutes and `M` is months."""

import re

UNITS = {"m": "minute", "h": "hour", "d": "day", "w": "week", "M": "month", "Q": "quarter", "Y": "year"}
LETTERS = {unit: letter for letter, unit in UNITS.items()}
EXAMPLE = "4w, 1M or 365d"
_SHORTHAND = re.compile(r"([1-9][0-9]{0,8})([mhdwMQY])")


def read_shorthand(text: object) -> tuple[int, str] | None:
    """The count and the unit of a duration; None for what is none.

    >>> read_shorthand("1m"), read_shorthand("1M"), read_shorthand("1 M")
    ((1, 'minute'), (1, 'month'), None)
    """
    match = _SHORTHAND.fullmatch(text) if isinstance(text, str) else None
    return (int(match[1]), UNITS[match[2]]) if match else None


def write_shorthand(count: int, unit: str) -> str:
    """A duration in short.

    >>> write_shorthand(3, "quarter")
    '3Q'
    """
    return f"{count}{LETTERS[unit]}"


def in_words(count: int, unit: str) -> str:
    """A duration as a contract has it: "2 weeks"."""
    return f"{count} {unit}{'s' * (count != 1)}"
