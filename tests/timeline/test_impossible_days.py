"""Days that no calendar has."""

from datetime import UTC

import pytest

import slakit as sk
from slakit.cli.inputs import instant_of
from slakit.readers.times import BadTimeError, TimeReader
from slakit.timeline.impossible_days import impossible_day, impossible_period
from slakit.timeline.instants import instant

DOCUMENT = """\
name = "A"
provider = "P"
customer = "C"
term = ["2026-01-01", "2027-01-01"]
timezone = "UTC"

[[objectives]]
name = "Uptime"
metric = { is = "uptime", stream = "outages" }
target = "at least 99.9 %"
"""
AGREEMENT = sk.loads(DOCUMENT)


def replace_term(last):
    """An agreement up to a day."""
    return sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", last),
        timezone="UTC",
        objectives=[sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %")],
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-06-31 02:00", "June 2026 has 30 days; write '2026-06-30 02:00' or '2026-07-01 02:00'"),
        ("2026-02-29", "February 2026 has 28 days; write '2026-02-28' or '2026-03-01'"),
        ("2024-02-30T10:00Z", "February 2024 has 29 days; write '2024-02-29T10:00Z' or '2024-03-01T10:00Z'"),
        ("2026-13-01", "a year has 12 months; write '2026-01-13'"),
        ("2026-13-31", "a year has 12 months"),
        ("2026-12-31", ""),
        ("2026-07-32", "July 2026 has 31 days; write '2026-07-31' or '2026-08-01'"),
        ("2026-07-00 10:00", "a month begins with day 1; write '2026-07-01 10:00'"),
        ("2026-00-07", "the months are 1 to 12"),
        ("2026-06-08 24:30", "the hours of a day are 0 to 23"),
        ("2026-06-08T25:00Z", "the hours of a day are 0 to 23"),
        ("2026-06-08 10:60", "the minutes of an hour are 0 to 59"),
        ("2026-06-08 10:59:60", "the seconds of a minute are 0 to 59"),
        ("2026-06-08 10:30", ""),
        ("0000-06-31", ""),
        ("31/06/2026", ""),
        ("n/a", ""),
    ],
)
def test_a_day(text, wanted):
    """June has 30 days, February 28 or 29; the nearest days keep the hour."""
    assert impossible_day(text) == wanted


@pytest.mark.parametrize(
    ("label", "wanted"),
    [
        ("2026-13", "a year has 12 months"),
        ("2026-Q5", "a year has 4 quarters"),
        ("2026-W54", "2026 has 53 weeks"),
        ("2025-W53", "2025 has 52 weeks"),
        ("2026-07-32", "July 2026 has 31 days"),
        ("2026-06", ""),
        ("June", ""),
    ],
)
def test_a_period(label, wanted):
    """A label says what the calendar has too few of; what to write in its place is a period of the contract."""
    assert impossible_period(label) == wanted


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
        (
            lambda: sk.testing.case(asked="2026-07-32T02:00Z", answered="1 h"),
            "asked: '2026-07-32T02:00Z' is not an instant: July 2026 has 31",
        ),
        (lambda: sk.testing.case(asked="2026-07-01T02:00Z", answered="2026-07-32T02:00Z"), "answered: '2026-07-32T02:00Z' is not an inst"),
        (lambda: sk.testing.month("2026-13"), "'2026-13' is not a period of the calendar: a year has 12 months; write '2026-06'"),
        (lambda: sk.Span("2026-07-32T02:00Z", "2026-08-01T02:00Z"), "July 2026 has 31 days"),
        (lambda: sk.evaluate(AGREEMENT, {}, period="2026-07-32"), "'2026-07-32' is not a period of 'A': July 2026 has 31 days; did you"),
        (lambda: sk.evaluate(AGREEMENT, {}, period=("2026-07-01", "2026-07-32")), "'2026-07-32' is not a date: July 2026 has 31 days"),
        (lambda: sk.evaluate(AGREEMENT, {}, as_of="2026-07-32T00:00Z"), "as_of: '2026-07-32T00:00Z' is not an instant: July 2026 has 31"),
        (lambda: replace_term("2026-07-32"), "'2026-07-32' is not a date: July 2026 has 31 days; write '2026-07-31' or '2026-08-01'"),
        (lambda: sk.steps.BonusBank(opening={"2026-07-32": "5 EUR"}), "'2026-07-32' is not a date: July 2026 has 31 days"),
        (lambda: TimeReader("%d/%m/%Y %H:%M", UTC).read("32/07/2026 10:00"), ": July 2026 has 31 days; write '31/01/2026 09:00'"),
        (
            lambda: TimeReader("%d.%m.%y", UTC).read("31.06.26"),
            "'31.06.26' is not a time written '%d.%m.%y': June 2026 has 30 days; write '",
        ),
        (lambda: instant_of("2026-07-32", AGREEMENT), "--as-of '2026-07-32' is not a time: July 2026 has 31 days; write '2026-07-31' or "),
        (
            lambda: sk.loads(DOCUMENT.replace("2027-01-01", "2026-07-32")),
            "line 4 term[1]: '2026-07-32' is not a date: July 2026 has 31 days",
        ),
        (
            lambda: sk.loads(DOCUMENT.replace('"2027-01-01"', "2026-07-32")),
            "2026-07-32 is not a day or time of the calendar: July 2026 has 31 ",
        ),
    ],
    ids=lambda one: "" if callable(one) else one[:50],
)
def test_contracts_and_records_say_why(call, problem):
    """Wherever a day is written, it is said why there is no such day."""
    with pytest.raises((sk.errors.SlakitError, BadTimeError)) as error:
        call()
    assert problem in str(error.value)
