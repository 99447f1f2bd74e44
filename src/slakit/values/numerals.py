"""Numerals: how the numbers of a file are written."""

import re
from functools import lru_cache

from attrs import field, frozen

from slakit.errors import UsageError

BLANKS = " \u00a0\u2009\u202f"  # all of them separate thousands in print, and are one sign to whoever types them
QUOTES = "'\u2019"
SIGNS = f".,_{QUOTES}{BLANKS}"


def _decimal(instance: object, attribute: object, value: object) -> None:
    if value not in (".", ","):
        raise UsageError(f"decimal={value!r} is not a decimal sign; write decimal=',' or decimal='.'")


def _thousands(instance: "Numerals", attribute: object, value: str | None) -> None:
    if value is not None and (not isinstance(value, str) or len(value) != 1 or value not in SIGNS):
        raise UsageError(f"thousands={value!r} is not a sign between thousands; write thousands='.', thousands=',' or thousands=' '")
    if value == instance.decimal:
        raise UsageError(f"decimal={instance.decimal!r} and thousands={value!r} are one sign; write decimal=',', thousands='.'")


@frozen
class Numerals:
    """The decimal sign of a file's numbers, and the sign between their thousands, if there is one.

    >>> Numerals(",", ".").plain("1.299,99")
    '1299.99'

    A blank stands for every kind of blank, and an apostrophe for both kinds.
    """

    decimal: str = field(default=".", validator=_decimal)
    thousands: str | None = field(default=None, validator=_thousands)

    def plain(self, text: str | None) -> str | None:
        """The number as slakit reads it, '1299.99'; None for a text that is not a number in this notation.

        Thousands stand in groups of three after one to three digits of which the first is not 0, or are not separated at all: with
        thousands="." neither '1.29' nor '0.129' is a number, for they are decimals of another notation.
        """
        number = _pattern(self.decimal, self.thousands).fullmatch(text.strip()) if isinstance(text, str) else None
        if number is None:
            return None
        sign, grouped, whole, decimals, exponent = number.groups()
        digits = whole or re.sub("[^0-9]", "", grouped or "") or "0"
        return sign.replace("\u2212", "-") + digits + (f".{decimals}" if decimals else "") + (exponent or "")


@lru_cache(maxsize=64)
def _pattern(decimal: str, thousands: str | None) -> re.Pattern[str]:
    alike = next((signs for signs in (BLANKS, QUOTES) if thousands and thousands in signs), thousands)
    grouped = f"[1-9][0-9]{{0,2}}(?:[{re.escape(alike)}][0-9]{{3}})+" if alike else "(?!)"
    point = re.escape(decimal)
    return re.compile(f"([+\u2212-]?)(?:({grouped})|([0-9]+)|(?={point}))(?:{point}([0-9]+))?([eE][+-]?[0-9]{{1,3}})?")
