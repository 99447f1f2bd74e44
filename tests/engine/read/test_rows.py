"""RowBatch: mappings and objects as columns of plain Python lists, the first of the two interpreters."""

from collections import namedtuple
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from slakit.engine.read.batch import Zones
from slakit.engine.read.rows import RowBatch
from slakit.errors import RecordError
from slakit.metrics.condition import condition
from slakit.metrics.record import Unread
from slakit.timeline.day import END
from slakit.timeline.instants import DAY, HOUR, instant

NOON, ONE = datetime(2026, 3, 2, 12, tzinfo=UTC), datetime(2026, 3, 2, 13, tzinfo=UTC)
LONDON = Zones(times=ZoneInfo("Europe/London"), days=ZoneInfo("Europe/London"))


def batch(field, *values, **settings):
    """One record for each value of a field."""
    return RowBatch([{field: value} for value in values], "posts", **settings)


# fields


class Slotted:
    __slots__ = ("at",)

    def __init__(self, at):
        self.at = at


@pytest.mark.parametrize("kind", [dict, SimpleNamespace, Slotted, namedtuple("Post", "at")], ids=lambda kind: kind.__name__)
def test_a_field_is_an_item_or_an_attribute(kind):
    """Of mappings, of objects, of slots and of named tuples; a field that none has is None for each."""
    rows = RowBatch([kind(at=NOON), kind(at=ONE)])
    assert (rows.size, rows.values("at"), rows.values("done")) == (2, [NOON, ONE], [None, None])
    assert (rows.has("at"), rows.has("done")) == (True, False)


def test_a_field_that_some_records_have_is_none_in_the_others():
    """`names` are those of the first twenty records, `all_names` those of every one."""
    rows = RowBatch([{"at": NOON}] * 20 + [{"at": NOON, "late": True}])
    assert rows.has("late")
    assert rows.values("late") == [None] * 20 + [True]
    assert (rows.names, rows.all_names) == ({"at"}, {"at", "late"})
    rows.join("team", ["a"] * 21)
    assert (rows.values("team")[0], rows.all_names) == ("a", {"at", "late", "team"})


def test_what_has_no_fields_is_refused_with_its_row():
    """The first three are shown, counted from 1 over all batches of its stream."""
    shown = "stream 'posts': row 11 is '5'; row 13 is 'text'; row 14 is 'None' and 1 more, not a mapping"
    with pytest.raises(RecordError, match=shown):
        RowBatch([5, {"at": NOON}, "text", None, (1,)], "posts", first=10).values("at")


def test_records_may_be_held_as_columns():
    """Fields of instants are microseconds, and datetimes again as values; the others stay as they are."""
    rows = RowBatch.of_columns("posts", 2, {"n": [1, 2]}, {"at": [instant(NOON), "soon"]}, ["a.csv:2", "a.csv:9"])
    assert (rows.values("n"), rows.values("at"), rows.as_given("at")) == ([1, 2], [NOON, "soon"], [instant(NOON), "soon"])
    assert (rows.has("n"), rows.has("at"), rows.location(1)) == (True, True, "a.csv:9")
    assert rows.values("other") == [None, None]
    whole = RowBatch.of_columns("posts", 2, {}, {"at": [instant(NOON), None]})
    assert whole.microseconds("at") == [instant(NOON), None]


# instants


def test_instants_are_microseconds():
    """Of datetimes, of texts, of both; where there is none the mask says so."""
    assert batch("at", NOON, ONE).instants("at").values == [instant(NOON), instant(ONE)]
    mixed = batch("at", NOON, None, "2026-03-02T14:00:00+01:00").instants("at")
    assert (mixed.values, mixed.present) == ([instant(NOON), 0, instant(ONE)], [True, False, True])
    unknown = batch("at", NOON, None).instants("at")
    assert (unknown.values, unknown.present) == ([instant(NOON), 0], [True, False])


def test_a_time_without_an_offset_needs_a_zone():
    """It is refused with its row, unless the zone of such times is given: noon of London is 11:00Z in summer."""
    with pytest.raises(
        RecordError,
        match=r"stream 'posts': row 2 at='2026-07-02T12:00' has no zone; write '2026-07-02T12:00:00\+00:00', or say timezone='UTC'",
    ):
        batch("at", NOON, "2026-07-02T12:00").instants("at")
    with pytest.raises(RecordError, match=r"row 1 at=.*; row 2 at=.*; row 3 at=.* and 1 more has no zone"):
        batch("at", *["2026-07-02T12:00"] * 4).instants("at")
    with pytest.raises(RecordError) as error:
        batch("at", NOON, "2026-07-02T12:00").instants("at")
    assert error.value.__context__ is None  # nothing of how values are read is shown before it
    assert batch("at", "2026-07-02T12:00", zones=LONDON).microseconds("at") == [instant("2026-07-02T11:00Z")]


