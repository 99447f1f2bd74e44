"""Formats, round(), float() and int() of quantities and money (docs/numbers.md V4)."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

import slakit as sk
from slakit.values.formatting import formatted
from slakit.values.money import Money
from slakit.values.quantity import Quantity

UNIT = sk.errors.UnitError


@pytest.mark.parametrize(
    ("value", "spec", "text"),
    [
        (sk.money("1000 EUR"), ",.2f", "1,000.00 EUR"),
        (sk.money("1234567.5 GBP"), "_.1f", "1_234_567.5 GBP"),
        (sk.money("-1234.5 GBP"), ",.0f", "-1,235 GBP"),  # half up goes away from zero
        (sk.money("2.50 GBP"), ".0f", "3 GBP"),
        (sk.money("100 GBP") / 7, ".4f", "14.2857 GBP"),
        (sk.money("12000 GBP"), "", "12000.00 GBP"),
        (sk.money("12000 GBP"), ",", "12,000.00 GBP"),
        (sk.money("5 GBP"), "+.2f", "+5.00 GBP"),
        (sk.money("5 GBP"), "*>12,.2f", "****5.00 GBP"),
        (sk.money("5 GBP"), "12.2f", "    5.00 GBP"),
        (sk.money("5 GBP"), "<12", "5.00 GBP    "),
        (sk.quantity("99.86111 %"), ".3f", "99.861 %"),
        (sk.quantity("2.5 min"), ".0f", "2 min"),  # half to even
        (sk.quantity("44460 min"), ",.1f", "44,460.0 min"),
        (sk.quantity("500 message/hour"), "^22.0f", "   500 message/hour   "),
        (sk.quantity("3"), ".2f", "3.00"),
        (Quantity(Fraction(1, 3), "%"), ",", "1/3 %"),
    ],
)
def test_a_format_is_of_the_number_and_keeps_the_unit(value, spec, text):
    """Digits, groups, sign; a width counts the whole text, as columns of a report need it."""
    assert format(value, spec) == text


@pytest.mark.parametrize("spec", ["d", ".2", "e", "%", "g", "s", "08.2f", "=12.2f", ".999f", "f", "x", ",,", ".f"])
def test_a_format_that_would_lose_something_is_refused(spec):
    """By slakit's own error, which is the ValueError that Python wants of a bad format, with one to write."""
    for value in (sk.money("1234.5 GBP"), sk.quantity("99.5 %")):
        with pytest.raises(UNIT, match=r"is not a format of '.*; write '"):
            format(value, spec)
    assert issubclass(UNIT, ValueError)


def test_round_gives_the_same_type():
    """A quantity half to even, money half up; with a minus to hundreds."""
    assert round(sk.quantity("99.865 %"), 2) == sk.quantity("99.86 %")
    assert repr(round(sk.money("10.1250 GBP"), 2)) == "money('10.13 GBP')"
    assert round(sk.money("10.1250 GBP"), 2) == sk.money("10.1250 GBP").rounded()
    assert (round(sk.quantity("90.5 min")), round(sk.money("1250 GBP"), -2)) == (sk.quantity("90 min"), sk.money("1300 GBP"))


def test_plain_numbers():
    """The nearest float, in the unit that is shown; an int of what is whole."""
    assert (float(sk.quantity("99.9 %")), float(sk.money("0.1 GBP"))) == (99.9, 0.1)
    assert float(sk.money("1 GBP") / 3) == 1 / 3
    assert (int(sk.quantity("3")), int(sk.money("12000 GBP"))) == (3, 12000)
    with pytest.raises(UNIT, match=r"'2.5 min' is not a whole number"):
        int(sk.quantity("2.5 min"))
    with pytest.raises(UNIT, match="too large for a float"):
        float(Money(10**400, "GBP"))


DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=6)


@given(DECIMALS, st.integers(0, 8))
def test_formats_are_those_of_decimal(value, digits):
    """Python's decimals, rounded the same way, have the same text; a minus before nothing but zeros is left out."""
    step = Decimal(1).scaleb(-digits)
    for made, mode, unit in ((Money(value, "GBP"), ROUND_HALF_UP, " GBP"), (Quantity(value, "min"), ROUND_HALF_EVEN, " min")):
        rounded = value.quantize(step, mode)
        assert format(made, f",.{digits}f") == f"{rounded if rounded else abs(rounded):,.{digits}f}{unit}"


@given(DECIMALS, st.integers(0, 6))
def test_a_format_and_a_rounded_value_agree(value, digits):
    """What is formatted is what round() gives."""
    for made in (Money(value, "GBP"), Quantity(value, "%")):
        assert format(made, f".{digits}f") == format(round(made, digits), f".{digits}f")


def test_a_number_without_a_unit():
    """Nothing stands after it."""
    assert formatted("+,.1f", Fraction(1234), "1234", "", "half-even") == "+1,234.0"
