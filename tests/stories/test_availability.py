"""A cloud contract, whole: three regions, severities, users, maintenance with notice, hours and quota, and what the customer caused.

October 2026 in Lisbon has 44,700 minutes: the clocks go back on Sunday the 25th, and until then Lisbon is an hour ahead of UTC, in which
the records are written. All figures are worked out by hand.
"""

from fractions import Fraction

import pytest

import slakit as sk

LISBON = "Europe/Lisbon"
REGIONS = {"units": ["eu-west", "eu-north", "us-east"], "unit_by": "region"}
SEVERITY = {"weights": {"critical": 1, "degraded": "50 %"}, "weight_by": "severity"}

CONTRACT = sk.Agreement(
    "Cloud platform",
    provider="Atlas Cloud Lda",
    customer="Porto Retail SA",
    term=("2026-10-01", "2027-01-01"),
    timezone=LISBON,
    fee="10000 EUR",
    exclusions=[
        sk.Exclusion(
            "maintenance",
            applies_to="outages",
            notice="48 hours",
            quota="4 hours",
            hours=sk.Weekly({"mon-sun": "22:00-06:00"}, tz=LISBON),
            clause="5.1",
        ),
        sk.Exclusion("outages", applies_to="outages", mode="forgive", party={"cause": "customer"}, clause="5.2"),
    ],
    objectives=[
        sk.Objective(
            "Regions",
            sk.Uptime("outages", **REGIONS, **SEVERITY, across="pooled"),
            "at least 99.9 %",
            clause="4.1",
            penalty=sk.Tiered({"99.9 %": "10 %", "99 %": "25 %"}),
        ),
        sk.Objective(
            "Whole service", sk.Uptime("outages", **REGIONS, across="all"), "at least 99.99 %", clause="4.2", penalty=sk.Flat("20 %")
        ),
        sk.Objective(
            "Long outages",
            sk.Uptime("outages", minimum_length="1 min", consecutive="10 min"),
            "at least 99.5 %",
            clause="4.3",
            penalty=sk.Flat("5 %"),
        ),
        sk.Objective("Users", sk.Uptime("outages", affected="hit", users="users"), "at least 99.8 %", clause="4.4"),
    ],
)


def october(day, clock):
    return f"2026-10-{day:02}T{clock}Z"


def outage(day, start, end, region, severity, hit, cause="provider"):
    times = {"start": october(day, start), "end": october(day, end)}
    return times | {"region": region, "severity": severity, "hit": hit, "users": 1000, "cause": cause}


def work(start, end, announced):
    return {"start": october(*start), "end": october(*end), "announced": october(*announced)}


RECORDS = {
    "maintenance": [
        # 23:00 to 01:00 in Lisbon, announced 82 h before: 120 min are left out
        work((6, "22:00"), (7, "00:00"), (3, "12:00")),
        # announced 24 h before: its 60 min count
        work((14, "00:00"), (14, "01:00"), (13, "00:00")),
        # 05:00 to 07:00 in Lisbon: 60 min are left out, 60 lie outside the hours
        work((21, "04:00"), (21, "06:00"), (1, "09:00")),
        # 23:00 to 01:00 in Lisbon: 180 of 240 min are used up, so that 60 are left out and 60 are over
        work((28, "23:00"), (29, "01:00"), (1, "09:00")),
    ],
    "outages": [
        outage(6, "22:00", "23:00", "eu-west", "critical", 500),  # all in maintenance
        outage(9, "12:00:00", "12:00:30", "eu-north", "critical", 1000),
        outage(9, "12:05", "12:14", "eu-north", "critical", None),  # nobody knows how many it hit
        outage(14, "00:00", "01:00", "eu-north", "critical", 300),  # in maintenance that was announced too late
        outage(15, "10:00", "11:00", "eu-west", "critical", 400),
        outage(15, "10:30", "11:30", "eu-west", "degraded", 600),
        outage(15, "10:45", "11:15", None, "critical", 1000, cause="customer"),  # everything, for half an hour: forgiven
        outage(21, "04:30", "05:30", "us-east", "degraded", 100),  # 30 min in maintenance
        # across the change of the clocks, which is at 01:00Z
        outage(25, "00:30", "01:30", "us-east", "critical", 200),
        outage(25, "00:30", "01:10", "eu-west", "critical", 100),
        outage(25, "01:00", "01:40", "eu-north", "degraded", 300),
        outage(26, "08:00", "20:00", "ap-south", "degraded", 0),  # a region that the contract does not name, and no user of theirs
    ],
}

