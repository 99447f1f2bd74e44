"""The program that turns the records of a batch into values for the tallies, one kind of value after the other.

The term is 2026 by months: January is slice 1, March slice 3.
"""

from datetime import date

import pytest
from engine_cases import agreement, at, post

import slakit as sk
from slakit.engine.plan.plan import Plan
from slakit.engine.read.batch import Batch
from slakit.engine.read.extract import extract
from slakit.engine.read.rows import RowBatch
from slakit.engine.read.selection import Selection
from slakit.metrics.record import Unread
from slakit.metrics.tallies.worst import entry
from slakit.timeline.instants import HOUR, LAST, instant


def extracted(metric, rows, horizon=None, index=0):
    """What rows contribute to a reading of a metric."""
    batch = rows if isinstance(rows, Batch) else RowBatch(rows, "posts")
    target = {"item": "at most 3"}.get(metric.unit, "at least 1 %" if metric.unit == "" else f"at most 3 {metric.unit}")
    plan = Plan.of(agreement(sk.Objective("One", metric, target)))
    return extract(batch, plan.readings[index], horizon, Selection(batch))


def settled(contributions):
    return {cell: list(values) for cell, values in contributions.settled}


def notes(contributions):
    return [(note.reason, note.count, note.problem) for note in contributions.notes]


# one value of each record


def test_each_record_is_one_in_the_month_of_its_instant():
    """Two in January, one in March; one of the year before is outside the term."""
    rows = [{"at": at(day)} for day in ("01-05", "03-01", "01-31")] + [{"at": "2025-12-31T23:59Z"}]
    contributions = extracted(sk.Count("posts"), rows)
    assert {cell: sum(values) for cell, values in contributions.settled} == {((), 1): 2, ((), 3): 1}
    assert contributions.counted == {(1, 1): 2, (3, 3): 1}
    assert notes(contributions) == [("outside the term", 1, False)]


def test_groups_have_cells_of_their_own():
    """A cell for each team and month."""
    rows = [post("01-05", team=team) for team in "aba"] + [post("03-05", team="b")]
    contributions = extracted(sk.Count("posts").by("team"), rows)
    assert {cell: sum(values) for cell, values in contributions.settled} == {(("a",), 1): 2, (("b",), 1): 1, (("b",), 3): 1}


def test_a_number_is_read_at_its_digits():
    """At one decimal 4 is 40; "many" is a problem, and so is nothing: neither can be read. The smallest is the worst."""
    rows = [post("01-05", n=n) for n in (4, "0.5", "many", None)]
    contributions = extracted(sk.Total("posts", "n", digits=1), rows)
    assert settled(contributions) == {((), 1): [40, 5]}
    assert notes(contributions) == [("n is not a number; write 4 or '99.9'", 1, True), ("no value for n", 1, True)]
    assert contributions.unread == {((), 1, 1): 2}
    first = instant(at("01-05"))
    assert contributions.worst == [(((), 1), [entry(-5, first, None), entry(-40, first, None)])]


def test_a_record_is_good_or_bad():
    """The bad ones are the evidence, the earlier first; what cannot be read is neither."""
    rows = [post("01-07", False), post("01-04", "perhaps"), post("01-05"), post("01-06", False)]
    contributions = extracted(sk.Share("posts", good={"ok": True}), rows)
    assert settled(contributions) == {((), 1): [False, True, False]}
    assert contributions.worst == [(((), 1), [entry(0, instant(at("01-06")), None), entry(0, instant(at("01-07")), None)])]


def test_a_record_may_be_worth_a_label():
    """Each value of the field; what has none is (none)."""
    contributions = extracted(sk.kpis.Distinct("posts", "who"), [post("01-05", who=who) for who in ("x", "y", "x", 2.0)])
    assert settled(contributions) == {((), 1): ["x", "y", "x", 2]}


@pytest.mark.parametrize(
    ("metric", "reason", "worst"),
    [
        (
            sk.kpis.MeanRatio("posts", "likes", over="views"),
            "views is 0, so it has no ratio",
            [100_000, 1_500_000],
        ),  # 1/10 and 3/2, in millionths
        (sk.Mean("posts", "likes", weight="views", digits=0), "views is 0, so it weighs nothing", [1, 3]),
    ],
    ids=["ratio", "weighed"],
)
def test_a_record_may_be_worth_two_numbers(metric, reason, worst):
    """The second above zero: 0 is left out, what is below it is a problem; the lowest is the worst."""
    pairs = [(3, 2), (1, 10), (5, 0), (5, -1)]
    contributions = extracted(metric, [post("01-05", likes=likes, views=views) for likes, views in pairs])
    scale = 10 ** Plan.of(agreement(sk.Objective("One", metric, "at least 1"))).readings[0].reading.value.digits
    assert settled(contributions) == {((), 1): [(3 * scale, 2 * scale), (1 * scale, 10 * scale)]}
    assert notes(contributions) == [("views is below zero; write a number above it", 1, True), (reason, 1, False)]
    assert [-one.rank for one in contributions.worst[0][1]] == [-rank for rank in worst]


# in the order of time


