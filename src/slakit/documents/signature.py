"""Arguments of a class, by the names of its constructor, and whether one of them is right on its own."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from inspect import Parameter, signature
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
from attrs import frozen

from slakit.calendars.dates import Dates
from slakit.calendars.due_rules import DueRule
from slakit.calendars.holidays import Holidays
from slakit.calendars.month_days import MonthDay
from slakit.calendars.recurring import Recurring
from slakit.calendars.weekly import Weekly
from slakit.documents.kinds import kind_of
from slakit.errors import SlakitError
from slakit.metrics.condition import Filter
from slakit.metrics.statistic import Statistic
from slakit.metrics.tallies.intervals import Per
from slakit.metrics.timers.limits import ExclusiveLimit
from slakit.penalties.bases.more_than import MoreThan
from slakit.values.money import Money
from slakit.values.quantity import Quantity
from slakit.values.units import Unit

TEXTUAL = (Quantity, Money, MoreThan, Statistic, Unit, DueRule, MonthDay, Per, ExclusiveLimit)  # values that are written as text
PLAIN = (*TEXTUAL, Filter, Fraction, Decimal)
FAULTS = (SlakitError, TypeError, ValueError)  # what a constructor may say of an argument; a user's class may raise the plain ones


# arguments that fit together, of classes whose constructor reads them itself
SAMPLES: Mapping[type, Mapping[str, object]] = {
    Weekly: {"hours": {"mon": "09:00-17:00"}, "tz": "UTC"},
    Dates: {"dates": ("2026-12-25",), "tz": "UTC"},
    Recurring: {"rule": "FREQ=DAILY", "tz": "UTC", "start": "2026-01-05"},
    Holidays: {"country": "GB"},
}


@frozen
class Argument:
    """One argument of a class: its name, its type, its default (NOTHING when it must be given), and the attribute behind it."""

    name: str
    hint: object
    default: object
    attribute: "attrs.Attribute[Any] | None" = None

    @property
    def needed(self) -> bool:
        return self.default is attrs.NOTHING

    @property
    def loose(self) -> bool:
        """True if the constructor may take more for the argument than its type says."""
        return self.attribute is None or self.attribute.converter is not None

    def of(self, value: object) -> object:
        """Return the value of this argument in an object."""
        return getattr(value, self.attribute.name if self.attribute else self.name)

    def held(self, value: object) -> object:
        """A value as the object will hold it."""
        converter = self.attribute.converter if self.attribute else None
        return value if converter is None or isinstance(converter, attrs.Converter) else converter(value)

    def problems(self, made: type, value: object) -> tuple[str, ...]:
        """Return what the argument's own converter and validator refuse in a value, whatever the other arguments are."""
        attribute = self.attribute
        if attribute is None and made in SAMPLES:
            return _tried(made, {**SAMPLES[made], self.name: value})
        if attribute is None or isinstance(attribute.converter, attrs.Converter):
            return ()
        try:
            held = self.held(value)
            if attribute.validator:
                attribute.validator(object.__new__(made), attribute, held)
        except AttributeError:
            return ()  # it looks at other arguments; the constructor is asked next, with all of them
        except FAULTS as error:
            return texts(error)
        return ()


def _tried(made: type, given: Mapping[str, object]) -> tuple[str, ...]:
    """Return what a constructor refuses."""
    try:
        made(**given)
    except FAULTS as error:
        return texts(error)
    return ()


def texts(error: Exception) -> tuple[str, ...]:
    """The problems of an error."""
    return error.problems if isinstance(error, SlakitError) else (str(error.args[0]) if error.args else type(error).__name__,)


@cache
def arguments(made: type) -> tuple[Argument, ...]:
    """The arguments of a class, in the order of its constructor.

    >>> [argument.name for argument in arguments(Weekly)]
    ['hours', 'tz', 'dated']
    """
    fields = {field.alias: field for field in attrs.fields(made)} if attrs.has(made) else {}
    generated = attrs.has(made) and not hasattr(made, "__attrs_init__")
    hints = _hints(made)
    made_of = []
    for parameter in signature(made).parameters.values():
        if parameter.kind in (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD):
            continue
        field = fields.get(parameter.name)
        if field is not None and field.metadata.get("document") is False:
            continue
        hint = hints.get(field.name if field else parameter.name, object)
        if field and generated:
            made_of.append(Argument(parameter.name, hint, _default(field), field))
        else:
            made_of.append(Argument(parameter.name, hint, attrs.NOTHING if parameter.default is Parameter.empty else parameter.default))
    return tuple(made_of)


def _hints(made: type) -> dict[str, object]:
    """The types of its arguments; empty for a class whose types cannot be resolved, which only its constructor checks."""
    try:
        return get_type_hints(made) if attrs.has(made) else get_type_hints(made.__init__)  # type: ignore[misc]
    except NameError:
        return {}


def _default(field: "attrs.Attribute[Any]") -> object:
    """The default of a field; None for one that is made of the other arguments."""
    factory = getattr(field.default, "factory", None)
    if factory is None:
        return field.default
    return None if getattr(field.default, "takes_self", False) else factory()


def members(hint: object) -> tuple[object, ...]:
    """The types that a type allows: those of a union, or itself."""
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


def is_table(hint: object) -> bool:
    """True if a type is a class that is written as a table without a word, such as a party."""
    return isinstance(hint, type) and attrs.has(hint) and hint not in PLAIN and kind_of(hint) is None


def holds_parts(hint: object) -> bool:
    """True if a type is, or contains, something that is written as a table."""
    if isinstance(hint, type) and (is_table(hint) or kind_of(hint)):
        return True
    return any(holds_parts(inner) for inner in get_args(hint) if inner is not Ellipsis)


def by_value(options: tuple[object, ...]) -> Any:
    """The type of the parts that may be written as a table, by the value of a field, by a name or by an edge; None where none may."""
    single = {option for option in options if isinstance(option, type) and kind_of(option)}
    for option in options:
        pair = get_args(get_args(option)[0]) if get_origin(option) is tuple and get_args(option)[1:] == (Ellipsis,) else ()
        mixed = len(pair) == 2 and (pair[0] is str or any(part in TEXTUAL for part in members(pair[1])))
        if len(pair) == 2 and (single or (mixed and holds_parts(pair[1]))):
            return pair[1]
    return None


def noun(made: type) -> str:
    """Return the name of a class with its article, for a message: "an objective", "claims"."""
    name = made.__name__.lower()
    if name.endswith("s"):
        return name
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"