COUNTED = 44_700 - 240


@pytest.fixture(scope="module")
def statement():
    return sk.evaluate(CONTRACT, RECORDS, period="2026-10")


def test_the_regions_together(statement):
    """3 x 44,460 unit-minutes, less, at the largest weight of each region and instant:

    eu-north 0.5 + 9 + 60 + 40 / 2 = 89.5; eu-west 45, forgiven for 30, 15 / 2, and 40 = 92.5; us-east 30 / 2 + 60 = 75. That is 257,
    99.807 %: the first tier. What is without a break before anything is forgiven: 12:00, 12:05, the 14th, the 15th, the 21st and the 25th
    are 6 outages.
    """
    line = statement.line("Regions")
    assert line.measure.value == 1 - Fraction(257, 3 * COUNTED)
    assert line.measure.whole == 3 * COUNTED * 60_000_000
    assert line.measure.breaches == 6
    assert line.credit == sk.money("1000.00 EUR")


def test_the_whole_service(statement):
    """All three regions are down from 01:00 to 01:10 on the 25th, and for half an hour that is forgiven: 10 min, 99.9775 %."""
    line = statement.line("Whole service")
    assert (line.measure.value, line.measure.breaches) == (1 - Fraction(10, COUNTED), 1)
    assert line.credit == sk.money("2000.00 EUR")


def test_long_outages(statement):
    """Any outage of 10 min without a break: 60 + 45 + 15 + 30 + 70 + 720 min; the 30 s are too short, and so are the 9 min.

    The 45 and the 15 are of one outage, of the 15th, the middle of which is forgiven: 5 failures.
    """
    line = statement.line("Long outages")
    assert (line.measure.value, line.measure.breaches) == (1 - Fraction(60 + 45 + 15 + 30 + 70 + 720, COUNTED), 5)
    assert line.credit == sk.money("500.00 EUR")


def test_users(statement):
    """The largest share at each instant: 0.5 min of all, 9 min of who knows how many, so all, and

    60 x 0.3 + 30 x 0.4 + 15 x 0.6 + 15 x 0.6 + 30 x 0.1 + 30 x 0.2 + 40 x 0.3 = 69 min: 78.5 min, 99.823 %.
    """
    line = statement.line("Users")
    assert line.measure.value == 1 - Fraction(157, 2 * COUNTED)
    assert line.outcome is sk.Outcome.MET
    assert "hit '(none)' of 1000 is not a share: it counts in full" in line.measure.workings


def test_why_maintenance_counts(statement):
    """What was refused, fell outside the hours or was over the quota is told, with the reason."""
    workings = statement.line("Regions").measure.workings
    assert "240 min left out" in workings
    assert "30 min forgiven" in workings
    for note in (
        "1 h from 2026-10-14T01:00+01:00 was announced 24 h before, less than 48 hours ahead: it counts",
        "1 h from 2026-10-21T06:00+01:00 is outside the permitted hours: it counts",
        "1 h from 2026-10-29T00:00+00:00 is over the quota of 4 hours: it counts",
    ):
        assert f"maintenance: {note}" in workings


