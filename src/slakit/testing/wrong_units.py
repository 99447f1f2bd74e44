"""Wrong units: a measure that an objective cannot have, such as "61 %" of what is measured in seconds, and what to write."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from slakit.agreements.objective import Objective
from slakit.documents.plain import shown
from slakit.errors import SlakitError
from slakit.values.money import money
from slakit.values.number import exact_text
from slakit.values.quantity import Quantity, quantity
from slakit.values.units import unit

TIME = "[time]"


def wrong_unit(value: Any, named: Sequence[Objective], key: str = "") -> str:
    """The fault of a measure that is not in the unit of objectives, which all have the same kind; "" where it is, and for no measure.

    `key` is what stands before the example: "measure=" in Python.
    """
    if not named:
        return ""
    dimensions = {(one.metric.is_share, unit(one.metric.unit).dimension) for one in named}
    figure = _figure(value)
    if figure is None or len(dimensions) > 1:
        return ""
    [(is_share, dimension)] = dimensions
    number = figure.magnitude if isinstance(figure, Quantity) else figure
    if isinstance(figure, Quantity):
        bare = not figure.unit.text
        if is_share and not figure.dimension and (not bare or abs(figure.base) <= 1):
            return ""
        if not is_share and (figure.dimension == dimension or (bare and dimension != TIME)):
            return ""
    kind, example = _wanted(named[0], is_share, dimension, number)
    return f"{shown(value)} is not {kind.format(_these(named))}; write {key}'{example}'"


def _figure(value: Any) -> Quantity | Fraction | None:
    """The quantity that is written as a measure, the number of an amount of money, or None for neither."""
    try:
        return quantity(value)
    except SlakitError:
        pass
    try:
        return Fraction(money(value).amount)
    except SlakitError:
        return None


def _wanted(objective: Objective, is_share: bool, dimension: str, number: Fraction) -> tuple[str, str]:
    """The kind of what an objective measures, and the number in its unit, where it can be one."""
    figure = exact_text(number)
    if is_share:
        return "a share, which {} in %", f"{figure if 0 <= number <= 100 else '99.9'} %"
    shown_in = objective.target.shown_in("hours" if dimension == TIME else objective.metric.unit)
    if dimension == TIME:
        return f"a length of time, which {{}} in {shown_in}", f"{figure} {shown_in}"
    if dimension == "[item]" or not dimension:
        return "a number, which {}", figure
    return f"an amount in {shown_in}, which {{}}", f"{figure} {shown_in}"


def _these(named: Sequence[Objective]) -> str:
    names = dict.fromkeys(one.name for one in named)
    return f"{' and '.join(map(repr, names))} measure{'s' * (len(names) == 1)}"
