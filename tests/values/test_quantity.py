"""Quantities: read exactly, equal by what they amount to, never mixed, and written so that they read back."""

import copy
import operator
import pickle
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from slakit.errors import UnitError
from slakit.values.number import exact_text, number, plain
from slakit.values.quantity import Quantity, quantity

UNITS = ["", "%", "bp", "ms", "min", "hour", "message", "message/hour", "/min", "GiB", "pp", "user*min"]
fractions = st.fractions(max_denominator=10**6)
quantities = st.builds(Quantity, fractions, st.sampled_from(UNITS))
durations = st.builds(Quantity, fractions, st.sampled_from(["us", "ms", "s", "min", "hour", "day", "week"]))


@pytest.mark.parametrize(
    ("written", "shown", "base", "dimension"),
    [
        ("99.9 %", "99.9 %", Fraction(999, 1000), ""),
        ("99.90%", "99.9 %", Fraction(999, 1000), ""),
        ("0.999", "0.999", Fraction(999, 1000), ""),
        ("3", "3", 3, ""),
        ("1e3 post", "1000 post", 1000, "[item]"),
        ("1 hour", "1 hour", 3_600_000_000, "[time]"),
        ("1.5 hours", "1.5 hours", 5_400_000_000, "[time]"),
        ("-.5 h", "-0.5 h", -1_800_000_000, "[time]"),
        ("+2 min", "2 min", 120_000_000, "[time]"),
        ("1 h 30 min", "90 min", 5_400_000_000, "[time]"),
        ("1h30min", "90 min", 5_400_000_000, "[time]"),
        ("1 day 2 hours 0.5 s", "93600.5 s", 93_600_500_000, "[time]"),
        ("1/3 %", "1/3 %", Fraction(1, 300), ""),
        ("1/3/min", "1/3/min", Fraction(1, 180_000_000), "1/[time]"),
        ("5/min", "5/min", Fraction(1, 12_000_000), "1/[time]"),
        ("5 per min", "5/min", Fraction(1, 12_000_000), "1/[time]"),
        ("500 messages per hour", "500 messages/hour", Fraction(5, 36_000_000), "[item]/[time]"),
        ("25 basis points", "25 bp", Fraction(1, 400), ""),
        (3, "3", 3, ""),
        (0.1, "0.1", Fraction(1, 10), ""),
        (1e-7, "0.0000001", Fraction(1, 10**7), ""),
        (Fraction(1, 7), "1/7", Fraction(1, 7), ""),
        (Decimal("99.90"), "99.9", Fraction(999, 10), ""),
        (timedelta(hours=2), "2 h", 7_200_000_000, "[time]"),
        (timedelta(seconds=90), "90 s", 90_000_000, "[time]"),
        (timedelta(microseconds=-1), "-1 us", -1, "[time]"),
        (timedelta(0), "0 h", 0, "[time]"),
    ],
)
def test_read(written: object, shown: str, base: Fraction, dimension: str) -> None:
    """A quantity is read exactly, whatever it was written as, and shown as it reads back."""
    read = quantity(written)
    assert (str(read), read.base, read.dimension) == (shown, base, dimension)
    assert repr(read) == f"quantity({shown!r})"
    assert type(read.magnitude) is type(read.base) is Fraction
    assert quantity(read) is read


