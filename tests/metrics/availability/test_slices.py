"""The rates of short intervals: their mean, or how many are good, worked out by hand (M6).

Most periods are one hour of six intervals of ten minutes; a table holds (records, good ones) by the minute where an interval begins.
"""

import re
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

import slakit
from slakit.calendars.weekly import Weekly
from slakit.errors import ContractError
from slakit.metrics.availability.slices import Slices, threshold
from slakit.metrics.period_context import Excluded, PeriodContext
from slakit.metrics.tallies.intervals import Intervals
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans
from slakit.windows.window import daily, monthly, rolling, weekly, whole_term

MINUTE = 60_000_000
HOUR = Span(0, 60 * MINUTE)


def metric(per="10 min", **settings):
    return Slices("requests", good={"status": "< 500"}, per=per, **settings)


def excluded(worth, *pairs):
    return Excluded(Spans([Span(start * MINUTE, end * MINUTE) for start, end in pairs]), worth)


def measured(table, *, out=(), as_of=60, **settings):
    tally = Intervals({minute * MINUTE: pair for minute, pair in table.items()})
    return metric(**settings).measure([tally], PeriodContext(HOUR, as_of * MINUTE, excluded=tuple(out)))


# 100 %, 90 %, 50 %, none, 0 %, 1 of 1
TABLE = {0: (100, 100), 10: (10, 9), 20: (4, 2), 40: (2, 0), 50: (1, 1)}


def test_the_mean_of_the_rates():
    """(1 + 0.9 + 0.5 + 1 for the empty one + 0 + 1) / 6 = 4.4 / 6, although 112 of 117 requests were good."""
    measure = measured(TABLE)
    assert (measure.value, measure.sample, measure.breaches, measure.part, measure.whole) == (Fraction(44, 60), 117, 3, Fraction(44, 10), 6)
    assert (measure.low, measure.high, measure.foresees) == (Fraction(44, 60), Fraction(44, 60), True)
    assert measure.workings == "73.333333 % is the mean of 6 intervals of 10 min; 3 below 100 %"


