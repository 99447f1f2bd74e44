"""Range: from one figure to another, as a contract's table says it: "below 99.9 % and at least 99 %"."""

import re
from fractions import Fraction
from functools import lru_cache

from attrs import frozen

from slakit.errors import ContractError, UnitError
from slakit.values.comparisons import SIGNS as PHRASES, lead_and_figure, meant_phrase
from slakit.values.quantity import Quantity, quantity

EXAMPLE = "write Ranges({'below 99.9 % and at least 99 %': '5 %', 'below 99 %': '10 %'})"
SIGNS = {phrase: sign for phrase, sign in PHRASES.items() if sign != "=="} | {"from": ">="}
_PIECE = re.compile(rf"({'|'.join(SIGNS)}|<=|>=|<|>)\s*(.+)")


@frozen
class Range:
    """The figures from one to another, each end included or not; None is an open end."""

    low: Quantity | None = None
    high: Quantity | None = None
    low_in: bool = False
    high_in: bool = False

    def has(self, value: Fraction) -> bool:
        return not self.is_below(value) and not self.is_above(value)

    def is_below(self, value: Fraction) -> bool:
        """True if all of it lies below a figure."""
        return self.high is not None and (value > self.high.base or (value == self.high.base and not self.high_in))

    def is_above(self, value: Fraction) -> bool:
        """True if all of it lies above a figure."""
        return self.low is not None and (value < self.low.base or (value == self.low.base and not self.low_in))


def _mended(text: str) -> str:
    """The remedy of what is no range: the phrases that are meant, with the figures that were written, or an example."""
    pieces = [(meant_phrase(lead), figure) for lead, figure in map(lead_and_figure, " ".join(text.split()).split(" and "))]
    meant = " and ".join(f"{phrase} {figure}" for phrase, figure in pieces)
    if any(phrase not in SIGNS or not figure for phrase, figure in pieces) or meant == text:
        return EXAMPLE
    try:
        range_of(meant)
    except ContractError:
        return EXAMPLE
    return f"write {meant!r}"


@lru_cache(maxsize=512)
def range_of(text: str) -> Range:
    """The range that a text names; ContractError when it names none."""
    ends: dict[str, Quantity | bool] = {}
    for piece in " ".join(text.split()).split(" and "):
        match = _PIECE.fullmatch(piece)
        sign = SIGNS.get(match[1], match[1]) if match else ""
        end = "high" if "<" in sign else "low"
        if match is None or end in ends:
            raise ContractError(f"{text!r} is not a range; {_mended(text)}")
        try:
            ends[end], ends[f"{end}_in"] = quantity(match[2]), "=" in sign
        except UnitError as error:
            raise ContractError(f"{text!r} is not a range: {error}; {EXAMPLE}") from None
    made = Range(**ends)  # type: ignore[arg-type]  # ends are quantities, the rest says whether they are in
    if made.low is not None and made.high is not None:
        if made.low.dimension != made.high.dimension:
            raise ContractError(f"the ends of {text!r} are not of one kind; write both in one unit")
        if made.is_above(made.high.base) or made.is_below(made.low.base):
            raise ContractError(f"in {text!r} lies nothing; write the larger figure after 'below'")
    return made
