"""Types of keys in plain words, and what a key is when it is left out."""

from collections.abc import Iterator, Mapping
from datetime import tzinfo
from decimal import Decimal
from fractions import Fraction
from types import NoneType
from typing import Any, Final, get_args, get_origin

from slakit.calendars.due_rules import DueRule
from slakit.calendars.month_days import MonthDay
from slakit.documents.encode import Encoder
from slakit.documents.kinds import BASE, CALENDAR, TARGET, WINDOW, Kind, kind_of
from slakit.documents.layout import toml_text
from slakit.documents.reference.entries import section_of
from slakit.documents.signature import Argument, is_table, members
from slakit.documents.vocabulary import STANDARD, word_of
from slakit.metrics.condition import Filter
from slakit.metrics.statistic import Statistic
from slakit.metrics.tallies.intervals import Per
from slakit.metrics.timers.limits import ExclusiveLimit, ahead, least_length, tolerance
from slakit.penalties.bases.more_than import MoreThan
from slakit.values.fields import field_name, length, length_or_zero
from slakit.values.money import Money
from slakit.values.quantity import Quantity

Names = tuple[str, str]  # of one, and of several
MUST: Final = "must be given"
NONE: Final = "none"

CREDIT: Names = ('an amount (`"5 %"`, `"500 GBP"`, `"3 days"`)', "amounts")
LENGTH: Names = ('a length of time (`"30 min"`)', "lengths of time")
EXCLUSIVE: Mapping[object, str] = {tolerance: "less than", ahead: "more than", least_length: "more than"}  # by who reads the length
ZONE: Names = ('a time zone (`"Europe/London"`)', "time zones")
NAME: Names = ("a name", "names")
PLAIN: Mapping[object, Names] = {
    str: ("a text", "texts"),
    bool: ("`true` or `false`", "truths"),
    int: ("a whole number", "whole numbers"),
    float: ("a number", "numbers"),
    Decimal: ("a number", "numbers"),
    Fraction: ('a number (`2`, `0.5`, `"1/3"`)', "numbers"),
    Quantity: ('a figure with its unit (`"99.9 %"`, `"2 hours"`, `3`)', "figures with units"),
    Money: ('money (`"500 GBP"`)', "amounts of money"),
    Filter: ('conditions (`{ severity = ["high", "critical"] }`; `"unknown"` is a blank)', "conditions"),
    DueRule: ('a due rule (`"2 business days"`)', "due rules"),
    MonthDay: ('a day of the month (`"5th business day of the month"`)', "days of the month"),
    ExclusiveLimit: ('a limit that excludes itself (`"less than 4 hours"`)', "limits that exclude themselves"),
    Statistic: ('a statistic (`"mean"`, `"p95"`)', "statistics"),
    Per: ('a length of time or a window (`"5 min"`, `"daily"`)', "lengths of time"),
    MoreThan: ('a least amount that is not enough itself (`"more than 10 GBP"`)', "least amounts"),
    tzinfo: ZONE,
}
STANDING_FOR: Mapping[Kind, str] = {
    CALENDAR: ", or its name",
    BASE: ', or money (`"80000 GBP"`)',
    TARGET: ' (`"at least 99.9 %"`)',
    WINDOW: ' (`"monthly"`)',
}


def type_text(argument: Argument) -> str:
    """The way in which the value of a key is written.

    >>> from slakit.documents.signature import arguments
    >>> [type_text(argument) for argument in arguments(Linear)][2]
    'one of `"exact"`, `"full"`, `"begun"`'
    """
    attribute = argument.attribute
    words = choices(attribute.validator) if attribute else None
    if words:
        return "one of " + ", ".join(f'`"{word}"`' for word in words if word)
    called = set(_within(attribute.converter)) | set(_within(attribute.validator)) if attribute else set()
    if called & {length, length_or_zero}:
        return LENGTH[0]
    if sign := next((sign for reader, sign in EXCLUSIVE.items() if reader in called), None):
        return f'{LENGTH[0]}, or one that excludes itself (`"{sign} 30 min"`)'
    if argument.name in ("tz", "timezone"):
        return ZONE[0]
    if field_name in called and str in members(argument.hint):
        return NAME[0]
    if isinstance(argument.hint, type) and is_table(argument.hint) and isinstance(argument.held("Acme plc"), argument.hint):
        return f"{NAME[0]}, or {hint_text(argument.hint)}"
    return hint_text(argument.hint)


