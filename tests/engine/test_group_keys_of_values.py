"""Any value of a record names a group, equal values the same one."""

from collections import namedtuple
from datetime import date, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from value_cases import AT, LAST, Colour, agreement, arrow, everywhere, groups, objects, polars

import slakit as sk

pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
pa = pytest.importorskip("pyarrow")


ZONED = AT.astimezone(timezone(timedelta(hours=1)))


def test_a_group_named_by_an_instant():
    """Instants are named in UTC, whatever zone they came in; a text is named as it was given."""
    rows = [{"at": at, "id": index} for index, at in enumerate([AT, ZONED, "2026-01-05T00:00:00Z", LAST["at"]])]
    counted, _ = everywhere(agreement(sk.Count("posts").by("at")), rows)
    assert counted == {("O0", "2026-01-05T00:00:00+00:00"): 2, ("O0", "2026-01-05T00:00:00Z"): 1}
    keyed, _ = everywhere(agreement(sk.Count("posts", key="id").by("at")), rows)
    assert keyed == counted


# groups


def test_equal_numbers_are_one_group():
    """1, 1.0, Decimal("1.0") and Decimal("1.00") are the group 1; 2.5 in any form is the group 2.5; a third is 1/3."""
    values = [
        Decimal("1.0"),
        1,
        1.0,
        Decimal("1.00"),
        Fraction(5, 2),
        2.5,
        Decimal("2.50"),
        Fraction(1, 3),
        Decimal("0.12345678901234567890"),
    ]
    assert groups(values, objects) == {1: 4, 2.5: 3, "1/3": 1, "0.1234567890123456789": 1}
    assert all(type(name) in (int, float, str) for name in groups(values))


def test_nearly_equal_numbers_are_two_groups():
    """A float means its shortest decimal text: 0.1 and the fraction that its bits spell are two groups in any order."""
    bits = Fraction(0.1)
    assert groups([0.1, bits]) == {0.1: 1, "0.1000000000000000055511151231257827021181583404541015625": 1}


def test_true_and_one_are_two_groups():
    """A truth value is not the number that Python takes it for."""
    assert groups([True, 1, False, 0, 1.0, None], objects) == {"true": 1, 1: 2, "false": 1, 0: 1, "(none)": 1}


def test_lists_and_mappings_name_groups():
    """A list or a mapping in a group is its text, from rows and from every frame."""
    assert groups([["a", "b"], ["a"], ["a", "b"], None], objects, polars(pl.List(pl.String)), arrow(pa.list_(pa.string()))) == {
        "['a', 'b']": 2,
        "['a']": 1,
        "(none)": 1,
    }
    struct = pa.struct([("a", pa.int64()), ("b", pa.int64())])
    named = [{"a": 1, "b": 2}, {"b": 2, "a": 1}, {"a": 1, "b": 3}]
    assert groups(named, objects, polars(pl.Struct({"a": pl.Int64, "b": pl.Int64})), arrow(struct)) == {
        "{'a': 1, 'b': 2}": 2,
        "{'a': 1, 'b': 3}": 1,
    }


def test_dates_and_durations_name_groups():
    """A date is named as ISO text and a duration as Python writes it."""
    days = [date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 1)]
    assert groups(days, objects, polars(pl.Date), arrow(pa.date32())) == {"2026-01-01": 2, "2026-01-02": 1}
    spans = [timedelta(days=1), timedelta(hours=1)]
    timed = [objects, polars(pl.Duration("us")), arrow(pa.duration("us")), lambda rows: objects(rows).astype({"e": "timedelta64[us]"})]
    assert groups(spans, *timed) == {"1 day, 0:00:00": 1, "1:00:00": 1}


Pair = namedtuple("Pair", "a b")


def test_other_values_name_groups():
    """A UUID, an Enum, bytes and a set have names that are the same on every machine."""
    code = UUID(int=7)
    values = [code, Colour.RED, b"x", {2, 1}, frozenset({"b", "a"}), Pair(1, 2)]
    names = {str(code): 1, "Colour.RED": 1, "b'x'": 1, "{1, 2}": 1, "{'a', 'b'}": 1, "(1, 2)": 1}
    assert groups(values, objects) == names
