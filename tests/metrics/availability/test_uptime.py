"""Uptime from spans: weights, units, shortest outages and exclusions, each worked out by hand (M6, M8).

The period is one day, 1,440 minutes, unless a test says otherwise; spans are in minutes since its midnight.
"""

from fractions import Fraction

import pytest
from hypothesis import example, given, strategies as st
from names import NAMES
from outage_cases import DAY, MIDNIGHT, MINUTE, of_the_day, span, spans, timeline

import slakit as sk
from slakit.metrics.measure import Evidence
from slakit.metrics.period_context import Excluded, PeriodContext
from slakit.metrics.tallies.timeline import Timeline
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans

DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")


def measured(metric, *outages, as_of=DAY, excluded=()):
    """The measure of outages written as (label ..., first, last)."""
    context = of_the_day(as_of, excluded)
    return metric.measure([timeline(*outages).as_of(context.as_of)], context)


def down(metric, *outages, **settings):
    """The minutes that a measure of one whole day says were down."""
    return (1 - measured(metric, *outages, **settings).value) * DAY


PLAIN = sk.Uptime("outages")
SEVERITY = sk.Uptime("outages", weights={"critical": 1, "degraded": "50 %", "minor": 0}, weight_by="severity")


def test_a_union():
    """10:00-11:00 and 10:30-11:30 are 90 of 1,440 min down, in one outage; figures and workings say so."""
    measure = measured(PLAIN, (600, 660), (630, 690))
    assert (measure.value, measure.part, measure.whole) == (Fraction(1350, 1440), 1350 * MINUTE, 1440 * MINUTE)
    assert (measure.sample, measure.breaches, measure.low, measure.high) == (1, 1, measure.value, measure.value)
    assert measure.workings == "1,350 min up of 1,440 min; 90 min down in 1 outage"


def test_nothing_down():
    """No outage is 100 %, and nothing stands as evidence."""
    measure = measured(PLAIN)
    assert (measure.value, measure.breaches, measure.evidence) == (1, 0, ())


