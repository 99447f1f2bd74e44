"""What a field may hold: rows, frames and monitors name, filter and count the same values alike."""

import tracemalloc
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum
from fractions import Fraction
from uuid import UUID

import pytest
from value_cases import AT, LAST, Colour, agreement, arrow, everywhere, groups, objects, polars, result

import slakit as sk

pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
pa = pytest.importorskip("pyarrow")


# instants


@pytest.mark.parametrize("nothing", [pd.NaT, pd.NA, None, float("nan"), ""], ids=["NaT", "NA", "None", "NaN", "empty"])
@pytest.mark.parametrize("others", [[], [None], ["2026-01-06T00:00:00Z"]], ids=["times", "None", "text"])
def test_an_unknown_instant(nothing, others):
    """NaT, NA, NaN, None and an empty text are no due time, among instants of any kind."""
    agreed = agreement(sk.OnTime("posts", due="due", done="done"))
    rows = [{"due": due, "done": AT} for due in (nothing, AT, *others)]
    unknown = 1 + others.count(None)
    statement = sk.evaluate(agreed, {"posts": rows})
    assert statement.accounts[0].excluded == {"no due time": unknown}
    assert statement.accounts[0].counted == len(rows) - unknown


@pytest.mark.parametrize("nothing", [pd.NaT, pd.NA, ""], ids=["NaT", "NA", "empty"])
def test_an_unknown_instant_is_shown_as_none(nothing):
    """The example of a problem is the same fed, replayed and restored: the instant that is unknown reads None."""
    agreed = agreement(sk.Count("posts", at="at"))
    rows = [{"at": nothing}, {"at": AT}, LAST]
    texts = [{"at": nothing}, {"at": AT.isoformat()}, {"at": LAST["at"].isoformat()}]
    wanted = [("no value for at", 1, ("at=None",))]
    assert everywhere(agreed, rows)[1] == wanted
    assert everywhere(agreed, texts)[1] == wanted
    if isinstance(nothing, str):
        assert everywhere(agreed, texts, pl.DataFrame(texts), pd.DataFrame(texts), pa.Table.from_pylist(texts))[1] == wanted


def test_a_filter_on_an_instant_sees_its_text():
    """where() on a field that is read as an instant compares what was written, in every way to feed it."""
    texts = ["2026-01-05T00:00:00Z", "2026-01-05T00:00:00+00:00", "2026-01-25T00:00:00Z"]
    rows = [{"at": at, "id": str(number)} for number, at in enumerate(texts)]
    frames = pl.DataFrame(rows), pd.DataFrame(rows), pa.Table.from_pylist(rows)
    for key in ({}, {"key": "id"}):
        agreed = agreement(sk.Count("posts", **key).where(at=texts[0]), sk.Count("posts", **key).by("at"))
        counted, _ = everywhere(agreed, rows, *frames)
        assert counted == {("O0", None): 1, ("O1", texts[0]): 1, ("O1", texts[1]): 1}


def test_a_filter_on_what_is_no_instant():
    """A number where an instant belongs is compared as a number, also when a monitor reads its replay log again."""
    agreed = agreement(sk.Count("posts").where(at="!= 7"))
    rows = [{"at": 7}, {"at": 8}, {"at": True}, {"at": AT}, LAST]
    counted, problems = everywhere(agreed, rows)
    assert counted == {("O0", None): 1}
    assert [(count, examples) for _, count, examples in problems] == [(2, ("at=8", "at=True"))]


def test_two_texts_of_one_instant_agree():
    """Facts that write one instant in two ways are no conflict, and its group has the same name in any order (M9)."""
    rows = [{"id": 1, "at": "2026-01-05T01:00:00+01:00"}, {"id": 1, "at": AT}, {"id": 1, "at": "2026-01-05T00:00:00Z"}]
    counted, problems = everywhere(agreement(sk.Count("posts", key="id").by("at")), rows)
    assert counted == {("O0", "2026-01-05T00:00:00Z"): 1}
    assert problems == []


def test_a_date_is_its_day():
    """A column of dates as `since` is the first instant of each day, as rows of dates are (T6)."""
    rows = [{"asked": date(2026, 1, 5), "replied": AT}, {"asked": date(2026, 1, 6), "replied": LAST["at"]}]
    agreed = agreement(sk.Within("posts", "1 hour", since="asked", until="replied"))
    frames = [pd.DataFrame(rows), pd.DataFrame(rows).astype({"asked": "date32[pyarrow]"}), pl.DataFrame(rows), pa.Table.from_pylist(rows)]
    counted, problems = everywhere(agreed, rows, *frames)
    assert problems == []
    assert counted == {("O0", None): Fraction(1, 2)}


