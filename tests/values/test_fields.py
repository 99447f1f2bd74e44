"""Shared validators and converters: what they take, and what their errors say to write."""

from functools import partial

import attrs
import pytest
from refusals import refusal

from slakit.errors import ContractError
from slakit.values.fields import (
    above_zero,
    choice,
    contract_quantity,
    field_name,
    flag,
    instance_of,
    length,
    length_or_zero,
    list_of,
    named_pairs,
    named_text,
    names,
    one_of,
    optional_quantity,
    share_up_to_all,
    unit_text,
    whole_number,
)
from slakit.values.quantity import quantity


def holder(validator, default=attrs.NOTHING):
    """A class with one argument that a validator checks."""
    return attrs.make_class("Holder", {"share": attrs.field(default=default, validator=validator)})


@pytest.mark.parametrize(
    ("validator", "right", "wrong", "problem"),
    [
        (one_of("begun", "full"), "full", "ful", "share='ful' is not one of its words; did you mean 'full'?"),
        (whole_number(1, 3), 1, 0, "share=0 is not a whole number from 1 on; write share=3"),
        (whole_number(None, 3), -1, True, "share=True is not a whole number; write share=3"),
        (above_zero("5 min"), quantity("1 s"), quantity("0 s"), "share='0 s' is not above zero; write share='5 min'"),
        (
            share_up_to_all("10 %"),
            quantity("100 %"),
            quantity("101 %"),
            "share='101 %' is not a share above 0 % and up to 100 %; write share='10 %'",
        ),
        (
            share_up_to_all("10 %"),
            quantity("1 %"),
            quantity("1 h"),
            "share='1 h' is not a share above 0 % and up to 100 %; write share='10 %'",
        ),
        (named_text("Desk"), "Desk", " ", "share=' ' is not a name; write share='Desk'"),
        (instance_of(int, "a count", "3"), 3, "3", "share='3' is not a count; write share=3"),
        (flag, False, 0, "share=0 is not true or false; write share=True"),
        (field_name, "at", "", "share='' is not a name; write share='inquiries'"),
    ],
)
def test_validators(validator, right, wrong, problem):
    """Each takes what is right, and says of the rest what it is not and what to write."""
    assert holder(validator)(right).share == right
    assert refusal(ContractError, holder(validator), wrong) == problem


def test_a_name_may_be_left_out_where_none_is_the_default():
    """An empty text is no name even there."""
    assert holder(field_name, None)().share is None
    assert "is not a name" in refusal(ContractError, holder(field_name, None), "")
    assert "is not a name" in refusal(ContractError, holder(field_name), None)


def test_choice():
    """A word of several; what is none of them is no choice, whatever its type."""
    assert choice("up", ("up", "down"), "a mode; write 'up'") == "up"
    assert refusal(ContractError, choice, ["up"], ("up", "down"), "a mode; write 'up'").startswith("['up'] is not a mode; write 'up'")


def test_quantities_of_a_contract():
    """A text that names none is an error of the contract, not of a unit alone."""
    assert (contract_quantity("99.9 %"), optional_quantity(None), optional_quantity("2 h")) == (
        quantity("99.9 %"),
        None,
        quantity("2 hours"),
    )
    with pytest.raises(ContractError, match="parsecks"):
        contract_quantity("3 parsecks")
    assert unit_text("hours") == "hours"


def test_lengths_of_time():
    """Whole microseconds, and above zero unless zero is meant."""
    assert (length_or_zero("0 s").base, length("1 ms").base) == (0, 1_000)
    assert refusal(ContractError, length, "0 s") == "'0 s' is not a length of time above zero; write '5 min'"
    assert refusal(ContractError, length_or_zero, "99 %") == "'99 %' is not a length of time; write '1 hour'"
    assert refusal(ContractError, length_or_zero, "1/3 us") == "'1/3 us' is not a length of time; write '1 hour'"


def test_tables_and_lists():
    """A mapping or pairs are a table; one name or several are a tuple."""
    assert named_pairs({"a": 1}, "a table", "write {'a': 1}") == named_pairs([("a", 1)], "a table", "write {'a': 1}") == [("a", 1)]
    assert (names("a"), names(["a", "b"])) == (("a",), ("a", "b"))
    assert list_of([1, 2], int, "steps", "1") == (1, 2)
    assert refusal(ContractError, named_pairs, [1], "a table", "write {'a': 1}", "rows") == "rows=[1] is not a table; write {'a': 1}"
    assert (
        refusal(ContractError, partial(list_of, quoted=True), ["1"], int, "steps", "1")
        == "steps=['1'] is not a list of steps; write steps=[1]"
    )
