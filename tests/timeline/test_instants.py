"""Instants of the years 1 to 9999 in UTC."""

import pytest

import slakit as sk
from slakit.errors import UnitError
from slakit.timeline.instants import FIRST, LAST, instant

CONTRACT = """
name = "Desk"
provider = "V"
customer = "U"
term = ["2026-01-01", "2027-01-01"]
timezone = "UTC"

[[objectives]]
name = "Uptime"
metric = { is = "uptime", stream = "outages" }
target = "at least 99 %"
"""


@pytest.mark.parametrize("text", ["9999-12-31T23:59:59-05:00", "0001-01-01T00:00:00+05:00"])
def test_a_year_that_is_none_in_utc(text):
    """A wall time near the ends of the calendar may lie outside it in UTC."""
    problem = "is not an instant of the years 1 to 9999 in UTC"
    with pytest.raises(UnitError, match=problem):
        instant(text)
    with pytest.raises(UnitError, match=problem):
        sk.Span(text, text)
    with pytest.raises(sk.errors.SlakitError, match=problem):
        sk.evaluate(sk.loads(CONTRACT), {}, period="2026-06", as_of=text)


def test_the_first_and_the_last():
    """The ends themselves are instants."""
    assert instant("0001-01-01T00:00Z") == FIRST
    assert instant("9999-12-31T23:59:59.999999Z") == LAST - 1