def test_numbers_beyond_all_figures():
    """Infinity has a name that JSON can hold, NaN is unknown whatever type it has."""
    assert groups([float("inf"), Decimal("Infinity"), Decimal("NaN"), float("nan")], objects) == {"inf": 2, "(none)": 2}


def test_facts_of_true_and_one_disagree():
    """A case that was said to be True and 1 has two values; 1 and 1.0 are one (M9)."""
    agreed = agreement(sk.Count("posts", key="id").by("e"))
    _, problems = everywhere(agreed, [{"id": 1, "at": AT, "e": True}, {"id": 1, "at": AT, "e": 1}])
    assert [(count, examples) for _, count, examples in problems] == [(1, ("id=1",))]
    counted, problems = everywhere(agreed, [{"id": 1, "at": AT, "e": value} for value in (1, 1.0, Decimal("1.0"))])
    assert (counted, problems) == ({("O0", 1): 1}, [])


class Word(StrEnum):
    RED = "red"


class Rank(IntEnum):
    FIRST = 1


def test_members_that_are_texts_and_numbers():
    """A member of a StrEnum is its text and one of an IntEnum its number, as a group, as a key and as a fact."""
    assert groups([Word.RED, "red", Rank.FIRST, 1], objects) == {"red": 2, 1: 2}
    pairs = [(Word.RED, Rank.FIRST), ("red", 1)]
    counted, problems = everywhere(
        agreement(sk.Count("posts", key="id").by("e")), [{"id": key, "at": AT, "e": value} for key, value in pairs]
    )
    assert (counted, problems) == ({("O0", 1): 1}, [])


# columns


@pytest.mark.parametrize("index", [pa.uint8(), pa.uint32(), pa.uint64(), pa.int8()], ids=str)
def test_a_dictionary_of_any_index(index):
    """An Arrow dictionary names groups whatever counts its entries."""
    assert groups(["a", "b", None, "a"], arrow(pa.dictionary(index, pa.string()))) == {"a": 2, "b": 1, "(none)": 1}


def test_categories():
    """Categories of polars, also handed over as Arrow, and of pandas are their texts."""
    kinds = [polars(kind) for kind in (pl.Categorical, pl.Enum(["a", "b"]))]
    handed = [lambda rows, make=make: make(rows).to_arrow() for make in kinds]
    assert groups(["a", "b", None, "a"], *kinds, *handed, lambda rows: objects(rows).astype({"e": "category"})) == {
        "a": 2,
        "b": 1,
        "(none)": 1,
    }


def test_a_column_of_decimals():
    """A Decimal column is filtered, grouped and judged as its values are."""
    values = [Decimal("1.50"), Decimal("2.00"), None, Decimal("1.50"), Decimal("3.25")]
    rows = [{"at": AT, "e": value} for value in values]
    frames = [polars(pl.Decimal(10, 2)), arrow(pa.decimal128(10, 2)), objects]
    assert groups(values, *frames) == {1.5: 2, 2: 1, 3.25: 1, "(none)": 1}
    agreed = agreement(sk.Count("posts").where(e=1.5), sk.Share("posts", good={"e": ">= 2"}), sk.Total("posts", "e", digits=1))
    made = [make([{**row, "id": 0} for row in rows]) for make in frames]
    counted, _ = everywhere(agreed, rows, *made)
    assert counted["O0", None] == 2
    assert counted["O1", None] == Fraction(1, 2)


def test_wide_integers():
    """Whole numbers of 128 bits and above 2 ** 63 name groups and pass filters."""
    large = 2**63 + 5
    assert groups([large, 1, large, None], polars(pl.UInt64), arrow(pa.uint64()), objects) == {large: 2, 1: 1, "(none)": 1}
    assert groups([2**90, 1, None], polars(pl.Int128)) == {2**90: 1, 1: 1, "(none)": 1}
    rows = [{"at": AT, "e": large, "id": 0}, {"at": AT, "e": 4, "id": 1}]
    agreed = agreement(sk.Count("posts").where(e=f">= {large}"), sk.Total("posts", "e"))
    counted, _ = everywhere(agreed, rows, polars(pl.UInt64)(rows), polars(pl.Int128)(rows))
    assert counted == {("O0", None): 1, ("O1", None): large + 4}


