"""Coverage: promised hours with people on duty, with figures worked out by hand, and against a count of minutes (M5, M6)."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from slakit.calendars.always import ALWAYS
from slakit.calendars.dates import Dates
from slakit.calendars.recurring import Recurring
from slakit.calendars.weekly import Weekly
from slakit.errors import ContractError
from slakit.metrics.availability.coverage import Coverage
from slakit.metrics.measure import Evidence
from slakit.metrics.period_context import Excluded, PeriodContext
from slakit.metrics.tallies.timeline import Timeline
from slakit.metrics.value_kinds.span_values import SpanValue
from slakit.timeline.instants import HOUR, MINUTE, instant
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans

DESK = Weekly({"mon-fri": "08:00-20:00", "sat": "10:00-16:00"}, tz="Europe/London") - Dates(["2026-03-17"], tz="Europe/London")
OFFICE = Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
WEEK = Span("2026-01-05T00:00Z", "2026-01-12T00:00Z")  # Monday to Monday, 40 office hours


def january(text):
    return instant(f"2026-01-{text}Z")


def timeline(*shifts, marked=False):
    """Shifts as (first, last), or with the name of the agent in front."""
    tally = Timeline()
    tally.add_many([(shift[:1] if marked else (), [january(shift[-2])], [january(shift[-1])]) for shift in shifts])
    return tally


def measured(metric, *shifts, span=WEEK, as_of=None, excluded=(), marked=False):
    at = span.last if as_of is None else january(as_of)
    return metric.measure([timeline(*shifts, marked=marked).as_of(at)], PeriodContext(span, at, excluded=excluded))


def hours(first, last):
    return Spans([Span(january(first), january(last))])


def test_a_month_of_one_shift_is_full_cover():
    """A shift from 1 March 00:00Z to 1 April 00:00Z covers all of March in London, which ends at 23:00Z: 1.

    March 2026 has 22 weekdays, one of them closed, and 4 Saturdays: 21 x 12 + 4 x 6 = 276 hours.
    """
    tally = Timeline()
    tally.add_many([((), [instant("2026-03-01T00:00Z")], [instant("2026-04-01T00:00Z")])])
    march = Span("2026-03-01T00:00Z", "2026-03-31T23:00Z")
    measure = Coverage("shifts", promised=DESK).measure([tally], PeriodContext(march, march.last))
    assert (measure.value, measure.part, measure.whole, measure.breaches, measure.evidence) == (1, 276 * HOUR, 276 * HOUR, 0, ())


def test_the_clock_change_in_promised_hours():
    """On the night of 29 March 2026 in London 00:00 to 06:00 has 5 hours; a shift of the first real 2 of them covers 2/5."""
    night = Weekly({"sun": "00:00-06:00"}, tz="Europe/London")
    tally = Timeline()
    tally.add_many([((), [instant("2026-03-29T00:00Z")], [instant("2026-03-29T02:00Z")])])
    span = Span("2026-03-29T00:00Z", "2026-03-29T23:00Z")
    assert Coverage("shifts", promised=night).measure([tally], PeriodContext(span, span.last)).value == Fraction(2, 5)


def test_gaps_are_told_longest_first():
    """Monday to Wednesday 9 to 17, Thursday 10 to 12:30 and 13 to 17, Friday none: 24 + 2.5 + 4 of 40 h; gaps 1 h, 0.5 h, 8 h."""
    week = [(f"0{day} 09:00", f"0{day} 17:00") for day in (5, 6, 7)]
    measure = measured(Coverage("shifts", promised=OFFICE), *week, ("08 10:00", "08 12:30"), ("08 13:00", "08 17:00"))
    assert measure.value == Fraction(61, 80)
    assert (measure.breaches, measure.sample) == (3, 5)
    assert measure.evidence == (
        Evidence(at=january("09 09:00"), until=january("09 17:00"), figure=8 * HOUR, unit="us"),
        Evidence(at=january("08 09:00"), until=january("08 10:00"), figure=HOUR, unit="us"),
        Evidence(at=january("08 12:30"), until=january("08 13:00"), figure=HOUR // 2, unit="us"),
    )
    assert measure.workings == "1,830 min of 2,400 min covered; 570 min short in 3 gaps"


def test_at_most_five_gaps_and_the_earlier_of_equals_first():
    """Nobody at all: five gaps of 8 h in the order of the days; with a gap less, four."""
    nobody = measured(Coverage("shifts", promised=OFFICE))
    assert [one.at for one in nobody.evidence] == [january(f"0{day} 09:00") for day in (5, 6, 7, 8, 9)]
    lunch = [(f"0{day} 12:00", f"0{day} 13:00") for day in (5, 6, 7, 8, 9)]  # ten gaps, 3 h and 4 h each day
    measure = measured(Coverage("shifts", promised=OFFICE), *lunch)
    assert measure.breaches == 10
    assert [one.figure for one in measure.evidence] == [4 * HOUR] * 5


def test_no_shift_is_no_cover_and_overtime_is_none():
    """A stream that was fed without shifts is 0 %, and so is duty at night only; handing over without a break is no gap."""
    metric = Coverage("shifts", promised=OFFICE)
    assert (measured(metric).value, measured(metric).sample) == (0, 0)
    assert measured(metric, ("05 17:00", "06 09:00")).value == 0
    assert measured(metric, ("02 09:00", "02 17:00"), ("05 09:00", "05 17:00")).sample == 1  # the Friday before is another week's
    whole = [("05 00:00", "07 12:00"), ("07 12:00", "10 00:00")]
    assert (measured(metric, *whole).value, measured(metric, *whole).breaches) == (1, 0)


def test_overlapping_shifts_count_once():
    """9 to 12 and 11 to 13 on Monday are 4 of 40 hours."""
    assert measured(Coverage("shifts", promised=OFFICE), ("05 09:00", "05 12:00"), ("05 11:00", "05 13:00")).value == Fraction(1, 10)


STAFF = [
    ("ann", "05 09:00", "05 13:00"),
    ("ann", "05 11:00", "05 17:00"),  # the same person twice, 11 to 13, is one head
    ("bob", "05 10:00", "05 12:00"),
    ("cat", "05 11:00", "05 15:00"),
]
MONDAY = Span("2026-01-05T00:00Z", "2026-01-06T00:00Z")


def test_headcount_is_time_with_enough_people():
    """On Monday two or more are on duty from 10 to 15, three from 11 to 12: 5/8 and 1/8."""
    two, three, four = (Coverage("shifts", promised=OFFICE, headcount=count, agent="name") for count in (2, 3, 4))
    assert measured(two, *STAFF, span=MONDAY, marked=True).value == Fraction(5, 8)
    assert measured(three, *STAFF, span=MONDAY, marked=True).value == Fraction(1, 8)
    assert measured(four, *STAFF, span=MONDAY, marked=True).value == 0
    gaps = measured(two, *STAFF, span=MONDAY, marked=True).evidence
    assert [(one.at, one.figure) for one in gaps] == [(january("05 15:00"), 2 * HOUR), (january("05 09:00"), HOUR)]


def test_the_share_of_heads():
    """At least one 8 h, two 5 h, three 1 h: of three places 14 of 24 h, of two 13 of 16; a fourth person too many adds nothing."""
    two, three = (Coverage("shifts", promised=OFFICE, headcount=count, agent="name", basis="heads") for count in (2, 3))
    measure = measured(three, *STAFF, span=MONDAY, marked=True)
    assert (measure.value, measure.part, measure.whole) == (Fraction(14, 24), 14 * HOUR, 24 * HOUR)
    assert measure.breaches == 2  # 9 to 11 and 12 to 17 there were fewer than three
    assert measure.workings == "840 min of 1,440 min staffed, all places added up; 420 min short in 2 gaps"
    assert measured(two, *STAFF, span=MONDAY, marked=True).value == Fraction(13, 16)


def test_a_period_that_is_not_over():
    """By Tuesday 13:00, 12 of 40 office hours have passed and 6 were covered: 1/2 now; in the end from 6/40 to 34/40.

    The shift that ends on Wednesday is known until Tuesday 13:00, as is one without an end.
    """
    measure = measured(Coverage("shifts", promised=OFFICE), ("05 09:00", "05 11:00"), ("06 09:00", "07 17:00"), as_of="06 13:00")
    assert (measure.value, measure.low, measure.high, measure.foresees) == (Fraction(1, 2), Fraction(6, 40), Fraction(34, 40), True)


def test_before_the_first_promised_hour():
    """On Monday at 8 nothing can be said, and anything may come."""
    measure = measured(Coverage("shifts", promised=OFFICE), as_of="05 08:00")
    assert (measure.value, measure.low, measure.high) == (None, 0, 1)
    assert measure.reason == "no time is promised in the period"


def test_a_period_without_promised_hours_is_no_data():
    """A weekend has no office hours: neither 0 % nor 100 %, and nothing to come."""
    measure = measured(Coverage("shifts", promised=OFFICE), span=Span("2026-01-10T00:00Z", "2026-01-12T00:00Z"))
    assert (measure.value, measure.low, measure.high, measure.reason) == (None, None, None, "no time is promised in the period")


def test_dropped_time_leaves_both_sides():
    """Friday is dropped: 32 promised hours are left; of Thursday and Friday covered, only Thursday's 8 count."""
    dropped = (Excluded(hours("09 00:00", "10 00:00")),)
    measure = measured(Coverage("shifts", promised=OFFICE), ("08 09:00", "09 17:00"), excluded=dropped)
    assert (measure.value, measure.breaches) == (Fraction(8, 32), 3)
    assert measure.workings == "480 min of 1,920 min covered; 1,440 min short in 3 gaps; 480 min left out"
    everything = (Excluded(hours("01 00:00", "20 00:00")),)
    assert measured(Coverage("shifts", promised=OFFICE), excluded=everything).reason == "all promised time is excluded"


