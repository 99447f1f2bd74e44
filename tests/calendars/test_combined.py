"""Calendars combined: what they are called, how they simplify, how they read."""

import pickle
from datetime import timedelta

import pytest

from slakit.calendars.always import ALWAYS
from slakit.calendars.combined import AllOf, AnyOf, Without
from slakit.calendars.dates import Dates
from slakit.calendars.weekly import Weekly

day, night = Weekly({"mon": "09:00-17:00"}, tz="Europe/Paris"), Weekly({"mon": "17:00-09:00"}, tz="Europe/Paris")
off = Dates(["2026-12-25"], tz="Europe/Paris")


def test_flat():
    """Nesting is flattened and a calendar given twice is there once."""
    assert (day | (night | day)) == AnyOf((day, night))
    assert (day & night & off & night) == AllOf((day, night, off))
    assert (day - off - night - off) == Without(day, (off, night))


def test_always():
    """24x7 takes in every other calendar, and leaves every other as it is."""
    assert day | ALWAYS is ALWAYS
    assert ALWAYS & day is day
    assert ALWAYS & ALWAYS == ALWAYS
    assert ALWAYS - day == Without(ALWAYS, (day,))


def test_repr_is_how_it_is_written():
    """The text makes the calendar again, with brackets where they matter."""
    for calendar in ((day | night) - off, day & (night | off), day | night & off, day - (night - off), day - (night | off)):
        assert eval(repr(calendar)) == calendar
    assert repr((day | night) - off) == f"({day!r} | {night!r}) - {off!r}"


def test_values():
    """Combined calendars are equal and hash by their parts, and survive a pickle."""
    assert len({day | night, day | night, night | day}) == 2
    mixed = ((day | night) & ALWAYS) - off
    assert mixed.elapsed("2026-03-09T00:00Z", "2026-03-10T00:00Z") == timedelta(hours=8 + 8)  # 09:00 to 01:00 in Paris
    assert pickle.loads(pickle.dumps(mixed)) == mixed


def test_only_calendars_combine():
    """An operator with anything else is a TypeError, as for numbers."""
    for operation in (lambda: day | 1, lambda: day & None, lambda: day - "x"):
        with pytest.raises(TypeError):
            operation()