def test_the_worst_intervals_are_evidence():
    """0 % at :40, 50 % at :20, 90 % at :10, with where each ends."""
    assert [(part.at // MINUTE, part.until // MINUTE, part.figure) for part in measured(TABLE).evidence] == [
        (40, 50, 0),
        (20, 30, Fraction(1, 2)),
        (10, 20, Fraction(9, 10)),
    ]


def test_what_an_empty_interval_counts_as():
    """4.4 of 6 with it good, 3.4 of 6 with it bad, 3.4 of 5 without it."""
    assert [measured(TABLE, empty=word).value for word in ("good", "bad", "skip")] == [
        Fraction(44, 60),
        Fraction(34, 60),
        Fraction(34, 50),
    ]


def test_least_volume():
    """From 4 requests on, those of :40 and :50 are empty too: (1 + 0.9 + 0.5 + 3) / 6; without them 2.4 of 3. Four are enough."""
    assert measured(TABLE, minimum=4).value == Fraction(54, 60)
    assert measured(TABLE, minimum=4, empty="skip").value == Fraction(24, 30)
    assert measured(TABLE, minimum=5, empty="skip").value == Fraction(19, 20)


def test_good_intervals_by_a_threshold():
    """At least 90 %: :00, :10, the empty one and :50 are good, 4 of 6; more than 90 %: 3 of 6; by the least rate that is not zero, 5."""
    measure = measured(TABLE, threshold="at least 90 %")
    assert (measure.value, measure.breaches, measure.part, measure.whole) == (Fraction(4, 6), 2, 4, 6)
    assert measure.workings == "4 of 6 intervals of 10 min good; 2 bad"
    assert measured(TABLE, threshold="more than 90 %").value == Fraction(3, 6)
    assert measured(TABLE, threshold="> 0 %").value == Fraction(5, 6)


def test_empty_intervals_and_a_threshold():
    """An empty interval is what the contract says, whatever the threshold: 4, 3 of 6, and 3 of 5."""
    results = [measured(TABLE, threshold="at least 90 %", empty=word).value for word in ("good", "bad", "skip")]
    assert results == [Fraction(4, 6), Fraction(3, 6), Fraction(3, 5)]
    assert measured({}, threshold="at least 0 %", empty="bad").value == 0


BAD = {0: (1, 0), 10: (1, 0), 20: (1, 1), 30: (1, 0), 40: (1, 0), 50: (1, 0)}


def test_intervals_in_a_row():
    """Two bad ones, a good one, three bad ones: 1 of 6 good; of three in a row, the two do not count: 3 of 6; of four, none."""
    results = [measured(BAD, threshold="more than 0 %", in_a_row=count).value for count in (1, 2, 3, 4)]
    assert results == [Fraction(1, 6), Fraction(1, 6), Fraction(3, 6), 1]


def test_a_skipped_interval_in_a_run():
    """Bad, none, bad: as it is skipped they are two in a row and 3 of 5 are good; as a good one it parts them: 6 of 6."""
    table = {0: (1, 0), 20: (1, 0), 30: (1, 1), 40: (1, 1), 50: (1, 1)}
    assert measured(table, threshold="more than 0 %", in_a_row=2, empty="skip").value == Fraction(3, 5)
    assert measured(table, threshold="more than 0 %", in_a_row=2).value == 1


def test_no_data():
    """Without a request all is good, bad, or no data, as the contract says of empty intervals (M3)."""
    results = [measured({}, empty=word) for word in ("good", "bad", "skip")]
    assert [part.value for part in results] == [1, 0, None]
    assert results[2].reason == "no interval counts"
    assert [part.sample for part in results] == [0, 0, 0]


def test_excluded_intervals():
    """:15 to :45 holds the starts of :20, :30 and :40: dropped (1 + 0.9 + 1) / 3; forgiven (1 + 0.9 + 1 + 1 + 1 + 1) / 6; eased to a
    half, :20 stays at 0.5, the empty one at 1, and :40 rises to 0.5: 4.9 of 6. The rest of :10 to :15 makes nothing of :10.
    """
    results = [measured(TABLE, out=[excluded(worth, (15, 45))]) for worth in (None, Fraction(1), Fraction(1, 2))]
    assert [part.value for part in results] == [Fraction(29, 30), Fraction(59, 60), Fraction(49, 60)]
    assert results[0].workings.endswith("; 30 min left out")


def test_what_is_excluded_breaks_a_run():
    """Three bad ones, the middle one excluded: no two in a row are left, whether it is dropped or forgiven; eased to a half, it counts."""
    table = {0: (1, 0), 10: (1, 0), 20: (1, 0), 30: (1, 1), 40: (1, 1), 50: (1, 1)}
    results = [
        measured(table, threshold="more than 0 %", in_a_row=2, out=[excluded(worth, (10, 20))])
        for worth in (None, Fraction(1), Fraction(1, 2))
    ]
    assert [(part.value, part.whole) for part in results] == [(1, 5), (1, 6), (Fraction(7, 12), 6)]


def test_hours():
    """In :00 to :30 begin three intervals: (1 + 0.9 + 0.5) / 3; none of the others is empty, they are not there."""
    hours = Weekly({"mon-sun": "00:00-00:30"}, tz="UTC")
    measure = measured(TABLE, during=hours)
    assert (measure.value, measure.whole) == (Fraction(24, 30), 3)


def test_a_period_that_is_not_over():
    """At :25 two intervals are over: 1.9 of 2; the other four may all be bad or good: from 1.9 to 5.9 of 6."""
    measure = measured(TABLE, as_of=25)
    assert (measure.value, measure.whole) == (Fraction(19, 20), 2)
    assert (measure.low, measure.high, measure.foresees) == (Fraction(19, 60), Fraction(59, 60), True)
    none = measured(TABLE, as_of=5)
    assert (none.value, none.reason, none.low, none.high) == (None, "no interval is over", 0, 1)
    assert measured(TABLE, as_of=20).whole == 2  # over at its last instant


def test_a_run_that_may_yet_count():
    """At :20 two bad ones have not made three: 2 of 2 good, and between 0 and 6 of 6 in the end; at :40 the third bad one is alone."""
    two = measured(BAD, threshold="more than 0 %", in_a_row=3, as_of=20)
    assert (two.value, two.low, two.high) == (1, 0, 1)
    four = measured(BAD, threshold="more than 0 %", in_a_row=3, as_of=40)
    assert (four.value, four.low, four.high) == (1, Fraction(3, 6), 1)


def test_the_last_interval_may_be_shorter():
    """An hour has eight intervals of 7 minutes and one of 4, which counts like the others."""
    assert measured({56: (2, 0)}, per="7 min").value == Fraction(8, 9)


def test_a_mean_of_many_rates_stays_a_number_of_few_digits():
    """1 / 2 + 1 / 3 + ... has no short form: the figure has 18 decimals, on its own side of every shorter one."""
    table = {minute: (minute + 2, 1) for minute in range(60)}
    measure = measured(table, per="1 min")
    exact = sum(Fraction(1, minute + 2) for minute in range(60)) / 60
    assert measure.value.denominator <= 10**18
    assert abs(measure.value - exact) < Fraction(1, 10**17)


RATES = st.dictionaries(st.integers(0, 5).map(lambda number: 10 * number), st.tuples(st.integers(1, 3), st.integers(0, 3)))


@given(
    RATES,
    st.integers(1, 59),
    st.sampled_from([None, "at least 50 %"]),
    st.integers(1, 3),
    st.sampled_from(["good", "bad", "skip"]),
    st.sampled_from([None, Fraction(1), Fraction(1, 2)]),
)
def test_the_end_lies_between_the_bounds(table, as_of, least, in_a_row, empty, worth):
    """Whatever comes after an instant, the figure of the whole period lies between the bounds of that instant (M5)."""
    table = {minute: (count, min(good, count)) for minute, (count, good) in table.items()}
    settings = {"threshold": least, "in_a_row": in_a_row if least else 1, "empty": empty, "out": [excluded(worth, (20, 30))]}
    then, end = measured(table, as_of=as_of, **settings), measured(table, **settings)
    if end.value is not None:
        assert then.low <= end.value <= then.high
    if then.value is not None:
        assert then.low <= then.value <= then.high


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"good": {}}, "needs one way to know what is good"),
        ({"per": "fast"}, "per='fast' is not the length of an interval; write '5 min', '1 hour' or daily()"),
        ({"empty": "zero"}, "empty='zero' is not one of its words"),
        ({"minimum": 0}, "minimum=0 is not a whole number from 1 on; write minimum=3"),
        ({"in_a_row": 2}, "in_a_row=2 does not say which intervals are bad; write threshold='at least 95 %' too"),
        ({"threshold": "95 %"}, "threshold='95 %' is not a least rate; write threshold='at least 95 %' or threshold='more than 0 %'"),
        ({"threshold": "at most 95 %"}, "threshold='at most 95 %' is not a least rate"),
        ({"threshold": "at least 95"}, "threshold='at least 95' is not a rate from 0 to 100 %"),
        ({"threshold": "at least 5 min"}, "threshold='at least 5 min' is not a rate from 0 to 100 %"),
    ],
)
def test_settings_that_do_not_fit(settings, message):
    """Each is refused, with what to write instead."""
    with pytest.raises(ContractError, match=re.escape(message)):
        Slices("requests", **({"good": {"status": "< 500"}, "per": "5 min"} | settings))


