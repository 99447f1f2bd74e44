"""OnSchedule: duties that come back, with figures worked out by hand, and against a loop over the days (M5, M6)."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

import slakit as sk
from slakit.calendars.always import ALWAYS
from slakit.calendars.recurring import Recurring
from slakit.calendars.weekly import Weekly
from slakit.errors import ContractError
from slakit.metrics.measure import Evidence
from slakit.metrics.period_context import Excluded, PeriodContext
from slakit.metrics.tallies.samples import Samples
from slakit.metrics.timers.on_schedule import OnSchedule
from slakit.metrics.value_kinds.record_values import One
from slakit.metrics.value_kinds.series_values import Moment, Sampled
from slakit.timeline.instants import DAY, HOUR, instant, moment
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans

LONDON = "Europe/London"
FIFTH = Recurring("FREQ=MONTHLY;BYMONTHDAY=5", tz=LONDON)
FRIDAYS = Recurring("FREQ=WEEKLY;BYDAY=FR", tz="UTC")
JANUARY = Span("2026-01-01T00:00Z", "2026-02-01T00:00Z")  # Fridays the 2nd, 9th, 16th, 23rd and 30th
MARCH = Span("2026-03-01T00:00Z", "2026-03-31T23:00Z")  # in London
JUNE = Span("2026-05-31T23:00Z", "2026-06-30T23:00Z")


def measured(due, *done, span=JANUARY, as_of=None, excluded=(), tz=None, **settings):
    """The measure of records by when they were done, or (when, the day they name)."""
    metric = OnSchedule("reports", due=due, done="sent", **settings)
    pairs = [record if isinstance(record, tuple) else (record, None) for record in done]
    tally = Samples((instant(at), 1 if named is None else instant(named)) for at, named in pairs)
    return metric.measure([tally], PeriodContext(span, span.last if as_of is None else instant(as_of), tz=tz, excluded=excluded))


@pytest.mark.parametrize(
    ("sent", "span", "value"),
    [
        ("2026-03-05T16:00:00Z", MARCH, 1),
        ("2026-03-05T23:59:59.999999Z", MARCH, 1),
        ("2026-03-06T00:00:00Z", MARCH, 0),  # it is the 6th
        ("2026-06-05T22:59:59Z", JUNE, 1),  # 23:59:59 on the 5th
        ("2026-06-05T23:00:00Z", JUNE, 0),  # midnight in London
        ("2026-05-31T23:00:00Z", JUNE, 1),
    ],
)
def test_a_report_by_the_5th(sent, span, value):
    """Whatever is done on the local 5th is in time, and nothing of the 6th."""
    assert measured(FIFTH, sent, span=span).value == value


def test_nothing_sent_is_a_miss():
    """One duty, no record: 0 of 1, and the miss is told with its day and its due time."""
    measure = measured(FIFTH, span=MARCH)
    assert (measure.value, measure.sample, measure.breaches, measure.part, measure.whole) == (0, 1, 1, 0, 1)
    assert measure.evidence == (Evidence(at=instant("2026-03-06T00:00Z"), key="2026-03-05"),)
    assert measure.workings == "0 of 1 duties met"


def test_a_rule_with_a_time_of_day():
    """By 17:00 on the 5th: exactly then is in time, a microsecond later is late; undone it turns at the same instant."""
    due = Recurring("FREQ=MONTHLY;BYMONTHDAY=5;BYHOUR=17", tz=LONDON)
    assert measured(due, "2026-03-05T17:00:00Z", span=MARCH).value == 1
    assert measured(due, "2026-03-05T17:00:00.000001Z", span=MARCH).value == 0
    assert measured(due, span=MARCH, as_of="2026-03-05T17:00:00Z").pending == 1
    assert measured(due, span=MARCH, as_of="2026-03-05T17:00:00.000001Z").value == 0


def test_a_rule_that_lasts():
    """A window from Monday 9:00 that lasts 4 hours ends a duty at 13:00: on the 5th, 12th, 19th and 26th, of which two are met."""
    due = Recurring("FREQ=WEEKLY;BYDAY=MO;BYHOUR=9", tz="UTC", lasting="4 hours")
    measure = measured(due, "2026-01-05T13:00:00Z", "2026-01-12T13:00:01Z", "2026-01-26T09:00:00Z")
    assert (measure.value, measure.breaches) == (Fraction(1, 2), 2)  # a second late on the 12th, and nothing on the 19th
    assert [one.at for one in measure.evidence] == [instant("2026-01-19T13:00Z"), instant("2026-01-12T13:00Z")]


def test_a_duty_belongs_to_the_period_of_its_day():
    """Due by the last of the month: March has the 31st, which ends with it, and not 28 February, which ended as March began."""
    due = Recurring("FREQ=MONTHLY;BYMONTHDAY=-1", tz=LONDON)
    measure = measured(due, span=MARCH)
    assert [(one.key, one.at) for one in measure.evidence] == [("2026-03-31", MARCH.last)]
    assert measure.pending == 0
    assert measured(due, "2026-03-31T22:59:59Z", span=MARCH).value == 1
    assert measured(due, "2026-02-28T23:59:59Z", span=MARCH).value == 0  # that was February's
    assert measured(due, "2026-03-01T00:00:00Z", span=MARCH).value == 0  # and that too, late
    assert measured(due, "2026-02-27T12:00Z", "2026-03-01T00:00:00Z", span=MARCH).value == 1


WEEKLY = ["2026-01-02T12:00Z", "2026-01-08T12:00Z", "2026-01-09T12:00Z", "2026-01-17T12:00Z", "2026-01-24T12:00Z"]


def test_a_late_record_is_for_the_duty_that_it_is_late_for():
    """Done on the 2nd, 8th, 9th (both for the 9th, once), 17th and 24th: the last two are late, and nothing is for the 30th: 2 of 5."""
    measure = measured(FRIDAYS, *WEEKLY)
    assert (measure.value, measure.sample, measure.breaches) == (Fraction(2, 5), 5, 3)
    assert [(one.key, one.figure) for one in measure.evidence] == [
        ("2026-01-30", None),
        ("2026-01-16", 12 * HOUR),
        ("2026-01-23", 12 * HOUR),
    ]


def test_twelve_reports_a_day_late_miss_twelve_times():
    """Sent on the 6th of every month under a rule of the 5th: twelve misses; on the 5th none, and a month left out is one."""
    year = Span("2026-01-01T00:00Z", "2027-01-01T00:00Z")
    for day, left_out, misses in ((6, 0, 12), (5, 0, 0), (19, 0, 12), (5, 3, 1), (4, 3, 1)):
        sent = [f"2026-{month:02}-{day:02}T12:00Z" for month in range(1, 13) if month != left_out]
        assert measured(FIFTH, *sent, span=year).breaches == misses
        by_month = [Span(f"2026-{month:02}-01T00:00Z", f"2026-{month + 1:02}-01T00:00Z") for month in range(1, 12)]
        assert sum(measured(FIFTH, *sent, span=span).breaches for span in by_month) == misses - (day > 5)
    late = [f"2026-{month:02}-25T12:00Z" for month in range(1, 13)]
    assert measured(FIFTH, *late, span=year, within="8 days").breaches == 12


def test_the_middle_between_two_duties_is_for_the_next():
    """From Friday night to Friday night are seven days: exactly half of them on is early, a microsecond less is late."""
    assert measured(FRIDAYS, "2026-01-06T12:00:00Z").value == Fraction(1, 5)
    assert measured(FRIDAYS, "2026-01-06T11:59:59.999999Z").value == 0
    assert measured(FRIDAYS, "2026-01-02T12:00Z", "2026-01-06T11:59:59.999999Z").value == Fraction(2, 5)


DESK = Weekly({"mon-fri": "09:00-17:00"}, tz=LONDON)


@pytest.mark.parametrize(
    ("due", "on", "day"),
    [
        ("5th business day of the month", DESK, "2026-03-06"),
        ("last business day", DESK, "2026-03-31"),
        ("the last day of the month", None, "2026-03-31"),
        ("the 31st, or the last day", None, "2026-03-31"),
        ("the 7th of each month", None, "2026-03-07"),
        ("the 7th of each month", DESK, "2026-03-09"),
        (["2026-02-03", "2026-03-03"], None, "2026-03-03"),
        (["2026-03-01"], DESK, "2026-03-02"),
        (Recurring("FREQ=MONTHLY;BYMONTHDAY=8", tz=LONDON), DESK, "2026-03-09"),
    ],
)
def test_due_days_as_a_contract_writes_them(due, on, day):
    """A day of the month, dates and rules, on the next business day where that is asked: in time all through it, late after it."""
    last = f"{day}T23:59:59.999999+0{int(day == '2026-03-31')}:00"
    assert measured(due, last, span=MARCH, due_on=on, tz=LONDON).value == 1
    after = instant(last) + 1
    assert measured(due, moment(after).isoformat(), span=MARCH, due_on=on, tz=LONDON).value == 0


def test_a_short_month_takes_its_last_day():
    """28 February is the last day of its month, and the 31st means it where the contract says so."""
    february = Span("2026-02-01T00:00Z", "2026-03-01T00:00Z")
    assert measured("the 31st, or the last day", "2026-02-28T12:00Z", span=february).value == 1
    with pytest.raises(ContractError, match="write Recurring"):
        OnSchedule("reports", due="the 31st", done="sent")
    with pytest.raises(ContractError, match="counts business days on no calendar; write due_on=Weekly"):
        OnSchedule("reports", due="2nd business day", done="sent")


def test_a_rule_with_a_time_rolls_to_the_same_time():
    """Due at 17:00 on Saturday 7 March: at 17:00 on Monday the 9th."""
    due = Recurring("FREQ=MONTHLY;BYMONTHDAY=7;BYHOUR=17", tz=LONDON)
    assert measured(due, "2026-03-09T17:00Z", span=MARCH, due_on=DESK).value == 1
    assert measured(due, "2026-03-09T17:00:01Z", span=MARCH, due_on=DESK).value == 0


def test_due_days_in_documents():
    """Days of the month, dates and the calendar they roll on are written and read back."""
    for due in ("5th business day of the month", "the 31st, or the last day", ["2026-03-31", "2026-06-30"], FIFTH):
        objective = sk.Objective("Report", OnSchedule("reports", due=due, done="sent", due_on=DESK), "at least 100 %")
        agreed = sk.Agreement("A", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone=LONDON, objectives=[objective])
        assert sk.loads(sk.dumps(agreed)) == agreed


def test_names_tell_a_late_record_from_an_early_one():
    """The 17th is for the 16th, the 24th for the 23rd: both 12 hours late, the 30th never done; 2 of 5, the worst first."""
    days = ["2026-01-02T00:00Z", "2026-01-09T00:00Z", "2026-01-09T00:00Z", "2026-01-16T00:00Z", "2026-01-23T00:00Z"]
    measure = measured(FRIDAYS, *zip(WEEKLY, days, strict=True), names="for")
    assert (measure.value, measure.breaches) == (Fraction(2, 5), 3)
    assert [(one.key, one.figure, one.unit) for one in measure.evidence] == [
        ("2026-01-30", None, ""),
        ("2026-01-16", 12 * HOUR, "us"),
        ("2026-01-23", 12 * HOUR, "us"),
    ]
    assert measure.evidence[1].until == instant("2026-01-17T12:00Z")
    later = measured(FRIDAYS, ("2026-01-17T12:00Z", "2026-01-16T00:00Z"), ("2026-01-25T12:00Z", "2026-01-23T00:00Z"), names="for")
    assert [one.key[-2:] for one in later.evidence] == ["02", "09", "30", "23", "16"]  # the 23rd by 36 hours


def test_a_named_duty_may_be_done_long_before():
    """In December for the 30th of January; without the name it counts for no duty of January, being done before 26 December."""
    assert measured(FRIDAYS, ("2025-12-01T00:00Z", "2026-01-30T00:00Z"), names="for").value == Fraction(1, 5)
    assert measured(FRIDAYS, "2025-12-01T00:00Z").value == 0
    assert measured(FRIDAYS, ("2025-12-01T00:00Z", "2026-01-30T00:00Z"), names="for", within="10 days").value == 0


def test_a_period_looks_back_to_the_duty_before_it():
    """26 December is a Friday: done on it is for it, done on the 27th too, late, unless that is done; on the 30th it is for 2 January."""
    assert measured(FRIDAYS, "2025-12-26T23:59:59Z").value == 0
    assert measured(FRIDAYS, "2025-12-27T00:00:00Z").value == 0
    assert measured(FRIDAYS, "2025-12-26T12:00Z", "2025-12-27T00:00:00Z").value == Fraction(1, 5)
    assert measured(FRIDAYS, "2025-12-30T12:00:00Z").value == Fraction(1, 5)


def test_the_first_duty_of_a_rule_has_none_before():
    """A rule that starts in March has no duty before 5 March: what was done in January is for that."""
    due = Recurring("FREQ=MONTHLY;BYMONTHDAY=5", tz=LONDON, start="2026-03-01")
    assert measured(due, "2026-01-20T00:00Z", span=MARCH).value == 1
    assert measured(FIFTH, "2026-01-20T00:00Z", span=MARCH).value == 0


def test_within_is_how_early_it_may_be_done():
    """At most 2 days before the end of Friday: Thursday 00:00 exactly, not before. So the 17th and 24th are for nothing: 2 of 5."""
    assert measured(FRIDAYS, *WEEKLY, within="2 days").value == Fraction(2, 5)
    assert measured(FRIDAYS, "2026-01-22T00:00:00Z", within="2 days").value == Fraction(1, 5)
    assert measured(FRIDAYS, "2026-01-21T23:59:59.999999Z", within="2 days").value == 0
    assert measured(FRIDAYS, "2026-01-16T12:00Z", within="20 days").value == Fraction(1, 5)  # no duty is met by the record of another


def test_the_day_is_read_in_the_zone_of_the_rule():
    """The date 5 July, read in London, is 4 July 23:00Z: it names the 5th; a due time names its duty; the 6th names none."""
    july = Span("2026-06-30T23:00Z", "2026-07-31T23:00Z")
    assert measured(FIFTH, ("2026-07-03T09:00Z", "2026-07-04T23:00Z"), span=july, names="for").value == 1
    stray = measured(FIFTH, ("2026-07-03T09:00Z", "2026-07-05T23:00Z"), span=july, names="for")
    assert (stray.value, stray.workings) == (0, "0 of 1 duties met; 1 record for no duty")
    earlier = measured(FIFTH, ("2026-05-03T09:00Z", "2026-05-06T12:00Z"), span=july, names="for")
    assert earlier.workings == "0 of 1 duties met"  # that was told in May


def test_two_duties_of_one_day_are_named_by_their_time():
    """Due at 8:00 and 16:00 on the 5th: the date alone could be either and is neither, 16:00 is the second."""
    due = Recurring("FREQ=MONTHLY;BYMONTHDAY=5;BYHOUR=8,16", tz="UTC")
    records = [("2026-01-05T07:00Z", "2026-01-05T00:00Z"), ("2026-01-05T07:30Z", "2026-01-05T16:00Z")]
    measure = measured(due, *records, names="for")
    assert (measure.value, measure.workings) == (Fraction(1, 2), "1 of 2 duties met; 1 record for no duty")
    assert [one.at for one in measure.evidence] == [instant("2026-01-05T08:00Z")]


def test_a_period_that_is_not_over():
    """As of the 14th: the 2nd is met, the 9th missed, the 16th done ahead on the 14th, the 23rd and 30th to come: 2/3, from 2/5 to 4/5."""
    measure = measured(FRIDAYS, "2026-01-02T12:00Z", "2026-01-14T00:00Z", "2026-01-20T12:00Z", as_of="2026-01-14T06:00Z")
    assert (measure.value, measure.sample, measure.pending) == (Fraction(2, 3), 3, 2)
    assert (measure.low, measure.high, measure.foresees) == (Fraction(2, 5), Fraction(4, 5), True)


def test_done_as_of_now_is_done():
    """A record of the very instant of the statement counts, one of a microsecond later has not happened."""
    assert measured(FIFTH, "2026-03-04T12:00:00Z", span=MARCH, as_of="2026-03-04T12:00:00Z").value == 1
    assert measured(FIFTH, "2026-03-04T12:00:00.000001Z", span=MARCH, as_of="2026-03-04T12:00:00Z").value is None


def test_every_duty_to_come_is_no_data():
    """On 5 March the report may still come; as the day is over it is missed."""
    measure = measured(FIFTH, span=MARCH, as_of="2026-03-05T23:59:59Z")
    assert (measure.value, measure.low, measure.high, measure.pending) == (None, 0, 1, 1)
    assert measure.reason == "every duty of the period is still to come"
    assert measured(FIFTH, span=MARCH, as_of="2026-03-06T00:00:00Z").value == 0


def test_no_duty_in_the_period_is_no_data():
    """A review in June says nothing of January, nor does a rule that ended the year before."""
    for due in ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTHDAY=5;UNTIL=20251231"):
        measure = measured(Recurring(due, tz=LONDON), "2026-01-05T00:00Z")
        assert (measure.value, measure.low, measure.high, measure.reason) == (None, None, None, "no duty is due in the period")


def test_half_yearly_reviews():
    """Due by 30 June and by 31 December, one held in May and one on 2 January after: 1 of 2."""
    due = Recurring("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1", tz=LONDON)
    year = Span("2026-01-01T00:00Z", "2027-01-01T00:00Z")
    measure = measured(due, "2026-05-20T10:00Z", "2027-01-02T10:00Z", span=year)
    assert (measure.value, [one.key for one in measure.evidence]) == (Fraction(1, 2), ["2026-12-31"])


def test_excluded_time_takes_its_duties_along():
    """The 9th lies in dropped time, and leaves, met or not; the 16th is forgiven, the 23rd by half: 0 + 1 + 1/2 of 4."""

    def day(text, worth=None):
        return Excluded(Spans([Span(f"2026-01-{text}T00:00Z", instant(f"2026-01-{text}T00:00Z") + DAY)]), worth)

    excluded = (day("09"), day("16", Fraction(1)), day("23", Fraction(1, 2)))
    measure = measured(FRIDAYS, "2026-01-09T12:00Z", excluded=excluded)
    assert (measure.value, measure.sample, measure.breaches) == (Fraction(3, 8), 4, 3)
    assert [one.key for one in measure.evidence] == ["2026-01-02", "2026-01-23", "2026-01-30"]
    assert measured(FRIDAYS, "2026-01-16T12:00Z", excluded=excluded).value == Fraction(3, 8)  # met is met, and not more
    one = (Excluded(Spans([JANUARY])),)
    assert measured(FRIDAYS, excluded=one).reason == "no duty is due in the period"


def test_what_it_reads():
    """When records were done, those of earlier periods too, and what they are for."""
    metric = OnSchedule("training", due=FIFTH, done="held").where(attendance=">= 80")
    (reading,) = metric.parts()
    assert (reading.at, reading.value, reading.where.fields) == ("held", Sampled(One(), lead="all"), ("attendance",))
    (named,) = OnSchedule("training", due=FIFTH, done="held", names="for", key="id").parts()
    assert (named.value, named.key) == (Sampled(Moment("for"), lead="all"), "id")


def test_as_it_is_written():
    """The repr makes an equal metric."""
    from slakit.values.quantity import quantity  # noqa: F401  # what a repr may need

    metric = OnSchedule("reports", due=FIFTH, done="sent", within="36 hours", names="for").by("region")
    assert eval(repr(metric)) == metric


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ({"due": "FREQ=DAILY"}, "is not a rule of due days; write Recurring("),
        ({"due": ALWAYS}, "is not a rule of due days; write Recurring("),
        ({"done": ""}, "done='' is not a name; write"),
        ({"names": ""}, "names='' is not a name; write"),
        ({"within": "soon"}, "'soon' is not a length of time; write"),
        ({"within": "3 users"}, "is not a length of time; write"),
        ({"within": "0 days"}, "'0 days' is not a length of time above zero"),
    ],
)
def test_what_does_not_fit(settings, text):
    """Each wrong setting is told with what to write."""
    with pytest.raises(ContractError) as error:
        OnSchedule("reports", **{"due": FIFTH, "done": "sent", **settings})
    assert text in str(error.value)


BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
days = st.sets(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1)
records = st.lists(st.tuples(st.integers(-20 * 24, 31 * 24), st.integers(-8, 33)), max_size=12)


@given(days, records, st.integers(1, 31 * 24), st.none() | st.integers(1, 15), st.booleans(), st.sampled_from(["UTC", "Asia/Tokyo"]))
def test_a_loop_over_the_days(weekdays, records, seen, within, named, tz):
    """Day by day in January: a record is late for the day before it where that has none and is nearer, or else early for the next."""
    ahead = 9 if tz == "Asia/Tokyo" else 0  # hours by which the local day begins earlier
    rule = Recurring(f"FREQ=WEEKLY;BYDAY={','.join(sorted(weekdays))}", tz=tz)
    names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    settings = {"names": "for"} if named else {}
    settings |= {"within": f"{within} days"} if within else {}
    done = [((BEGIN + timedelta(hours=hour)).isoformat(), (BEGIN + timedelta(days=day, hours=-ahead)).isoformat()) for hour, day in records]
    measure = measured(
        rule,
        *(done if named else [at for at, _ in done]),
        span=Span(instant(BEGIN.isoformat()) - ahead * HOUR, instant(BEGIN.isoformat()) - ahead * HOUR + 31 * DAY),
        as_of=(BEGIN + timedelta(hours=seen - ahead)).isoformat(),
        **settings,
    )
    counts = {"met": 0, "missed": 0, "pending": 0}
    due = [day for day in range(-60, 60) if names[(3 + day) % 7] in weekdays]  # 1 January 2026 is a Thursday
    early = (within or 1_000) * 24
    has = {}
    for hour, for_day in sorted((hour + ahead, for_day) for hour, for_day in records if hour + ahead <= seen):
        before = max(day for day in due if day * 24 + 24 <= hour)
        after = min(day for day in due if day * 24 + 24 > hour)
        soon = hour >= after * 24 + 24 - early
        nearer = hour - (before * 24 + 24) < after * 24 + 24 - hour
        owner = for_day if named else before if before not in has and (nearer or not soon) else after if soon else None
        has.setdefault(owner, []).append(hour)
    for day in due:
        last = day * 24 + 24
        if 0 <= day < 31:
            good = any(last - early <= hour < last for hour in has.get(day, ()))
            counts["met" if good else "missed" if last <= seen else "pending"] += 1
    decided, everything = counts["met"] + counts["missed"], sum(counts.values())
    assert (measure.sample, measure.pending) == (decided, counts["pending"])
    assert measure.value == (Fraction(counts["met"], decided) if decided else None)
    assert measure.high == Fraction(counts["met"] + counts["pending"], everything)
