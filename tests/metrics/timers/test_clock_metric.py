"""The settings of metrics of clocks that do not go together, each refused with what to write, and those that do."""

import pytest

import slakit as sk

DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
CLOCK = {"since": "asked", "until": "replied"}


@pytest.mark.parametrize(
    ("limit", "settings", "problem"),
    [
        ("1 hour", {"until": "asked"}, "runs from 'asked' to itself; write since='asked', until='replied'"),
        ("1 hour", {"clock": {"a": DESK}}, "has a calendar for each value and no field that holds the value"),
        ("1 hour", {"clock_by": "by"}, "has clock_by=, but clock= is one calendar and not a table"),
        ("1 hour", {"moves": "by"}, "has moves= from desk to desk and one clock"),
        ("1 hour", {"received_before": "16:00"}, "has a time to be received before and no desk that receives"),
        ({"a": "1 hour"}, {}, "has a limit for each value and no field that holds the value"),
        ("1 hour", {"limit_by": "kind"}, "has limit_by=, but not a table of limits"),
        (None, {}, "needs one limit"),
        ("1 hour", {"allowed": "minutes"}, "needs one limit"),
        ("less than 2 business days", {}, "counts business days on no calendar"),
        ("10th business day of the next month", {}, "counts business days on no calendar"),
        ("the 5th of the next month", {"due_on": DESK}, "has a calendar to count business days on, and no limit in business days"),
        ("before 4 hours", {"due_on": DESK}, "has a calendar to count business days on, and no limit in business days"),
    ],
)
@pytest.mark.parametrize("made", [sk.Within, sk.Lateness])
def test_conflicts(made, limit, settings, problem):
    """Both metrics of limits refuse them alike."""
    with pytest.raises(sk.errors.ContractError) as caught:
        made("cases", limit, **{**CLOCK, **settings})
    assert problem in str(caught.value)


def test_strict_days_are_counted_on_a_calendar_of_their_own():
    """Before the end of the 2nd business day after Thursday the 8th, by the desk: Monday 17:00 itself is late."""
    metric = sk.Within("cases", "before the end of the 2nd business day", due_on=DESK, **CLOCK)
    objective = sk.Objective("O", metric, "at least 50 %")
    agreement = sk.Agreement("A", provider="P", customer="C", term=("2026-01-01", "2026-02-01"), timezone="UTC", objectives=[objective])
    for replied, value in (("2026-01-12T17:00Z", 0), ("2026-01-12T16:59:59.999999Z", 1)):
        rows = [{"asked": "2026-01-08T12:00Z", "replied": replied}]
        assert sk.evaluate(agreement, {"cases": rows}).line("O").measure.value == value