def hint_text(hint: object) -> str:
    """A type in plain words.

    >>> hint_text(int | None)
    'a whole number'
    """
    return " or ".join(_names(hint, 0))


def _names(hint: object, number: int) -> Iterator[str]:
    """The words for each type that a type allows; for one of them with number=0, for several with 1."""
    options = [option for option in members(hint) if option is not NoneType]
    if Money in options and Quantity in options:
        yield CREDIT[number]
        options = [option for option in options if option not in (Money, Quantity)]
    if {str, int, bool} <= set(options):
        yield ("a value", "values")[number]
        options = []
    for option in options:
        yield _name(option, number)


def _name(option: object, number: int) -> str:
    if option in PLAIN:
        return PLAIN[option][number]
    if isinstance(option, type) and (kind := kind_of(option)):
        return _kind_name(kind, number) if option is kind.base or kind is WINDOW else _linked(option, section_of(kind).folder, number)
    if isinstance(option, type) and is_table(option):
        return _linked(option, "agreement", number)
    if get_origin(option) is tuple:
        return _tuple_name(get_args(option))
    return ("a value", "values")[number]


def _linked(made: type, folder: str, number: int) -> str:
    """The table of a class, with a link to its page."""
    word = word_of(made)
    return f"{('the table', 'tables')[number]} of [{word}](../{folder}/{word.replace(' ', '-')}.md)"


def _kind_name(kind: Kind, number: int) -> str:
    """A kind of thing, with a link to its words, and what may stand for one."""
    section = section_of(kind)
    noun = f"{kind.noun.partition(' ')[2]}s" if number else kind.noun
    linked = f"[{noun}](../README.md#{section.title.lower().replace(' ', '-')})"
    return linked if number else f"{linked}{STANDING_FOR.get(kind, '')}"


def _tuple_name(inner: tuple[Any, ...]) -> str:
    """A list of things, a table of pairs, or a group of so many."""
    if inner[-1:] != (Ellipsis,):
        return f"a list of {len(inner)} {' or '.join(_names(inner[0], 1))}"
    pair = get_args(inner[0])
    if get_origin(inner[0]) is tuple and len(pair) == 2 and Ellipsis not in pair:
        return f"a table of {' or '.join(_names(pair[1], 1))} by {_key_name(pair[0])}"
    several = " or ".join(_names(inner[0], 1))
    return "a text or a list of texts" if inner[0] is str else f"a list of {several}"


def _key_name(hint: object) -> str:
    if hint is str:
        return "name"
    return "number" if hint in (int, Fraction) else "figure" if hint is Quantity else "value of a field"


def choices(validator: Any) -> tuple[str, ...] | None:
    """The words of a validator that accepts no others, also of one that is optional."""
    return next((tuple(words) for part in _within(validator) if (words := getattr(part, "words", None))), None)


def _within(called: Any) -> Iterator[Any]:
    """A converter or validator, and those that it stands around."""
    if called is None:
        return
    yield called
    for part in [getattr(called, "validator", None), getattr(called, "converter", None), *getattr(called, "_validators", ())]:
        yield from _within(part)
    for cell in getattr(called, "__closure__", None) or ():
        if callable(cell.cell_contents):
            yield from _within(cell.cell_contents)


def default_text(argument: Argument) -> str:
    """The value of a key that is left out, as a document writes it.

    >>> from slakit.documents.signature import arguments
    >>> [default_text(argument) for argument in arguments(Linear)][:3]
    ['must be given', 'must be given', '`"exact"`']
    """
    if argument.needed:
        return MUST
    default = argument.default
    if default is None or (isinstance(default, str | tuple | Filter) and not default):
        return NONE
    data = Encoder(STANDARD).data(default, ())
    return NONE if data in ({}, []) else f"`{toml_text({'x': data}).partition(' = ')[2].strip()}`"
