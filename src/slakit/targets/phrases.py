"""Phrases: at_least, at_most and their kin, and `target("at least 99.9 %")`, which reads them."""

import re
from decimal import Decimal
from functools import reduce

from slakit.errors import ContractError, UnitError
from slakit.targets.bound import WAYS, Bound
from slakit.targets.target import Target
from slakit.values.comparisons import SIGNS, lead_and_figure, meant_phrase
from slakit.values.number import BARE_NUMBER, number
from slakit.values.rounding import MODES

EXAMPLE = "'at least 99.9 %'"


def at_least(limit: object, *, rounding: object = None, mode: str = "half-up") -> Target:
    """The measure is the limit or more.

    >>> at_least("99.9 %", rounding="0.1 %")
    at_least('99.9 %', rounding='0.1 %')
    """
    return Bound(">=", limit, rounding=rounding, mode=mode)


def at_most(limit: object, *, rounding: object = None, mode: str = "half-up") -> Target:
    """The measure is the limit or less."""
    return Bound("<=", limit, rounding=rounding, mode=mode)


def more_than(limit: object, *, rounding: object = None, mode: str = "half-up") -> Target:
    """The measure is above the limit."""
    return Bound(">", limit, rounding=rounding, mode=mode)


def less_than(limit: object, *, rounding: object = None, mode: str = "half-up") -> Target:
    """The measure is below the limit."""
    return Bound("<", limit, rounding=rounding, mode=mode)


def exactly(limit: object, *, rounding: object = None, mode: str = "half-up") -> Target:
    """The measure is the limit."""
    return Bound("==", limit, rounding=rounding, mode=mode)


def between(low: object, high: object, *, rounding: object = None, mode: str = "half-up") -> Target:
    """The measure is from low to high, both included."""
    bottom, top = at_least(low, rounding=rounding, mode=mode), at_most(high, rounding=rounding, mode=mode)
    if bottom.limit.dimension == top.limit.dimension and bottom.limit > top.limit:
        raise ContractError(f"between {str(low)!r} and {str(high)!r} lies nothing; write the smaller one first")
    return bottom & top


_PHRASE = rf"\b({'|'.join(SIGNS)})\b"
_ROUNDED = rf"\s+rounded(?:\s+({'|'.join(WAYS)}))?\s+to\s+(.+?)(?:\s+({'|'.join(MODES)}))?"
_BOUND = re.compile(rf"{_PHRASE}\s+(.+?)(?:{_ROUNDED})?")
_OR = re.compile(r"(?<!\bat) or ")  # the one of "at or above" joins nothing


def _repaired(text: str) -> str:
    """Return '95 %', '>= 95 %' or 'maximum 4 hours' as the target that is meant; an example for what is none of these."""
    lead, figure = lead_and_figure(text)
    if not figure:
        return EXAMPLE
    usual = "at most" if re.search("[a-z]", figure) and "%" not in figure else "at least"
    meant = f"{meant_phrase(lead) or usual} {figure}"
    try:
        target(meant)
    except (ContractError, UnitError):
        return EXAMPLE
    bare = BARE_NUMBER.fullmatch(figure)  # a share or a count: nobody says of what
    return f"'{meant} %' or '{meant}'" if bare and number(figure) <= 100 else repr(meant)


def not_a_target(value: object) -> str:
    """The problem of a value that is no text and no target; a number keeps its figure."""
    figure = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return f"{value!r} is not a target; write {_repaired(str(value)) if figure else EXAMPLE}"


def target(value: object) -> Target:
    """The target that a phrase names: "at least 99.9 %", "within 4 hours", "between 1 hour and 2 hours", joined by "and" or "or".

    >>> target("no more than 2 % rounded down to 0.1 %")
    at_most('2 %', rounding='0.1 %', mode='down')

    A target passes through. Raises ContractError for what names none.
    """
    if isinstance(value, Target):
        return value
    if not isinstance(value, str):
        raise ContractError(not_a_target(value))
    text = " ".join(value.split())
    pair = re.fullmatch(r"between (.+) and (.+)", text)
    if pair and not re.search(_PHRASE, text):
        return between(*pair.groups())
    if "(" not in text and len(sides := _OR.split(text)) > 1:
        return reduce(lambda left, right: left | right, map(target, sides))
    pieces = re.split(r" and (?![^(]*\))", text)
    if len(pieces) > 1:
        return reduce(lambda left, right: left & right, (target(piece.removeprefix("(").removesuffix(")")) for piece in pieces))
    match = _BOUND.fullmatch(text)
    if not match:
        raise ContractError(f"{value!r} is not a target; write {_repaired(text)}")
    phrase, limit, way, rounding, mode = match.groups()
    if way and mode:
        raise ContractError(f"{value!r} rounds in two ways; write 'rounded {way} to {rounding}' or 'rounded to {rounding} {mode}'")
    return Bound(SIGNS[phrase], limit, rounding=rounding, mode=way or mode or "half-up")
