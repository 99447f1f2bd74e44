"""Levels: figures that are sampled from time to time, worked out by hand. The period is Monday 5 January 2026 in UTC."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

import slakit as sk
from slakit.calendars.weekly import Weekly
from slakit.errors import ContractError
from slakit.metrics.amounts.gauge import Gauge
from slakit.metrics.period_context import Excluded, PeriodContext
from slakit.metrics.tallies.samples import Samples
from slakit.metrics.value_kinds.record_values import Number
from slakit.metrics.value_kinds.series_values import Sampled
from slakit.timeline import packed
from slakit.timeline.instants import DAY, HOUR, instant
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans
from slakit.values.quantity import quantity
from slakit.windows.window import daily

MONDAY = instant("2026-01-05T00:00Z")
NOON = Weekly({"mon": "12:00-14:00"}, tz="UTC")
WEIGHTED = "time-weighted mean"


@pytest.fixture(autouse=True, scope="module", params=["lists", "arrays"])
def few_and_many(request):
    """Every figure is the same where samples are so many that they are worked out on arrays."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "arrays":
            pytest.importorskip("numpy")
            patch.setattr(packed, "MANY", 1)
        yield


def day(as_of=24, excluded=()):
    """The view of Monday, as of an hour."""
    span = Span(MONDAY, MONDAY + DAY)
    gone = tuple(Excluded(Spans([Span(MONDAY + first * HOUR, MONDAY + last * HOUR)])) for first, last in excluded)
    return PeriodContext(span, MONDAY + as_of * HOUR, (), "UTC", gone)


def samples(*pairs):
    """A tally of (hour, level)."""
    return Samples((MONDAY + hour * HOUR, level * 10**6) for hour, level in pairs)


SUNDAY = (-6, 10)
# 20 from 6:00; at 12:00 two samples, 40 and 20, whose mean is 30; 5 from 18:00
INSIDE = ((6, 20), (12, 40), (12, 20), (18, 5))


def level(statistic, *pairs, context=None, **settings):
    return Gauge("backlog", "open", statistic=statistic, **settings).measure([samples(*pairs)], context or day())


@pytest.mark.parametrize(
    ("statistic", "figure"),
    [
        ("last", 5),
        ("min", 5),
        ("max", 40),
        ("mean", Fraction(85, 4)),
        ("median", 20),
        ("p75", 20),  # the 3rd of 5, 20, 20, 40
        ("p76", 40),
        ("p75 linear", 25),  # 0.75 x 3 = 2.25: 20 + 0.25 x 20
        (WEIGHTED, Fraction(55, 3)),  # 20, 30 and 5 for 6 hours each; nothing is known before 6:00
    ],
)
def test_statistics(statistic, figure):
    """Of the samples 20, 40, 20 and 5."""
    measure = level(statistic, *INSIDE)
    assert (measure.value, measure.unit, measure.sample) == (figure, "item", 4)
    assert (measure.low, measure.high, measure.foresees) == (figure, figure, True)


def test_a_level_holds():
    """10 from Sunday until 6:00, then 20, 30 and 5: a quarter of the day each, (10 + 20 + 30 + 5) / 4."""
    measure = level(WEIGHTED, SUNDAY, *INSIDE)
    assert (measure.value, measure.sample) == (Fraction(65, 4), 4)
    assert measure.workings == "weighed by time, known in 24 hour of 24 hour"
    assert level(WEIGHTED, *INSIDE).workings == "weighed by time, known in 18 hour of 24 hour"


def test_a_level_that_does_not_hold_for_ever():
    """For 8 hours: 10 until 2:00, the others for 6 hours each, (2 x 10 + 6 x (20 + 30 + 5)) / 20 = 17.5; for 3, Sunday's is gone."""
    assert level(WEIGHTED, SUNDAY, *INSIDE, holds="8 hours").value == Fraction(35, 2)
    short = level(WEIGHTED, SUNDAY, *INSIDE, holds="3 hours")
    assert (short.value, short.workings) == (Fraction(55, 3), "weighed by time, known in 9 hour of 24 hour")
    gone = level(WEIGHTED, SUNDAY, holds="6 hours")
    assert (gone.value, gone.reason) == (None, "open is not known in the time that counts")


