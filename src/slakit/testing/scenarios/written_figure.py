"""Written figures: a figure of a statement as the expected one is written, in its units and with its decimals."""

from __future__ import annotations

import re
from fractions import Fraction

from slakit.values.number import NUMBER, exact_text
from slakit.values.quantity import Quantity, quantity
from slakit.values.rounding import round_to
from slakit.values.units import unit

PART = re.compile(rf"({NUMBER})(\s*[^0-9]*)")
DECIMALS = re.compile(r"(?:\.(\d+))?(?:[eE]([+-]?\d+))?$")


def as_figure(figure: Quantity, like: str, otherwise: str) -> str:
    """A figure in the units of an expected one and with as many decimals, half-up; `otherwise` where it cannot be written so.

    >>> from slakit.testing.scenarios.written_figure import as_figure
    >>> as_figure(quantity("99.8611 %"), "99.86 %", "")
    '99.86 %'
    >>> as_figure(quantity("2593 s"), "43 min 12 s", "")
    '43 min 13 s'

    What is the same at these decimals comes back in the words of the expected one. A fraction, such as 290/3 %, is compared exactly, and so
    are all and nothing of a share, 100 % and 0 %: what comes near to them is neither.
    """
    wanted = quantity(like)
    if wanted.dimension != figure.dimension and not (wanted.unit.text == "" and figure.dimension == "[item]"):
        return otherwise
    if figure.base == wanted.base:
        return like
    parts = PART.findall(like)
    number = parts[-1][0]
    if "/" in number or (not wanted.dimension and wanted.unit.text == "%" and wanted.base in (0, 1)):
        return otherwise
    digits = _decimals(number)
    factors = [unit(text.strip()).factor for _, text in parts]
    rounded = round_to(figure.base / factors[-1], Fraction(1, 10**digits), "half-up") * factors[-1]
    if rounded == wanted.base:
        return like
    return _in_parts(rounded, [text for _, text in parts], factors, digits)


def _decimals(number: str) -> int:
    """The decimals that a number is written with: 4 of 99.8611, 3 of 9.8611e1."""
    written = DECIMALS.search(number)
    after, power = written.groups() if written else (None, None)
    return max(0, len(after or "") - int(power or 0))


def _in_parts(base: Fraction, texts: list[str], factors: list[Fraction], digits: int) -> str:
    """An amount in several units, of which all but the last are whole: 44 min 12 s."""
    sign, rest, made = "-" if base < 0 else "", abs(base), ""
    for text, factor in zip(texts[:-1], factors[:-1], strict=True):
        made += f"{rest // factor}{text}"
        rest %= factor
    return f"{sign}{made}{exact_text(rest / factors[-1], digits)}{texts[-1]}"