EXAMPLE = "write '99.9 %', '1 hour' or '3'"
STEPS = "is not a quantity, its parts do not go from the largest unit to the smallest; write '1 h 30 min'"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("soon", f"'soon' is not a quantity; {EXAMPLE}"),
        ("", f"'' is not a quantity; {EXAMPLE}"),
        ("nan", f"'nan' is not a quantity; {EXAMPLE}"),
        ("1:30", f"'1:30' is not a quantity; {EXAMPLE}"),
        ("١ h", f"'١ h' is not a quantity; {EXAMPLE}"),
        ("1e99999", f"'1e99999' is not a quantity; {EXAMPLE}"),
        ("5 min 3", "'5 min 3' is not a quantity, its last number has no unit; write '5 min 3 s'"),
        ("99,9,9 %", f"'99,9,9 %' is not a quantity; {EXAMPLE}"),
        ("99,9 %", "'99,9 %' is not a quantity; write '99.9 %'"),
        ("12,000 min", "'12,000 min' is not a quantity; write '12000 min'"),
        ("12 000 min", "'12 000 min' is not a quantity; write '12000 min'"),
        ("1_000 min", "'1_000 min' is not a quantity; write '1000 min'"),
        ("1.234,5 h", "'1.234,5 h' is not a quantity; write '1234.5 h'"),
        ("30 min 1 h", f"'30 min 1 h' {STEPS}"),
        ("-1 h 30 min", f"'-1 h 30 min' {STEPS}"),
        ("1 h 3 %", f"'1 h 3 %' {STEPS}"),
        (
            "5 minuts",
            "'5 minuts' is not a quantity: 'minuts' is not a unit; did you mean 'minutes'?",
        ),
        (
            "1 month",
            "'1 month' is not a quantity: 'month' is not a duration but a calendar step; write '30 days', or a window such as monthly()",
        ),
        ("600 gbp", "'600 gbp' is not a quantity but money; write money('600 GBP')"),
        (True, f"True is not a quantity; {EXAMPLE}"),
        (None, f"None is not a quantity; {EXAMPLE}"),
        (float("nan"), f"nan is not a quantity; {EXAMPLE}"),
        (float("inf"), f"inf is not a quantity; {EXAMPLE}"),
        (Decimal("NaN"), f"Decimal('NaN') is not a quantity; {EXAMPLE}"),
        (Decimal("1E+9999"), f"Decimal('1E+9999') is not a quantity; {EXAMPLE}"),
    ],
)
def test_refusals(written: object, message: str) -> None:
    """What is no quantity is refused with the text to write instead."""
    with pytest.raises(UnitError) as caught:
        quantity(written)
    assert str(caught.value) == message


FLOAT = "0.5 is a float, not an exact number; write Decimal('0.5') or Fraction('0.5')"


@pytest.mark.parametrize(
    ("deed", "message"),
    [
        (lambda q: q < quantity("3 %"), "'5 min' cannot be compared with '3 %'; write both in units of one kind"),
        (lambda q: q >= quantity("3"), "'5 min' cannot be compared with '3'; write both in units of one kind"),
        (lambda q: q + quantity("3 %"), "'5 min' cannot be added to '3 %'; write both in units of one kind"),
        (lambda q: q - quantity("3 %"), "'5 min' cannot be reduced by '3 %'; write both in units of one kind"),
        (lambda q: q / quantity("3 %"), "'5 min' cannot be divided by '3 %'; write both in units of one kind"),
        (lambda q: q / quantity("0 s"), "'5 min' cannot be divided by zero; write a divisor other than '0 s'"),
        (lambda q: q / 0, "'5 min' cannot be divided by zero; write a divisor other than '0'"),
        (lambda q: q * 0.5, FLOAT),
        (lambda q: 0.5 * q, FLOAT),
        (lambda q: q / 0.5, FLOAT),
        (lambda q: q * True, "True is not a number; write 3, '99.9' or '1/3'"),
        (lambda q: q.to("%"), "'5 min' cannot be shown in '%'; write a unit like 'min'"),
        (lambda q: q.to("hours of"), "'hours of' is not a unit; write '%', 'hour' or 'message/hour'"),
    ],
)
def test_no_mixing(deed: Callable[[Quantity], object], message: str) -> None:
    """Quantities of different dimensions, and floats, do not meet."""
    with pytest.raises(UnitError) as caught:
        deed(quantity("5 min"))
    assert str(caught.value) == message


