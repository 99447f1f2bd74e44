"""Counts, rates, peaks, troughs, throughput under load and different values, with figures worked out by hand.

Monday 5 January 2026 in UTC is the period; tallies are filled by hand, as the engine fills them.
"""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from slakit.calendars.weekly import Weekly
from slakit.errors import ContractError
from slakit.metrics.amounts.count_total import Count, Total
from slakit.metrics.amounts.distinct import Distinct
from slakit.metrics.amounts.peak import Peak, Trough
from slakit.metrics.amounts.rate import Rate
from slakit.metrics.amounts.throughput import Throughput
from slakit.metrics.period_context import Excluded, PeriodContext
from slakit.metrics.tallies.intervals import Intervals, per
from slakit.metrics.tallies.labels import Labels
from slakit.metrics.tallies.sums import Sums
from slakit.metrics.value_kinds.record_values import Labelled, Number, One
from slakit.metrics.value_kinds.series_values import PerInterval
from slakit.timeline.instants import DAY, HOUR, MINUTE, instant
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans
from slakit.values.quantity import quantity
from slakit.windows.window import daily, every, monthly, quarterly, rolling, weekly, whole_term

MONDAY = instant("2026-01-05T00:00Z")
MILLION = 10**6  # a field is kept in millionths
NOON = Weekly({"mon": "12:00-14:00"}, tz="UTC")


def day(as_of=24, days=1, excluded=()):
    """The view of so many days from Monday, as of an hour."""
    span = Span(MONDAY, MONDAY + days * DAY)
    gone = tuple(Excluded(Spans([Span(MONDAY + first * HOUR, MONDAY + last * HOUR)])) for first, last in excluded)
    return PeriodContext(span, MONDAY + int(as_of * HOUR), (span.first, span.last), "UTC", gone)


def hours(table, scale=MILLION):
    """A tally of intervals: hour -> (records, amount)."""
    return Intervals({MONDAY + hour * HOUR: (count, amount * scale) for hour, (count, amount) in table.items()})


# 12:05 300, 12:50 220, 13:10 90
MESSAGES = hours({12: (2, 520), 13: (1, 90)})
RECORDS = hours({12: (2, 2), 13: (1, 1)}, scale=1)


def peak(context, tally=MESSAGES, kind=Peak, **settings):
    settings = {"field": "processed", "per": "1 hour"} | settings
    return kind("messages", **settings).measure([tally], context)


def test_count_and_total():
    """3 records are 3 items, and may still become more; 300 + 220 + 90 of a field are 610, and none is no data."""
    counted = Count("messages").measure([Sums(3, 3)], day(as_of=12))
    assert (counted.value, counted.low, counted.high, counted.foresees) == (3, 3, None, True)
    assert Total("messages", "processed").measure([Sums(3, 610 * MILLION)], day()).value == 610
    assert Total("messages", "processed").measure([Sums()], day()).reason == "no records"


def test_rate_of_a_field():
    """610 in 24 hours are 305/12 an hour, or 610/1440 a minute when it is said per quarter of an hour."""
    sums = Sums(3, 610 * MILLION)
    hourly = Rate("messages", field="processed", per="1 hour")
    measure = hourly.measure([sums], day())
    assert (measure.value, measure.unit, measure.sample) == (Fraction(305, 12), "item/hour", 3)
    assert (measure.low, measure.high) == (measure.value, measure.value)
    assert measure.workings == "610 item in 24 hour"
    quarterly_hour = Rate("messages", field="processed", per="15 min").measure([sums], day())
    assert (quarterly_hour.value, quarterly_hour.unit) == (Fraction(610, 1440), "item/min")
    assert quarterly_hour.quantity == measure.quantity
    assert hourly.parts()[0].value == Number("processed", 6)


def test_rate_of_records():
    """48 records in 24 hours are 2 an hour, whatever they are called; without a record the rate is zero."""
    metric = Rate("messages", per="1 hour", unit="message")
    assert metric.measure([Sums(48, 48)], day()).quantity == quantity("2 request/hour")
    assert metric.unit == "message/hour"
    assert metric.measure([Sums()], day()).value == 0
    assert metric.parts()[0].value == One()


