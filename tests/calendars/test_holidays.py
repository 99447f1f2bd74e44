"""Holidays: those of England in 2026 as published by its government, bank holidays for Boxing Day (a Saturday) included."""

import pickle
import sys
from datetime import date, timedelta

import pytest

from slakit.calendars.holidays import Holidays
from slakit.calendars.weekly import Weekly
from slakit.errors import ContractError, MissingExtra
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans

pytest.importorskip("holidays")

LONDON = "Europe/London"
ENGLAND = Holidays("GB", subdiv="ENG", tz=LONDON)
YEAR = Span("2026-01-01T00:00Z", "2027-01-01T00:00Z")
DESK = Weekly({"mon-fri": "09:00-17:00"}, tz=LONDON) - ENGLAND


def test_dates():
    """The days of a year, Saturday's Boxing Day and its Monday among them, with their names."""
    found = ENGLAND.dates(YEAR)
    assert [str(day)[5:] for day, _ in found] == ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-26", "12-28"]
    assert dict(found)[date(2026, 4, 3)] == "Good Friday"


def test_open_on_local_days():
    """A holiday is open from local midnight to midnight: 25 May 2026 from 23:00Z to 23:00Z, cut to what is asked."""
    may = Span("2026-05-20T00:00Z", "2026-05-30T00:00Z")
    assert ENGLAND.open(may) == Spans([Span("2026-05-24T23:00Z", "2026-05-25T23:00Z")])
    assert ENGLAND.open(Span("2026-05-25T12:00Z", "2026-05-25T13:00Z")).duration == timedelta(hours=1)
    assert ENGLAND.elapsed("2026-01-01T00:00Z", "2027-01-01T00:00Z") == timedelta(days=9)


def test_any_year():
    """Christmas Day of any year is known, and the edge of a year in any zone: New Year of Auckland begins at 11:00Z."""
    for year in (1990, 2000, 2050):
        assert date(year, 12, 25) in dict(ENGLAND.dates(Span(f"{year}-12-20T00:00Z", f"{year}-12-26T00:00Z")))
    auckland = Holidays("NZ", tz="Pacific/Auckland")
    assert auckland.dates(Span("2025-12-31T11:00Z", "2025-12-31T12:00Z"))[0][0] == date(2026, 1, 1)
    assert auckland.open(Span("2025-12-31T10:00Z", "2025-12-31T12:00Z")) == Spans([Span("2025-12-31T11:00Z", "2025-12-31T12:00Z")])


def test_taken_away():
    """Working days between Thursday 24 and Tuesday 29 December 2026: no other."""
    assert DESK.due("2026-12-24T16:00Z", "1 business day").isoformat() == "2026-12-29T16:00:00+00:00"
    assert DESK.elapsed("2026-12-24T16:00Z", "2026-12-29T10:00Z") == timedelta(hours=2)


def test_the_trace_names_them():
    """Each holiday that was skipped is told by its name."""
    assert [step.why for step in DESK.trace("2026-04-02T10:00Z", "2026-04-07T10:00Z").steps] == [
        "the weekly hours",
        "outside the weekly hours",
        "taken away by GB-ENG holiday Good Friday",
        "outside the weekly hours",
        "taken away by GB-ENG holiday Easter Monday",
        "outside the weekly hours",
        "the weekly hours",
    ]


def test_observed():
    """Without days in lieu the Monday after Boxing Day is a working day."""
    strict = Holidays("GB", subdiv="ENG", tz=LONDON, observed=False)
    assert date(2026, 12, 28) not in dict(strict.dates(YEAR))
    assert strict != ENGLAND
    assert eval(repr(strict)) == strict


def test_normal_form():
    """However a place is written, equal places are equal; the repr makes it again."""
    assert Holidays("gb", subdiv="England", tz=LONDON) == ENGLAND == eval(repr(ENGLAND)) == pickle.loads(pickle.dumps(ENGLAND))
    assert repr(ENGLAND) == "Holidays('GB', subdiv='ENG', tz='Europe/London')"
    assert repr(Holidays("DE", tz="Europe/Berlin")) == "Holidays('DE', tz='Europe/Berlin')"
    assert hash(Holidays("gb", subdiv="England", tz=LONDON)) == hash(ENGLAND)


@pytest.mark.parametrize(
    ("country", "more", "message"),
    [
        ("GBX", {"tz": LONDON}, "'GBX' is not a country whose holidays are known; did you mean 'GB'?"),
        ("England", {"tz": LONDON}, "'England' is not a country whose holidays are known; write its code, such as 'GB'"),
        (7, {"tz": LONDON}, "7 is not a country whose holidays are known; write its code, such as 'GB'"),
        ("GB", {"tz": LONDON, "subdiv": "ENGG"}, "subdiv='ENGG' is not a part of GB; did you mean 'ENG'?"),
        ("IE", {"tz": LONDON, "subdiv": "X"}, "subdiv='X' is not a part of IE; leave subdiv out"),
        ("GB", {"tz": "Europe/Londn"}, "'Europe/Londn' is not a time zone; did you mean 'Europe/London'?"),
        ("GB", {"tz": LONDON, "observed": "no"}, "observed='no' is not True or False; write observed=True"),
    ],
)
def test_nonsense(country, more, message):
    """A place that is not known is refused, with one that is near."""
    with pytest.raises(ContractError) as caught:
        Holidays(country, **more)
    assert str(caught.value) == message


def test_all_problems_at_once():
    """The place and the zone are judged together."""
    with pytest.raises(ContractError) as caught:
        Holidays("GB", subdiv="XYZ", tz="Mars")
    assert len(caught.value.problems) == 2


def test_without_the_library(monkeypatch):
    """The extra that brings the library is named."""
    monkeypatch.setitem(sys.modules, "holidays", None)
    with pytest.raises(MissingExtra) as caught:
        Holidays("GB", tz=LONDON)
    assert str(caught.value) == "holidays is not installed; write pip install 'slakit[holidays]'"


def test_the_zone_of_what_it_is_joined_to():
    """Without a zone the days are those of the desk, however the two are joined, also in a document; alone it has no days."""
    desk = Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/London")
    zoned = Holidays("GB", subdiv="ENG", tz="Europe/London")
    assert desk - Holidays("GB", subdiv="ENG") == desk - zoned
    assert desk | Holidays("GB", subdiv="ENG") == desk | zoned
    assert (desk - Holidays("GB", subdiv="ENG")).elapsed("2026-04-02T16:00Z", "2026-04-07T09:00+01:00") == timedelta(0)
    with pytest.raises(ContractError, match="has no zone of its own; write tz='Europe/London', or take it away from a calendar"):
        Holidays("GB").elapsed("2026-04-02T16:00Z", "2026-04-07T09:00Z")
