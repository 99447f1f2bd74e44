"""Growth against the period before, a year ago and a baseline, with figures worked out by hand."""

from fractions import Fraction

import pytest
from attrs import frozen

import slakit as sk
from slakit.calendars.weekly import Weekly
from slakit.errors import ContractError
from slakit.metrics.amounts.count_total import Count, Total
from slakit.metrics.amounts.distinct import Distinct
from slakit.metrics.amounts.gauge import Gauge
from slakit.metrics.amounts.growth import Growth
from slakit.metrics.amounts.peak import Peak
from slakit.metrics.amounts.share import Share
from slakit.metrics.measure import Evidence, Measure
from slakit.metrics.period_context import PeriodContext
from slakit.metrics.stream_metric import StreamMetric
from slakit.metrics.tallies.sums import Sums
from slakit.metrics.value_kinds.record_values import One
from slakit.timeline.instants import DAY, instant
from slakit.timeline.span import Span
from slakit.values.quantity import quantity
from slakit.windows.window import daily

FIRST = instant("2026-03-01T00:00Z")
COUNT = Count("posts")


def march(as_of=31, **past):
    """The view of March, with the tallies of earlier periods: those of the month before, and of March a year ago."""
    spans = {"previous": Span(FIRST - 28 * DAY, FIRST), "last year": Span(FIRST - 365 * DAY, FIRST - 334 * DAY)}

    def earlier(which):
        tally = past.get(which.replace(" ", "_"))
        return tally and ([tally], PeriodContext(spans[which], FIRST + as_of * DAY))

    return PeriodContext(Span(FIRST, FIRST + 31 * DAY), FIRST + as_of * DAY, past=earlier)


def posts(count):
    return Sums(count, count)


@frozen(repr=False)
class Survey(StreamMetric):
    """A metric whose tally is the measure itself."""

    unit = ""

    def parts(self):
        return (self.reading("at", One()),)

    def measure(self, tallies, context):
        return tallies[0]


def test_against_the_previous_period():
    """1,050 after 1,000 are 5 % more; 900 are 10 % less."""
    measure = Growth(COUNT).measure([posts(1050)], march(previous=posts(1000)))
    assert (measure.quantity, measure.sample, measure.part, measure.whole) == (quantity("5 %"), 1000, 1050, 1000)
    assert (measure.low, measure.high, measure.foresees) == (Fraction(1, 20), Fraction(1, 20), True)
    assert measure.workings == "1,050 item (1,050 counted) against 1,000 item (1,000 counted)"
    assert Growth(COUNT).measure([posts(900)], march(previous=posts(1000))).value == Fraction(-1, 10)


def test_against_last_year():
    """1,050 after 840 a year ago are a quarter more, whatever the month before had."""
    measure = Growth(COUNT, against="last year").measure([posts(1050)], march(previous=posts(1000), last_year=posts(840)))
    assert measure.value == Fraction(1, 4)


def test_against_a_baseline():
    """1,050 are 5 % more than the 1,000 that were agreed, be they called items or messages; no record of then is needed."""
    for baseline in ("1000", 1000, "1000 messages", quantity("1000 item")):
        measure = Growth(COUNT, against=baseline).measure([posts(1050)], march())
        assert (measure.value, measure.sample) == (Fraction(1, 20), 1050)
    size = Total("disk", "size", unit="GB")
    assert Growth(size, against="500 MB").measure([Sums(1, 10**6)], march()).value == 1  # 1 GB is twice as much
    assert measure.workings == "1,050 item (1,050 counted) against 1,000 item (the baseline)"


def test_the_difference():
    """50 more posts; from 75 to 80 % are 5 points, and one fifteenth of growth."""
    more = Growth(COUNT, difference=True).measure([posts(1050)], march(previous=posts(1000)))
    assert (more.quantity, more.unit) == (quantity("50 posts"), "item")
    now, then = (Measure(value=Fraction(share, 100), low=Fraction(share, 100), high=Fraction(share, 100)) for share in (80, 75))
    survey = Survey("surveys")
    assert Growth(survey, difference=True).measure([now], march(previous=then)).quantity == quantity("5 pp")
    assert Growth(survey).measure([now], march(previous=then)).value == Fraction(1, 15)


def test_nothing_to_grow_from():
    """No earlier period, none a year ago, one without data, and one of zero or less are no data, each with its reason."""
    assert Growth(COUNT).measure([posts(5)], march()).reason == "there is no earlier period"
    assert Growth(COUNT, against="last year").measure([posts(5)], march()).reason == "there is no such period a year earlier"
    total = Growth(Total("posts", "likes"))
    assert total.measure([Sums(5, 5)], march(previous=Sums())).reason == "previous period: no records"
    assert total.measure([Sums()], march(previous=Sums(5, 5))).reason == "no records"
    zero = Growth(COUNT).measure([posts(5)], march(previous=posts(0)))
    assert (zero.value, zero.reason) == (None, "previous period has 0 item, which is not above zero")
    assert (zero.low, zero.high) == (None, None)
    below = Growth(Survey("mood")).measure([Measure(value=1, low=1, high=1)], march(previous=Measure(value=-1, low=-1, high=-1)))
    assert below.reason == "previous period has -1, which is not above zero"
    assert Growth(COUNT, difference=True).measure([posts(5)], march(previous=posts(0))).value == 5