def test_rate_in_hours():
    """12 records over the two hours of the clock are 6 an hour; of Tuesday, when it is shut, there is no rate."""
    for settings in ({"clock": NOON}, {"during": NOON}):
        metric = Rate("messages", per="1 hour", **settings)
        assert metric.measure([Sums(12, 12)], day()).value == 6
        tuesday = PeriodContext(Span(MONDAY + DAY, MONDAY + 2 * DAY), MONDAY + 2 * DAY)
        assert metric.measure([Sums(12, 12)], tuesday).reason == "no time counts in the period"
    assert Rate("messages", per="1 hour", clock=NOON).parts()[0].during is None
    assert Rate("messages", per="1 hour", during=NOON).parts()[0].during == NOON


def test_rate_so_far():
    """24 records by noon are 2 an hour; if none comes they are 1; a field may also shrink, so that nothing is bound."""
    counted = Rate("messages", per="1 hour").measure([Sums(24, 24)], day(as_of=12))
    assert (counted.value, counted.low, counted.high, counted.foresees) == (2, 1, None, True)
    added = Rate("messages", field="n", per="1 hour").measure([Sums(24, 24 * MILLION)], day(as_of=12))
    assert (added.value, added.low, added.high) == (2, None, None)


def test_units_of_rates():
    """What is counted stands over the time, be it a count, an amount of data or a plain number."""
    assert Rate("traffic", field="size", per="1 day", unit="GB").unit == "GB/day"
    assert Rate("traffic", field="size", per="2 weeks", unit="").unit == "/week"
    assert Rate("traffic", per="90 s").unit == "item/s"
    with pytest.raises(ContractError, match="not a unit"):
        Rate("traffic", per="1 hour", unit="crate")
    with pytest.raises(ContractError, match="per='daily' is not a length of time; write per='1 hour'"):
        Rate("traffic", per=daily())
    with pytest.raises(ContractError, match="not the length of an interval"):
        Rate("traffic", per="soon")


def test_peak():
    """300 + 220 in the hour from 12:00 are more than 90 in the next: 520 an hour, and these two hours are the evidence."""
    measure = peak(day())
    assert measure.quantity == quantity("520 message/hour")
    assert (measure.sample, measure.low, measure.high) == (3, 520, 520)
    assert [(one.at, one.until, one.figure, one.unit) for one in measure.evidence] == [
        (MONDAY + 12 * HOUR, MONDAY + 13 * HOUR, 520, "item/hour"),
        (MONDAY + 13 * HOUR, MONDAY + 14 * HOUR, 90, "item/hour"),
    ]
    assert measure.workings == "the highest of 24 intervals (1 h)"


def test_peak_of_records():
    """Without a field the records of the hour are counted: 2; without a record the peak is zero."""
    assert peak(day(), RECORDS, field=None).quantity == quantity("2 message/hour")
    assert peak(day(), Intervals()).value == peak(day(), Intervals(), field=None).value == 0
    assert peak(day(), Intervals()).evidence == ()
    assert Peak("messages", per="1 hour").parts()[0].value == PerInterval(One(), per("1 hour"))


def test_peak_so_far():
    """At 12:55 the hour has 520 already and may lose some, but its 2 records remain; at 13:30 the hour of 520 is over."""
    running = peak(day(as_of=12 + Fraction(55, 60)))
    assert (running.value, running.low, running.high, running.foresees) == (520, 0, None, True)
    assert peak(day(as_of=12 + Fraction(55, 60)), RECORDS, field=None).low == 2
    assert peak(day(as_of=13.5)).low == 520


def test_trough():
    """The hours without a message have none: zero; of the two that count, from 12:00 to 14:00, the second has least: 90."""
    quiet = peak(day(), kind=Trough)
    assert (quiet.value, quiet.sample, len(quiet.evidence), quiet.evidence[0].at) == (0, 3, 5, MONDAY)
    assert peak(day(), kind=Trough, during=NOON).value == 90


