"""Examples in remedies: what a document may write for an argument, and for the table of a class."""

import tomllib
from decimal import Decimal

import pytest

import slakit as sk
from slakit.documents.kinds import KINDS
from slakit.documents.python_data import _tables
from slakit.documents.signature import arguments
from slakit.documents.type_checks import example, example_of, misfits, table_example

WORDS = [sk.STANDARD.find(kind, word) for kind in KINDS for word in sk.STANDARD.words(kind)]
NEEDED = {
    f"{made.__name__}.{argument.name}": argument
    for made in [*WORDS, *_tables()]
    if isinstance(made, type)
    for argument in arguments(made)
    if argument.needed
}


@pytest.mark.parametrize("name", NEEDED)
def test_an_example_of_every_argument_that_must_be_given(name):
    """It can be written as it is: one setting of TOML, with nothing left open."""
    argument = NEEDED[name]
    written = tomllib.loads(example(argument), parse_float=Decimal)
    assert list(written) == [argument.name]
    assert "..." not in str(written)


def test_an_example_of_a_class():
    """A table of what must be given, or of the first argument where nothing must."""
    assert example_of(sk.Party) == '{ name = "Support" }'
    assert example_of(sk.Settlement) == '{ cap = "15 %" }'
    assert example_of(sk.Objective) == ('{ name = "Support", metric = { is = "uptime", stream = "outages" }, target = "at least 99.9 %" }')
    assert example_of(sk.Target) == '"at least 99.9 %"'
    assert example_of(int) == "..."


def test_an_example_of_a_table():
    """By the key whose value is no table."""
    assert table_example(("penalty", "below")) == '{ "99 %" = "10 %", "99.9 %" = "5 %" }'
    assert table_example(()) == table_example(("provider",)) == '{ name = "..." }'


@pytest.mark.parametrize(
    ("data", "hint", "problem"),
    [
        (True, str, "true is not text; write \"Europe/London\""),
        (5, str, "5 is not text; write '5'"),
        ("5", int, "'5' is not a whole number; write 5"),
        (5, tuple[str, ...], "5 is not a list of texts; write ['5']"),
        ("on", bool, "'on' is not true or false; write true"),
    ],
)  # fmt: skip
def test_what_does_not_fit(data, hint, problem):
    """The value, what was wanted, and one remedy."""
    assert [text for _, text in misfits(data, hint, ("timezone",))] == [problem]