def test_so_far():
    """500 by the middle of the month are half of 1,000: at least that much less, and the rest of the month can bring any number."""
    measure = Growth(COUNT).measure([posts(500)], march(as_of=15, previous=posts(1000)))
    assert (measure.value, measure.low, measure.high, measure.foresees) == (Fraction(-1, 2), Fraction(-1, 2), None, True)


def test_bounds():
    """From 40 to 60 % now, and 50 to 80 % then: from 0.4 / 0.8 - 1 = -50 % to 0.6 / 0.5 - 1 = 20 %; points from -40 to 10."""
    now = Measure(value=Fraction(1, 2), low=Fraction(2, 5), high=Fraction(3, 5), pending=2, sample=8, evidence=(Evidence(FIRST),))
    then = Measure(value=Fraction(5, 8), low=Fraction(1, 2), high=Fraction(4, 5), pending=3, sample=7)
    grown = Growth(Survey("surveys")).measure([now], march(previous=then))
    assert (grown.value, grown.low, grown.high) == (Fraction(-1, 5), Fraction(-1, 2), Fraction(1, 5))
    assert (grown.pending, grown.sample, grown.foresees, grown.evidence) == (5, 7, False, now.evidence)
    points = Growth(Survey("surveys"), difference=True).measure([now], march(previous=then))
    assert (points.low, points.high) == (Fraction(-2, 5), Fraction(1, 10))
    fell = Measure(value=-1, low=-1, high=-1)
    bounds = Growth(Survey("mood")).measure([fell], march(previous=then))
    assert (bounds.low, bounds.high) == (-3, Fraction(-9, 4))  # -1 / 0.5 - 1, -1 / 0.8 - 1


def test_it_is_told_what_its_metric_is_told():
    """Conditions, groups, hours, parts and the fit of the window are those of the metric within."""
    desk = Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
    metric = Growth(COUNT, against="last year").where(kind="reel").by("channel").during(desk)
    assert metric == Growth(COUNT.where(kind="reel").by("channel").during(desk), against="last year")
    assert metric.parts() == metric.metric.parts()
    assert (metric.unit, Growth(COUNT, difference=True).unit) == ("", "item")
    with pytest.raises(ContractError, match="longer than the periods"):
        Growth(Peak("posts", per="2 days")).check(daily())


@pytest.mark.parametrize(
    ("metric", "settings", "problem"),
    [
        ("posts", {}, "metric='posts' is not a metric; write metric="),
        (COUNT, {"against": "last yaer"}, "did you mean 'last year'"),
        (COUNT, {"against": "whatever came"}, "nothing to compare with"),
        (COUNT, {"against": "5 GB"}, "not in the unit of Count"),
        (COUNT, {"against": "5 %"}, "not in the unit of Count"),
        (COUNT, {"against": 0}, "not above zero"),
        (Share("posts", good={"ok": True}), {"against": "5 items"}, "not in the unit of Share"),
        (COUNT, {"difference": "yes"}, "difference='yes' is not true or false; write difference=True"),
    ],
)
def test_what_is_no_growth(metric, settings, problem):
    """The error says what to write."""
    with pytest.raises(ContractError, match=problem):
        Growth(metric, **settings)


@pytest.mark.parametrize(
    "metric",
    [
        Growth(Gauge("followers", "count")),
        Growth(Distinct("posts", "author"), against="12000 users", difference=True),
        Growth(COUNT, against="  Last  Year "),
    ],
)
def test_it_is_written_as_it_is_read(metric):
    """The repr makes an equal metric."""
    assert eval(repr(metric), {"Growth": Growth, "Gauge": Gauge, "Distinct": Distinct, "Count": Count}) == metric


def test_last_year_beside_a_leap_day():
    """The 28th of February 2024 is compared with the 28th of the year before, and the 29th too."""
    rows = [{"at": f"2023-02-{day}T12:00Z"} for day in (27, 28, 28)] + [{"at": f"2024-02-{day}T12:00Z"} for day in (28, 28, 29)]
    agreed = sk.Agreement(
        "G",
        provider="P",
        customer="C",
        term=("2023-01-01", "2024-12-31"),
        timezone="UTC",
        window="daily",
        objectives=[sk.Objective("G", sk.kpis.Growth(sk.Count("x"), against="last year"), "at least 0 %")],
    )
    results = [sk.evaluate(agreed, {"x": rows}, period=f"2024-02-{day}").line("G").measure.value for day in (28, 29)]
    assert results == [0, Fraction(-1, 2)]