def test_which_intervals_count():
    """Of hours from 12:30 to 14:00 the first interval is in part: a peak may lie in it, a trough may not."""
    late = Weekly({"mon": "12:30-14:00"}, tz="UTC")
    assert peak(day(), during=late).value == 520
    assert peak(day(), hours({12: (2, 20), 13: (1, 90)}), kind=Trough, during=late).value == 90
    never = Weekly({"tue": "09:00-10:00"}, tz="UTC")
    assert peak(day(), during=never).reason == "no interval of the period lies in the time that counts"


def test_trough_so_far():
    """At 13:30 one of the two hours is over: 520 so far, it can only fall; a number of records not below zero."""
    measure = peak(day(as_of=13.5), kind=Trough, during=NOON)
    assert (measure.value, measure.low, measure.high, measure.foresees) == (520, None, 520, True)
    assert peak(day(as_of=13.5), RECORDS, kind=Trough, field=None, during=NOON).low == 0
    none = peak(day(as_of=12.5), kind=Trough, during=NOON)
    assert (none.value, none.reason) == (None, "no whole interval of the period has passed in the time that counts")
    assert peak(day(as_of=14), kind=Trough, during=NOON).value == 90  # over exactly now


def test_an_interval_that_the_period_cuts():
    """Intervals of 7 hours begin at 0, 7, 14 and 21; the last has 3: its 14 records are a peak of 2 an hour, its none no trough."""
    busy = Intervals({MONDAY + hour * HOUR: (count, count) for hour, count in ((0, 7), (7, 8), (14, 9), (21, 14))})
    assert peak(day(), busy, field=None, per="7 hours").value == 2
    still = Intervals({MONDAY + hour * HOUR: (count, count) for hour, count in ((0, 7), (7, 8), (14, 9))})
    assert peak(day(), still, kind=Trough, field=None, per="7 hours").value == 1


def test_intervals_by_the_wall_clock():
    """Days by the wall clock have amounts, no rates: of 25 October with its 25 hours, in Berlin, as of any other."""
    first = instant("2026-10-24T00:00+02:00")
    context = PeriodContext(Span(first, first + 73 * HOUR), first + 73 * HOUR, (first, first + 73 * HOUR), "Europe/Berlin")
    days = Intervals({first: (5, 5), first + DAY: (3, 3), first + 49 * HOUR: (4, 4)})
    busiest, quietest = (kind("posts", per=daily()).measure([days], context) for kind in (Peak, Trough))
    assert (busiest.value, busiest.unit) == (5, "item")
    assert (quietest.value, quietest.evidence[0].until - quietest.evidence[0].at) == (3, 25 * HOUR)


def test_excluded_time():
    """Without the hour from 13:00, the quietest of the two is 520; half an hour of it is enough, and no reason to deny a peak; a rate is
    one of the rest of the time (M6)."""
    assert peak(day(excluded=[(13, 14)]), kind=Trough, during=NOON).value == 520
    assert peak(day(excluded=[(12, 13)])).value == 90
    assert Rate("messages", per="1 hour").measure([Sums(48, 48)], day(excluded=[(12, 14), (13, 20)])).value == 3  # 48 in 16 hours
    assert peak(day(excluded=[(12, 13)])).workings == "the highest of 23 intervals (1 h); 60 min left out"
    half = PeriodContext(
        day().span, MONDAY + DAY, (), "UTC", (Excluded(Spans([Span(MONDAY + 13 * HOUR, MONDAY + 13 * HOUR + 30 * MINUTE)])),)
    )
    assert peak(half, kind=Trough, during=NOON).value == 520
    assert peak(half, hours({13: (1, 90)})).value == 90


