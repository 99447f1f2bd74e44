"""Values of records as JSON data and back."""

import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import SimpleNamespace
from uuid import UUID

import pytest

from slakit.errors import RecordError
from slakit.metrics.record import canonical, decode, encode


class Level(Enum):
    HIGH = "high"


VALUES = [
    *(None, True, 1, "a", 2.5, Decimal("1.50"), Fraction(1, 3), b"\x00\xff", UUID(int=7), Level.HIGH),
    *(date(2026, 1, 5), time(9, 30), datetime(2026, 1, 5), datetime(2026, 1, 5, tzinfo=UTC), timedelta(hours=1)),
    datetime.max.replace(tzinfo=timezone(timedelta(hours=-5))),
    *({2, "a"}, frozenset({1}), ("a", [1]), {"a": {1: b"x"}, 2: None}, set(), {}),
]


@pytest.mark.parametrize("value", VALUES)
def test_a_value_comes_back(value):
    """What a record holds is the same after it was saved as JSON, type and all."""
    back = decode(json.loads(json.dumps(encode(value))))
    assert back == value
    assert type(back) is type(value)


def test_one_order():
    """Sets and mappings are written in one order, times in UTC."""
    assert canonical(encode({3, 1, 2})) == '{"set":[1,2,3]}'
    assert encode({"b": 1, "a": 2}) == encode({"a": 2, "b": 1})
    assert encode(datetime(2026, 1, 5, 1, tzinfo=timezone(timedelta(hours=1)))) == {"datetime": "2026-01-05T00:00:00+00:00"}


def test_values_of_pandas_and_numpy():
    """NumPy's values are saved as Python's, NaT and NA as unknown."""
    np, pd = pytest.importorskip("numpy"), pytest.importorskip("pandas")
    given = [
        np.int64(3),
        np.array([1, 2]),
        np.datetime64("2026-01-05", "ns"),
        pd.NaT,
        pd.NA,
        pd.Timedelta("1h"),
        pd.Timestamp("2026-01-05"),
    ]
    assert [decode(encode(value)) for value in given] == [
        3,
        [1, 2],
        datetime(2026, 1, 5),
        None,
        None,
        timedelta(hours=1),
        datetime(2026, 1, 5),
    ]


def test_an_object_comes_back_with_its_fields():
    """An object of any class is its attributes."""
    assert decode(encode(SimpleNamespace(b=1, a={2}))) == SimpleNamespace(a={2}, b=1)


@pytest.mark.parametrize("value", [object(), len, int, lambda: 0], ids=["object", "function", "class", "lambda"])
def test_what_has_no_fields(value):
    """It cannot be saved, and the error says what can."""
    with pytest.raises(RecordError, match=r"cannot be saved; feed .*UUIDs"):
        encode(value)


def test_an_enum_that_is_not_imported():
    """A saved member of an Enum needs its class: it is looked up among what is imported, and nothing is imported for it."""
    with pytest.raises(RecordError, match=r"Shade of nowhere.paint is not imported; import it before the state is restored"):
        decode({"enum": ["nowhere.paint", "Shade", "high"]})
