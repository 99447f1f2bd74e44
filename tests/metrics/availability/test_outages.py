"""Outages: how much is down at each instant, and what each outage costs, worked out by hand (M6, M8).

Spans are in minutes since a midnight.
"""

from fractions import Fraction

import pytest
from outage_cases import MIDNIGHT, MINUTE, span, spans, timeline

from slakit.calendars.always import ALWAYS
from slakit.calendars.weekly import Weekly
from slakit.errors import RecordError
from slakit.metrics.availability.outages import UNKNOWN, Losses, Units, excused, open_times, unbroken, unlisted, weighed
from slakit.metrics.excluded_time import ExcludedTime
from slakit.metrics.measure import Evidence
from slakit.timeline.weighted_spans import WeightedSpans

HALF, ONE = Fraction(1, 2), Fraction(1)
DESK = Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")


def by_label(labels):
    """The weight that the label of an outage is."""
    return Fraction(labels[0]) if labels else ONE


def down(*parts):
    """What is down, as (weight, first, last) of spans that do not overlap."""
    return WeightedSpans.largest([(Fraction(weight), spans((first, last))) for weight, first, last in parts])


def lanes(*outages):
    return [((*labels,), spans((first, last))) for *labels, first, last in outages]


def minutes(losses):
    """The cost of each outage, in minutes."""
    return [Fraction(cost, losses.below) / MINUTE for cost in losses.costs]


# how much is down


def test_the_largest_weight_counts_at_each_instant():
    """A half from 0 to 60 and all from 30 to 40."""
    assert weighed(lanes(("1/2", 0, 60), ("1", 30, 40)), by_label) == down((HALF, 0, 30), (ONE, 30, 40), (HALF, 40, 60))


@pytest.mark.parametrize(
    ("across", "expected"),
    [
        ("any", [(1, 0, 90)]),
        ("all", []),
        ("pooled", [("1/3", 0, 30), ("2/3", 30, 60), ("1/3", 60, 90)]),
    ],
)
def test_units_make_up_the_whole(across, expected):
    """Of three, eu is down from 0 to 60 and us from 30 to 90."""
    assert Units(("eu", "us", "ap"), across).joined(lanes(("eu", 0, 60), ("us", 30, 90)), by_label) == down(*expected)


def test_an_outage_of_no_unit_takes_down_all():
    """Of three units none is named from 0 to 30, and eu is down from 20 to 50: after 30 it is a third of the whole."""
    outages = lanes((UNKNOWN, 0, 30), ("eu", 20, 50))
    assert Units(3, "pooled").joined(outages, by_label) == down((1, 0, 30), ("1/3", 30, 50))
    assert Units(3, "all").joined(outages, by_label) == down((1, 0, 30))


def test_a_unit_of_weight_is_down_in_part():
    """Both of two, one in full and one by half: all are down by half, any in full, and pooled three quarters."""
    outages = lanes(("a", "1", 0, 10), ("b", "1/2", 0, 10))
    worth = {across: Units(2, across).joined(outages, by_label) for across in ("all", "any", "pooled")}
    assert worth == {"all": down((HALF, 0, 10)), "any": down((1, 0, 10)), "pooled": down(("3/4", 0, 10))}


def test_units_are_equal_by_value():
    """The unit 2 is also "2" and 2.0: one unit of two is down, not three."""
    assert Units((1, 2), "pooled").joined(lanes((2, 0, 10), ("2", 0, 20), (2.0, 20, 30)), by_label) == down((HALF, 0, 30))
    assert (Units((1, 2), "any").count, Units(12, "any").count) == (2, 12)


def test_more_units_than_there_are_is_an_error_of_the_records():
    """Three cells with outages cannot be of two."""
    with pytest.raises(RecordError, match=r"^outages of 3 units, 'a', 'b', 'c', are more than the 2 there are; write units=3$"):
        Units(2, "all").joined(lanes(("a", 0, 1), ("b", 0, 1), ("c", 5, 6)), by_label)


def test_outages_of_units_that_are_not_listed_are_told():
    """Of those in the stretch, five names and how many more."""
    day = span(0, 1440)
    none = unlisted([timeline(("eu", -60, -30))], day.first, day.last)
    one = unlisted([timeline(("eu", 0, 20), ("eu", 100, 140)), timeline()], day.first, day.last)
    many = unlisted([timeline(*((name, 0, 10) for name in "gfedcba"))], day.first, day.last)
    assert none == []
    assert one == ["2 outages of a unit that is not listed, left out: 'eu'"]
    assert many == ["7 outages of units that are not listed, left out: 'a', 'b', 'c', 'd', 'e' and 2 more"]
    mixed = unlisted([timeline((5, 0, 20), ("5", 30, 40))], day.first, day.last)
    assert mixed == ["2 outages of a unit that is not listed, left out: '5'"]