def test_evidence_is_the_longest_five():
    """Of six outages of 10, 30, 20, 20, 5 and 40 min, the five longest; the two of 20 in the order of time."""
    measure = measured(PLAIN, (0, 10), (100, 130), (200, 220), (300, 320), (400, 405), (500, 540))
    results = [((part.at - MIDNIGHT) // MINUTE, part.figure // MINUTE) for part in measure.evidence]
    assert results == [(500, 40), (100, 30), (200, 20), (300, 20), (0, 10)]
    assert measure.evidence[0] == Evidence(MIDNIGHT + 500 * MINUTE, None, 40 * MINUTE, "us", until=MIDNIGHT + 540 * MINUTE)


def test_an_outage_outside_the_clock_is_none():
    """Of 16:30-18:00 and 20:00-21:00 the desk's 480 min lose 30, in one outage; the other costs nothing and is no breach."""
    measure = measured(sk.Uptime("outages", clock=DESK), (990, 1080), (1200, 1260))
    assert (measure.value, measure.breaches) == (Fraction(450, 480), 1)
    assert [part.figure for part in measure.evidence] == [30 * MINUTE]


def test_severities_weigh():
    """60 min critical and 60 min degraded at half are 90 min; 60 min of no weight are none, and no outage."""
    measure = measured(SEVERITY, ("critical", 0, 60), ("degraded", 120, 180), ("minor", 240, 300))
    assert measure.value == 1 - Fraction(90, DAY)
    assert measure.breaches == 2


def test_the_largest_weight_counts():
    """Degraded for 120 min, critical for 30 of them: 30 + 90 / 2 = 75 min, not 30 + 60; one outage, which costs 75 (M8)."""
    measure = measured(SEVERITY, ("degraded", 0, 120), ("critical", 60, 90))
    assert measure.value == 1 - Fraction(75, DAY)
    assert [(part.at, part.figure, part.until) for part in measure.evidence] == [(MIDNIGHT, 75 * MINUTE, MIDNIGHT + 120 * MINUTE)]


def test_a_severity_without_a_weight_counts_in_full():
    """An unknown severity is never taken for nothing: 60 min, and the workings say why, in one order however records come."""
    outages = ("odd", 0, 60), ("(none)", 60, 90)
    measure, other = measured(SEVERITY, *outages), measured(SEVERITY, *reversed(outages))
    assert measure.value == 1 - Fraction(90, DAY)
    assert "severity '(none)' has no weight: it counts in full; severity 'odd' has no weight: it counts in full" in measure.workings
    assert measure == other


def test_a_share_down():
    """A quarter of 40 min, "50 %" of 20 and 1 of 10 are 10 + 10 + 10 = 30 min."""
    metric = sk.Uptime("outages", weight="share")
    assert down(metric, (0.25, 0, 40), ("50 %", 100, 120), (1, 200, 210)) == 30
    assert down(metric, (0.25, 0, 40), ("50 %", 20, 60)) == 5 + 20  # a quarter for 20 min, then a half for 40


@pytest.mark.parametrize("share", [50, -1, "much", "(none)", "5 min"])
def test_an_unreadable_share_counts_in_full(share):
    """More than all, less than nothing, no share at all: the whole 40 min, and a word about it."""
    measure = measured(sk.Uptime("outages", weight="share"), (share, 0, 40))
    assert measure.value == 1 - Fraction(40, DAY)
    assert f"share {share!r} is not a share: it counts in full" in measure.workings


def test_affected_users():
    """300 of 1,200 for 40 min are 10 min; with 600 as the number of all, 20 min."""
    assert down(sk.Uptime("outages", affected="hit", users="users"), (300, "1200", 0, 40)) == 10
    assert down(sk.Uptime("outages", affected="hit", users=600), (300, 0, 40)) == 20


@pytest.mark.parametrize(("hit", "users"), [(3, 0), (3, 2), ("(none)", 9), (3, "(none)"), (-1, 9)])
def test_unreadable_users_count_in_full(hit, users):
    """No users, more than all of them, unknown ones: the whole 40 min, and a word about it."""
    measure = measured(sk.Uptime("outages", affected="hit", users="users"), (hit, users, 0, 40))
    assert measure.value == 1 - Fraction(40, DAY)
    assert f"hit {hit!r} of {users!r} is not a share: it counts in full" in measure.workings


REGIONS = {"units": ["eu", "us", "ap"], "unit_by": "region"}


def test_units_pooled():
    """Three regions: 60 and 30 min of eu and us are 90 of 4,320 unit-minutes, 97.9166 %."""
    measure = measured(sk.Uptime("outages", **REGIONS, across="pooled"), ("eu", 0, 60), ("us", 30, 60))
    assert measure.value == 1 - Fraction(90, 3 * DAY)
    assert (measure.part, measure.whole, measure.breaches) == ((3 * DAY - 90) * MINUTE, 3 * DAY * MINUTE, 1)
    assert measure.workings == "4,230 min up of 4,320 min; 90 min down in 1 outage; 3 units pooled"


def test_units_any_and_all():
    """eu 0-60, us 30-90, ap 40-50: some are down for 90 min, all for 10."""
    outages = [("eu", 0, 60), ("us", 30, 90), ("ap", 40, 50)]
    assert down(sk.Uptime("outages", **REGIONS, across="any"), *outages) == 90
    assert down(sk.Uptime("outages", **REGIONS, across="all"), *outages) == 10
    assert down(sk.Uptime("outages", **REGIONS, across="all"), *outages[:2]) == 0


def test_an_outage_that_names_no_unit_is_one_of_all():
    """20 min of everything and 30 of eu that share 10: pooled 20 + 20 / 3, all down for 20."""
    outages = [("(none)", 0, 20), ("eu", 10, 40)]
    assert down(sk.Uptime("outages", **REGIONS, across="pooled"), *outages) == 20 + Fraction(20, 3)
    assert down(sk.Uptime("outages", **REGIONS, across="all"), *outages) == 20
    assert down(sk.Uptime("outages", units=12, unit_by="cell", across="pooled"), *outages) == 20 + Fraction(20, 12)


def test_units_with_weights():
    """Two cells, one down in full for 60 min, one by half from 30 to 90: pooled (60 + 30) / 2, all down by half for 30 min."""
    weights = {"weights": {"critical": 1, "degraded": 0.5}, "weight_by": "severity", "units": 2, "unit_by": "cell"}
    outages = [(1, "critical", 0, 60), (2, "degraded", 30, 90)]
    assert down(sk.Uptime("outages", **weights, across="pooled"), *outages) == 45
    assert down(sk.Uptime("outages", **weights, across="all"), *outages) == 15
    assert down(sk.Uptime("outages", **weights, across="any"), *outages) == 60 + 15


def test_more_units_than_there_are():
    """Three cells with outages cannot be of two."""
    with pytest.raises(sk.errors.RecordError, match=r"outages of 3 units, 'a', 'b', 'c', are more than the 2 there are; write units=3"):
        measured(sk.Uptime("outages", units=2, unit_by="cell", across="all"), ("a", 0, 1), ("b", 0, 1), ("c", 5, 6))


def test_outages_of_units_that_are_not_listed_are_told():
    """Units are EU and US. Of eu 60 min in two outages, of US 30 and of the day before none: 2,850 of 2,880, and the two are told."""
    metric = sk.Uptime("outages", units=["EU", "US"], unit_by="region", across="pooled")
    agreement = sk.Agreement(
        "Regions", provider="P", customer="C", term=("2026-01-01", "2026-01-02"), timezone="UTC", window="daily",
        objectives=[sk.Objective("up", metric, "at least 99 %")],
    )  # fmt: skip
    rows = [("eu", 0, 20), ("eu", 100, 140), ("US", 200, 230), ("ap", -60, -30)]
    outages = [{"region": region, "start": span(first, last).start, "end": span(first, last).end} for region, first, last in rows]
    measure = sk.evaluate(agreement, {"outages": outages}, as_of=span(0, DAY).end).line("up").measure
    assert measure.value == Fraction(2850, 2880)
    assert measure.workings.endswith("; 2 units pooled; 2 outages of a unit that is not listed, left out: 'eu'")
    outages[1]["region"] = "xx"
    measure = sk.evaluate(agreement, {"outages": outages}, as_of=span(0, DAY).end).line("up").measure
    assert measure.workings.endswith("; 2 outages of units that are not listed, left out: 'eu', 'xx'")
    assert "not listed" not in sk.evaluate(agreement, {"outages": outages[2:]}, as_of=span(0, DAY).end).line("up").measure.workings


def test_what_is_excluded_makes_no_more_breaches():
    """Five hours down, the third of them excluded: one breach of 240 min, the evidence from its first counted instant to the last.

    With another outage of 10 min they are two; one that is wholly excluded is none.
    """
    for worth in (None, Fraction(1)):
        measure = measured(PLAIN, (600, 900), excluded=[Excluded(spans((720, 780)), worth)])
        assert measure.breaches == 1
        (worst,) = measure.evidence
        assert (worst.at, worst.until, worst.figure) == (MIDNIGHT + 600 * MINUTE, MIDNIGHT + 900 * MINUTE, 240 * MINUTE)
        assert "240 min down in 1 outage;" in measure.workings
    out = [Excluded(spans((590, 610), (720, 780), (1000, 1010)))]
    assert measured(PLAIN, (600, 900), (1000, 1010), (1100, 1110), excluded=out).breaches == 2
    assert measured(SEVERITY, ("critical", 600, 900), ("degraded", 650, 950), excluded=out).breaches == 1
    assert measured(sk.Uptime("outages", consecutive="1 hour"), (600, 900), excluded=out).breaches == 1


def test_consecutive():
    """Five runs of 9 min and one of 12: only the 12 count, and two that touch are one run of 11."""
    metric = sk.Uptime("outages", consecutive="10 min")
    nines = [(start, start + 9) for start in range(0, 500, 100)]
    measure = measured(metric, *nines, (600, 612))
    assert (measure.value, measure.breaches) == (1 - Fraction(12, DAY), 1)
    assert down(metric, (0, 6), (6, 11)) == 11
    assert down(metric, (0, 10)) == 10


def test_more_than_a_least_length():
    """10 min are not more than 10, and 11 are; so of a record, where a microsecond more is enough."""
    strict = sk.Uptime("outages", consecutive="more than 10 min")
    assert (down(strict, (0, 10)), down(strict, (0, 11)), down(strict, (0, 6), (6, 11))) == (0, 11, 11)
    assert strict == sk.Uptime("outages", consecutive="above 10 min") != sk.Uptime("outages", consecutive="10 min")
    assert sk.Uptime("outages", consecutive="at least 10 min") == sk.Uptime("outages", consecutive="10 min")
    assert repr(strict) == "Uptime('outages', consecutive='more than 10 min')"
    assert sk.Uptime("outages", minimum_length="more than 5 min").parts()[0].value.minimum_length == 5 * MINUTE + 1
    for wrong, says in [("less than 5 min", "is an upper bound; write 'at least 5 min'"), ("more than 0 min", "above zero")]:
        with pytest.raises(sk.errors.ContractError, match=says):
            sk.Uptime("outages", minimum_length=wrong)


@pytest.mark.parametrize(
    ("least", "note"),
    [
        ("10 min", "12 min down in 1 outage; 2 outages not of at least 10 min without a break, left out"),
        ("more than 12 min", "0 min down in 0 outages; 3 outages not of more than 12 min without a break, left out"),
        ("9 min", "30 min down in 3 outages"),
    ],
)
def test_what_consecutive_leaves_out_is_noted(least, note):
    """Their records are counted, as parts of outages that may be long enough together: the workings say how many were not."""
    measure = measured(sk.Uptime("outages", consecutive=least), (0, 9), (100, 109), (600, 612))
    assert measure.workings.endswith(note)


def test_consecutive_is_cut_at_the_ends_of_the_period():
    """6 min before midnight and 6 after are 12 without a break, but 6 in each day: neither counts."""
    assert down(sk.Uptime("outages", consecutive="10 min"), (-6, 6), (DAY - 6, DAY + 6)) == 0


def test_consecutive_in_an_open_period():
    """At noon an outage runs for 6 of 10 min: it does not count yet, but if it stays down the worst is 714 of 1,440 up."""
    measure = measured(sk.Uptime("outages", consecutive="10 min"), (714, 720), as_of=720)
    assert (measure.value, measure.low, measure.high) == (1, Fraction(714, DAY), 1)


def test_consecutive_goes_on_after_closing_time():
    """At 17:00 an outage runs for 5 min of the desk's 480; if it goes on for 5 more of the night, these 5 count."""
    metric = sk.Uptime("outages", clock=DESK, consecutive="10 min")
    measure = measured(metric, (1015, 1020), as_of=1020)
    assert (measure.value, measure.low, measure.high) == (1, Fraction(475, 480), 1)


def test_many_notes_are_told_in_part():
    """Of twelve notes ten stand in the workings."""
    notes = tuple(f"note {number}" for number in range(12))
    assert measured(PLAIN, excluded=[Excluded(Spans(), None, notes)]).workings.endswith("note 8; note 9; and 2 more such notes")


def test_least_is_read_from_the_record():
    """The shortest record that counts is told to the reading."""
    assert sk.Uptime("outages", minimum_length="5 min").parts()[0].value.minimum_length == 5 * MINUTE


def test_least_in_an_open_period():
    """At noon an outage runs for 10 min; the records of the last 5 may yet end too soon to count: at best 1,435 of 1,440."""
    measure = measured(sk.Uptime("outages", minimum_length="5 min"), (710, 900), as_of=720)
    assert (measure.value, measure.low, measure.high) == (Fraction(710, 720), Fraction(710, DAY), Fraction(DAY - 5, DAY))


def test_an_open_period():
    """At noon 60 of 720 min are down: 660 / 720 so far, from 660 / 1,440 to 1,380 / 1,440."""
    measure = measured(PLAIN, (0, 60), as_of=720)
    assert (measure.value, measure.low, measure.high) == (Fraction(660, 720), Fraction(660, DAY), Fraction(1380, DAY))


def test_dropped_time_leaves_both_sides():
    """120 min are left out, an outage of 60 lies in them and one of 30 outside: 1,290 of 1,320."""
    measure = measured(PLAIN, (0, 60), (300, 330), excluded=[Excluded(spans((0, 120)))])
    assert (measure.value, measure.whole, measure.breaches) == (Fraction(1290, 1320), 1320 * MINUTE, 1)
    assert measure.workings == "1,290 min up of 1,320 min; 30 min down in 1 outage; 120 min left out"


def test_the_month_of_the_story():
    """March 2026 in London has 44,580 min; 60 down outside and 120 down in 120 announced: 44,400 of 44,460."""
    first, last = (sk.Span(text, "2027-01-01T00:00Z").first for text in ("2026-03-01T00:00Z", "2026-03-31T23:00Z"))
    timeline = Timeline({(): Spans([sk.Span("2026-03-10T10:00Z", "2026-03-10T11:00Z"), sk.Span("2026-03-20T02:00Z", "2026-03-20T04:00Z")])})
    maintenance = Excluded(Spans([sk.Span("2026-03-20T02:00Z", "2026-03-20T04:00Z")]))
    context = PeriodContext(Span(first, last), last, excluded=(maintenance,))
    assert PLAIN.measure([timeline], context).value == Fraction(44_580 - 120 - 60, 44_580 - 120)


def test_forgiven_time_is_good():
    """120 min are forgiven, an outage of 60 lies in them and one of 30 outside: 1,410 of 1,440."""
    assert measured(PLAIN, (0, 60), (300, 330), excluded=[Excluded(spans((0, 120)), Fraction(1))]).value == Fraction(1410, 1440)


def test_a_share_is_forgiven():
    """Half of what is down in 120 min is forgiven: 60 / 2 + 30 = 60 min."""
    measure = measured(PLAIN, (0, 60), (300, 330), excluded=[Excluded(spans((0, 120)), Fraction(1, 2))])
    assert measure.value == 1 - Fraction(60, DAY)
    assert measure.workings.endswith("60 min down in 2 outages; 120 min forgiven at 50 %")


def test_exclusions_that_overlap():
    """Down 0-100; dropped 0-40, forgiven 20-60, a half 40-80, a quarter 50-90.

    0-40 are left out, 40-60 forgiven, 60-80 half, 80-90 three quarters, 90-100 whole: 10 + 7.5 + 10 = 27.5 min of 1,400.
    """
    parts = [(50, 90, Fraction(1, 4)), (40, 80, Fraction(1, 2)), (0, 40, None), (20, 60, Fraction(1))]
    excluded = [Excluded(spans((first, last)), worth) for first, last, worth in parts]
    assert measured(PLAIN, (0, 100), excluded=excluded).value == 1 - Fraction(55, 2 * 1400)


def test_excluded_time_breaks_an_outage():
    """Of 18 min down the middle 2 are left out: two runs of 8, neither of 10 min, so that nothing counts."""
    metric = sk.Uptime("outages", consecutive="10 min")
    assert measured(metric, (0, 18), excluded=[Excluded(spans((8, 10)))]).value == 1
    assert measured(metric, (0, 18), excluded=[Excluded(spans((8, 10)), Fraction(1, 2))]).value == 1 - Fraction(17, DAY)


def test_excluded_time_on_a_clock():
    """The desk has 480 min; 08:00-10:00 is left out, 60 of them: down 09:30-11:00 is 60 of 420."""
    measure = measured(sk.Uptime("outages", clock=DESK), (570, 660), excluded=[Excluded(spans((480, 600)))])
    assert measure.value == Fraction(360, 420)


def test_excluded_time_with_weights_and_units():
    """Two cells; one down by half for 120 min of which 60 are left out: 60 / 2 / 2 = 15 of 1,380."""
    metric = sk.Uptime("outages", weight="share", units=2, unit_by="cell", across="pooled")
    assert measured(metric, ("a", 0.5, 0, 120), excluded=[Excluded(spans((60, 120)))]).value == 1 - Fraction(15, 1380)


def test_all_time_excluded_is_no_data():
    """Nothing is left to be measured."""
    measure = measured(PLAIN, (0, 60), excluded=[Excluded(spans((0, DAY)))])
    assert (measure.value, measure.reason) == (None, "all time is excluded")


def test_notes_of_exclusions_are_told():
    """What did not qualify stands in the workings."""
    measure = measured(PLAIN, (0, 60), excluded=[Excluded(Spans(), None, ("60 min of maintenance not announced: they count",))])
    assert measure.workings == "1,380 min up of 1,440 min; 60 min down in 1 outage; 60 min of maintenance not announced: they count"


def test_exclusions_to_come_change_no_bound():
    """At noon, 60 of 120 min left out so far, 30 down outside: 630 / 660; what is not over is not left out yet."""
    measure = measured(PLAIN, (0, 30), as_of=720, excluded=[Excluded(spans((660, 780)))])
    assert (measure.value, measure.low, measure.high) == (Fraction(630, 660), Fraction(630, 1380), Fraction(1350, 1380))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"length": "0 min"}, "'0 min' is not a length of time"),
        ({"length": "43800 min", "clock": DESK}, "length= counts all time, and clock= only some of it; write one of them"),
    ],
)
def test_settings_that_do_not_fit(settings, message):
    """Each says what is wrong and what to write."""
    with pytest.raises(sk.errors.ContractError) as error:
        sk.Uptime("outages", **settings)
    assert message in str(error.value)


