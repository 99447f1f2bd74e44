"""Long lists of datetimes of one zone, counted by their local days."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from random import Random
from zoneinfo import ZoneInfo

import pytest

from slakit.calendars import datetimes
from slakit.calendars.always import ALWAYS
from slakit.calendars.clock import Clock
from slakit.calendars.weekly import Weekly
from slakit.errors import UnitError, UsageError
from slakit.timeline.instants import HOUR, MINUTE, instant
from slakit.timeline.span import Span

DESK = Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/London")
LONDON = ZoneInfo("Europe/London")
ZONES = {
    "Europe/London": 2026,
    "Australia/Lord_Howe": 2026,  # half an hour
    "America/Sao_Paulo": 2018,  # at midnight, so that a whole day is at its edge
    "Pacific/Apia": 2011,  # a day that never was
    "Asia/Tokyo": 2026,
    "UTC": 2026,
}


def pairs(tz: tzinfo, year: int, count: int = 2_000) -> tuple[list[datetime], list[datetime]]:
    """Wall times of a year at any minute, skipped and repeated ones included, and later ones."""
    draw = Random(year)
    starts = [(datetime(year, 1, 1, tzinfo=tz) + timedelta(minutes=draw.randrange(500_000))).replace(fold=i % 2) for i in range(count)]
    return starts, [start + timedelta(hours=30, microseconds=draw.randrange(10**12)) for start in starts]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hours", [{"mon-fri": "09:00-17:00"}, {"thu-sun": "00:00-24:00"}, {"daily": "00:00-24:00"}])
def test_as_one_by_one(zone, hours):
    """Whatever the zone and its clock changes, each pair counts what is open in it."""
    calendar = Weekly(hours, tz=zone)
    starts, ends = pairs(ZoneInfo(zone), ZONES[zone])
    wanted = [calendar.open(Span(a, b)).total for a, b in zip(starts, ends, strict=True)]
    assert datetimes.elapsed(Clock(calendar), starts, ends, False) == wanted
    assert datetimes.elapsed(Clock(calendar), ends, starts, True) == [-figure for figure in wanted]
    assert calendar.elapsed_many(starts, ends) == wanted


@pytest.mark.parametrize("zone", ZONES)
def test_calendars_of_elsewhere(zone):
    """Hours that cross midnight in the zone of the datetimes count all the same, in whichever way."""
    starts, ends = pairs(ZoneInfo(zone), ZONES[zone])
    for calendar in (DESK, ALWAYS, Weekly({"daily": "23:00-01:30"}, tz="America/Sao_Paulo")):
        wanted = [calendar.open(Span(a, b)).total for a, b in zip(starts, ends, strict=True)]
        assert datetimes.elapsed(Clock(calendar), starts, ends, False) in (None, wanted)
        assert calendar.elapsed_many(starts, ends) == wanted


def test_by_hand():
    """An hour on Friday and one on Monday are two, whatever zone of fixed offset they are written in."""
    for tz in (LONDON, UTC, timezone(timedelta(hours=5, minutes=30))):
        start, end = (datetime.fromisoformat(text).astimezone(tz) for text in ("2026-03-06T16:00Z", "2026-03-09T10:00Z"))
        assert datetimes.elapsed(Clock(DESK), [start] * 1_000, [end] * 1_000, False) == [2 * HOUR] * 1_000


def test_clock_change():
    """An hour that is repeated counts twice, one that is skipped not at all (C1), also where the wall clock runs backwards."""
    night = Weekly({"daily": "00:30-03:00"}, tz="Europe/London")
    twice = datetime(2026, 10, 25, 1, 45, tzinfo=LONDON), datetime(2026, 10, 25, 1, 15, fold=1, tzinfo=LONDON)
    spring = datetime(2026, 3, 29, 0, 0, tzinfo=LONDON), datetime(2026, 3, 29, 12, 0, tzinfo=LONDON)
    starts, ends = zip(*[twice, spring] * 1_000, strict=True)
    assert datetimes.elapsed(Clock(night), starts, ends, False) == [30 * MINUTE, 90 * MINUTE] * 1_000


def test_clock_change_at_midnight():
    """Where the repeated hour ends a day or begins one, its two readings lie an hour apart.

    Sao Paulo went from Sunday 00:00 back to Saturday 23:00: from 23:30 to noon are 13.5 hours, from the second 23:30 they are 12.5.
    Havana goes from Sunday 01:00 back to 00:00: from 00:30 to noon are 12.5 hours, from the second 00:30 they are 11.5.
    """
    cases = {
        "America/Sao_Paulo": (datetime(2018, 2, 17, 23, 30), datetime(2018, 2, 18, 12), [27 * HOUR // 2, 25 * HOUR // 2]),
        "America/Havana": (datetime(2026, 11, 1, 0, 30), datetime(2026, 11, 1, 12), [25 * HOUR // 2, 23 * HOUR // 2]),
    }
    for zone, (wall, noon, wanted) in cases.items():
        tz = ZoneInfo(zone)
        starts = [wall.replace(tzinfo=tz), wall.replace(tzinfo=tz, fold=1)] * 1_000
        calendar = Weekly({"daily": "00:00-24:00"}, tz=zone)
        assert datetimes.elapsed(Clock(calendar), starts, [noon.replace(tzinfo=tz)] * 2_000, False) == wanted * 1_000


def test_reversed():
    """A reversed pair is told in the same words, by its instants and not by its wall clock."""
    start, end = datetime(2026, 10, 25, 1, 15, fold=1, tzinfo=LONDON), datetime(2026, 10, 25, 1, 45, tzinfo=LONDON)
    monday = start + timedelta(days=1)
    fresh = Weekly({"mon-fri": "09:00-16:00"}, tz="Europe/London")  # its clock knows this year only, so that its days are few
    for a, b in ((start, end), (end, start - timedelta(days=1)), (monday, monday - timedelta(days=3))):
        with pytest.raises(UsageError, match="is not forward in time; write the earlier instant first, or signed=True"):
            fresh.elapsed_many([start] * 1_000 + [a], [start + timedelta(days=1)] * 1_000 + [b])


def test_other_ways():
    """Few pairs, texts, several zones, several openings a day, and years far apart are counted in the other ways."""
    starts, ends = pairs(LONDON, 2026)
    lunch = Weekly({"daily": ["09:00-12:00", "13:00-17:00"]}, tz="Europe/London")
    never = Weekly({"mon": "closed"}, tz="Europe/London")
    other = [end.astimezone(UTC) for end in ends]
    texts = [end.isoformat() for end in other]
    early = [datetime(1, 1, 2, tzinfo=LONDON), *starts[1:]]
    for calendar, a, b in ((DESK, starts[:9], ends[:9]), (DESK, starts, other), (lunch, starts, ends), (never, starts, ends)):
        assert datetimes.elapsed(calendar.clock, a, b, False) is None
        assert calendar.elapsed_many(a, b) == [calendar.clock.elapsed(instant(p), instant(q)) for p, q in zip(a, b, strict=True)]
    assert DESK.elapsed_many(starts, texts) == DESK.elapsed_many(starts, ends)
    assert datetimes.elapsed(DESK.clock, early, ends, False) is None
    west = [datetime(1, 1, 9, tzinfo=timezone(timedelta(hours=-5)))] * 1_000
    assert datetimes.elapsed(Clock(ALWAYS), west, west, False) is None
    assert ALWAYS.elapsed_many(west, [start + timedelta(hours=1) for start in west]) == [HOUR] * 1_000
    assert datetimes.elapsed(DESK.clock, [], [], False) is None
    with pytest.raises(UnitError, match="has no zone"):
        DESK.elapsed_many(starts, [*ends[1:], datetime(2027, 6, 1)])
    with pytest.raises(UsageError, match="2000 starts and 1999 ends are not pairs"):
        DESK.elapsed_many(starts, ends[1:])


def test_zone_that_goes_by_its_own_offset():
    """A tzinfo that keeps winter time in summer, as those of pytz may, counts as it does alone."""

    class Winter(tzinfo):
        def utcoffset(self, at):
            return timedelta(0)

        def dst(self, at):
            return timedelta(0)

        def fromutc(self, at):
            return at.astimezone(LONDON)

    starts, ends = pairs(Winter(), 2026)
    assert DESK.elapsed_many(starts, ends) == [DESK.clock.elapsed(instant(a), instant(b)) for a, b in zip(starts, ends, strict=True)]
