"""Alternatives: what could stand in the place of a part of a contract by mistake, or after a negotiation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs

from slakit.calendars.base import Calendar
from slakit.calendars.business_day_times import StartOfBusinessDay, TimeOfBusinessDay
from slakit.calendars.month_days import MonthDay
from slakit.calendars.month_due import DayOfMonth
from slakit.metrics.amounts.gauge import FARTHEST
from slakit.metrics.condition import HOLDS, Condition, Filter
from slakit.metrics.expressions.expression import MARK
from slakit.metrics.statistic import Statistic
from slakit.metrics.tallies.intervals import Per
from slakit.penalties.wrappers.wrapper import Wrapper
from slakit.targets.bound import Bound
from slakit.testing.mutation.amounts_near import amounts_near, last_digit
from slakit.testing.mutation.other_calendars import other_calendars
from slakit.testing.mutation.other_due_times import other_dates, other_times
from slakit.testing.mutation.other_expressions import other_comparisons
from slakit.testing.mutation.other_ranges import other_ranges
from slakit.testing.mutation.parts import Part
from slakit.values.counted import counted
from slakit.values.money import Money
from slakit.values.number import exact_text
from slakit.values.quantity import Quantity
from slakit.windows.base import Window
from slakit.windows.calendar_steps import Steps
from slakit.windows.window import every, monthly, weekly, window, yearly

SWAPPED = {">=": ">", ">": ">=", "<=": "<", "<": "<=", "in": "not in", "not in": "in"}
NEXT_WINDOW = {"hour": "daily", "day": "weekly", "week": "monthly", "month": "quarterly", "quarter": "monthly", "year": "quarterly"}
PAID = ("credit", "below", "at_or_below", "above", "at_or_above", "tiers", "earned")  # fields of amounts: one other amount is enough
KEPT = {"operator", "less_for_worse"}  # a comparison is changed as a whole, and a permission changes no figure
NUMBERED = re.compile(r"(\d+)( .+)")  # "15 business days"
TIME = re.compile(r"\d\d:[0-5]\d")
DUE_DAYS = (  # "the next business day" is written, default or not
    attrs.fields(TimeOfBusinessDay).n,
    attrs.fields(StartOfBusinessDay).n,
    attrs.fields(DayOfMonth).months,
)
DATE = re.compile(r"\d{4}-\d\d-\d\d")
FAR = 1000


def alternatives(part: Part) -> Iterator[Any]:
    """Every value that could stand in the place of a part, an entry as a tuple of entries; the contract refuses those that do not fit.

    What is not written is no term of a contract, and stays; the window of an agreement is one, written or not, and so is the day of a due
    rule.
    """
    if part.is_entry:
        if not isinstance(part.value, str) or part.key is not None:
            yield ()
        yield from (((key, part.value),) for key in _other_keys(part.key))
        yield from map(part.replacement, _other_values(part))
    elif isinstance(part.value, Window) or part.attribute in DUE_DAYS or not _is_same(part.value, part.default):
        yield from _other_values(part)
        if part.default is not attrs.NOTHING and not _names_fields(part.value):
            yield part.default


def _other_values(part: Part) -> Iterator[Any]:
    value = part.value
    if isinstance(value, Bound) and value.operator in SWAPPED:
        yield attrs.evolve(value, operator=SWAPPED[value.operator])
    elif isinstance(value, Filter):
        yield from (Filter(conditions) for conditions in _conditions(value.conditions))
    elif isinstance(value, Wrapper):
        yield value.rule
    elif isinstance(value, Quantity | Money | Fraction) or type(value) is int:
        yield from amounts_near(value, one=part.field in PAID)
    elif isinstance(value, Calendar):
        yield from other_calendars(value)
    elif isinstance(value, Window):
        yield from _windows(value)
    elif isinstance(value, Statistic):
        yield from _statistics(value)
    elif isinstance(value, Per) and value.length:
        yield from (Per(value.length * 2), Per(value.length // 2))
    elif isinstance(value, Per) and value.window is not None:
        yield from (Per(window=other) for other in _windows(value.window))
    elif isinstance(value, str | bool):
        yield from _texts(part)
    elif value is None and part.attribute in attrs.fields(MonthDay):  # the last day of a month
        yield 1
    elif part.field == "tiers" and isinstance(value, tuple):
        yield from other_ranges(value)


def extremes(part: Part) -> Iterator[Any]:
    """Values so far off that a record on which the part rests is judged otherwise."""
    value = part.value
    if (part.is_entry or not _is_same(value, part.default)) and (isinstance(value, Quantity | Money | Fraction) or type(value) is int):
        yield from map(part.replacement, (value * FAR, 0 if isinstance(value, int) else value * Fraction(1, FAR)))


def lower(part: Part) -> Iterator[Any]:
    """The next lower amount in the place of one that is paid, which shows what a cap hides of a higher one."""
    value = part.value
    if part.field in PAID and isinstance(value, Quantity | Money | Fraction):
        yield from map(part.replacement, [*amounts_near(value)][1:])


def _is_same(value: Any, other: Any) -> bool:
    return type(value) is type(other) and bool(value == other)


def _names_fields(value: Any) -> bool:
    """True for a name, or a list of names, of streams or fields."""
    return isinstance(value, str) or (isinstance(value, tuple) and all(isinstance(name, str) for name in value))


def _other_keys(key: Any) -> Iterator[Any]:
    """Other amounts in the place of a key, such as the edge of a tier."""
    if isinstance(key, Quantity | Fraction) or type(key) is int:
        yield from amounts_near(key)


def _conditions(conditions: tuple[Condition, ...]) -> Iterator[tuple[Condition, ...]]:
    """The conditions with one fewer, or with another comparison, number or list of values in one of them."""
    for index, condition in enumerate(conditions):
        before, after = conditions[:index], conditions[index + 1 :]
        if len(conditions) > 1:
            yield before + after
        yield from ((*before, other, *after) for other in _other_conditions(condition))


def _other_conditions(condition: Condition) -> Iterator[Condition]:
    if condition.parts:
        yield from (attrs.evolve(condition, parts=parts) for parts in _conditions(condition.parts))
        return
    if condition.operator == HOLDS:
        yield from (attrs.evolve(condition, field=f"{MARK}{text}") for text in other_comparisons(condition.name))
        return
    if condition.operator == "in" and len(condition.values) == 1 and isinstance(condition.values[0], bool):
        yield attrs.evolve(condition, values=(not condition.values[0],))
    elif condition.operator in SWAPPED and len(condition.values) == 1:
        yield attrs.evolve(condition, operator=SWAPPED[condition.operator])
    for index, value in enumerate(condition.values):
        before, after = condition.values[:index], condition.values[index + 1 :]
        if condition.orders and isinstance(value, int | Fraction):
            number = Fraction(value)
            for other in (number + last_digit(number), number - last_digit(number)):
                yield attrs.evolve(condition, values=(*before, int(other) if other.denominator == 1 else other, *after))
        elif len(condition.values) > 1:
            yield attrs.evolve(condition, values=before + after)


def _windows(value: Window) -> Iterator[Window]:
    """Another length of periods, and other days on which they begin."""
    if not isinstance(value, Steps):
        yield monthly()
        return
    if value.count == 1:
        yield window(NEXT_WINDOW[value.unit])
    else:
        yield attrs.evolve(value, count=value.count - 1)
    if value.unit in ("month", "quarter", "year") and value.anchor.day < 28:
        yield every(value.count, value.unit, value.anchor.replace(day=value.anchor.day + 1).isoformat())
    elif value.unit == "week":
        yield weekly("sun") if value.count == 1 and value.anchor.day == 3 else weekly()
    if value.unit == "year":
        yield yearly("2000-04-01")


def _statistics(value: Statistic) -> Iterator[Statistic]:
    """Another figure of the same values."""
    others = {"mean": "median", "median": "mean", "max": "p95", "min": "p5", "total": "max", "time-weighted mean": "mean"}
    if value.name in others:
        yield Statistic(others[value.name], value.method)
    elif value.name.startswith(FARTHEST):
        yield from (Statistic("max"), Statistic("min"))
        numbers = value.name.removeprefix(FARTHEST).split(" to ")
        for index in range(2):
            for number in amounts_near(Quantity(numbers[index].strip(), "")):
                ends = [*numbers[:index], exact_text(number.magnitude), *numbers[index + 1 :]]
                yield Statistic(f"{FARTHEST} {' to '.join(map(str.strip, ends))}", value.method)
    elif value.share is not None:
        share = Fraction(value.name[1:])
        yield from (attrs.evolve(value, name=f"p{exact_text(part)}") for part in (share + (100 - share) / 2, share - (100 - share) / 2))


def _texts(part: Part) -> Iterator[Any]:
    """The other words of a choice, the other side of a yes, another number of days, another time of day, date or zone."""
    value = part.value
    if part.field in KEPT:
        return
    words = getattr(part.attribute.validator, "words", ()) if part.attribute else ()
    if isinstance(value, bool):
        yield not value
    elif value in words:
        yield from (word for word in words if word != value)
    elif part.field == "timezone":
        yield "America/New_York" if value == "UTC" else "UTC"
    elif match := NUMBERED.fullmatch(value):
        yield counted(f"{int(match[1]) + 1}{match[2]}")
        yield counted(f"{int(match[1]) - 1}{match[2]}")
    elif TIME.fullmatch(value):
        yield from other_times(value)
    elif part.is_entry and DATE.fullmatch(value):
        yield from other_dates(value)