def test_forgiven_time_counts_as_covered():
    """Nobody all week; Thursday is forgiven, Friday by half: 8 + 4 of 40 h; Friday is still a gap, Thursday is none."""
    forgiven = (Excluded(hours("09 00:00", "10 00:00"), Fraction(1, 2)), Excluded(hours("08 00:00", "09 00:00"), Fraction(1)))
    measure = measured(Coverage("shifts", promised=OFFICE), excluded=forgiven)
    assert (measure.value, measure.breaches) == (Fraction(12, 40), 4)
    staffed = measured(Coverage("shifts", promised=OFFICE), ("08 09:00", "09 17:00"), excluded=forgiven)
    assert staffed.value == Fraction(16, 40)  # what was covered is not counted again


def test_forgiven_time_in_heads():
    """One of two places is staffed on Monday, 8 of 16 h; 9 to 11 is forgiven, which gives 2 h more."""
    metric = Coverage("shifts", promised=OFFICE, headcount=2, agent="name", basis="heads")
    forgiven = (Excluded(hours("05 09:00", "05 11:00"), Fraction(1)),)
    assert measured(metric, ("ann", "05 09:00", "05 17:00"), span=MONDAY, excluded=forgiven, marked=True).value == Fraction(10, 16)


def test_needs_pick_the_shifts():
    """All needs must be met by one shift, on top of `where`; the field of the agent marks the shifts only where heads are counted."""
    metric = Coverage("shifts", promised=OFFICE, needs={"level": "expert", "language": "de"}).where(site="Leeds")
    (reading,) = metric.parts()
    assert reading.where.fields == ("language", "level", "site")
    assert reading.value == SpanValue("start", "end")
    (counted,) = Coverage("shifts", promised=OFFICE, headcount=2, agent="name", start="on", end="off").parts()
    assert (counted.at, counted.value) == ("on", SpanValue("on", "off", marks=("name",)))
    (alone,) = Coverage("shifts", promised=OFFICE, agent="name").parts()
    assert alone.value == SpanValue("start", "end")


