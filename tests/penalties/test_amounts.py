"""Amounts: one record of money, amounts in kind and rights, whose fields say where each is used."""

import attrs
import pytest

from slakit.penalties.amounts import Amounts, HoldsAmounts, Use, names_of
from slakit.statements.line import ORDER


def test_what_holds_amounts_has_each_of_them_as_an_attribute():
    """A new amount is an attribute of lines and statements, and a key of the JSON of a line."""
    names = {part.name for part in attrs.fields(Amounts)}
    assert names <= set(vars(HoldsAmounts))
    assert set(names_of(money=True)) <= set(ORDER)


@pytest.mark.parametrize(
    ("use", "names"),
    [
        (Use.RULE, "credit bonus returned units rights"),
        (Use.STEP, "credit payable bonus returned banked units converted"),
        (Use.TOTAL, "credit payable bonus entitled claimed forfeited returned"),
        (Use.POSTED, "credit payable bonus returned units"),
        (Use.DIGESTED, "credit payable entitled bonus units entitled_units rights"),
    ],
)
def test_the_amounts_of_each_use_in_their_order(use, names):
    """JSON keeps the order of the fields; a digest has one of its own, so that it stays what it was."""
    assert names_of(use) == tuple(names.split())
