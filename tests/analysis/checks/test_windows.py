"""Checks of windows and exclusions."""

import pytest
from checked import codes, only, promise

import slakit as sk

T = sk.Tiered({"99.9 %": "5 %", "99 %": "10 %"})
DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/London")


@pytest.mark.parametrize(("term", "window", "wanted"), [
    (("2026-01-01", "2027-01-01"), sk.monthly(), []),
    (("2026-01-15", "2027-01-01"), sk.monthly(), ["partial-period"]),
    (("2026-01-15", "2027-01-15"), sk.monthly(15), []),
    (("2026-01-15", "2027-01-01"), sk.monthly(partial="full"), []),
    (("2026-01-15", "2027-01-01"), sk.monthly(partial="skip"), []),
    (("2026-01-01", "2027-01-01"), sk.weekly(), ["partial-period"]),  # 1 January 2026 is a Thursday
    (("2026-01-05", "2027-01-04"), sk.weekly(), []),
    (("2026-01-01", "2026-03-01"), sk.quarterly(), []),  # no period is whole, which another code says
    (("2026-01-15", "2027-01-01"), sk.whole_term(), []),
])  # fmt: skip
def test_partial(term, window, wanted):
    """Where the term cuts the first or the last period."""
    assert [code for code in codes(promise(), term=term, window=window) if code != "window-longer-than-term"] == wanted


def test_longer_than_term():
    """Six months have no year, be its part judged or skipped."""
    half = ("2026-01-01", "2026-07-01")
    for partial in ("prorate", "skip"):
        finding = only(promise(window=sk.yearly(partial=partial)), term=half)
        assert (finding.code, finding.place) == ("window-longer-than-term", "objectives[0].window")
    assert codes(promise(window=sk.rolling("12 months", step=sk.monthly())), term=half) == ["window-longer-than-term"]


@pytest.mark.parametrize(("window", "wanted"), [
    ("quarterly", []),
    ("every month from 2026-01-15", ["partial-period", "window-off-billing"]),
    ("weekly", ["partial-period"]),  # a week is settled in the month in which it ends
])  # fmt: skip
def test_off_billing(window, wanted):
    """Months from another day than those of the bill."""
    assert codes(promise(penalty=T, window=window)) == wanted


@pytest.mark.parametrize(("window", "penalty", "wanted"), [
    ("rolling 30 days", T, ["month-of-30-days"]),
    ("rolling 30 days", sk.Flat("10 EUR"), []),
    ("rolling 30 days", None, []),
    ("rolling 30 days", sk.Flat("1/30", of=sk.bases.BillingFee()), []),  # the fee of the bill, whatever the 30 days are
    ("rolling 30 days", sk.Tiered({"99.9 %": "5 %", "99 %": "10 %"}, of=sk.bases.BillingFee()).capped("7 %"), []),
    ("rolling 30 days", sk.Flat("1/30", of="900 EUR"), []),
    ("rolling 30 days", sk.Flat("5 %", of=sk.bases.Fee() * "50 %"), ["month-of-30-days"]),
    ("rolling 30 days", sk.Flat("1/30", of=sk.bases.BillingFee()).capped("50 %", of=sk.bases.Fee()), ["month-of-30-days"]),
    ("rolling 30 days", sk.rules.Multiple(10), ["month-of-30-days"]),
    ("rolling 1 month", T, []),
    ("rolling 7 days", T, []),
    ("every 30 days from 2026-01-01", T, ["month-of-30-days", "partial-period"]),
])  # fmt: skip
def test_thirty_days(window, penalty, wanted):
    """Only where a share of the fee of a month is paid."""
    assert sorted(codes(promise(penalty=penalty, window=window))) == wanted


@pytest.mark.parametrize(("metric", "window", "wanted"), [
    (sk.Uptime("outages", clock=DESK), "daily", ["clock-closed-in-period"]),
    (sk.Uptime("outages", clock=DESK), "monthly", []),
    (sk.Share("posts", good={"ok": True}, during=DESK), "daily", ["clock-closed-in-period"]),
    (sk.Within("inquiries", "1 hour", since="asked", until="replied", clock=DESK), "daily", []),  # asked on Sunday, due on Monday
])  # fmt: skip
def test_closed(metric, window, wanted):
    """A day on which the clock does not run."""
    assert codes(promise(metric, "at least 90 %", window=window)) == wanted


def test_labels_of_closed_periods():
    """The first of them, and how many more: 104 days of 2026 are Saturdays or Sundays."""
    assert only(promise(sk.Uptime("outages", clock=DESK), window="daily")).text == "the clock does not run in 2026-01-03 and 103 more"


@pytest.mark.parametrize(("quota", "wanted"), [("671 hours", []), ("672 hours", ["quota-covers-period"]), (None, [])])
def test_quota(quota, wanted):
    """February has 672 hours."""
    excluded = sk.Exclusion("maintenance", applies_to="outages", quota=quota, notice="72 hours", party="provider")
    assert codes(promise(), exclusions=[excluded]) == wanted


def test_quota_is_shown():
    """Announced and by the party that is meant, so that it is excluded indeed."""
    excluded = sk.Exclusion("maintenance", applies_to="outages", quota="700 hours", notice="72 hours", party="provider")
    finding = only(promise(), exclusions=[excluded])
    assert finding.witness.records["maintenance"][0]["party"] == "provider"
    assert finding.witness.text == "Uptime in 2026-02 is no data, and 0.00 EUR is owed"


@pytest.mark.parametrize(("settings", "penalty", "silence", "wanted"), [
    ({}, T, "no data", ["silence-undefined"]),
    ({}, T, "missed", []),
    ({}, T, "met", []),
    ({}, None, "no data", []),
    ({"unknown": "bad"}, T, "no data", []),
])  # fmt: skip
def test_silence(settings, penalty, silence, wanted):
    """Only probes that are paid for, where neither they nor the promise say what silence is."""
    probes = sk.Checks("probes", ok={"up": True}, every="5 min", **settings)
    assert codes(promise(probes, penalty=penalty, silence=silence)) == wanted


def test_rare_checks():
    """A check every two days leaves days without one."""
    rare = sk.Checks("probes", ok={"up": True}, every="2 days")
    assert codes(promise(rare, "at least 50 %", window="daily")) == ["every-longer-than-period"]
