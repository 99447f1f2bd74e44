"""Error budgets and burn rates: the figures that the Google SRE Workbook has published."""

import json
from fractions import Fraction

import slakit as sk
from slakit.analysis.outlooks.burn_rates import WINDOWS, threshold
from slakit.timeline.instants import DAY, HOUR

CONTRACT = sk.Agreement(
    "Hosting",
    provider="P",
    customer="C",
    term=("2026-04-01", "2026-05-01"),
    timezone="UTC",
    objectives=[sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %")],
)


def test_the_published_thresholds():
    """SRE Workbook, chapter 5: 2 % of 30 days in 1 h is 14.4, 5 % in 6 h is 6, 10 % in 3 days is 1."""
    assert [threshold(share, long, 30 * DAY) for share, long, _ in WINDOWS] == [Fraction(144, 10), 6, 1]


def test_the_budget_of_a_month():
    """0.1 % of 30 days is 43.2 min; an outage of 14.4 x 0.1 % of an hour, 51.84 s, is 2 % of it, and burns at 14.4 in that hour."""
    records = {"outages": [{"start": "2026-04-10T11:59:08.16Z", "end": "2026-04-10T12:00Z"}]}
    line = sk.analyses.outlook(CONTRACT, records, as_of="2026-04-10T12:00Z")["Uptime"]
    assert line.budget.allowed == Fraction(432, 10) * 60_000_000
    assert line.budget.share_used == Fraction(2, 100)
    assert (line.burn_rates[0].window, line.burn_rates[0].rate) == (HOUR, Fraction(144, 10))
    assert line.burn_rates[0].short_rate == Fraction(1728, 10)  # 51.84 s of 5 min
    assert line.burn_rates[0].alerts
    assert not line.burn_rates[1].alerts  # 14.4 / 6 = 2.4 over 6 h
    assert json.loads(json.dumps(line.budget.to_dict()))["allowed"] == str(432 * 6_000_000)


def test_exclusions_are_those_of_the_streams_that_are_read():
    """The maintenance of the outages is no concern of the replies; of the hour it takes 36 min, and 24 min of rest have 14.4 s down: 10."""
    replies = sk.Objective("Replies", sk.Share("replies", good={"late": "no"}), "at least 90 %")
    both = sk.Agreement(
        "Hosting",
        provider="P",
        customer="C",
        term=("2026-04-01", "2026-05-01"),
        timezone="UTC",
        objectives=[*CONTRACT.objectives, replies],
        exclusions=[sk.Exclusion("maintenance", applies_to="outages")],
    )
    records = {
        "outages": [{"start": "2026-04-10T11:59:45.6Z", "end": "2026-04-10T12:00Z"}],
        "maintenance": [{"start": "2026-04-10T11:00Z", "end": "2026-04-10T11:36Z"}],
        "replies": [{"at": "2026-04-10T11:30Z", "late": "yes"}, {"at": "2026-04-10T11:40Z", "late": "no"}],
    }
    outlook = sk.analyses.outlook(both, records, as_of="2026-04-10T12:00Z")
    assert outlook["Uptime"].burn_rates[0].rate == 10
    assert outlook["Replies"].burn_rates[0].rate == 5  # half of all against a tenth