@pytest.mark.parametrize("deed", [operator.lt, operator.add, operator.sub, operator.mul, operator.truediv])
def test_strangers_are_a_type_error(deed: Callable[[object, object], object]) -> None:
    """Python itself refuses what is neither a quantity nor a number."""
    with pytest.raises(TypeError):
        deed(quantity("5 min"), object())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("60 min", "1 hour"),
        ("99.9 %", "0.999"),
        ("520 message/hour", "520 post/hour"),
        ("1 pp", "100 bp"),
        ("1 week", "7 days"),
        ("1 GiB", "1024 MiB"),
        ("60/hour", "1/min"),
    ],
)
def test_equal_by_amount(one: str, other: str) -> None:
    """Two spellings of one amount are equal and hash alike."""
    assert quantity(one) == quantity(other)
    assert len({quantity(one), quantity(other)}) == 1


def test_not_equal_across_dimensions() -> None:
    """Amounts of different dimensions are never equal; a bare number or a text is refused, also in a list, and what is none is not."""
    assert quantity("1 us") != quantity("1 item")
    for bare in (3, 3.0, "3", Fraction(3), Decimal(3), True):
        for compare in (
            lambda bare=bare: quantity("3") == bare,
            lambda bare=bare: bare != quantity("3"),
            lambda bare=bare: bare in [quantity("3")],
        ):
            with pytest.raises(UnitError, match="cannot be compared with"):
                compare()
    for one, bare, meant in (("5 min", "3 h", "3 h"), ("5 min", 3, "3 min"), ("99.9 %", "95 %", "95 %"), ("0.5", "soon", "0.5")):
        with pytest.raises(UnitError, match=rf"'{one}' cannot be compared with {bare!r}; write quantity\('{meant}'\)"):
            assert quantity(one) == bare
    with pytest.raises(UnitError, match=r"'99.9 %' cannot be compared with '95 %'; write quantity\('95 %'\)"):
        assert quantity("99.9 %") > "95 %"  # type: ignore[operator]
    assert quantity("3") != None  # noqa: E711
    assert quantity("3") not in (None, ())


def test_arithmetic() -> None:
    """Sums keep the left unit; a number scales; like divided by like is a plain number."""
    assert str(quantity("90 min") + quantity("1 hour")) == "150 min"
    assert str(quantity("1 hour") - quantity("90 min")) == "-0.5 hour"
    assert str(-quantity("3 %")) == "-3 %"
    assert str(2 * quantity("1 hour")) == str(quantity("1 hour") * Decimal(2)) == "2 hour"
    assert str(quantity("1 hour") / 3) == str(Fraction(1, 3) * quantity("1 hour")) == "1/3 hour"
    assert quantity("1 hour") / quantity("40 min") == Fraction(3, 2)


def test_shown_in_another_unit() -> None:
    """An amount can be shown in any unit of its dimension, and be made from its base amount."""
    assert str(quantity("90 min").to("hour")) == "1.5 hour"
    assert str(quantity("0.999").to("%")) == "99.9 %"
    assert str(quantity("3 %").to("")) == "0.03"
    assert str(Quantity.of_base(5_400_000_000, "min")) == "90 min"
    assert str(Quantity.of_base(Fraction(1, 3), "%")) == "100/3 %"


@pytest.mark.parametrize(
    ("text", "digits", "shown"),
    [
        ("44460 min", 6, "44,460 min"),
        ("99.8650471 %", 6, "99.865047 %"),
        ("2/3 %", 6, "0.666667 %"),
        ("2/3 %", 2, "0.67 %"),
        ("0.125", 2, "0.12"),
        ("0.375", 2, "0.38"),
        ("99.90 %", 3, "99.9 %"),
        ("-1234567.5/min", 0, "-1,234,568/min"),
        ("999.9999999 h", 6, "1,000 h"),
        ("0.0001 s", 2, "0 s"),
        ("-0.0001 s", 2, "0 s"),
        ("1234.56789 h", 5, "1,234.56789 h"),
    ],
)
def test_show(text: str, digits: int, shown: str) -> None:
    """For the eye: half-even, at most so many decimals, no trailing zeros, thousands separated."""
    assert quantity(text).show(digits) == shown


