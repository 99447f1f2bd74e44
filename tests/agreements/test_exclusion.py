"""Exclusion: what of announced or excused time qualifies, by notice, hours, party and quota, worked out by hand (M6).

March 2026 in UTC; times are written as day and hour.
"""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st
from names import NAMES

import slakit as sk
from slakit.metrics.period_context import PeriodContext
from slakit.metrics.tallies.timeline import Timeline
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans

HOUR = 3_600_000_000
MARCH = Span("2026-03-01T00:00Z", "2026-04-01T00:00Z")


def at(day, hour=0.0):
    minutes = int(hour * 60)
    return int(datetime(2026, 3, day, minutes // 60, minutes % 60, tzinfo=UTC).timestamp()) * 1_000_000


def spans(*pairs):
    return Spans(Span(first, last) for first, last in pairs)


def resolved(exclusion, *records, as_of=MARCH.last):
    """What is excluded of records written as (first, last) or (first, last, announced)."""
    timeline = Timeline()
    timed = exclusion.notice is not None
    timeline.add_many(
        [
            ((first, *(announced or (None,))) if timed else (), [max(first, MARCH.first)], [min(last, MARCH.last)])
            for first, last, *announced in records
        ]
    )
    return exclusion.resolve(timeline.as_of(as_of), PeriodContext(MARCH, as_of))


def test_without_conditions_all_is_excluded():
    """Two spans that overlap are one, from 02:00 to 06:00, and there is nothing to say."""
    found = resolved(sk.Exclusion("maintenance", applies_to="outages"), (at(20, 2), at(20, 5)), (at(20, 4), at(20, 6)))
    assert (found.spans, found.worth, found.notes) == (spans((at(20, 2), at(20, 6))), None, ())


@pytest.mark.parametrize(("mode", "worth"), [("drop", None), ("forgive", 1), ("50 %", Fraction(1, 2)), (Fraction(1, 3), Fraction(1, 3))])
def test_modes(mode, worth):
    """Dropped, forgiven, or forgiven in part."""
    assert resolved(sk.Exclusion("maintenance", applies_to="outages", mode=mode)).worth == worth


def test_notice():
    """72 hours before to the microsecond is enough, one less is not; what was never announced, or too late, says so."""
    exclusion = sk.Exclusion("maintenance", applies_to="outages", notice="72 hours")
    found = resolved(
        exclusion,
        (at(10, 2), at(10, 3), at(7, 2)),
        (at(11, 2), at(11, 3), at(8, 2) + 1),
        (at(12, 2), at(12, 3), None),
        (at(20, 2), at(20, 3.5), at(18, 10)),
        (at(21, 2), at(21, 4), at(21, 2.5)),
        (at(22, 2), at(22, 4), at(22, 2)),
    )
    assert found.spans == spans((at(10, 2), at(10, 3)))
    assert found.notes == (
        "maintenance: 1 h from 2026-03-11T02:00+00:00 was announced 259,199.999999 s before, less than 72 hours ahead: it counts",
        "maintenance: 1 h from 2026-03-12T02:00+00:00 was not announced: it counts",
        "maintenance: 90 min from 2026-03-20T02:00+00:00 was announced 40 h before, less than 72 hours ahead: it counts",
        "maintenance: 2 h from 2026-03-21T02:00+00:00 was announced 30 min after it began, less than 72 hours ahead: it counts",
        "maintenance: 2 h from 2026-03-22T02:00+00:00 was announced as it began, less than 72 hours ahead: it counts",
    )


def test_notice_is_counted_to_the_original_start():
    """Maintenance from February, announced 72 h before it began, is excluded in March though the cut at midnight is later."""
    exclusion = sk.Exclusion("maintenance", applies_to="outages", notice="72 hours")
    begun = at(1) - 2 * HOUR
    enough, short = (resolved(exclusion, (begun, at(1, 3), begun - notice * HOUR)) for notice in (72, 71))
    assert enough.spans == spans((at(1), at(1, 3)))
    assert (short.spans, len(short.notes)) == (Spans(), 1)


def test_one_that_qualifies_is_enough():
    """Of 02:00-04:00 unannounced and 03:00-05:00 announced the latter is excluded; the note is of the first hour only."""
    exclusion = sk.Exclusion("maintenance", applies_to="outages", notice="24 hours")
    found = resolved(exclusion, (at(20, 2), at(20, 4), None), (at(20, 3), at(20, 5), at(1)))
    assert found.spans == spans((at(20, 3), at(20, 5)))
    assert found.notes == ("maintenance: 1 h from 2026-03-20T02:00+00:00 was not announced: it counts",)


def test_permitted_hours():
    """Only 22:00-06:00 is permitted: of 20:00-23:00 the last hour is excluded, and of Sunday's 05:00-07:00 the first."""
    nights = sk.Weekly({"mon-sun": "22:00-06:00"}, tz="UTC")
    found = resolved(sk.Exclusion("maintenance", applies_to="outages", hours=nights), (at(20, 20), at(20, 23)), (at(22, 5), at(22, 7)))
    assert found.spans == spans((at(20, 22), at(20, 23)), (at(22, 5), at(22, 6)))
    assert found.notes == (
        "maintenance: 2 h from 2026-03-20T20:00+00:00 is outside the permitted hours: it counts",
        "maintenance: 1 h from 2026-03-22T06:00+00:00 is outside the permitted hours: it counts",
    )


def test_quota():
    """Of 2 h, 2 h and 1 h in time order the first 3 h are excluded: half of the second is over, and all of the third."""
    records = [(at(25, 2), at(25, 3)), (at(10, 2), at(10, 4)), (at(20, 2), at(20, 4))]
    found = resolved(sk.Exclusion("maintenance", applies_to="outages", quota="3 hours"), *records)
    assert found.spans == spans((at(10, 2), at(10, 4)), (at(20, 2), at(20, 3)))
    assert found.notes == (
        "maintenance: 1 h from 2026-03-20T03:00+00:00 is over the quota of 3 hours: it counts",
        "maintenance: 1 h from 2026-03-25T02:00+00:00 is over the quota of 3 hours: it counts",
    )


def test_a_quota_just_used_up():
    """3 of 3 hours are excluded, and nothing is over; of no quota everything is."""
    found = resolved(sk.Exclusion("maintenance", applies_to="outages", quota="3 hours"), (at(10, 2), at(10, 4)), (at(20, 2), at(20, 3)))
    assert (found.spans.total, found.notes) == (3 * HOUR, ())
    assert resolved(sk.Exclusion("maintenance", applies_to="outages", quota="0 min"), (at(10, 2), at(10, 4))).spans == Spans()


def test_what_does_not_qualify_uses_no_quota():
    """An hour that was not announced and one outside the hours leave the quota of one hour to the third."""
    exclusion = sk.Exclusion(
        "m", applies_to="outages", notice="1 hour", quota="1 hour", hours=sk.Weekly({"mon-sun": "00:00-06:00"}, tz="UTC")
    )
    found = resolved(exclusion, (at(2, 1), at(2, 2), None), (at(3, 8), at(3, 9), at(1)), (at(4, 1), at(4, 2), at(1)))
    assert found.spans == spans((at(4, 1), at(4, 2)))
    assert len(found.notes) == 2


def test_a_quota_of_the_year():
    """Of 10 hours a year 9 were used up to February: of 3 h in March the first is excluded, and the note names the year."""
    exclusion = sk.Exclusion("maintenance", applies_to="outages", quota="10 hours", per="yearly")
    before = at(1) - 10 * HOUR
    view = PeriodContext(MARCH, MARCH.last, tz="UTC")
    found = exclusion.resolve(Timeline({(): spans((before, before + 9 * HOUR), (at(20, 2), at(20, 5)))}), view)
    assert exclusion.since(view) == Span("2026-01-01T00:00Z", MARCH.last).first
    assert found.spans == spans((at(20, 2), at(20, 3)))
    assert found.notes == ("maintenance: 2 h from 2026-03-20T03:00+00:00 is over the quota of 10 hours, yearly: it counts",)


def test_a_quota_shorter_than_the_period():
    """Of 2 hours a week: 3 h on Monday the 9th lose one, 1 h on the 16th is within; of Sunday the 1st's week February used one of 2."""
    exclusion = sk.Exclusion("maintenance", applies_to="outages", quota="2 hours", per="weekly")
    before = at(1) - 10 * HOUR
    records = [(before, before + HOUR), (at(1, 2), at(1, 4)), (at(9, 2), at(9, 5)), (at(16, 2), at(16, 3))]
    found = exclusion.resolve(Timeline({(): spans(*records)}), PeriodContext(MARCH, MARCH.last, tz="UTC"))
    assert found.spans == spans((at(1, 2), at(1, 3)), (at(9, 2), at(9, 4)), (at(16, 2), at(16, 3)))
    assert len(found.notes) == 2


def test_of_its_own_group():
    """Maintenance of the shop is excluded from the shop, that of the feed is not, and what names no service is for all."""
    exclusion = sk.Exclusion("maintenance", applies_to="outages", by="service", notice="1 hour")
    assert exclusion.reading.value.marks == ("service",)
    told = (at(1), at(1) - HOUR)
    lanes = {("shop", *told): (at(2), at(3)), ("feed", *told): (at(4), at(5)), ("(none)", *told): (at(6), at(7))}
    timeline = Timeline({mark: spans(pair) for mark, pair in lanes.items()})
    found = exclusion.resolve(timeline, PeriodContext(MARCH, MARCH.last), {"service": "shop"})
    assert found.spans == spans((at(2), at(3)), (at(6), at(7)))
    with pytest.raises(sk.errors.ContractError, match=r"exclusion 'maintenance' is by 'service', and a metric of 'outages' is not"):
        exclusion.resolve(timeline, PeriodContext(MARCH, MARCH.last))


def test_as_of_an_instant():
    """At 03:00, maintenance from 02:00 to 04:00 is excluded as far as it has come."""
    found = resolved(sk.Exclusion("maintenance", applies_to="outages"), (at(10, 2), at(10, 4)), as_of=at(10, 3))
    assert found.spans == spans((at(10, 2), at(10, 3)))


def test_the_party_at_fault():
    """A party is a condition on the records, by a field of its own or by the field "party"."""
    by_field = sk.Exclusion("outages", applies_to="outages", party={"caused_by": ["customer", "carrier"]}, where={"severity": "high"})
    assert by_field.reading.where.written == {"caused_by": ["carrier", "customer"], "severity": "high"}
    assert sk.Exclusion("outages", applies_to="outages", party="customer").reading.where.written == {"party": "customer"}


def test_what_is_read():
    """The start as it was, and the announcement, are read where notice is needed; a key holds what was said of one case."""
    reading = sk.Exclusion(
        "maintenance", applies_to="outages", notice="1 h", start="from", end="to", announced="told", key="id", updated="at"
    ).reading
    assert (reading.stream, reading.at, reading.value.start, reading.value.end) == ("maintenance", "from", "from", "to")
    assert (reading.value.times, reading.key, reading.updated) == (("from", "told"), "id", "at")
    assert sk.Exclusion("maintenance", applies_to="outages").reading.value.times == ()


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"mode": "dropp"}, "mode='dropp' is not what excluded time is worth; did you mean 'drop'?"),
        ({"mode": "150 %"}, "mode='150 %' is not a share of what is forgiven; write mode='50 %'"),
        ({"mode": 0}, "mode='0' is not a share of what is forgiven"),
        ({"notice": "72"}, "'72' is not a length of time, it has no unit; write '72 min' or '72 hours'"),
        ({"quota": "many"}, "'many' is not a length of time"),
        ({"per": "yearly"}, "per='yearly' has no quota; write quota='10 hours', per='yearly'"),
        ({"quota": "1 h", "per": "rolling 30 days"}, "is not a window of one stretch after the other"),
        ({"quota": "1 h", "per": "whole term"}, "is not a window of one stretch after the other"),
        ({"hours": "nights"}, "hours='nights' is not a calendar"),
        ({"party": 3}, "3 is not a set of conditions"),
        ({"applies_to": ""}, "applies_to='' is not a name"),
    ],
)
def test_settings_that_do_not_fit(settings, told):
    """Each says what is wrong and what to write."""
    with pytest.raises(sk.errors.ContractError) as error:
        sk.Exclusion(**{"stream": "maintenance", "applies_to": "outages"} | settings)
    assert told in str(error.value)


