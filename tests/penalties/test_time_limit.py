"""The last day on which something may be done."""

import pytest
from hypothesis import given, strategies as st

import slakit as sk
from slakit.penalties.time_limit import until
from slakit.timeline.instants import DAY, instant

DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")


@pytest.mark.parametrize(
    ("within", "since", "day"),
    [
        ("60 days", "2026-07-01T15:00Z", "2026-08-30"),  # 30 days of July are left, and 30 of August
        ("60 days", "2026-07-01T00:00Z", "2026-08-30"),
        ("60 calendar days", "2026-07-01T15:00Z", "2026-08-30"),
        ("2 weeks", "2026-07-01T15:00Z", "2026-07-15"),
        ("1 month", "2026-01-31T15:00Z", "2026-02-28"),
        ("1 year", "2026-07-01T15:00Z", "2027-07-01"),
        ("10 business days", "2026-07-01T15:00Z", "2026-07-15"),  # from a Wednesday: 2, 3, 6 to 10, 13, 14 and 15 July
        ("10 business days", "2026-07-04T15:00Z", "2026-07-17"),  # from a Saturday, which does not count
        ("end of the 2nd business day", "2026-07-01T15:00Z", "2026-07-03"),
    ],
)
def test_the_day_of_the_event_does_not_count(within, since, day):
    """And the last day is in time until it is over."""
    last = until(within, instant(since), "UTC", DESK)
    assert str(last.day) == day
    assert last.at == instant(f"{day}T00:00Z") + DAY
    assert (last.passed(last.at - 1), last.passed(last.at)) == (False, True)


@pytest.mark.parametrize(
    ("within", "ended", "day"),
    [
        ("60 days", "2026-07-01T00:00Z", "2026-08-29"),  # 60 days after 30 June
        ("1 month", "2026-03-01T00:00Z", "2026-03-31"),  # a month after February
        ("2 months", "2026-07-01T00:00Z", "2026-08-31"),
        ("10 business days", "2026-04-01T00:00Z", "2026-04-14"),  # 1 to 3, 6 to 10, 13 and 14 April
        ("10 business days", "2026-07-05T00:00Z", "2026-07-17"),  # after a Saturday
    ],
)
def test_a_period_ends_with_its_last_day(within, ended, day):
    """A quarter that ends on 31 March is over at midnight, and the first day that counts is 1 April."""
    assert str(until(within, instant(ended), "UTC", DESK, ended=True).day) == day


def test_hours_are_exact():
    """72 hours are, to the microsecond, and exactly then is in time."""
    last = until("72 hours", instant("2026-07-01T15:00Z"), "UTC")
    assert last.at == instant("2026-07-04T15:00Z")
    assert (last.passed(last.at), last.passed(last.at + 1)) == (False, True)


def test_the_days_are_local():
    """1 July 23:30 UTC is 2 July in London, and the last day ends there."""
    last = until("1 day", instant("2026-07-01T23:30Z"), "Europe/London")
    assert (str(last.day), last.at) == ("2026-07-03", instant("2026-07-03T23:00Z"))


@pytest.mark.parametrize("within", ["soon", "0 days", "-3 days", "2 business days of 8 hours", "3 business days before", -5, ""])
def test_other_texts_are_refused(within):
    """With what to write."""
    with pytest.raises(sk.errors.ContractError, match="write '60 days', '2 months', '72 hours' or '10 business days'"):
        sk.Right("terminate", within=within)


@given(st.integers(1, 400), st.sampled_from(["day", "week", "month", "business day", "hour"]), st.integers(0, 3 * 365 * 24), st.booleans())
def test_later_events_end_no_earlier(count, word, hours, ended):
    """And a longer limit ends no earlier than a shorter one, and none before its event."""
    since = instant("2026-01-01T00:00Z") + hours * DAY // 24 if not ended else instant("2026-01-01T00:00Z") + hours // 24 * DAY
    step = DAY if ended else DAY // 24
    last, longer, later = (
        until(f"{n} {word}s", at, "Europe/London" if word != "business day" else "UTC", DESK, ended).at
        for n, at in ((count, since), (count + 1, since), (count, since + step))
    )
    assert since < last <= min(longer, later)
