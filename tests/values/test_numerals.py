"""How the numbers of a file are written."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from slakit.errors import UsageError
from slakit.values.number import number
from slakit.values.numerals import Numerals

GERMAN = Numerals(",", ".")


@pytest.mark.parametrize(
    ("numerals", "text", "plain"),
    [
        (GERMAN, "1.299,99", "1299.99"),
        (GERMAN, "1.299", "1299"),
        (GERMAN, "1299,5", "1299.5"),
        (GERMAN, "1.299.000", "1299000"),
        (GERMAN, " -1.299,5 ", "-1299.5"),
        (GERMAN, "\u22121.299,5", "-1299.5"),
        (GERMAN, "+7", "+7"),
        (GERMAN, ",5", "0.5"),
        (GERMAN, "1,5e3", "1.5e3"),
        (GERMAN, "007,5", "007.5"),
        (GERMAN, "0", "0"),
        (Numerals(), "1299.99", "1299.99"),
        (Numerals(".", ","), "1,299.99", "1299.99"),
        (Numerals(",", " "), "1 299,99", "1299.99"),
        (Numerals(",", " "), "1\u00a0299\u202f000,99", "1299000.99"),
        (Numerals(",", "\u00a0"), "1 299", "1299"),
        (Numerals(".", "'"), "1\u2019299.5", "1299.5"),
        (Numerals(".", "_"), "1_299", "1299"),
    ],
)
def test_numbers(numerals, text, plain):
    """A number of the notation is written as slakit reads it."""
    assert numerals.plain(text) == plain


@pytest.mark.parametrize(
    ("numerals", "text"),
    [
        (GERMAN, "1.29"),  # 1.29, not 129
        (GERMAN, "1.2999"),
        (GERMAN, "0.129"),  # 0.129, not 129
        (GERMAN, "012.345"),
        (GERMAN, "1299.999"),
        (GERMAN, "1,299.99"),
        (GERMAN, "1.299,99,9"),
        (GERMAN, "1."),
        (GERMAN, "1,"),
        (GERMAN, ","),
        (GERMAN, "-"),
        (GERMAN, "e5"),
        (GERMAN, "1..299"),
        (GERMAN, "1 299"),
        (GERMAN, "1/3"),
        (GERMAN, "12 EUR"),
        (GERMAN, "١٢"),
        (GERMAN, ""),
        (GERMAN, "  "),
        (GERMAN, None),
        (Numerals(), "1,299"),
        (Numerals(), "1 299"),
        (Numerals(","), "1.299"),
        (Numerals(".", ","), "1,29"),
        (Numerals(".", ","), "0,129"),
    ],
)
def test_what_is_no_number(numerals, text):
    """What the notation does not allow is no number, above all no other number."""
    assert numerals.plain(text) is None


@given(st.decimals(-(10**9), 10**9, places=3), st.sampled_from([(",", "."), (".", ","), (",", " "), (".", "'"), (",", None), (".", None)]))
def test_what_is_written_is_read(value, signs):
    """A number written in a notation reads as itself in that notation, and never as another one in any other."""
    decimal, thousands = signs
    text = f"{value:,}".replace(",", "t").replace(".", decimal).replace("t", thousands or "")
    assert number(Numerals(decimal, thousands).plain(text)) == Fraction(value)
    if thousands and thousands in ".,":
        other = Numerals(thousands, decimal).plain(text)  # thousands and decimals the other way about
        assert other is None or decimal not in text or thousands not in text


@pytest.mark.parametrize(
    ("signs", "said"),
    [
        ((";", None), "decimal=';' is not a decimal sign; write decimal=',' or decimal='.'"),
        ((".", "."), "decimal='.' and thousands='.' are one sign; write decimal=',', thousands='.'"),
        ((",", ""), "thousands='' is not a sign between thousands; write thousands='.', thousands=',' or thousands=' '"),
        ((",", 5), "thousands=5 is not a sign between thousands; write thousands='.', thousands=',' or thousands=' '"),
    ],
)
def test_signs_that_are_wrong(signs, said):
    """A sign that is none is the caller's fault."""
    with pytest.raises(UsageError) as caught:
        Numerals(*signs)
    assert str(caught.value) == said