@pytest.mark.parametrize(
    "metric",
    [
        SEVERITY,
        sk.Uptime("outages", weight="share", minimum_length="5 min", consecutive="10 min"),
        sk.Uptime("outages", length="43800 min"),
        sk.Uptime("outages", affected="hit", users=12000, across="any"),
        sk.Uptime("outages", **REGIONS, across="all", clock=DESK),
        sk.Uptime("outages", units=12, unit_by="cell", across="pooled").where(severity="high").by("service"),
    ],
)
def test_a_metric_is_written_as_it_is_made(metric):
    """The repr reads back to the same metric."""
    assert eval(repr(metric), NAMES) == metric


def month(metric, minutes, *outages, excluded=()):
    """The percentage up, in minutes of a month that begins at midnight."""
    timeline = Timeline({(): spans(*outages)})
    return 100 * metric.measure([timeline], PeriodContext(span(0, minutes), MIDNIGHT + minutes * MINUTE, excluded=tuple(excluded))).value


def test_published_terms():
    """What vendors' own terms come to.

    Google Workspace counted downtime of ten consecutive minutes or more: of 9, 9, 9, 9, 9 and 12 min in 30 days 12 count, 99.972222 %.
    Ory leaves maintenance and what is not its own out of both sides: 100 * 43,650 / 43,700. Hootsuite takes failures of the social
    networks out of the interruption alone: 500 min less 450 of 43,200 leave 99.884259 %. Socialkred excuses an hour of 90 min: 99.932796 %.
    """
    nines = [(start, start + 9) for start in range(0, 500, 100)]
    assert month(sk.Uptime("outages", consecutive="10 min"), 43_200, *nines, (600, 612)) == 100 * (1 - Fraction(12, 43_200))
    assert month(PLAIN, 43_800, (500, 550), excluded=[Excluded(spans((0, 60))), Excluded(spans((100, 140)))]) == 100 * Fraction(
        43_650, 43_700
    )
    networks = [Excluded(spans((0, 450)), Fraction(1))]
    assert round(month(PLAIN, 43_200, (0, 500), excluded=networks), 6) == Fraction("99.884259")
    hour = sk.Exclusion("work", applies_to="outages", mode="forgive", quota="60 min")
    work = hour.resolve(Timeline({(): spans((0, 90))}), PeriodContext(span(0, 44_640), MIDNIGHT + 44_640 * MINUTE))
    assert round(month(PLAIN, 44_640, (0, 90), excluded=[work]), 6) == Fraction("99.932796")