def test_hours_of_a_level():
    """From 12:00 to 14:00 the level is 30, whichever way the hours are told."""
    assert level(WEIGHTED, *INSIDE, clock=NOON).value == 30
    assert level(WEIGHTED, *INSIDE, during=NOON).value == 30


def test_without_samples():
    """A period without a sample has no last, least or mean level (M3); one from before holds where time is weighed."""
    for statistic in ("last", "min", "mean", "p95", WEIGHTED):
        assert (level(statistic).value, level(statistic).reason) == (None, "no samples")
    held = level(WEIGHTED, SUNDAY)
    assert (held.value, held.sample) == (10, 0)


def test_what_is_read():
    """Only where time is weighed the last sample of before is read too."""
    assert Gauge("backlog", "open").parts()[0].value == Sampled(Number("open", 6))
    assert Gauge("backlog", "open", statistic=WEIGHTED, digits=0).parts()[0].value == Sampled(Number("open", 0), lead="last")


def test_samples_of_one_instant():
    """40 and 20 at 12:00 are a last level of 30; each is a sample of its own for the least and the highest."""
    assert level("last", *INSIDE[:3]).value == 30
    assert (level("min", *INSIDE[:3]).value, level("max", *INSIDE[:3]).value) == (20, 40)


def test_so_far():
    """At 15:00: (6 x 10 + 6 x 20 + 3 x 30) / 15 = 18; only the least and the highest are bound on one side."""
    context = day(as_of=15)
    results = {name: level(name, SUNDAY, *INSIDE[:3], context=context) for name in (WEIGHTED, "min", "max", "mean", "last")}
    assert (results[WEIGHTED].value, results[WEIGHTED].low, results[WEIGHTED].high) == (18, None, None)
    assert (results["min"].low, results["min"].high) == (None, 20)
    assert (results["max"].low, results["max"].high) == (40, None)
    assert {(results[name].low, results[name].high) for name in ("mean", "last")} == {(None, None)}


def test_excluded_time():
    """Without the time from 12:00 to 18:00: (10 + 20 + 5) / 3, and of the samples 20 and 5 the mean is 12.5 (M6)."""
    context = day(excluded=[(12, 18)])
    assert level(WEIGHTED, SUNDAY, *INSIDE, context=context).value == Fraction(35, 3)
    assert level("mean", *INSIDE, context=context).value == Fraction(25, 2)


def test_evidence():
    """The highest of a high percentile, the lowest of a low one, both ends of what is in the middle, the last alone."""
    ends = {name: [(one.at - MONDAY, one.figure) for one in level(name, *INSIDE).evidence] for name in ("max", "p5", "mean", "last")}
    assert ends["max"] == [(12 * HOUR, 40), (6 * HOUR, 20), (12 * HOUR, 20), (18 * HOUR, 5)]
    assert ends["p5"] == [(18 * HOUR, 5), (6 * HOUR, 20), (12 * HOUR, 20), (12 * HOUR, 40)]
    assert ends["mean"] == [(18 * HOUR, 5), (12 * HOUR, 40)]
    assert ends["last"] == [(18 * HOUR, 5)]
    assert level("mean", (6, 20)).evidence[0].unit == "item"
    assert len(level("mean", (6, 20)).evidence) == 1


def test_units_of_levels():
    """A level may be a share, an amount of data or a time; negative ones are levels too."""
    assert Gauge("disk", "free", unit="GB").measure([samples((1, 5))], day()).quantity == quantity("5000 MB")
    assert Gauge("mood", "net", unit="%").measure([samples((1, -5))], day()).quantity == quantity("-5 %")


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"statistic": "total"}, "grow with the number of samples"),
        ({"statistic": "average"}, "'average' is not a statistic of a level; write 'last'"),
        ({"statistic": "mean", "holds": "1 day"}, "only apply with statistic="),
        ({"statistic": "last", "clock": NOON}, "only apply with statistic='time-weighted mean'"),
        ({"statistic": WEIGHTED, "holds": daily()}, "not a length of time; write holds='1 hour'"),
        ({"unit": "crates"}, "not a unit"),
        ({"digits": -1}, "not a whole number"),
    ],
)
def test_what_is_no_level(settings, problem):
    """The error says what to write."""
    with pytest.raises(ContractError, match=problem):
        Gauge("backlog", "open", **settings)