def test_number() -> None:
    """A record's number is what it was written as: a float is its shortest text, a NumPy scalar its value."""
    numpy = pytest.importorskip("numpy")
    assert number(0.1) == number("0.1") == number(Decimal("0.10")) == number(numpy.float64(0.1)) == Fraction(1, 10)
    assert number(7) == number(" 7 ") == number(numpy.int64(7)) == Fraction(7)
    assert number("1/3") == number(Fraction(1, 3))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("99,9", "'99,9' is not a number; write '99.9'"),
        ("1/0", "'1/0' is not a number; write 3, '99.9' or '1/3'"),
        ("1e9999", "'1e9999' is not a number; write 3, '99.9' or '1/3'"),
        (False, "False is not a number; write 3, '99.9' or '1/3'"),
        (None, "None is not a number; write 3, '99.9' or '1/3'"),
        (float("-inf"), "-inf is not a number; write 3, '99.9' or '1/3'"),
    ],
)
def test_not_a_number(value: object, message: str) -> None:
    """True, nan, inf and words are no numbers."""
    with pytest.raises(UnitError) as caught:
        number(value)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("written", "better"),
    [("99,9", "99.9"), ("1,234,567.5 h", "1234567.5 h"), ("1.234.567 h", "1234567 h"), ("£ 12'000", "£ 12000"), ("12.5", ""), ("a", "")],
)
def test_plain(written: str, better: str) -> None:
    """Foreign spellings of a number are turned into the one that is read; good ones are left alone."""
    assert plain(written) == better


def test_frozen() -> None:
    """A quantity does not change, and travels by pickle and copy."""
    one = quantity("99.9 %")
    with pytest.raises(AttributeError):
        one.magnitude = Fraction(1)  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == one


@given(quantities)
def test_law_text_reads_back(one: Quantity) -> None:
    """`quantity(str(q))` is q, to the last digit of its magnitude."""
    read = quantity(str(one))
    assert (read, read.magnitude, read.unit) == (one, one.magnitude, one.unit)


@given(durations, durations)
def test_law_order_is_the_order_of_bases(one: Quantity, other: Quantity) -> None:
    """Within a dimension quantities are ordered as their base amounts, and equal ones hash alike."""
    assert (one < other, one <= other, one > other, one >= other, one == other) == (
        one.base < other.base,
        one.base <= other.base,
        one.base > other.base,
        one.base >= other.base,
        one.base == other.base,
    )
    assert one != other or hash(one) == hash(other)


@given(durations, durations)
def test_law_sums(one: Quantity, other: Quantity) -> None:
    """Addition commutes, subtraction undoes it, and another unit is another spelling of the same amount."""
    assert one + other == other + one
    assert one + other - other == one
    assert one.to("hour") == one


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_law_a_float_is_its_text(value: float) -> None:
    """A float means its shortest decimal text, so it comes back unchanged."""
    assert quantity(value).magnitude == Fraction(repr(value))
    assert quantity(str(quantity(value))) == quantity(value)


@given(fractions)
def test_law_exact_text(value: Fraction) -> None:
    """The text of a number reads back exactly, by Python's own Fraction too."""
    assert Fraction(exact_text(value)) == number(exact_text(value)) == value


@pytest.mark.parametrize(
    ("text", "whole"),
    [("21 min 36", "21 min 36 s"), ("2 h 30", "2 h 30 min"), ("1 day 2 h 30", "1 day 2 h 30 min"), ("3 days 4", "3 days 4 h")],
)
def test_a_length_of_time_that_misses_its_last_unit(text, whole):
    """The unit that comes next is what to write."""
    with pytest.raises(UnitError) as error:
        quantity(text)
    assert str(error.value) == f"{text!r} is not a quantity, its last number has no unit; write {whole!r}"


@pytest.mark.parametrize("text", ["36 EUR 5", "1 km 500", "min 5", "5 s 3 s 2"])
def test_other_texts_miss_no_unit(text):
    """Only a length of time is written in parts."""
    with pytest.raises(UnitError) as error:
        quantity(text)
    assert "has no unit" not in str(error.value)
