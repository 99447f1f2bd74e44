"""Counted: an amount in words, its unit in the number that it has."""

import re

from slakit.values.units import PLURALS

_TIMES = {word: f"{word}s" for word in ("second", "minute", "hour", "day", "week", "month", "quarter", "year")}
_WORDS = PLURALS | _TIMES
_SINGULARS = {plural: word for word, plural in _WORDS.items()} | {word: word for word in _WORDS}
_AMOUNT = re.compile(rf"(?<![\w.,/])(-?\d[\d,]*(?:[./]\d+)?) ((?:calendar |business )?)({'|'.join(map(re.escape, _SINGULARS))})\b(?!/)")


def counted(text: str) -> str:
    """Return a text with the unit of each amount as one or as several.

    >>> counted("1 hours"), counted("at most 0.5 hour"), counted("2 business day"), counted("500 message/hour")
    ('1 hour', 'at most 0.5 hours', '2 business days', '500 message/hour')
    """
    return _AMOUNT.sub(_agreeing, text)


def _agreeing(match: re.Match[str]) -> str:
    number, kind, word = match.groups()
    singular = _SINGULARS[word]
    return f"{number} {kind}{singular if number.lstrip('-') == '1' else _WORDS[singular]}"