def test_records_are_counted_by_the_interval_of_their_instant():
    """Two in the hour from ten, with a sum of 2, and one in the hour from noon."""
    contributions = extracted(sk.Peak("posts", per="1 hour"), [post("01-05 10:05"), post("01-05 12:00"), post("01-05 10:55")])
    assert [(cell, sorted(values)) for cell, values in contributions.settled] == [
        (((), 1), [([instant(at("01-05 10:00")), instant(at("01-05 12:00"))], [2, 1], [2, 1])])
    ]
    assert contributions.counted == {(1, 1): 3}


def test_a_sample_is_a_worth_at_an_instant():
    """A gauge keeps each number with its instant."""
    contributions = extracted(sk.kpis.Gauge("posts", "n", digits=0), [post("01-05", n=4), post("01-06", n=2)])
    assert settled(contributions) == {((), 1): [([instant(at("01-05")), instant(at("01-06"))], [4, 2])]}


def test_a_state_of_before_the_term_is_sampled_too():
    """It holds until the next check; bad is 0, good is 1."""
    metric = sk.Checks("posts", ok={"ok": True}, count="time")
    contributions = extracted(metric, [{"at": "2025-12-31T00:00Z", "ok": False}, post("01-05")])
    assert settled(contributions) == {((), 0): [([instant("2025-12-31T00:00Z")], [0])], ((), 1): [([instant(at("01-05"))], [1])]}
    assert notes(contributions) == []


# spans


def test_a_pause_names_its_case():
    """One of an hour, and one that goes on; one that names no case is a problem, and so is one without a readable end."""
    metric = sk.Within("posts", "1 hour", since="asked", until="replied", key="id", paused_by="holds")
    rows = [
        {"id": 7, "start": at("01-05 10:00"), "end": at("01-05 11:00")},
        {"id": 8, "start": at("01-05 10:00"), "end": None},
        {"id": None, "start": at("01-05 10:00"), "end": at("01-05 11:00")},
        {"id": 9, "start": at("01-05 10:00"), "end": "soon"},
    ]
    contributions = extracted(metric, rows, index=1)
    ten = instant(at("01-05 10:00"))
    assert sorted(value for _, values in contributions.settled for value in values) == [(7, ten, ten + HOUR), (8, ten, LAST)]
    unreadable = ("end is not an instant; write '2026-01-31T09:00:00+00:00'", 1, True)
    assert sorted(notes(contributions)) == [unreadable, ("no value for id", 1, True)]


# records that are kept


@sk.metric("posts", unit="item")
def kept(rows):
    """How many are kept."""
    return len(rows)


def test_a_record_is_kept_without_what_could_not_be_read():
    """It counts, with a note that it is given in part, and an example."""
    rows = [post("01-05", seen=Unread("?", "unreadable", "'?' is not an ISO time")), post("01-06", seen=1)]
    contributions = extracted(kept, rows)
    first, second = instant(at("01-05")), instant(at("01-06"))
    assert settled(contributions) == {((), 1): [(first, post("01-05", seen=None)), (second, post("01-06", seen=1))]}
    (note,) = contributions.in_part
    assert (note.reason, note.count) == ("a field cannot be read; the record is given without it", 1)
    assert note.examples == ("'?' is not an ISO time",)
    assert contributions.unread == {((), 1, 1): 1}
    assert extracted(kept.where(seen=1), rows).in_part == ()


# the whole


def test_a_filter_leaves_records_out():
    """Where it leaves none in, one that could be read was seen all the same."""
    rows = [post("01-05", False), post("01-06", False)]
    contributions = extracted(sk.Count("posts").where(ok=True), rows)
    assert (contributions.settled, dict(contributions.counted), contributions.seen) == ([], {}, True)
    assert not extracted(sk.Count("posts").where(ok=True), [{"at": None, "ok": False}]).seen
    assert not extracted(sk.Count("posts").where(ok=True), [*rows, post("01-07")]).seen


def test_nothing_after_the_horizon_has_happened():
    """As of the 6th the post of the 7th is not there."""
    contributions = extracted(sk.Count("posts"), [post("01-05"), post("01-07")], horizon=instant(at("01-06")))
    assert dict(contributions.counted) == {(1, 1): 1}
    assert notes(contributions) == [("after as_of", 1, False)]


def test_a_date_stands_for_the_end_of_its_day_where_a_span_ends():
    """From the 5th to the 6th, both dates, are 48 hours; the same dates as instants of a count are the first of their days."""
    rows = [{"start": date(2026, 1, 5), "end": date(2026, 1, 6)}]
    (((_, values)),) = extracted(sk.Downtime("posts"), rows).settled
    ((_, first, last),) = values
    assert (first, last) == ([instant(at("01-05"))], [instant(at("01-07"))])
    assert last[0] - first[0] == 48 * HOUR


def test_the_worst_so_far_spare_what_is_no_worse():
    """Five of n = 1 are known: of 3 and 0 only the 0 is worse than any of them."""
    metric = sk.Total("posts", "n", digits=0)
    batch = RowBatch([post("01-05", n=3), post("01-05", n=0)], "posts")
    planned = Plan.of(agreement(metric)).readings[0]
    so_far = {(): {1: [entry(-1, 0, None)] * 5}}
    contributions = extract(batch, planned, None, Selection(batch), worst_so_far=so_far)
    assert contributions.worst == [(((), 1), [entry(0, instant(at("01-05")), None)])]