@pytest.mark.parametrize("values", [[0, 0, None], [3, 4, 5], [0.0, 2.5, None]], ids=str)
def test_a_total_of_many_digits(values):
    """Twenty decimals are more than 64 bits hold, and are counted all the same."""
    rows = [{"at": AT, "e": value, "id": 0} for value in values]
    agreed = agreement(sk.Total("posts", "e", digits=20))
    counted, _ = everywhere(agreed, rows, pl.DataFrame(rows), pd.DataFrame(rows), pa.Table.from_pylist(rows))
    assert counted == {("O0", None): sum(Fraction(str(value)) for value in values if value is not None)}


def test_infinity_in_a_column():
    """An infinite figure is a data problem, as in rows, and no warning; so is none that overflows when it is scaled."""
    rows = [{"at": AT, "e": value, "id": 0} for value in (float("inf"), 1.5, float("-inf"), 1e308)]
    agreed = agreement(sk.Total("posts", "e"))
    counted, problems = everywhere(agreed, rows, pl.DataFrame(rows), pd.DataFrame(rows), pa.Table.from_pylist(rows))
    assert counted == {("O0", None): 10**308 + Fraction(3, 2)}
    assert [count for _, count, _ in problems] == [2]


def test_groups_that_do_not_occur_cost_nothing():
    """Two columns of far-apart numbers name the groups that occur, not all that could."""
    rows = [{"at": AT, "a": 1, "b": 60_000}, {"at": AT, "a": 60_000, "b": 1}]
    agreed = agreement(sk.Count("posts").by("a", "b"))
    tracemalloc.start()
    counted, _ = result(sk.evaluate(agreed, {"posts": pl.DataFrame(rows)}))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert counted == {("O0", (1, 60_000)): 1, ("O0", (60_000, 1)): 1}
    assert peak < 100_000_000
    assert result(sk.evaluate(agreed, {"posts": rows}))[0] == counted


@pytest.mark.parametrize("make", [pd.Series, pl.Series, lambda values: pa.chunked_array([values])], ids=["pandas", "polars", "arrow"])
def test_a_single_column_is_no_table(make):
    """One column given as rows is refused in words."""
    with pytest.raises(sk.errors.UsageError, match=r"stream 'posts' got a .*, which is one column; write a frame"):
        sk.evaluate(agreement(sk.Count("posts")), {"posts": make([1, 2])})


# saved


@pytest.mark.parametrize(
    "value", [UUID(int=7), Colour.RED, b"x", frozenset({2, 1}), Decimal("1.50"), True, ("a", 1), ["a"], date(2026, 1, 1)], ids=repr
)
def test_any_value_is_a_key(value):
    """Two facts of one key are one case, saved or not, and their clock is open under it."""
    agreed = agreement(sk.Within("posts", "1 hour", since="at", until="done", key="id"), sk.Count("posts", key="id").by("id"))
    rows = [{"id": value, "at": AT, "done": None}, {"id": value, "at": AT, "done": None}]
    counted, problems = everywhere(agreed, rows)
    assert counted["O1", next(group for name, group in counted if name == "O1")] == 1
    assert problems == []


@sk.metric("posts", unit="item")
def red(rows):
    """How many are red."""
    return sum(row["e"] is Colour.RED for row in rows)


def test_any_value_is_kept_for_a_metric():
    """A user's metric gets the values that were fed, also from a saved monitor."""
    values = [Colour.RED, UUID(int=7), b"x", {2, 1}, frozenset({1}), pd.NaT, pd.Timestamp(AT), Colour.BLUE]
    rows = [{"at": AT, "e": value} for value in values]
    counted, _ = everywhere(agreement(red), rows)
    assert counted == {("O0", None): 1}


def test_what_cannot_be_saved_says_so():
    """A value without anything to save is refused when it is saved, with what can be."""
    monitor = sk.Monitor(agreement(sk.Count("posts").by("e")))
    monitor.feed("posts", [{"at": AT, "e": object()}])
    with pytest.raises(sk.errors.RecordError, match=r"<object object at .*> cannot be saved; feed .*UUIDs.*sets"):
        monitor.state()