def test_an_interval_longer_than_its_window():
    """A week in a day, or a day and more in one, is refused; as long as the period is not, nor any interval in the whole term."""
    for per, window in ((weekly(), daily()), ("25 hours", daily()), ("8 days", rolling("30 days"))):
        with pytest.raises(ContractError, match="longer than the periods of"):
            metric(per).check(window)
    for per, window in (("24 hours", daily()), (daily(), daily()), ("5 min", monthly()), (weekly(), monthly()), ("40 days", None)):
        metric(per).check(window)
    metric("1 hour").check(whole_term())


def test_a_repr_is_how_it_is_written():
    """What is shown reads back to the same metric, and a threshold has one form."""
    for one in (metric(), metric(daily(), threshold=">= 0.95", minimum=3, empty="skip", in_a_row=2).by("region")):
        assert eval(repr(one)) == one
    assert [threshold(text) for text in (">95 %", " at least  95 % ", None)] == ["more than 95 %", "at least 95 %", None]


TRAFFIC = [  # requests and errors of each quarter of an hour of a morning: none from 03:00 to 04:00
    {"at": f"2026-01-01T0{hour}:{minute}:00Z", "requests": requests, "errors": errors}
    for hour, minute, requests, errors in ((0, "00", 100, 0), (0, "15", 300, 4), (1, "00", 50, 25), (2, "30", 10, 0), (3, "00", 0, 0))
]