LONG = sk.Uptime("outages", length="43800 min")  # a twelfth of a year, whatever the month


@pytest.mark.parametrize(
    ("days", "down", "up"),
    [(30, 50, Fraction(43_750, 43_800)), (31, 438, Fraction(99, 100)), (28, 438, Fraction(99, 100)), (31, 44_640, 0)],
)
def test_a_month_of_constant_length(days, down, up):
    """Down time out of 43,800 minutes: 438 are 1 % of February and of March; 44,640 are more than all of it."""
    assert month(LONG, days * DAY, (0, down)) == 100 * up


def test_dropped_time_leaves_a_constant_length():
    """43,800 less 60 of maintenance and 40 outside influence: 43,650 of 43,700, as Ory's text has it, of a month of 43,200."""
    out = [Excluded(spans((0, 60))), Excluded(spans((100, 140)))]
    assert month(LONG, 43_200, (500, 550), excluded=out) == 100 * Fraction(43_650, 43_700)


def test_a_constant_length_in_an_open_month():
    """After 10 of 30 days 14,600 of 43,800 count, and 146 are down: 99 %; 28,800 more may be lost, or none."""
    timeline = Timeline({(): spans((0, 146))})
    measure = LONG.measure([timeline], PeriodContext(span(0, 30 * DAY), MIDNIGHT + 10 * DAY * MINUTE))
    assert measure.value == Fraction(99, 100)
    assert (measure.low, measure.high) == (Fraction(43_800 - 146 - 28_800, 43_800), Fraction(43_800 - 146, 43_800))


