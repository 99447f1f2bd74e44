"""Values of a record as they are compared and grouped: equal values have one form (docs/numbers.md R1)."""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from numbers import Number

from slakit.errors import UnitError
from slakit.metrics.record import CLEARED, Unread, in_utc, own
from slakit.values.number import number, recorded_number

WORDS: Mapping[str, bool] = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.0+)?")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
LONGEST_NUMBER = 40

INFINITE = float("inf")

Plain = str | int | bool | Fraction | None
_PLAIN = frozenset({str, int, bool, type(None)})


def plain(value: object) -> object:
    """A record's value as it is compared and grouped, so that equal values have one form.

    NaN, NaT, NA and a blank text are unknown, instants are in UTC, a whole number is an int, and any other number a float as long as its
    shortest text says it exactly.
    """
    if type(value) is str:
        return value if value and not value.isspace() else None
    if type(value) in _PLAIN:
        return value
    if value is CLEARED:
        return None
    value = own(value)
    if isinstance(value, datetime):
        return in_utc(value)
    if isinstance(value, float | Decimal | Fraction):
        return _one_form(value)
    if isinstance(value, str):
        return plain(str.__str__(value))  # the text of a StrEnum
    return int(value) if isinstance(value, int) and type(value) is not bool else value


def _one_form(value: float | Decimal | Fraction) -> int | float | Decimal | Fraction | None:
    if value.is_nan() if isinstance(value, Decimal) else value != value:
        return None
    if isinstance(value, float) and not value.is_integer():
        return value
    try:
        exact = number(value)
    except UnitError:  # infinite, or with more digits than are read
        return float(value) if value in (INFINITE, -INFINITE) else value
    if exact.denominator == 1:
        return int(exact)
    try:
        near = float(exact)
    except OverflowError:
        return exact
    return near if number(near) == exact else exact


def by_value(value: object) -> object:
    """Return a value as keys and labels are compared (docs/numbers.md R1): 7, "7", 7.0 and "7.0" are 7, "1.5" is 1.5 and "True" is true.

    Only a text that writes a number as it is shown is that number: "007" and "1.10" stay texts.
    """
    value = plain(value.text if isinstance(value, Unread) else value)
    if type(value) is not str:
        return value
    if value[-1].isdecimal() and (value[0].isdecimal() or value[0] == "-") and len(value) <= LONGEST_NUMBER:
        if _WHOLE.fullmatch(value):
            return int(value.partition(".")[0])
        if _DECIMAL.fullmatch(value) and repr(float(value)) == value:
            return float(value)
    return WORDS.get(value.lower(), value) if len(value) <= 5 and value.lower() in ("true", "false") else value


def truth(value: object) -> bool:
    """Return what a value says: true, yes, 1 or false, no, 0, in any case (docs/numbers.md R1); UnitError for any other."""
    if isinstance(value, bool):
        return value
    number = by_value(value)
    word = str(int(number)) if number in (0, 1) and not isinstance(number, bool) else str(value).strip().lower()
    if word not in WORDS:
        raise UnitError(f"{value!r} is not true or false; write true or false")
    return WORDS[word]


def equals(value: object, wanted: Plain) -> bool:
    """True if a value is what is wanted; a number and its text are the same, as are true and "yes", since files have only text."""
    if value is None or wanted is None:
        return value is wanted
    try:
        if isinstance(wanted, bool) or isinstance(value, bool):
            return truth(value) == truth(wanted)
        if isinstance(wanted, int | Fraction) or (isinstance(wanted, str) and isinstance(value, Number)):
            return recorded_number(value) == number(wanted)
    except UnitError:
        return False
    return value == wanted or by_value(value) == by_value(wanted)
