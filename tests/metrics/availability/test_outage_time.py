"""OutageTime: the settings of all metrics of outages, what they read, and what outages cost in a period, worked out by hand (M8).

The period is one day, 1,440 minutes; spans are in minutes since its midnight.
"""

from fractions import Fraction

import pytest
from outage_cases import DAY, MINUTE, of_the_day, spans, timeline

import slakit as sk
from slakit.metrics.period_context import Excluded

REGIONS = {"units": ["eu", "us", "ap"], "unit_by": "region"}


def cost(metric, *outages, others=(), **settings):
    """What outages cost of the day, `others` being those of units that are not listed."""
    return metric.reckon([timeline(*outages), *([timeline(*others)] if others else [])], of_the_day(**settings))


# settings


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"weights": {"critical": 1}}, "weights= and weight_by= go together"),
        ({"weight_by": "severity"}, "weights= and weight_by= go together"),
        ({"weights": {"critical": 2}, "weight_by": "severity"}, "'2' is not a share of the whole; write '50 %', 0.5 or 1"),
        ({"weights": {"critical": "bad"}, "weight_by": "severity"}, "'bad' is not a quantity"),
        (
            {"weights": ["critical"], "weight_by": "severity"},
            "is not a table of weights; write weights={'critical': 1, 'degraded': '50 %'}",
        ),
        ({"affected": "hit"}, "affected= and users= go together"),
        ({"affected": "hit", "users": 0}, "users=0 is neither a field nor a number of users"),
        ({"weight": "share", "affected": "hit", "users": "users"}, "an outage has one weight"),
        ({"units": 3}, "units=, unit_by= and across= go together"),
        ({"unit_by": "region"}, "units=, unit_by= and across= go together"),
        ({"units": 0, "unit_by": "region", "across": "all"}, "units=0 is neither a number of units nor their names"),
        ({"units": ["eu", "eu"], "unit_by": "region", "across": "all"}, "is neither a number of units nor their names"),
        ({"units": 2, "unit_by": "region", "across": "pool"}, "across='pool' is not one of its words; did you mean 'pooled'?"),
        ({"minimum_length": "5"}, "'5' is not a length of time, it has no unit; write '5 min' or '5 hours'"),
        ({"minimum_length": "0 min"}, "'0 min' is not a length of time"),
        ({"counting": "begun"}, "counting= says how whole= counts; write whole='1 min', counting='begun'"),
        ({"whole": "1 min", "counting": "half"}, "counting='half' is not one of its words"),
        ({"users": 12.5, "affected": "hit"}, "users=12.5 is neither a field nor a number of users"),
        ({"consecutive": "a while"}, "'a while' is not a length of time"),
    ],
)
def test_settings_that_do_not_go_together_are_refused(settings, message):
    """Each says what is wrong and what to write."""
    with pytest.raises(sk.errors.ContractError) as error:
        sk.Downtime("outages", **settings)
    assert message in str(error.value)


def test_every_conflict_is_told_at_once():
    """Each in the sentence that names the stream."""
    with pytest.raises(sk.errors.ContractError) as error:
        sk.Downtime("outages", weight_by="severity", units=3)
    assert len(error.value.problems) == 2
    assert all(problem.startswith("the outages of 'outages': ") for problem in error.value.problems)


def test_units_alone_may_have_no_effect():
    """across="any" is how outages count without units."""
    assert sk.Downtime("outages", across="any").pooled == 1


def test_a_run_is_no_longer_than_the_period():
    """Two days without a break cannot happen in a day; in a month they can."""
    metric = sk.Downtime("outages", consecutive="2 days")
    metric.check(sk.monthly())
    metric.check(None)
    with pytest.raises(sk.errors.ContractError, match="consecutive='2 days' is longer than the periods of daily; write a shorter time"):
        metric.check(sk.daily())


# readings


def test_an_outage_is_read_with_what_weighs_it():
    """Its marks are the unit, the weight and the users; a number of users is none. The shortest that counts is in microseconds."""
    (reading,) = sk.Downtime("outages", affected="hit", users="all", minimum_length="5 min", key="id").parts()
    assert (reading.at, reading.key, reading.value.start, reading.value.end) == ("start", "id", "start", "end")
    assert (reading.value.marks, reading.value.amounts, reading.value.minimum_length) == (("hit", "all"), ("hit", "all"), 5 * MINUTE)
    (reading,) = sk.Downtime("outages", affected="hit", users=100, start="from", end="to").parts()
    assert (reading.at, reading.value.end, reading.value.marks, reading.value.minimum_length) == ("from", "to", ("hit",), 0)
    (reading,) = sk.Downtime("outages", weights={"high": 1}, weight_by="severity").parts()
    assert (reading.value.marks, reading.value.amounts) == (("severity",), ())


def test_units_by_name_read_no_others():
    """The reading takes the listed regions and what names none; another takes the rest, to tell of it."""
    reading, others = sk.Downtime("outages", **REGIONS, across="pooled", weight="share").parts()
    assert set(reading.where.conditions[0].values) == {"eu", "us", "ap", None}
    assert reading.value.marks == ("region", "share")
    assert [others.where.conditions[0].holds(region) for region in ("eu", None, "EU")] == [False, False, True]
    assert others.value.marks == ("region",)


# what outages cost


def test_a_period_that_is_over_is_certain():
    """60 minutes down of 1,440: all bounds are the cost, and nothing is to come."""
    time = cost(sk.Downtime("outages"), (0, 40), (20, 60))
    assert (time.counted, time.to_come, time.losses.total) == (DAY * MINUTE, 0, 60 * MINUTE)
    assert (time.low, time.high, time.dropped, time.notes) == (60 * MINUTE, 60 * MINUTE, False, ())