def test_a_constant_length_of_part_of_a_month():
    """The last 15 of April's 30 days count as 21,900 minutes: 219 are 1 % of them; an amendment that cuts May after 15.5 days has half."""
    settings = {"provider": "P", "customer": "C", "timezone": "UTC", "objectives": [sk.Objective("Up", LONG, "at least 99 %")]}
    agreed = sk.Agreement("C", term=("2026-04-16", "2026-06-01"), fee="1 GBP", **settings)
    rows = [{"start": f"2026-{day}T00:00Z", "end": f"2026-{day}T03:39Z"} for day in ("04-20", "05-20")]
    april, may = sk.evaluate(agreed, {"outages": rows}).lines
    assert (april.measure.value, april.measure.whole) == (Fraction(99, 100), 21_900 * MINUTE)
    assert may.measure.value == 1 - Fraction(219, 43_800)
    halves = sk.evaluate(agreed.amend(effective="2026-05-16T12:00Z", fee="2 GBP", split=True), {"outages": rows}, period=None).lines
    assert [line.measure.whole for line in halves] == [21_900 * MINUTE] * 3


@pytest.mark.parametrize("window", ["weekly", "yearly"])
def test_a_length_that_is_not_one_of_the_window(window):
    """A month's minutes are no week's and no year's."""
    with pytest.raises(sk.errors.ContractError, match="is not the length of a period of"):
        LONG.check(sk.window(window))


