"""Days that no calendar has."""

from datetime import UTC

import pytest

import slakit as sk
from slakit.readers.times import BadTimeError, TimeReader
from slakit.timeline.impossible_days import impossible_day
from slakit.timeline.instants import instant


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-06-31 02:00", "June 2026 has 30 days; write '2026-06-30 02:00' or '2026-07-01 02:00'"),
        ("2026-02-29", "February 2026 has 28 days; write '2026-02-28' or '2026-03-01'"),
        ("2024-02-30T10:00Z", "February 2024 has 29 days; write '2024-02-29T10:00Z' or '2024-03-01T10:00Z'"),
        ("2026-13-01", "a year has 12 months; write '2026-01-13'"),
        ("2026-13-31", "a year has 12 months"),
        ("2026-12-31", ""),
        ("2026-06-32", ""),
        ("0000-06-31", ""),
        ("31/06/2026", ""),
        ("n/a", ""),
    ],
)
def test_a_day(text, wanted):
    """June has 30 days, February 28 or 29; the nearest days keep the hour."""
    assert impossible_day(text) == wanted


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "2026-06-31 02:00",
            "'2026-06-31 02:00' is not an ISO time: June 2026 has 30 days; write '2026-06-30 02:00' or '2026-07-01 02:00'",
        ),
        ("2026-13-31", "'2026-13-31' is not an ISO time: a year has 12 months; write '2026-01-31T09:00:00+00:00'"),
        ("n/a", "'n/a' is not an ISO time; write '2026-01-31T09:00:00+00:00', or write null='n/a' where it stands for no time"),
        (
            "08/06/2026",
            "'08/06/2026' is not an ISO time; write '2026-01-31T09:00:00+00:00', or write time_format='%d/%m/%Y'",
        ),
    ],
)
def test_a_reader_says_why(text, fault):
    """The option that helps is named: a format where there are figures, a text for nothing where there are none."""
    with pytest.raises(BadTimeError) as error:
        TimeReader(tz=UTC).read(text)
    assert str(error.value) == fault


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        (
            lambda: instant("2026-06-31T02:00Z"),
            "is not an instant: June 2026 has 30 days; write '2026-06-30T02:00Z' or ",
        ),
        (
            lambda: sk.Dates(["2026-06-31"], tz="UTC"),
            "is not a date: June 2026 has 30 days; write '2026-06-30' or '2026-07-01'",
        ),
        (lambda: sk.Dates(["2026-01-01..2026-02-30"], tz="UTC"), "'2026-02-30' is not a date: February 2026 has 28 days; write "),
        (
            lambda: sk.Weekly({"mon": "09:00-17:00"}, tz="UTC", dated={"2026-06-31": ""}),
            "'2026-06-31' is not a date: June 2026",
        ),
        (lambda: sk.testing.outage("2026-06-31T02:00Z", "1 h"), "June 2026 has 30 days"),
    ],
    ids=["an instant", "a date", "a range", "a day of its own hours", "a record"],
)
def test_contracts_and_records_say_why(call, problem):
    """Wherever a day is written, it is said why there is no such day."""
    with pytest.raises(sk.errors.SlakitError) as error:
        call()
    assert problem in str(error.value)