def counted_slices(rows=TRAFFIC, **settings):
    metric = Slices("traffic", total="requests", bad="errors", per="1 hour", **settings)
    agreed = slakit.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01T00:00Z", "2026-01-01T04:00Z"),
        timezone="UTC",
        window="whole term",
        objectives=[slakit.Objective("O", metric, "at least 99 %")],
    )
    assert slakit.loads(slakit.dumps(agreed)) == agreed
    return slakit.evaluate(agreed, {"traffic": rows})


@pytest.mark.parametrize(
    ("empty", "value"),
    [("good", Fraction(3490, 4000)), ("bad", Fraction(2490, 4000)), ("skip", Fraction(2490, 3000))],
)
def test_rows_that_are_counts(empty, value):
    """396 of 400, 25 of 50, 10 of 10 and an idle hour: 99 % + 50 % + 100 %, and 100 %, 0 % or nothing for the idle one.

    Their sum, 2.49, is divided by four hours, or by three where the idle one does not count; all of the requests together are 93.7 %.
    """
    measure = counted_slices(empty=empty).line("O").measure
    assert (measure.value, measure.sample) == (value, 460)


def test_least_counts():
    """With at least 51 requests an hour, those of 50 and 10 are idle as well: (99 % + 3 x 100 %) / 4."""
    assert counted_slices(minimum=51).line("O").measure.value == Fraction(399, 400)


def test_counts_that_cannot_be():
    """More errors than requests, fewer than none, and none that can be read: three problems, and the rest counts."""
    wrong = [(5, 6), (5, -1), (5, None)]
    rows = [{"at": "2026-01-01T01:30:00Z", "requests": requests, "errors": errors} for requests, errors in wrong]
    statement = counted_slices([*TRAFFIC, *rows], empty="skip")
    assert statement.line("O").measure.value == Fraction(249, 300)
    assert sorted((problem.kind, problem.count) for problem in statement.problems) == [
        ("errors is not from 0 to requests; write how many of the requests they are", 2),
        ("no value for errors", 1),
    ]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({}, "Slices('traffic') needs one way to know what is good: write good={'status': '< 500'}, or total='requests', bad='errors'"),
        ({"total": "requests"}, "Slices('traffic') needs one way to know what is good"),
        ({"total": "requests", "bad": "errors", "good": {"ok": True}}, "Slices('traffic') needs one way to know what is good"),
        ({"total": "errors", "bad": "errors"}, "total='errors' and bad='errors' are one field; write total='requests', bad='errors'"),
        (
            {"total": "requests", "bad": "errors", "unknown": "bad"},
            "unknown='bad' is of the fields of good=, which it has not; leave it out",
        ),
    ],
)
def test_one_way_to_know_what_is_good(settings, message):
    """By a condition on each record, or by two counts in it."""
    with pytest.raises(ContractError, match=re.escape(message)):
        Slices("traffic", per="5 min", **settings)


@pytest.mark.parametrize("per", ["1 us", "1 s"])
def test_too_many_intervals(per):
    """A month has no more than a million of them, so that a contract from elsewhere cannot take all of the memory."""
    with pytest.raises(slakit.errors.ContractError, match="cuts the periods of monthly into more than 1,000,000; write a longer interval"):
        slakit.Agreement(
            "A",
            provider="P",
            customer="C",
            term=("2026-01-01", "2027-01-01"),
            timezone="UTC",
            window="monthly",
            objectives=[slakit.Objective("x", slakit.Slices("o", good={"a": True}, per=per), "at least 99 %")],
        )
