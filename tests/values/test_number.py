"""Numbers: of many digits they are refused at once, since no pattern reads a text from each of its characters on."""

import pytest

from slakit.errors import ContractError, UnitError
from slakit.targets.phrases import at_least
from slakit.values.money import money
from slakit.values.number import number
from slakit.values.quantity import quantity


@pytest.mark.parametrize("read", [number, quantity, money, at_least])
@pytest.mark.parametrize("text", ["9" * 100_000, "9" * 100_000 + "x", "9," * 50_000, "1/" * 50_000])
def test_long_texts(read, text):
    """A cell of 100,000 digits took more than ten minutes when each digit was a place to begin at."""
    with pytest.raises((UnitError, ContractError), match="is not"):
        read(text)


def test_large_whole_numbers():
    """Python writes no whole number of more than 4,300 digits as a decimal text."""
    with pytest.raises(UnitError, match="a whole number of more than 1,000 digits is not one that is read; write a smaller one"):
        number(10**5_000)
    assert number(10**1_000 - 1) == 10**1_000 - 1