def test_intervals_fit_into_periods():
    """An interval longer than the periods it is to cut is refused, as is one longer than the step of a rolling window."""
    for metric in (Peak("m", per="2 days"), Trough("m", per=weekly()), Throughput("m", done="d", load="l", per="2 days", when="> 5")):
        with pytest.raises(ContractError, match="longer than the periods of daily; write a shorter interval"):
            metric.check(daily())
    with pytest.raises(ContractError, match="longer than the periods of daily, the step of rolling 30 days"):
        Peak("m", per="7 days").check(rolling("30 days"))
    with pytest.raises(ContractError, match="longer than the periods"):
        Peak("m", per=whole_term()).check(monthly())
    Peak("m", per="1 day").check(daily())
    Peak("m", per="31 days").check(monthly())
    Peak("m", per="92 days").check(quarterly())
    Peak("m", per=weekly()).check(monthly())
    Peak("m", per="7 days").check(every(2, "week", anchor="2026-01-05"))
    Peak("m", per="400 days").check(whole_term())
    Peak("m", per="400 days").check(None)


@given(
    st.dictionaries(st.integers(0, 47), st.tuples(st.integers(1, 3), st.integers(-5, 9)), max_size=8),
    st.sampled_from([20, 30, 60, 150, 360]),
    st.integers(1, 48),
    st.tuples(st.integers(0, 23), st.integers(1, 24)).filter(lambda pair: pair[0] < pair[1]),
)
def test_extremes_as_a_naive_loop_finds_them(rows, length, as_of, open_hours):
    """Half hour by half hour: the highest of what has begun and touches the hours, the lowest of what is whole, over and inside them."""
    first, last = open_hours
    during = Weekly({"mon": f"{first:02}:00-{last:02}:00"}, tz="UTC")
    table = {}
    for half, (count, amount) in rows.items():
        if half < as_of:
            start = 30 * half // length * length
            before = table.get(start, (0, 0))
            table[start] = (before[0] + count, before[1] + amount)
    tally = Intervals({MONDAY + start * MINUTE: (count, amount * MILLION) for start, (count, amount) in table.items()})
    touched, inside = [], []
    for start in range(0, min(1440, 30 * as_of), length):
        end = min(start + length, 1440)
        figure = Fraction(table.get(start, (0, 0))[1] * 60, length)
        so_far = min(end, 30 * as_of)
        if any(60 * first <= minute < 60 * last for minute in range(start, so_far)):
            touched.append(figure)
        if end - start == length and end <= 30 * as_of and 60 * first <= start and end <= 60 * last:
            inside.append(figure)
    settings = {"per": f"{length} min", "during": during, "field": "n"}
    context = day(as_of=Fraction(as_of, 2))
    results = [peak(context, tally, kind=kind, **settings).quantity for kind in (Peak, Trough)]
    wanted = [pick(figures) if figures else None for pick, figures in ((max, touched), (min, inside))]
    assert results == [None if figure is None else quantity(f"{figure} item/hour") for figure in wanted]


def test_distinct():
    """Posts by ada, ada, 7 and nobody known have two authors, of three records; no posts have none."""
    metric = Distinct("posts", "author")
    measure = metric.measure([Labels({"ada": 2, 7: 1, "(none)": 1})], day())
    assert (measure.value, measure.sample, measure.low, measure.high) == (2, 3, 2, 2)
    assert measure.workings == "2 different author of 3 records, 1 more without one"
    assert metric.measure([Labels()], day()).value == 0
    so_far = metric.measure([Labels({"ada": 2})], day(as_of=3))
    assert (so_far.low, so_far.high, so_far.foresees) == (1, None, True)
    assert metric.parts()[0].value == Labelled("author")


def test_an_average_for_each_case():
    """5 replies to 2 tickets are 2.5 a ticket."""
    metric = Count("replies") / Distinct("replies", "ticket")
    assert metric.measure([Sums(5, 5), Labels({"A": 3, "B": 2})], day()).value == Fraction(5, 2)


# load and what was done of it: 10:00 600 -> 550, 11:00 500 -> 480, 12:00 700 -> 520, 13:00 100 -> 100
LOAD = hours({10: (1, 600), 11: (1, 500), 12: (1, 700), 13: (1, 100)})
DONE = hours({10: (1, 550), 11: (1, 480), 12: (1, 520), 13: (1, 100)})


