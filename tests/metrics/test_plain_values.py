"""Values of a record in the form in which they are compared."""

import math
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import pytest

from slakit.errors import UnitError
from slakit.metrics.plain_values import by_value, plain, truth

NEVER = datetime.max.replace(tzinfo=timezone(timedelta(hours=-5)))  # beyond what UTC has a year for


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (5.0, 5),
        (1e23, 10**23),
        (0.5, 0.5),
        (Decimal("1.00"), 1),
        (Decimal("2.50"), 2.5),
        (Fraction(5, 2), 2.5),
        (Fraction(1, 3), Fraction(1, 3)),
        (Decimal("0.12345678901234567890"), Fraction("0.1234567890123456789")),
        (Fraction(10**400 + 1, 3), Fraction(10**400 + 1, 3)),
        (Decimal("1E+1000"), Decimal("1E+1000")),
        (Decimal("-Infinity"), -math.inf),
        (math.nan, None),
        (Decimal("NaN"), None),
        (Decimal("sNaN"), None),
        (True, True),
        (datetime(2026, 1, 5, 1, tzinfo=timezone(timedelta(hours=1))), datetime(2026, 1, 5, tzinfo=UTC)),
        (datetime(2026, 1, 5), datetime(2026, 1, 5)),
        (NEVER, NEVER),
    ],
    ids=repr,
)
def test_plain_values(value, form):
    """Equal values have one form: a whole number is its int, another its float if that says it exactly, NaN is unknown."""
    assert plain(value) == form
    assert type(plain(value)) is type(form)
    assert str(plain(value)) == str(form)


def test_plain_values_of_pandas_and_numpy():
    """NaT and NA are unknown, and what NumPy and pandas hold is Python's own."""
    np, pd = pytest.importorskip("numpy"), pytest.importorskip("pandas")
    assert [plain(value) for value in (pd.NaT, pd.NA, np.float64("nan"), np.datetime64("NaT", "us"))] == [None] * 4
    assert [type(plain(value)) for value in (np.int8(1), np.float32(0.5), np.bool_(True), pd.Timedelta("1h"))] == [
        int,
        float,
        bool,
        timedelta,
    ]
    assert plain(pd.Timestamp("2026-01-05", tz="Asia/Tokyo")) == datetime(2026, 1, 4, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("7", 7),
        ("7.0", 7),
        (7.0, 7),
        ("-3", -3),
        ("1.5", 1.5),
        ("True", True),
        ("FALSE", False),
        ("007", "007"),
        ("1.10", "1.10"),
        (" ", None),
    ],
)
def test_keys_by_value(value, key):
    """A text that writes a number as it is shown is that number, and true and false are no texts; any other text is itself."""
    assert by_value(value) == key
    assert type(by_value(value)) is type(key)


@pytest.mark.parametrize(("value", "result"), [(True, True), ("Yes", True), (" true ", True), (1.0, True), ("0", False), ("no", False)])
def test_true_and_false(value, result):
    """In any case, as a word or as 1 and 0."""
    assert truth(value) is result


@pytest.mark.parametrize("value", [None, 2, "maybe", ""])
def test_neither_true_nor_false(value):
    """What says neither is refused."""
    with pytest.raises(UnitError, match="is not true or false; write true or false"):
        truth(value)