CELLS, LABELS = ("a", "b", "(none)"), {"full": Fraction(1), "half": Fraction(1, 2), "third": Fraction(1, 3), "none": Fraction(0)}
LENGTH = 60
lengths = st.sampled_from([None, "50 min", "75 min"])  # what a period counts as
outages = st.lists(
    st.tuples(st.sampled_from(CELLS), st.sampled_from(sorted(LABELS)), st.integers(-9, LENGTH), st.integers(1, 30)), max_size=8
)
excuses = st.lists(st.tuples(st.sampled_from([None, Fraction(1), Fraction(1, 2)]), st.integers(-5, LENGTH), st.integers(1, 20)), max_size=3)


def cells(across, consecutive, **settings):
    """The metric of three cells, whose outages have the weights of LABELS, and of which shorter runs of minutes do not count."""
    least = f"{consecutive} min" if consecutive else None
    return sk.Uptime("outages", weights=LABELS, weight_by="severity", units=3, unit_by="cell", across=across, consecutive=least, **settings)


def oracle(rows, left, across, consecutive):
    """Up time over counted time, minute by minute."""
    weights = []
    for minute in range(LENGTH):
        worths = [worth for worth, first, length in left if first <= minute < first + length]
        if None in worths:
            weights.append(None)
            continue
        held = {cell: [0] for cell in ("a", "b", "c")}
        for cell, label, first, length in rows:
            if first <= minute < first + length:
                for name in held if cell == "(none)" else [cell]:
                    held[name].append(LABELS[label])
        each = [max(values) for values in held.values()]
        level = max(each) if across == "any" else min(each) if across == "all" else sum(each) / Fraction(3)
        weights.append(level * (1 - max(worths, default=0)))
    run: list[int] = []
    for minute in range(LENGTH + 1):
        if minute < LENGTH and weights[minute]:
            run.append(minute)
            continue
        if len(run) < consecutive:
            for index in run:
                weights[index] = 0
        run = []
    counted = [weight for weight in weights if weight is not None]
    return sum(1 - weight for weight in counted) / Fraction(len(counted)) if counted else None