def under_load(context, when="> 500", tallies=(DONE, LOAD), **settings):
    settings = {"done": "processed", "load": "received", "per": "1 hour", "when": when} | settings
    return Throughput("traffic", **settings).measure(tallies, context)


def test_throughput():
    """More than 500 came in the hours of 10 and 12, of which 12 had 520 done: that is sustained; the hour of exactly 500 is no such one."""
    measure = under_load(day())
    assert measure.quantity == quantity("520 message/hour")
    assert (measure.sample, measure.low, measure.high) == (2, 520, 520)
    assert [(one.at - MONDAY, one.figure) for one in measure.evidence] == [(12 * HOUR, 520), (10 * HOUR, 550)]
    assert measure.workings == "min of 2 of 24 intervals (1 h), those with received > 500"
    assert under_load(day(), ">= 500").value == 480


def test_throughput_by_other_statistics():
    """(550 + 520) / 2 = 535; the most is 550; p50 is the lower of two."""
    assert [under_load(day(), statistic=name).value for name in ("mean", "max", "p50")] == [535, 550, 520]


def test_loads_with_units():
    """A rate, an amount, and a bare number mean the same in hours; in half hours 500 an hour are 250."""
    assert [under_load(day(), when).value for when in ("> 500 message/hour", "> 500 messages", ">500")] == [520] * 3
    half = (Intervals({MONDAY: (1, 200 * MILLION)}), Intervals({MONDAY: (1, 300 * MILLION)}))
    assert under_load(day(), "> 500 message/hour", half, per="30 min").quantity == quantity("400 message/hour")
    assert under_load(day(), "> 500", half, per="30 min").value is None
    gigabytes = under_load(day(), "> 500 MB/hour", (DONE, hours({10: (1, 1)})), unit="GB")
    assert gigabytes.quantity == quantity("550 GB/hour")


def test_no_load_is_no_data():
    """Where no hour had such a load nothing is known of what would have been done; a load of which nothing was done has zero."""
    none = under_load(day(), "> 700")
    assert (none.value, none.reason) == (None, "no whole interval with received > 700 has passed")
    assert under_load(day(), tallies=(Intervals(), LOAD)).value == 0


def test_throughput_so_far():
    """At 12:30 only the hour of 10 was over and under load: 550, which can only fall."""
    measure = under_load(day(as_of=12.5))
    assert (measure.value, measure.low, measure.high, measure.foresees) == (550, None, 550, True)
    most, mean = (under_load(day(as_of=12.5), statistic=name) for name in ("max", "mean"))
    assert (most.low, most.high, mean.low, mean.high) == (550, None, None, None)


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"when": "500"}, "not a comparison with a load"),
        ({"when": "= 500"}, "not a comparison with a load"),
        ({"when": 500}, "not a comparison with a load"),
        ({"when": "> many"}, "not a quantity"),
        ({"when": "> 50 %"}, "not a load in item"),
        ({"when": "> 5 GB"}, "not a load in item"),
        ({"per": daily()}, "not a length of time"),
        ({"statistic": "total"}, "write statistic='min'"),
        ({"done": ""}, "not a name"),
    ],
)
def test_what_is_no_throughput(settings, problem):
    """The error says what was written and what to write."""
    with pytest.raises(ContractError, match=problem):
        under_load(day(), **({"when": "> 500"} | settings))


@pytest.mark.parametrize(
    "metric",
    [
        Rate("m", field="n", per="1 hour", clock=NOON, unit="GB", digits=2),
        Peak("m", per="15 min").where(kind="reply").by("channel").during(NOON),
        Peak("m", per=daily(), field="n"),
        Trough("m", per="1 hour", key="no", updated="seen", at="received"),
        Distinct("m", "author", at="published"),
        Throughput("m", done="d", load="l", per="1 hour", when=">500 message/hour", statistic="p5"),
    ],
)
def test_they_are_written_as_they_are_read(metric):
    """The repr makes an equal metric."""
    names = {"Rate": Rate, "Peak": Peak, "Trough": Trough, "Distinct": Distinct, "Throughput": Throughput, "Weekly": Weekly, "daily": daily}
    assert eval(repr(metric), names) == metric
