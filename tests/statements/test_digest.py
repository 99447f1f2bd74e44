"""Digests: equal parts have one digest, and an argument that nobody writes is in none."""

import attrs
import pytest

import slakit as sk
from slakit.statements.digest import digest, plain


def rule(**more):
    """A class as an older and a newer version of it, under one name."""
    extra = {name: attrs.field(**given, kw_only=True) for name, given in more.items()}
    return attrs.make_class("Rule", {"credit": attrs.field(), **extra}, frozen=True)


@pytest.mark.parametrize(
    "given",
    [
        {"default": None},
        {"default": 0},
        {"factory": list},
        {"default": "1 h", "converter": sk.quantity},
        {"default": (), "converter": tuple},
    ],
    ids=["none", "a number", "a list", "a quantity", "a tuple"],
)
def test_a_new_argument_changes_no_digest(given):
    """What an agreement does not write is not in its digest, so that a later version of the library gives the same one."""
    older, newer = rule(), rule(more=given)
    assert digest(older("5 %")) == digest(newer("5 %"))


def test_what_is_written_is_in_the_digest():
    """A value that is not the default tells two agreements apart; the default itself, written out, does not."""
    newer = rule(more={"default": "1 h", "converter": sk.quantity})
    assert digest(newer("5 %", more="60 min")) == digest(newer("5 %"))
    assert digest(newer("5 %", more="61 min")) != digest(newer("5 %"))
    assert plain(newer("5 %", more="2 h")) == {"is": "Rule", "credit": "5 %", "more": ["7200000000", "[time]"]}