@given(outages, excuses, st.sampled_from(["any", "all", "pooled"]), st.integers(0, 12))
def test_every_minute_counted_by_hand(rows, left, across, consecutive):
    """Weights, units, exclusions and shortest runs together are what a loop over the minutes says."""
    metric = cells(across, consecutive)
    timeline = Timeline()
    timeline.add_many(
        [((cell, label), [MIDNIGHT + first * MINUTE], [MIDNIGHT + (first + length) * MINUTE]) for cell, label, first, length in rows]
    )
    excluded = tuple(Excluded(spans((first, first + length)), worth) for worth, first, length in left)
    context = PeriodContext(span(0, LENGTH), MIDNIGHT + LENGTH * MINUTE, excluded=excluded)
    measure = metric.measure([timeline], context)
    assert measure.value == oracle(rows, left, across, consecutive)
    if measure.value is not None:
        assert measure.low == measure.high == measure.value
        assert measure.part == measure.value * measure.whole


@given(outages, excuses, st.sampled_from(["any", "all", "pooled"]), st.integers(0, 12), st.integers(1, LENGTH - 1), lengths)
@example([("a", "full", 0, 2)], [(None, 40, 20)], "any", 2, 59, "50 min")  # the last minute is dropped: 28 of 30
def test_bounds_hold_for_whatever_comes(rows, left, across, consecutive, now, length):
    """What an open period says it can become, it becomes: the figure of the whole lies between the bounds."""
    metric = cells(across, consecutive, length=length)
    timeline = Timeline()
    timeline.add_many(
        [((cell, label), [MIDNIGHT + first * MINUTE], [MIDNIGHT + (first + long) * MINUTE]) for cell, label, first, long in rows]
    )
    whole = tuple(Excluded(spans((first, first + long)), worth) for worth, first, long in left)
    so_far = tuple(Excluded(part.spans.cut(0, MIDNIGHT + now * MINUTE), part.worth) for part in whole)
    final = metric.measure([timeline], PeriodContext(span(0, LENGTH), MIDNIGHT + LENGTH * MINUTE, excluded=whole)).value
    at = MIDNIGHT + now * MINUTE
    measure = metric.measure([timeline.as_of(at)], PeriodContext(span(0, LENGTH), at, excluded=so_far))
    if measure.value is not None and final is not None:
        assert measure.low <= final <= measure.high


@given(
    outages,
    outages,
    excuses,
    st.sampled_from(["any", "all", "pooled"]),
    st.integers(0, 12),
    st.sampled_from([None, "1200 min", "1500 min"]),
)
def test_more_outages_are_never_better(some, more, left, across, consecutive, length):
    """Whatever the weights, units, exclusions and shortest runs, an outage more never raises the figure (P9)."""
    metric = cells(across, consecutive, length=length)
    excluded = [Excluded(spans((first, first + long)), worth) for worth, first, long in left]
    rows = [(cell, label, first, first + long) for cell, label, first, long in some + more]
    assert measured(metric, *rows, excluded=excluded).value <= measured(metric, *rows[: len(some)], excluded=excluded).value


@given(outages, excuses, st.sampled_from(["any", "all", "pooled"]), st.integers(0, 12))
def test_exclusions_never_make_more_breaches(rows, left, across, consecutive):
    """Whatever is excluded, there are no more breaches than without it, so that a penalty for each never owes more (P9)."""
    metric = cells(across, consecutive)
    excluded = [Excluded(spans((first, first + length)), worth) for worth, first, length in left]
    down = [(cell, label, first, first + length) for cell, label, first, length in rows]
    assert measured(metric, *down, excluded=excluded).breaches <= measured(metric, *down).breaches