def test_the_rest_of_an_open_period_may_be_down():
    """At noon 60 of 720 minutes are down, and 720 are to come: between 60 and 780."""
    time = cost(sk.Downtime("outages"), (0, 60), as_of=720)
    assert (time.counted, time.to_come) == (720 * MINUTE, 720 * MINUTE)
    assert (time.low, time.high) == (60 * MINUTE, 780 * MINUTE)


def test_a_clock_counts_some_of_the_time():
    """Nine to five is 480 minutes, of which an outage from eight to ten takes 60."""
    desk = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
    time = cost(sk.Downtime("outages", clock=desk), (480, 600))
    assert (time.counted, time.losses.total) == (480 * MINUTE, 60 * MINUTE)


@pytest.mark.parametrize(
    ("settings", "outages", "minutes"),
    [
        ({"weights": {"high": 1, "low": "50 %"}, "weight_by": "severity"}, [("high", 0, 10), ("low", 10, 30)], 10 + 10),
        ({"weight": "share"}, [("25 %", 0, 60)], 15),
        ({"affected": "hit", "users": "all"}, [(30, 120, 0, 60)], 15),
        ({"affected": "hit", "users": 120}, [(30, 0, 60)], 15),
        ({**REGIONS, "across": "any"}, [("eu", 0, 60), ("us", 30, 90)], 90),
        ({**REGIONS, "across": "pooled"}, [("eu", 0, 60), ("us", 30, 90)], 40),  # 120 of three units
        ({"consecutive": "30 min"}, [(0, 20), (100, 130), (200, 229)], 30),
        ({"whole": "10 min"}, [(0, 25), (100, 109)], 20),  # two full ones and none
        ({"whole": "10 min", "counting": "begun"}, [(0, 25), (100, 109)], 40),  # three and one
    ],
)
def test_what_outages_take_down(settings, outages, minutes):
    """The settings say how much, and how long an outage has to be."""
    assert cost(sk.Downtime("outages", **settings), *outages).losses.total == minutes * MINUTE


def test_units_are_pooled_by_how_many_there_are():
    """Named or counted; otherwise the service is one."""
    assert sk.Downtime("outages", **REGIONS, across="pooled").pooled == 3
    assert sk.Downtime("outages", units=12, unit_by="cell", across="pooled").pooled == 12
    assert sk.Downtime("outages", units=12, unit_by="cell", across="any").pooled == 1


def test_excluded_time_costs_nothing():
    """60 minutes down, 30 of them in 90 that are left out, or are forgiven at a half; the outage stays one."""
    left_out = cost(sk.Downtime("outages"), (0, 60), excluded=[Excluded(spans((15, 45), (100, 160)))])
    assert (left_out.counted, left_out.losses.total, left_out.losses.count, left_out.dropped) == (1350 * MINUTE, 30 * MINUTE, 1, True)
    assert left_out.notes == ("90 min left out",)
    half = cost(sk.Downtime("outages"), (0, 60), excluded=[Excluded(spans((15, 45)), Fraction(1, 2))])
    assert (half.counted, half.losses.total, half.losses.count, half.dropped) == (DAY * MINUTE, 45 * MINUTE, 1, False)
    assert half.notes == ("30 min forgiven at 50 %",)
    late = cost(sk.Downtime("outages"), (0, 60), excluded=[Excluded(spans(), notes=("work at 00:00 was announced too late",))])
    assert (late.losses.total, late.notes) == (60 * MINUTE, ("work at 00:00 was announced too late",))


def test_an_outage_that_goes_on_may_yet_be_too_short_or_long_enough():
    """Down from 0 to 20 of 20 minutes so far: with a shortest length it may yet cost nothing, with a run it may yet cost the whole day."""
    short = cost(sk.Downtime("outages", minimum_length="30 min"), (0, 20), as_of=20)
    assert (short.losses.total, short.low, short.high) == (20 * MINUTE, 0, DAY * MINUTE)
    run = cost(sk.Downtime("outages", consecutive="30 min"), (0, 20), as_of=20)
    assert (run.losses.total, run.low, run.high) == (0, 0, DAY * MINUTE)


def test_units_of_time_that_have_begun_have_no_bound():
    """Each outage that may come costs one more; with full ones the rest of the day is the most: 25 minutes and 1,415 are 1,440."""
    begun = cost(sk.Downtime("outages", whole="10 min", counting="begun"), (0, 25), as_of=25)
    assert (begun.low, begun.high) == (30 * MINUTE, None)
    full = cost(sk.Downtime("outages", whole="10 min"), (0, 25), as_of=25)
    assert (full.low, full.high) == (20 * MINUTE, DAY * MINUTE)


def test_notes_say_what_could_not_be_read_and_who_is_not_listed():
    """Ten doubts are listed, the rest counted."""
    metric = sk.Downtime("outages", weight="share")
    time = cost(metric, *((f"x{number:02}", number, number + 1) for number in range(12)))
    assert time.notes[0] == "share 'x00' is not a share: it counts in full"
    assert (len(time.notes), time.notes[-1]) == (11, "and 2 more such notes")
    time = cost(sk.Downtime("outages", **REGIONS, across="any"), ("eu", 0, 10), others=[("mars", 0, 60)])
    assert (time.losses.total, time.notes) == (10 * MINUTE, ("1 outage of a unit that is not listed, left out: 'mars'",))
