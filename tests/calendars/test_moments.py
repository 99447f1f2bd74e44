"""Lists of instants, converted as one would one by one."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from slakit.calendars.moments import microseconds
from slakit.errors import UnitError
from slakit.timeline.instants import instant

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