def test_as_it_is_written():
    """The repr makes an equal metric."""
    metric = Coverage("shifts", promised=ALWAYS, needs={"score": ">= 4"}, headcount=3, agent="name", basis="heads").by("site")
    assert eval(repr(metric)) == metric
    assert repr(metric).count("headcount=3") == 1


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ({"headcount": 0}, "headcount=0 is not a whole number from 1 on"),
        ({"headcount": True}, "headcount=True is not a whole number from 1 on"),
        ({"headcount": 3}, "name the field that does: headcount=3, agent='name'"),
        ({"headcount": 2, "agent": ""}, "agent='' is not a name"),
        ({"basis": "head"}, "did you mean 'heads'?"),
        ({"promised": "mon-fri"}, "is not a calendar"),
        ({"promised": Weekly({}, tz="UTC")}, "never opens"),
        ({"promised": Recurring("FREQ=DAILY", tz="UTC")}, "never opens"),
        ({"promised": OFFICE & Weekly({"sun": "09:00-17:00"}, tz="UTC")}, "never opens"),
        ({"needs": "expert"}, "is not a set of conditions"),
    ],
)
def test_what_does_not_fit(settings, text):
    """Each wrong setting is told with what to write."""
    with pytest.raises(ContractError, match=r"; (write|name|did you)") as error:
        Coverage("shifts", **{"promised": OFFICE, **settings})
    assert text in str(error.value)