def test_what_is_no_instant_is_a_fault_of_its_row():
    """By what is wrong with it: 01:30 on 29 March was skipped by the clocks of London."""
    rows = batch("at", NOON, "soon", "2026-03-29T01:30", 7, zones=LONDON)
    assert rows.faults("at") == {
        "at is not an instant; write '2026-01-31T09:00:00+00:00'": [1, 3],
        "at was skipped or repeated by a clock change; write its offset": [2],
    }


def test_a_date_is_the_first_instant_of_its_day_or_another():
    """`with_days` makes another batch, in which it is the end; where there are no dates it is the batch itself."""
    rows = batch("due", date(2026, 3, 2), ONE)
    ended = rows.with_days({"due": END})
    midnight = instant("2026-03-02T00:00Z")
    assert rows.microseconds("due") == [midnight, instant(ONE)]
    assert ended.microseconds("due") == [midnight + DAY, instant(ONE)]
    assert batch("due", ONE).with_days({"due": END}).instants("due").values == [instant(ONE)]
    plain = batch("due", ONE)
    assert plain.with_days({"due": END}) is plain


def test_the_latest_instant_is_the_end_of_a_date():
    """Noon of the 2nd is before the end of the 2nd, which is the first instant of the 3rd."""
    assert batch("at", NOON, ONE).latest(["at"]) == instant(ONE)
    assert batch("at", NOON, "2026-03-02").latest(["at"]) == instant("2026-03-03T00:00Z")


def test_instants_are_kept_as_they_were_given():
    """A datetime as microseconds, a text as itself, a number as a Decimal, which is no instant."""
    assert batch("at", NOON, "2026-03-02T12:00Z", None).as_given("at") == [instant(NOON), "2026-03-02T12:00Z", None]
    (given,) = batch("at", 7).as_given("at")
    assert (given, type(given)) == (7, Decimal)


# numbers, conditions, groups


def test_numbers_are_whole_numbers_of_the_last_digit():
    """At two decimals 1.5 is 150, and 0.125 is 12: half to the even one; what is no number is bad."""
    assert batch("n", 3, 4).numbers("n", 2).values == [300, 400]
    numbers = batch("n", 3, "1.5", 0.125, Decimal("-2"), None, "many").numbers("n", 2)
    assert numbers.values == [300, 150, 12, -200, 0, 0]
    assert (numbers.present, numbers.bad) == ([True, True, True, True, False, False], (5,))


def test_a_spelling_reads_the_numbers_of_a_file():
    """What is spelled is clear; without it the signs of its texts are reported."""
    texts = ("1,299", "2")
    assert batch("n", *texts).signs("n") == {","}
    spelled = batch("n", *texts, spelled={"n": lambda text: text.replace(",", ".")})
    assert (spelled.signs("n"), spelled.values("n"), spelled.numbers("n", 3).values) == (set(), ["1.299", "2"], [1_299, 2_000])


def test_a_condition_holds_or_cannot_be_decided():
    """5 meets ">= 4", 3 does not, and "many" cannot be compared."""
    rows = batch("n", 5, 3, "many")
    assert rows.passing(condition("n", ">= 4")) == ([True, False, False], [2])
    decided, open_rows = batch("n", 5, 3).passing(condition("n", ">= 4"))
    assert (decided, list(open_rows)) == ([True, False], [])


def test_a_choice_is_made_of_each_value():
    """None where there is no choice."""
    chosen = batch("kind", "high", "low", "high").chosen("kind", {"high": 1 * HOUR}.get)
    assert (chosen.values, chosen.present) == ([HOUR, 0, HOUR], [True, False, True])


def test_groups_are_numbered_as_they_occur():
    """A group for each pair of values; 2 and 2.0 are one value, and no value is (none)."""
    rows = RowBatch([{"a": 2, "b": "x"}, {"a": None, "b": "x"}, {"a": 2.0, "b": "x"}])
    assert rows.labels(("a", "b")) == ([0, 1, 0], [(2, "x"), ("(none)", "x")])


# records


def test_what_could_not_be_read_is_left_out_of_a_record():
    """The record has None in its place, and `unreadable` names the fields by row."""
    unread = Unread("?", "unreadable", "'?' is not an ISO time")
    rows = RowBatch([{"at": NOON, "seen": ONE}, {"at": unread, "seen": unread}, {"at": NOON, "seen": unread}])
    assert rows.records() == [{"at": NOON, "seen": ONE}, {"at": None, "seen": None}, {"at": NOON, "seen": None}]
    assert rows.unreadable == {1: ("at", "seen"), 2: ("seen",)}


def test_an_object_is_its_own_record():
    """It is handed on as it was given, and nothing in it is unreadable."""
    post = SimpleNamespace(at=NOON)
    assert RowBatch([post]).records() == [post]
    assert RowBatch([post]).unreadable == {}


def test_a_value_is_shown_as_it_is_written():
    """A text in quotes, a number bare, an instant as ISO text."""
    rows = RowBatch([{"kind": "high", "n": 4, "at": NOON}])
    assert [rows.shown(0, field) for field in ("kind", "n", "at")] == ["'high'", "4", "'2026-03-02T12:00:00+00:00'"]