def test_it_is_written_as_it_is_read():
    """The repr makes an equal metric, and a statistic passes through."""
    metric = Gauge("backlog", "open", statistic=WEIGHTED, holds="90 min", clock=NOON, unit="ticket").by("team")
    assert eval(repr(metric), {"Gauge": Gauge, "Weekly": Weekly}) == metric
    assert Gauge("backlog", "open", statistic=metric.statistic).statistic == metric.statistic
    assert repr(Gauge("backlog", "open", statistic="last")) == "Gauge('backlog', 'open')"


hour = st.integers(-30, 23)


@given(
    st.lists(st.tuples(hour, st.integers(-9, 9)), max_size=8),
    st.integers(1, 24),
    st.none() | st.integers(1, 20),
    st.tuples(st.integers(0, 23), st.integers(1, 24)).filter(lambda pair: pair[0] < pair[1]),
)
def test_time_weighted_as_a_naive_loop_finds_it(pairs, as_of, holds, hours):
    """Hour by hour: the mean of the latest samples, where there are any and they still hold."""
    pairs = [pair for pair in pairs if pair[0] < as_of]
    before = [at for at, _ in pairs if at < 0]
    pairs = [pair for pair in pairs if pair[0] >= 0 or pair[0] == max(before)]
    seen = []
    for now in range(max(0, hours[0]), min(as_of, hours[1])):
        latest = max((at for at, _ in pairs if at <= now), default=None)
        if latest is not None and (holds is None or now < latest + holds):
            levels = [value for at, value in pairs if at == latest]
            seen.append(Fraction(sum(levels), len(levels)))
    clock = Weekly({"mon": f"{hours[0]:02}:00-{hours[1]:02}:00"}, tz="UTC")
    result = level(WEIGHTED, *pairs, context=day(as_of), clock=clock, holds=None if holds is None else f"{holds} hours")
    assert result.value == (Fraction(sum(seen), len(seen)) if seen else None)


@pytest.mark.parametrize(
    ("celsius", "figure", "short"),
    [
        ([2, 5, 15], 15, 2),  # 2 above 13
        ([-1, 14], -1, 3),  # 3 below 2, 1 above 13
        ([1, 14], 14, 1),  # as far on both sides: the higher
        ([3, 12], 12, 0),  # within: 4.5 from the middle on both sides, the higher
        (["7.5"], "7.5", 0),
    ],
)
def test_the_sample_that_is_farthest_from_a_range(celsius, figure, short):
    """Above it or below; its distance from the range is the shortfall under that range as a target."""
    gauge = sk.kpis.Gauge("readings", "celsius", statistic="farthest  from 2 to 13.0")
    assert repr(gauge.statistic.name) == "'farthest from 2 to 13'"
    term = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2026-02-01"), "timezone": "UTC"}
    agreed = sk.Agreement("A", **term, objectives=[sk.Objective("O", gauge, "between 2 and 13")])
    rows = [{"at": f"2026-01-{day:02}T00:00Z", "celsius": value} for day, value in enumerate(celsius, 1)]
    line = sk.evaluate(agreed, {"readings": rows}).line("O")
    assert (line.measure.value, line.verdict.shortfall, line.outcome == "missed") == (Fraction(figure), short, short > 0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("farthest from 13 to 2", "write the smaller first, 'farthest from 2 to 13'"),
        ("farthest from cold to warm", "is not a range of numbers; write 'farthest from 2 to 13'"),
        ("farthest from 2", "is not a statistic of a level"),
    ],
)
def test_a_range_that_is_none(text, message):
    """With what to write."""
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.kpis.Gauge("readings", "celsius", statistic=text)
    assert message in str(caught.value)