@pytest.mark.parametrize(
    "exclusion",
    [
        sk.Exclusion("maintenance", applies_to="outages", notice="72 hours", quota="3 hours"),
        sk.Exclusion("outages", applies_to="outages", mode="50 %", party="customer", where={"severity": ["high", "low"]}, clause="4.2"),
        sk.Exclusion(
            "maintenance",
            applies_to="outages",
            mode="forgive",
            quota="10 hours",
            per="yearly",
            by="service",
            hours=sk.Weekly({"sun": "02:00-06:00"}, tz="UTC"),
            key="id",
        ),
    ],
)
def test_it_is_written_as_it_is_made(exclusion):
    """The repr reads back to the same exclusion."""
    assert eval(repr(exclusion), NAMES) == exclusion


NIGHTS = sk.Weekly({"mon-sun": "22:00-03:00"}, tz="UTC")
records = st.lists(st.tuples(st.integers(0, 100), st.integers(1, 12), st.none() | st.integers(-12, 12)), max_size=6)


@given(records, st.integers(0, 12), st.integers(0, 20))
def test_every_hour_counted_by_hand(rows, notice, quota):
    """Notice, hours and quota together are what a loop over the hours says."""
    exclusion = sk.Exclusion("m", applies_to="outages", notice=f"{notice} h", quota=f"{quota} h", hours=NIGHTS)
    wanted = []
    for hour in range(120):
        known = any(first <= hour < first + length and told is not None and told >= notice for first, length, told in rows)
        if known and (hour % 24 >= 22 or hour % 24 < 3) and len(wanted) < quota:
            wanted.append(hour)
    found = resolved(
        exclusion,
        *[
            (at(1) + first * HOUR, at(1) + (first + length) * HOUR, None if told is None else at(1) + (first - told) * HOUR)
            for first, length, told in rows
        ],
    )
    assert found.spans == spans(*[(at(1) + hour * HOUR, at(1) + (hour + 1) * HOUR) for hour in wanted])
    if not found.notes:
        assert found.spans == spans(*[(at(1) + first * HOUR, at(1) + (first + length) * HOUR) for first, length, _ in rows])
