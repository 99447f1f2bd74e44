"""The texts of a document as patterns of JSON Schema, and the sentences of docstrings about a class and its keys.

A pattern says how a phrase is built as far as that is regular; whether a unit or a day exists, the loader alone knows.
"""

import re
from collections.abc import Mapping
from inspect import getdoc
from typing import Any

from slakit.calendars.due_rules import DueRule
from slakit.calendars.month_days import MonthDay
from slakit.metrics.statistic import Statistic
from slakit.metrics.tallies.intervals import Per
from slakit.metrics.timers.limits import PHRASES as LIMIT_PHRASES, ExclusiveLimit
from slakit.values.comparisons import SIGNS
from slakit.values.currencies import DIGITS
from slakit.values.money import Money
from slakit.values.number import NUMBER
from slakit.values.quantity import Quantity
from slakit.values.units import Unit
from slakit.windows.window import NAMED as WINDOWS

_ANY = r"[\s\S]*"  # more lines than one too
_SOME = rf"\s*\S{_ANY}"
_FRACTION = rf"\s*{NUMBER}\s*"
_MONEY = rf"{_FRACTION}(?:{'|'.join(sorted(DIGITS))})\s*"
_QUANTITY = r"\s*[+-]?\.?[0-9][^,_;:']*"


def any_case(phrase: str) -> str:
    """The pattern of a phrase in capitals or not, with any space between its words."""
    letters = "".join(rf"[{letter.lower()}{letter.upper()}]" if letter.isalpha() else re.escape(letter) for letter in phrase)
    return letters.replace(r"\ ", r"\s+")


def _first_words(phrases: "list[str]") -> str:
    return "|".join(sorted({any_case(phrase.split()[0]) for phrase in phrases}))


def whole(pattern: str) -> str:
    """The pattern of a whole text."""
    return f"^(?:{pattern})$"


NUMBER_TEXT = whole(_FRACTION)
WINDOW_TEXT = whole(rf"\s*(?:{_first_words([*WINDOWS, 'every', 'rolling'])})(?:\s{_ANY})?")
_BOUNDS = "|".join(phrase.replace(" ", r"\s+") for phrase in [*SIGNS, "between"])
TARGET_TEXT = whole(rf"[\s(]*(?:{_BOUNDS})\s+{_SOME}")
TEXTS = {
    Quantity: whole(_QUANTITY),
    Money: whole(_MONEY),
    Statistic: whole(_SOME),  # some metrics have words of their own
    DueRule: whole(f"{_ANY}(?:{any_case('day')}|{any_case('month')}){_ANY}"),
    MonthDay: whole(_SOME),
    ExclusiveLimit: whole(rf"\s*(?:{'|'.join(map(any_case, LIMIT_PHRASES))})\s+{_SOME}"),
    Per: whole(_SOME),
    Unit: whole(_ANY),
}

_DATE = whole(r"[0-9]{4}-?(?:[0-9]{2}-?[0-9]{2}|W[0-9]{2}(?:-?[0-9])?)(?:[\s\S][0-9:.,+Z-]*)?")  # or an instant, as ISO 8601 has them
_ZONE = whole("[A-Za-z][A-Za-z0-9_+/-]*")
_TIME = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
_HOURS = rf"\s*{_TIME}\s*-\s*{_TIME}\s*"
_OPEN = {"additionalProperties": {"pattern": whole(f"{_HOURS}|closed"), "items": {"pattern": whole(_HOURS)}}}
_LIMIT = {"pattern": f"[0-9]|{any_case('day')}"}
BY_FORMAT: Mapping[str, dict[str, Any]] = {  # how the texts of a format are built, beyond the shape of their type
    "slakit-agreement-term": {"items": {"pattern": _DATE}},
    "slakit-amendment-effective": {"pattern": _DATE},
    "slakit-agreement-timezone": {"pattern": _ZONE},
    **{f"slakit-calendar-{made}-tz": {"pattern": _ZONE} for made in ("weekly", "dates", "recurring", "holidays")},
    **{f"slakit-window-{made}-tz": {"pattern": _ZONE} for made in ("steps", "rolling", "whole-term")},
    **{f"slakit-calendar-weekly-{key}": _OPEN for key in ("hours", "dated")},
    **{f"slakit-{key}-within": _LIMIT for key in ("duty", "rule-right")},
}

_EXAMPLES = re.compile(r"^>>> .*?(?:\n\n|\Z)", re.DOTALL | re.MULTILINE)
_SENTENCE = re.compile(r"(?<=[.])\s+(?=[A-Z`*])")


def summary(made: object) -> str:
    """The first paragraph of a docstring, on one line."""
    return " ".join((getdoc(made) or "").partition("\n\n")[0].split())


def example_code(made: object) -> str:
    """The Python of a docstring's first example, or nothing."""
    match = re.search(r"^>>> (.*(?:\n\.\.\. .*)*)", getdoc(made) or "", re.MULTILINE)
    return match[1].replace("\n... ", "\n") if match else ""


def about(made: type, key: str) -> str:
    """The sentences that name a key in the docstrings of a class, or of those that it stands on."""
    for one in made.__mro__[:-1]:
        prose = " ".join(_EXAMPLES.sub("", one.__dict__.get("__doc__") or "").split())
        named = [sentence for sentence in _SENTENCE.split(prose) if re.search(rf"`{key}(?:=[^`]*)?`", sentence)]
        if named:
            return " ".join(named)
    return ""