def test_hours_of_other_years_are_a_calendar():
    """Dates long past and far off open, though not this year."""
    for day in ("2019-05-01", "2060-05-01"):
        Coverage("shifts", promised=Dates([day], tz="UTC"))


shifts = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 300), st.integers(1, 120)), max_size=8)
stretches = st.lists(st.tuples(st.integers(0, 300), st.integers(1, 80), st.sampled_from([None, Fraction(1), Fraction(1, 3)])), max_size=3)


@given(shifts, stretches, st.integers(1, 3), st.sampled_from(["time", "heads"]), st.integers(1, 300))
def test_a_count_of_minutes(shifts, left_out, headcount, share, seen):
    """Minute by minute over five hours, of which the 2nd and 4th are promised: the same value, bounds and number of gaps."""
    base = january("05 00:00")
    promised = Weekly({"mon": ["01:00-02:00", "03:00-04:00"]}, tz="UTC")
    tally = Timeline()
    tally.add_many([((name,), [base + first * MINUTE], [base + (first + length) * MINUTE]) for name, first, length in shifts])
    excluded = tuple(
        Excluded(Spans([Span(base + first * MINUTE, base + (first + length) * MINUTE)]), worth) for first, length, worth in left_out
    )
    metric = Coverage("shifts", promised=promised, headcount=headcount, agent="name", basis=share)
    as_of = base + seen * MINUTE
    measure = metric.measure([tally.as_of(as_of)], PeriodContext(Span(base, base + 300 * MINUTE), as_of, excluded=excluded))

    good, whole, heads_wanted, gaps, in_gap = Fraction(0), 0, headcount if share == "heads" else 1, 0, False
    for minute in range(seen):
        worths = [worth for first, length, worth in left_out if first <= minute < first + length]
        heads = len({name for name, first, length in shifts if first <= minute < first + length})
        in_gap = in_gap and minute // 60 in (1, 3) and heads < headcount  # what is left out does not part a gap
        if minute // 60 in (1, 3) and None not in worths:
            staffed = min(heads, headcount) if share == "heads" else int(heads >= headcount)
            worth = max(worths, default=Fraction(0))
            good += staffed + (heads_wanted - staffed) * worth
            whole += heads_wanted
            if heads < headcount and worth < 1 and not in_gap:
                gaps, in_gap = gaps + 1, True
    rest = sum(minute // 60 in (1, 3) for minute in range(seen, 300)) * heads_wanted
    if not whole:
        assert measure.value is None
        return
    assert (measure.value, measure.breaches) == (good / whole, gaps)
    assert (measure.low, measure.high) == (good / (whole + rest), (good + rest) / (whole + rest))
