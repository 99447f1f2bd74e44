"""Lists of instants, converted as one would one by one."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from slakit.calendars.moments import SHIFT, datetimes_of, microseconds
from slakit.errors import UnitError
from slakit.timeline.instants import DAY, MINUTE, instant, moment

ZONES = [ZoneInfo(name) for name in ("Europe/London", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia", "UTC")]
ZONES += [UTC, timezone(timedelta(hours=5, minutes=30))]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ZONES), st.integers(2005, 2035), st.lists(st.tuples(st.integers(0, 366 * 86_400), st.integers(0, 1)), max_size=30))
def test_datetimes_of_one_zone(tz, year, walls):
    """Wall times of one zone, skipped and repeated ones included, are the instants that they are alone."""
    first = datetime(year, 1, 1)
    values = [(first + timedelta(seconds=seconds)).replace(tzinfo=tz, fold=fold) for seconds, fold in walls]
    every_hour = [(first + timedelta(minutes=30 * i)).replace(tzinfo=tz, fold=i % 2) for i in range(0, 17_520, 7)]
    for column in (values, every_hour + values):
        assert microseconds(column) == [instant(value) for value in column]


@pytest.mark.parametrize("tz", ZONES)
@pytest.mark.parametrize("change", ["2026-10-25T01:00Z", "2026-04-04T15:00Z", "2018-11-04T03:00Z", "2011-12-30T10:00Z"])
def test_back_to_datetimes(tz, change):
    """Instants are shown by the wall clock of a zone, the second reading of a repeated hour as such, wherever the table begins."""
    at = instant(change)
    for first in (at + DAY - (3 << SHIFT), at - (3 << SHIFT)):  # a cell begins at the change, or ends at it
        ts = list(range(first, at + 3 * DAY, 10 * MINUTE))
        assert [one.isoformat() for one in datetimes_of(ts, tz)] == [moment(t, tz).isoformat() for t in ts]


def test_mixed():
    """Datetimes of several zones, texts and ints may stand in one list."""
    values = [datetime(2026, 7, 1, tzinfo=tz) for tz in ZONES] + ["2026-07-01T00:00+02:00", 5]
    assert microseconds(values) == [instant(value) for value in values[:-1]] + [5]
    far = [datetime(year, 7, 1, tzinfo=ZONES[0]) for year in (1, 2026, 9999)]
    assert microseconds(far) == [instant(value) for value in far]
    assert microseconds(()) == []


def test_naive():
    """One naive time among many is refused (T1)."""
    with pytest.raises(UnitError, match="'2026-07-01 00:00:00' has no zone"):
        microseconds([datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 7, 1)])
    with pytest.raises(UnitError, match="has no zone"):
        microseconds([datetime(2026, 7, 1)])