# what counts of it


def test_excluded_time_does_not_count():
    """Down by half from 0 to 60: 10 to 20 is left out, 30 to 50 forgiven by three quarters, so an eighth is left of it."""
    excluded = ExcludedTime(spans((10, 20)), ((Fraction(3, 4), spans((30, 50))),))
    assert excused(down((HALF, 0, 60)), excluded) == down((HALF, 0, 10), (HALF, 20, 30), ("1/8", 30, 50), (HALF, 50, 60))
    assert excused(down((HALF, 0, 60)), ExcludedTime(spans(), ())) == down((HALF, 0, 60))


def test_what_is_forgiven_in_full_is_up():
    """Nothing is left of it."""
    assert excused(down((1, 0, 60)), ExcludedTime(spans(), ((ONE, spans((0, 30))),))) == down((1, 30, 60))


def test_only_what_is_down_without_a_break_is_left():
    """30 minutes are long enough, 29 are not; a change of weight is no break."""
    outages = down((1, 0, 29), (1, 100, 130), (HALF, 200, 215), (1, 215, 230))
    assert unbroken(outages, 30 * MINUTE) == down((1, 100, 130), (HALF, 200, 215), (1, 215, 230))


# what each costs


def test_an_outage_costs_its_time_by_weight():
    """20 minutes in full are 20; 10 by half and 10 by a third in one outage are 5 + 10/3."""
    whole = Losses.of(down((1, 0, 20)), ALWAYS)
    assert ([*whole.starts], [*whole.ends], whole.below) == ([MIDNIGHT], [MIDNIGHT + 20 * MINUTE], 1)
    parts = Losses.of(down((1, 0, 20), (HALF, 30, 40), ("1/3", 40, 50)), ALWAYS)
    assert minutes(parts) == [20, Fraction(25, 3)]
    assert parts.total == (20 + Fraction(25, 3)) * MINUTE


def test_an_outage_costs_open_time():
    """From eight to ten it is an hour of the desk, and before eight nothing: only one outage costs anything."""
    losses = Losses.of(down((1, 0, 60), (1, 480, 600)), DESK)
    assert (minutes(losses), losses.count, losses.total) == ([0, 60], 1, 60 * MINUTE)
    assert minutes(Losses.of(down((HALF, 480, 600)), DESK)) == [30]


def test_pieces_of_one_outage_are_one():
    """0 to 60 with 20 to 30 taken out is one outage, of 50 minutes from 0 to 60; that of 100 to 110 is another."""
    joined = Losses.of(down((1, 0, 20), (1, 30, 60), (1, 100, 110)), ALWAYS).joined(spans((0, 60), (100, 110)))
    assert ([start - MIDNIGHT for start in joined.starts], [end - MIDNIGHT for end in joined.ends]) == (
        [0, 100 * MINUTE],
        [60 * MINUTE, 110 * MINUTE],
    )
    assert minutes(joined) == [50, 10]


@pytest.mark.parametrize(("steps", "costs"), [("full", [20, 0, 10]), ("begun", [30, 10, 10])])
def test_costs_in_whole_units_of_time(steps, costs):
    """Of ten minutes: 25, 9 and 10; of those of half a weight, 50, 18 and 20 minutes cost as much."""
    outages = [(0, 25), (100, 109), (200, 210)]
    losses = Losses.of(down(*((1, *pair) for pair in outages)), ALWAYS)
    assert minutes(losses.in_steps(10 * MINUTE, steps)) == costs
    halves = Losses.of(down(*((HALF, first, 2 * last - first) for first, last in outages)), ALWAYS)
    assert minutes(halves.in_steps(10 * MINUTE, steps)) == costs


def test_the_dearest_outages_are_evidence():
    """Five of seven, the dearest first and then the earliest; what costs nothing is none."""
    costs = [10, 30, 10, 0, 20, 10, 10]
    pairs = [(100 * number, 100 * number + cost) for number, cost in enumerate(costs)]
    starts, ends = ([MIDNIGHT + pair[edge] * MINUTE for pair in pairs] for edge in (0, 1))
    losses = Losses(starts, ends, [2 * cost * MINUTE for cost in costs], below=2)
    wanted = [Evidence(starts[row], None, costs[row] * MINUTE, "us", until=ends[row]) for row in (1, 4, 0, 2, 5)]
    assert list(losses.evidence) == wanted
    assert Losses([0], [0], [0]).evidence == ()


def test_open_times_are_those_of_each_span():
    """24x7 is plain subtraction; of eight to ten the desk is open for an hour."""
    given = spans((0, 30), (480, 600))
    assert [time // MINUTE for time in open_times(given, ALWAYS)] == [30, 120]
    assert [time // MINUTE for time in open_times(given, DESK)] == [0, 60]
