"""Checks of calendars, zones and lengths of time."""

import pytest
from checked import codes, only, promise

import slakit as sk

LONDON, YORK = "Europe/London", "America/New_York"


def desk(hours="09:00-17:00", tz=LONDON, days="mon-fri"):
    return sk.Weekly({days: hours}, tz=tz)


def clocked(clock):
    return promise(sk.Uptime("outages", clock=clock))


def repaired(limit, clock=sk.ALWAYS, **settings):
    return promise(sk.Within("faults", limit, since="reported", until="repaired", clock=clock, **settings), "at least 95 %")


@pytest.mark.parametrize(("timezone", "wanted"), [
    ("UTC", []),
    (LONDON, []),
    ("Asia/Tokyo", []),  # a place, which has no summer time
    ("America/Phoenix", []),
    ("Etc/GMT+5", ["zone-without-clock-changes"]),
    ("Etc/UTC", []),
    ("GMT", ["zone-without-clock-changes"]),  # which London is in winter alone
])  # fmt: skip
def test_zones(timezone, wanted):
    """Places keep their own time; a distance from UTC is nobody's."""
    assert codes(promise(), timezone=timezone) == wanted


@pytest.mark.parametrize(("clock", "wanted"), [
    (desk(), []),
    (desk(tz="UTC"), ["zone-without-clock-changes"]),
    (desk("00:00-24:00", tz="UTC"), []),  # whole days
    (desk("00:00-23:59", days="daily"), ["hours-end-before-midnight"]),
    (desk("08:00-23:59:59", days="daily"), ["hours-end-before-midnight"]),
    (desk("08:00-24:00", days="daily"), []),
    (desk().on("2026-12-24", "09:00-23:59"), ["hours-end-before-midnight"]),
    (desk() - sk.Dates(["2026-12-25"], tz=LONDON), []),
    (desk() - sk.Dates(["2026-12-25"], tz="Europe/Dublin"), []),  # another name for the same clock
    (desk() - sk.Dates(["2026-12-25"], tz=YORK), ["holidays-in-another-zone"]),
    (desk() - sk.Dates(["2025-12-25"], tz=LONDON), ["dates-outside-term"]),
    (desk() - sk.Dates(["2025-12-25", "2026-12-25"], tz=LONDON), []),
    (desk() - sk.Dates(["..2025-12-31"], tz=LONDON), ["dates-outside-term"]),
])  # fmt: skip
def test_hours(clock, wanted):
    """Hours of a zone, up to midnight, less the holidays of the term."""
    assert codes(clocked(clock)) == wanted


@pytest.mark.parametrize(("last", "wanted"), [("2027-12-27", ["dates-run-out"]), ("2028-06-01", []), ("2028-12-25", [])])
def test_dates_of_later_years(last, wanted):
    """The dates of a term of three years, to the end of 2028."""
    assert codes(clocked(desk() - sk.Dates(["2026-12-25", last], tz=LONDON)), term=("2026-01-01", "2029-01-01")) == wanted


@pytest.mark.parametrize(("rule", "wanted"), [
    ("FREQ=MONTHLY;BYMONTHDAY=28", []),
    ("FREQ=MONTHLY;BYMONTHDAY=29", ["rule-skips-short-months"]),
    ("FREQ=MONTHLY;BYMONTHDAY=31", ["rule-skips-short-months"]),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", []),
    ("FREQ=MONTHLY;BYMONTHDAY=15,31", []),
    ("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", []),
    ("FREQ=YEARLY;BYMONTH=3,12;BYMONTHDAY=31", []),  # both have one
])  # fmt: skip
def test_rules(rule, wanted):
    """Days that some months do not have."""
    reports = sk.OnSchedule("reports", due=sk.Recurring(rule, tz=LONDON), done="sent")
    assert codes(promise(reports, "at least 100 %")) == wanted


@pytest.mark.parametrize(("limit", "clock", "timezone", "wanted"), [
    ("3 days", sk.ALWAYS, LONDON, ["day-of-24-hours"]),
    ("1 week", sk.ALWAYS, LONDON, ["day-of-24-hours"]),
    ("14 days", sk.ALWAYS, LONDON, []),
    ("72 hours", sk.ALWAYS, LONDON, []),
    ("3 calendar days", sk.ALWAYS, LONDON, []),
    ("3 days", sk.ALWAYS, "Asia/Tokyo", []),  # whose clocks do not change
    ("2 days", desk(), LONDON, ["days-on-business-clock"]),
    ("2 business days", desk(), LONDON, []),
    ("16 hours", desk(), LONDON, []),
    ("2 days", desk("00:00-24:00", days="daily"), LONDON, []),
])  # fmt: skip
def test_days(limit, clock, timezone, wanted):
    """Days that are so many hours, by a clock that never stops and by one that does."""
    assert codes(repaired(limit, clock), timezone=timezone) == wanted


def test_days_are_shown():
    """Reported at noon on the day before the clocks go back, and repaired three dates later at noon: 73 hours."""
    row = only(repaired("3 days")).witness.records["faults"]
    assert row == [{"reported": "2026-10-24T13:00:00Z", "repaired": "2026-10-27T14:00:00Z"}]  # 14:00 BST and 14:00 GMT


def test_days_by_value():
    """Each limit of a table has its own place."""
    limits = {"urgent": "1 day", "other": "48 hours"}
    finding = only(repaired(limits, limit_by="kind"))
    assert (finding.code, finding.place) == ("day-of-24-hours", "objectives[0].metric.limit.urgent")
    assert finding.remedy == 'write limit = "24 hours" or "1 calendar day"'


def test_a_calendar_is_looked_at_once():
    """The same desk in two promises is one finding, at the first."""
    wrong = desk("00:00-23:59", days="daily")
    other = promise(sk.Downtime("outages", clock=wrong), "at most 8 hours", name="Downtime")
    assert only(clocked(wrong), other).place == "objectives[0].metric.clock.hours"


def test_calendars_of_exclusions_and_claims():
    """Hours stand in other places too."""
    wrong = desk("00:00-23:59", days="daily")
    excluded = sk.Exclusion("maintenance", applies_to="outages", hours=wrong)
    assert only(promise(), exclusions=[excluded]).place == "exclusions[0].hours.hours"
    claims = sk.Settlement(claims=sk.Claims("5 business days", on=wrong))
    assert only(promise(penalty=sk.Flat("5 %")), settlement=claims).place == "settlement.claims.on.hours"
