"""The nearest open instant, forward and backward."""

import pytest

from slakit.calendars.always import ALWAYS
from slakit.calendars.weekly import Weekly
from slakit.errors import UsageError

DESK = Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/London")


@pytest.mark.parametrize(
    ("t", "forward", "backward"),
    [
        ("2026-03-06T12:00Z", "2026-03-06T12:00", "2026-03-06T12:00"),  # open
        ("2026-03-06T09:00Z", "2026-03-06T09:00", "2026-03-06T09:00"),  # opening
        ("2026-03-06T17:00Z", "2026-03-09T09:00", "2026-03-06T17:00"),  # closing
        ("2026-03-07T12:00Z", "2026-03-09T09:00", "2026-03-06T17:00"),  # Saturday
        ("2026-03-06T08:59:59.999999Z", "2026-03-06T09:00", "2026-03-05T17:00"),
    ],
)
def test_nearest(t, forward, backward):
    """An open instant is its own; a closed one has the next opening and the last closing."""
    assert DESK.next_open(t).isoformat("T", "minutes") == f"{forward}+00:00"
    assert DESK.last_open(t).isoformat("T", "minutes") == f"{backward}+00:00"


def test_always():
    """What never closes is open now."""
    assert ALWAYS.next_open("2026-03-07T12:00Z") == ALWAYS.last_open("2026-03-07T12:00Z")
    assert ALWAYS.last_open("2026-03-07T12:00Z").isoformat() == "2026-03-07T12:00:00+00:00"


def test_never():
    """What never opens has neither, within a hundred years."""
    never = Weekly({}, tz="UTC")
    with pytest.raises(UsageError, match=r"does not open in the 100 years after 2026-03-07T12:00:00\+00:00; write hours such as"):
        never.next_open("2026-03-07T12:00Z")
    with pytest.raises(UsageError, match=r"does not open in the 100 years before 2026-03-07T12:00:00\+00:00; write hours such as"):
        never.last_open("2026-03-07T12:00Z")
