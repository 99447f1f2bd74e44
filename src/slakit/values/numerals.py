"""Numerals: how the numbers of a file are written."""

import re

from attrs import field, frozen

from slakit.errors import UsageError

SIGNS = ".,' _\u00a0\u202f"


def _decimal(instance: object, attribute: object, value: object) -> None:
    if value not in (".", ","):
        raise UsageError(f"decimal={value!r} is not a decimal sign; write decimal=',' or decimal='.'")


def _thousands(instance: "Numerals", attribute: object, value: object) -> None:
    if value is not None and (not isinstance(value, str) or len(value) != 1 or value not in SIGNS):
        raise UsageError(f"thousands={value!r} is not a sign between thousands; write thousands='.', thousands=',' or thousands=' '")
    if value == instance.decimal:
        raise UsageError(f"decimal={instance.decimal!r} and thousands={value!r} are one sign; write decimal=',', thousands='.'")


@frozen
class Numerals:
    """The decimal sign of a file's numbers, and the sign between their thousands, if there is one.

    >>> Numerals(",", ".").plain("1.299,99")
    '1299.99'
    """

    decimal: str = field(default=".", validator=_decimal)
    thousands: str | None = field(default=None, validator=_thousands)

    def plain(self, text: str) -> str | None:
        """The number as slakit reads it, '1299.99'; None for a text that is not a number in this notation."""
        part = re.escape(self.decimal)
        whole = "[0-9]+" if self.thousands is None else rf"(?:[0-9]{{1,3}}(?:{re.escape(self.thousands)}[0-9]{{3}})+|[0-9]+)"
        found = re.fullmatch(rf"([+-]?)({whole})?(?:{part}([0-9]+))?((?:[eE][+-]?[0-9]{{1,3}})?)", text.strip())
        if found is None or (found[2] is None and found[3] is None):
            return None
        digits = (found[2] or "0").replace(self.thousands, "") if self.thousands else found[2] or "0"
        return f"{found[1]}{digits}{'.' + found[3] if found[3] else ''}{found[4]}"