def test_the_worst_outages(statement):
    """The dearest first: for long outages the twelve hours of the 26th, the 70 min of the 25th and the hour of the 14th;

    of the 90 min of the 15th 60 count.
    """
    found = [(part.figure // 60_000_000, part.until - part.at) for part in statement.line("Long outages").measure.evidence]
    assert found == [(cost, length * 60_000_000) for cost, length in [(720, 720), (70, 70), (60, 60), (60, 90), (30, 30)]]


def test_what_the_month_comes_to(statement):
    """1,000 + 2,000 + 500."""
    assert statement.credit == sk.money("3500.00 EUR")
    assert [line.clause for line in statement.missed] == ["4.1", "4.2", "4.3"]


def test_a_month_without_records(statement):
    """In November nothing was down and nothing excluded; each month has its own quota."""
    whole = sk.evaluate(CONTRACT, RECORDS)
    november = whole.line("Regions", "2026-11").measure
    assert (november.value, november.whole) == (1, 3 * 30 * 1440 * 60_000_000)


def test_frames_say_the_same(statement):
    """The records as frames give the same measures and the same digest."""
    polars = pytest.importorskip("polars")
    frames = {stream: polars.DataFrame(rows) for stream, rows in RECORDS.items()}
    found = sk.evaluate(CONTRACT, frames, period="2026-10")
    assert [line.measure for line in found.lines] == [line.measure for line in statement.lines]
    assert found.digest == statement.digest


def test_the_contract_as_a_document():
    """Weights, units and exclusions are written to a document, and read back the same."""
    assert sk.loads(sk.dumps(CONTRACT)) == CONTRACT


def test_a_quota_is_that_of_a_month():
    """3 h in each of two months are both within a quota of 4 h a month."""
    works = [{"start": f"2026-{month}-03T23:00Z", "end": f"2026-{month}-04T02:00Z", "announced": "2026-10-01T00:00Z"} for month in (11, 12)]
    statement = sk.evaluate(CONTRACT, {"maintenance": works, "outages": []})
    wholes = [statement.line("Long outages", label).measure.whole // 60_000_000 for label in ("2026-11", "2026-12")]
    assert wholes == [30 * 1440 - 180, 31 * 1440 - 180]


def test_in_the_middle_of_the_month():
    """As of 11:30 on the 15th, with 120 min left out and the rest of the quota to come: bounds that the whole month keeps."""
    found = sk.evaluate(CONTRACT, RECORDS, period="2026-10", as_of="2026-10-15T11:30Z").line("Regions").measure
    passed = 14 * 1440 + 12 * 60 + 30 - 120  # from midnight in Lisbon, 23:00Z, to 12:30 there
    assert found.value == 1 - Fraction(2 * (60 + 9) + 1 + 2 * 45 + 15, 2 * 3 * passed)
    assert found.low <= sk.evaluate(CONTRACT, RECORDS, period="2026-10").line("Regions").measure.value <= found.high


def test_a_quota_of_the_year():
    """Of 8 hours a year October takes 3 and November 3, so that 2 of December's 3 are left out, and one counts."""
    yearly = sk.Exclusion("maintenance", applies_to="outages", quota="8 hours", per="yearly")
    agreed = sk.Agreement(
        "Allowance",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone=LISBON,
        exclusions=[yearly],
        objectives=[sk.Objective("Up", sk.Uptime("outages"), "at least 99.9 %")],
    )
    works = [{"start": f"2026-{month}-20T01:00Z", "end": f"2026-{month}-20T04:00Z"} for month in (10, 11, 12)]
    statement = sk.evaluate(agreed, {"maintenance": works, "outages": works})
    december = statement.line("Up", "2026-12").measure
    assert statement.line("Up", "2026-11").measure.value == 1
    assert december.value == 1 - Fraction(60, 31 * 1440 - 120)
    assert "1 h from 2026-12-20T03:00+00:00 is over the quota of 8 hours, yearly: it counts" in december.workings


def test_maintenance_of_one_service():
    """Two services, down together for 2 h on the 20th while the shop alone is maintained: the shop was up, the feed was not."""
    agreed = sk.Agreement(
        "Two services",
        provider="P",
        customer="C",
        term=("2026-11-01", "2026-12-01"),
        timezone="UTC",
        exclusions=[sk.Exclusion("maintenance", applies_to="outages", by="service")],
        objectives=[sk.Objective("Up", sk.Uptime("outages").by("service"), "at least 99.9 %")],
    )
    times = {"start": "2026-11-20T01:00Z", "end": "2026-11-20T03:00Z"}
    records = {"outages": [times | {"service": "shop"}, times | {"service": "feed"}], "maintenance": [times | {"service": "shop"}]}
    statement = sk.evaluate(agreed, records)
    assert statement.line("Up", group="shop").measure.value == 1
    assert statement.line("Up", group="feed").measure.value == 1 - Fraction(120, 30 * 1440)