TWO_DAYS = 2 * DAY // 10
WEIGHED = cells("pooled", 0, clock=DESK)
SHORT = {"minimum_length": "20 min", "consecutive": "30 min"}
AGREED = sk.Agreement(
    "Oracle",
    provider="P",
    customer="C",
    term=("2026-01-01", "2026-01-03"),
    timezone="UTC",
    window="daily",
    exclusions=[sk.Exclusion("work", applies_to="outages", notice="1 hour", quota="2 hours")],
    objectives=[
        sk.Objective("weighed", WEIGHED, "at least 99 %"),
        sk.Objective("short", sk.Uptime("outages", **SHORT), "at least 99 %"),
    ],
)
rows = st.lists(
    st.builds(
        lambda first, length, severity, cell: {
            "start": span(10 * first, 10 * first + 1).start,
            "end": None if length is None else span(10 * first, 10 * (first + length)).end,
            "severity": severity,
            "cell": cell,
        },
        st.integers(-5, TWO_DAYS),
        st.none() | st.integers(1, 12),
        st.sampled_from(sorted(LABELS)),
        st.sampled_from(["a", "b", None]),
    ),
    max_size=6,
)
works = st.lists(
    st.builds(
        lambda first, length, notice: {
            "start": span(10 * first, 10 * first + 1).start,
            "end": span(10 * first, 10 * (first + length)).end,
            "announced": None if notice is None else span(10 * (first - notice), 10 * (first - notice) + 1).start,
        },
        st.integers(0, TWO_DAYS),
        st.integers(1, 20),
        st.none() | st.integers(0, 12),
    ),
    max_size=3,
)


def holds(row, at):
    return row["start"] <= at and (row["end"] is None or at < row["end"])


BEFORE = {"start": "2000-01-01T00:00Z", "end": "2000-01-02T00:00Z", "severity": None, "cell": None}  # so that the fields are there


def day_of(number, rows, works, seen):
    """For each cell of a day that has passed: whether it counts and is in desk hours, and how much is down by both metrics."""
    quota = 12
    cells = []
    for index in range(144 * number, 144 * (number + 1)):
        at = span(10 * index, 10 * index + 1).start
        if index >= seen:
            break
        announced = any(
            holds(work, at) and work["announced"] is not None and (work["start"] - work["announced"]).total_seconds() >= 3600
            for work in works
        )
        if announced and quota:
            quota -= 1
            cells.append(None)
            continue
        running = [row for row in rows if holds(row, at)]
        each = [max([LABELS[row["severity"]] for row in running if row["cell"] in (cell, None)], default=0) for cell in ("a", "b", "c")]
        long = [row for row in running if row["end"] is None or (row["end"] - row["start"]).total_seconds() >= 1200]
        cells.append((54 <= index % 144 < 102, sum(each) / Fraction(3), bool(long)))
    return cells


def lasting(cells, least):
    """How many cells are down in runs of at least so many."""
    runs = "".join("x" if cell and cell[2] else " " for cell in cells).split()
    return sum(len(run) for run in runs if len(run) >= least)


@given(rows, works, st.integers(1, TWO_DAYS))
def test_statements_count_every_ten_minutes(rows, works, seen):
    """Through the whole engine: weights, units, desk hours, shortest outages, announced work within a quota, whole and as of now."""
    records = {"outages": [BEFORE, *rows], "work": works}
    final = sk.evaluate(AGREED, records, as_of=span(0, 2 * DAY).end)
    for until in (seen, TWO_DAYS):
        as_of = span(10 * until - 1, 10 * until).end
        happened = [row | {"end": row["end"] if row["end"] is None or row["end"] <= as_of else None} for row in rows]
        statement = sk.evaluate(AGREED, records, as_of=as_of)
        for number, label in enumerate(["2026-01-01", "2026-01-02"]):
            cells = day_of(number, happened, works, until)
            if not cells:
                continue
            counted = [cell for cell in cells if cell]
            desk = [weight for inside, weight, _ in counted if inside]
            weighed, short = (statement.line(name, label).measure for name in ("weighed", "short"))
            assert weighed.value == (1 - sum(desk) / Fraction(len(desk)) if desk else None)
            assert short.value == (1 - Fraction(lasting(cells, 3), len(counted)) if counted else None)
            for measure, name in ((weighed, "weighed"), (short, "short")):
                whole = final.line(name, label).measure.value
                assert measure.low is None or whole is None or measure.low <= whole <= measure.high
