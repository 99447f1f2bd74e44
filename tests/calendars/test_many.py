"""`elapsed_many` of Series and iterators, and what an end of a calendar says."""

import pytest

import slakit as sk

DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/London")
STARTS, ENDS = ["2026-03-06T16:00Z", "2026-03-09T09:00Z"], ["2026-03-09T10:00Z", "2026-03-09T09:30Z"]
MINUTES = [120 * 60 * 10**6, 30 * 60 * 10**6]


@pytest.mark.parametrize("tz", ["UTC", "America/New_York"])
def test_aware_series(tz):
    """An aware Series of pandas, in any zone, counts as the instants that it holds."""
    pandas = pytest.importorskip("pandas")
    starts, ends = (pandas.Series(pandas.to_datetime(values, utc=True)).dt.tz_convert(tz) for values in (STARTS, ENDS))
    assert DESK.elapsed_many(starts, ends).tolist() == MINUTES
    assert DESK.elapsed_many(pandas.DatetimeIndex(starts), pandas.DatetimeIndex(ends)).tolist() == MINUTES


def test_aware_series_of_polars():
    """So does one of polars."""
    polars = pytest.importorskip("polars")
    starts, ends = (polars.Series(values).str.to_datetime(time_zone="UTC", time_unit="us") for values in (STARTS, ENDS))
    assert list(DESK.elapsed_many(starts, ends)) == MINUTES


def test_iterators():
    """Iterators are read once, from one end to the other, in pairs."""
    assert DESK.elapsed_many(iter(STARTS), (end for end in ENDS)) == MINUTES
    assert DESK.elapsed_many(iter([]), iter([])) == []


def test_nothing_failed_is_no_breach():
    """Where nothing has failed the breaches are 0, with records or without."""
    metric = sk.Within("cases", "1 hour", since="asked", until="replied")
    lateness = sk.Lateness("cases", "1 hour", since="asked", until="replied")
    for one, target in ((metric, "at least 90 %"), (lateness, "at most 1 hour")):
        objective = sk.Objective("O", one, target)
        agreed = sk.Agreement("A", provider="P", customer="C", term=("2026-03-01", "2026-04-01"), timezone="UTC", objectives=[objective])
        assert sk.evaluate(agreed, {"cases": []}).line("O").measure.breaches == 0
