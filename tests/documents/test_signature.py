"""Arguments of a class, as its constructor has them, and what types are written as tables."""

from fractions import Fraction
from typing import Any

import attrs
import pytest

import slakit as sk
from slakit.calendars.base import Calendar
from slakit.documents.signature import Argument, arguments, by_value, holds_parts, is_table, members, noun, texts
from slakit.metrics.condition import Filter
from slakit.values.quantity import Quantity, quantity


def even(instance, attribute, value):
    if value % 2:
        raise ValueError(f"{value} is odd")


def below(instance, attribute, value):
    if value > instance.whole:
        raise ValueError(f"{value} is more than the whole")


@attrs.frozen
class Made:
    whole: int = attrs.field(validator=even)
    _part: int = attrs.field(default=0, validator=below, kw_only=True)
    share: Quantity = attrs.field(default="1 %", converter=quantity, kw_only=True)
    names: tuple[str, ...] = attrs.field(factory=tuple, alias="called", kw_only=True)
    twice: int = attrs.field(default=attrs.Factory(lambda self: 2 * self.whole, takes_self=True), kw_only=True)
    kept: int = attrs.field(default=3, init=False)
    also: int = attrs.field(default=1, converter=attrs.Converter(lambda value, field: value, takes_field=True), kw_only=True)


class Plain:
    """A class with a constructor of its own."""

    def __init__(self, first: int, second: str = "two", *more: int, **others: int) -> None:
        self.first, self.second = first, second


def argument(name, made=Made):
    (match,) = [one for one in arguments(made) if one.name == name]
    return match


def test_the_arguments_of_a_constructor():
    """By the names of its arguments, in their order, with type and default; what the constructor does not take is none."""
    assert [(one.name, one.hint, one.default) for one in arguments(Made)] == [
        ("whole", int, attrs.NOTHING),
        ("part", int, 0),
        ("share", Quantity, "1 %"),
        ("called", tuple[str, ...], ()),  # what its factory makes
        ("twice", int, None),  # it is made of another
        ("also", int, 1),
    ]
    assert [one.name for one in arguments(Made) if one.needed] == ["whole"]


def test_the_arguments_of_a_plain_class():
    """Those of its constructor; lists of any length are none."""
    assert arguments(Plain) == (Argument("first", int, attrs.NOTHING), Argument("second", str, "two"))
    assert argument("second", Plain).of(Plain(1, "b")) == "b"


def test_a_type_that_cannot_be_found():
    """Such a class is checked by its constructor alone."""

    class Strange:
        def __init__(self, part: "Unheard") -> None:  # noqa: F821
            self.part = part

    assert arguments(Strange) == (Argument("part", object, attrs.NOTHING),)


def test_a_constructor_of_ones_own_over_attrs():
    """Where a class writes `__init__` and calls `__attrs_init__`, its own arguments count, with the types of the fields of that name."""

    @attrs.frozen(init=False)
    class Own:
        part: int

        def __init__(self, part: str = "1"):
            self.__attrs_init__(int(part))

    assert arguments(Own) == (Argument("part", int, "1"),)


def test_what_an_object_was_given():
    """By the attribute behind the argument, whatever the argument is called."""
    made = Made(4, part=2, called=("a",))
    assert {one.name: one.of(made) for one in arguments(Made)} == {
        "whole": 4, "part": 2, "share": quantity("1 %"), "called": ("a",), "twice": 8, "also": 1,
    }  # fmt: skip


def test_what_is_taken_besides_the_type():
    """A converter of its own takes more; where there is no attribute nobody knows."""
    assert [one.name for one in arguments(Made) if one.loose] == ["share", "also"]
    assert argument("first", Plain).loose


def test_what_an_object_will_hold():
    """What its converter makes; one that looks at the field is left to the constructor."""
    assert argument("share").held("5 %") == quantity("5 %")
    assert (argument("whole").held(3), argument("also").held("x"), argument("first", Plain).held("x")) == (3, "x", "x")


@pytest.mark.parametrize(
    ("name", "value", "problems"),
    [
        ("whole", 4, ()),
        ("whole", 3, ("3 is odd",)),
        ("share", "5 %", ()),
        ("share", "5 oranges", ("'5 oranges' ",)),
        ("whole", "x", ("not all arguments converted during string formatting",)),
        ("part", 9, ()),  # it looks at another argument, which is not there
        ("also", None, ()),
    ],
)
def test_what_is_wrong_with_a_value_alone(name, value, problems):
    """For its own converter and validator, whatever the other arguments are."""
    result = argument(name).problems(Made, value)
    assert len(result) == len(problems)
    assert all(text.startswith(problem) for text, problem in zip(result, problems, strict=True))


def test_a_plain_class_has_no_validators():
    """Its constructor says what is wrong."""
    assert argument("first", Plain).problems(Plain, "x") == ()


def test_the_texts_of_an_error():
    """All problems of an error of slakit; of another its text, or its name where it has none."""
    assert texts(sk.errors.ContractError("a", "b")) == ("a", "b")
    assert texts(ValueError("no", "more")) == ("no",)
    assert texts(TypeError()) == ("TypeError",)


def test_the_members_of_a_type():
    """Those of a union; of any other itself."""
    assert members(int | None) == (int, type(None))
    assert members(tuple[int, ...]) == (tuple[int, ...],)


@pytest.mark.parametrize(
    ("hint", "table", "parts"),
    [
        (sk.Party, True, True),  # a class without a word
        (sk.Objective, True, True),
        (sk.Uptime, False, True),  # it has a word, "uptime"
        (Calendar, False, True),
        (tuple[sk.Uptime, ...], False, True),
        (sk.Party | None, False, True),
        (Quantity, False, False),  # it is written as text
        (Filter, False, False),
        (Fraction, False, False),
        (int, False, False),
        (tuple[str, ...], False, False),
        (Any, False, False),
    ],
)
def test_what_is_written_as_a_table(hint, table, parts):
    """A class without a word of its own; and what contains such a class, or one with a word."""
    assert (is_table(hint), holds_parts(hint)) == (table, parts)


@pytest.mark.parametrize(
    ("options", "part"),
    [
        ((tuple[tuple[str, sk.Uptime], ...],), sk.Uptime),  # by a name
        ((Calendar, tuple[tuple[int, Calendar], ...]), Calendar),  # one for all, or by a value
        ((tuple[tuple[Quantity, sk.Uptime | Quantity], ...],), sk.Uptime | Quantity),  # by an edge
        ((tuple[tuple[str, int], ...],), None),  # nothing in it is a table
        ((tuple[sk.Uptime, ...],), None),  # a list
        ((tuple[tuple[str, int, Calendar], ...],), None),  # no pairs
        ((tuple[tuple[int, Calendar], ...],), None),  # neither one for all nor a name
        ((int, None), None),
    ],
)
def test_parts_by_a_value(options, part):
    """The type of what a table of pairs has on its right, where that may be a table itself."""
    assert by_value(options) == part


def test_how_a_message_calls_a_class():
    """With its article."""
    assert [noun(made) for made in (sk.Objective, sk.Party)] == ["an objective", "a party"]
