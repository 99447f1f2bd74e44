"""A business and its social-media agency, whole: availability, replies, peaks, safety, cover, content, reach, duties, and what is paid.

March 2026 has 44,580 minutes in London, an hour less than its days: the clocks go forward on the 29th. Every figure is by hand.
"""

from fractions import Fraction

import pytest

import slakit as sk

ZONE = "Europe/London"
DESK = sk.Weekly({"mon-fri": "08:00-20:00", "sat": "10:00-16:00"}, tz=ZONE) - sk.Dates(["2026-03-17"], tz=ZONE)
CLOCK = {"since": "asked", "until": "replied", "clock": DESK}

PROMISES = [
    sk.Objective(
        "Availability", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Tiered({"99.9 %": "5 %", "99 %": "10 %"}), clause="4.1"
    ),
    sk.Objective(
        "Replies",
        sk.Within("inquiries", {"complaint": "1 hour", "question": "4 hours"}, limit_by="type", **CLOCK),
        "at least 75 %",
        penalty=sk.Linear("1 %", per="1 pp").capped("10 %"),
        clause="4.2",
    ),
    sk.Objective("Slowest complaint", sk.Elapsed("inquiries", statistic="max", **CLOCK).where(type="complaint"), "at most 2 hours"),
    sk.Objective("Peak", sk.Peak("messages", per="1 hour", field="processed"), "at least 500 message/hour", clause="4.3"),
    sk.Objective("Incidents", sk.Count("incidents").where(severity=["high", "critical"]), "at most 0", penalty=sk.PerBreach("500 GBP")),
    sk.Objective("Cover", sk.Coverage("shifts", promised=DESK), "at least 98 %", clause="4.5"),
    sk.Objective("On brand", sk.Share("posts", good={"tone": "approved"}), "at least 98 %", clause="4.6"),
    sk.Objective(
        "Engagement",
        sk.Total("posts", "interactions") / sk.Total("posts", "impressions"),
        "at least 2.5 %",
        penalty=sk.Bonus({"3 %": "200 GBP"}),
        clause="4.7",
    ),
    sk.Objective("Report", sk.OnSchedule("reports", due=sk.Recurring("FREQ=MONTHLY;BYMONTHDAY=5", tz=ZONE), done="sent"), "at least 100 %"),
]
AGREEMENT = sk.Agreement(
    "Social care",
    provider="Brightside Social Ltd",
    customer="Acme plc",
    term=("2026-01-01", "2027-01-01"),
    timezone=ZONE,
    fee="12000 GBP",
    objectives=PROMISES,
    exclusions=[sk.Exclusion("maintenance", applies_to="outages", notice="72 hours", quota="3 hours")],
    settlement=sk.Settlement(cap="15 %"),
)


def inquiry(kind, asked, replied):
    return {"type": kind, "asked": f"2026-03-{asked}Z", "replied": replied and f"2026-03-{replied}Z"}


def post(day):
    return {"at": f"2026-03-{day:02}T10:00Z", "tone": "rejected" if day == 1 else "approved", "interactions": 32, "impressions": 1000}


RECORDS = {
    "outages": [
        {"start": f"2026-03-{day}Z", "end": f"2026-03-{end}Z"} for day, end in (("10T10:00", "10T11:00"), ("20T02:00", "20T04:00"))
    ],
    "maintenance": [{"start": "2026-03-20T02:00Z", "end": "2026-03-20T04:00Z", "announced": "2026-03-14T09:00Z"}],
    "inquiries": [
        inquiry("complaint", "06T19:30", "07T10:20"),  # Friday evening to Saturday morning: 30 + 20 minutes
        inquiry("complaint", "16T19:00", "18T08:30"),  # over the closed Tuesday: 60 + 30 minutes, late
        inquiry("question", "09T09:00", "09T13:00"),  # four hours to the second
        inquiry("question", "28T15:00", "30T09:00"),  # over the clock change: an hour on Saturday, two on Monday
        inquiry("question", "11T09:00", None),  # never answered
    ],
    "messages": [{"at": f"2026-03-05T{at}Z", "processed": n} for at, n in (("12:05", 300), ("12:50", 220), ("13:10", 90))],
    "incidents": [{"at": f"2026-03-{day}T08:00Z", "severity": severity} for day, severity in ((12, "low"), (13, "high"))],
    "shifts": [{"start": "2026-03-01T00:00Z", "end": "2026-04-01T00:00Z"}],
    "posts": [post(day) for day in range(1, 26)],
    "reports": [{"sent": "2026-03-05T16:00Z"}],
}
STATEMENT = sk.evaluate(AGREEMENT, RECORDS, period="2026-03")

FIGURES = {
    "Availability": Fraction(44_400, 44_460),  # of 44,580 minutes 120 are announced maintenance, and 60 of the rest are down
    "Replies": Fraction(3, 5),
    "Slowest complaint": sk.quantity("90 min").base,
    "Peak": 520,
    "Incidents": 1,
    "Cover": 1,
    "On brand": Fraction(24, 25),
    "Engagement": Fraction(32, 1000),
    "Report": 1,
}


@pytest.mark.parametrize("name", FIGURES)
def test_what_is_measured(name):
    """Each promise by its own measure."""
    assert STATEMENT.line(name).measure.value == FIGURES[name]


def test_what_is_paid():
    """5 % of 12,000; fifteen points short, capped at 10 %; one incident: 2,300, capped at 15 %. The bonus stands beside it."""
    credits = {line.name: str(line.credit) for line in STATEMENT.lines if line.credit}
    assert credits == {"Availability": "600.00 GBP", "Replies": "1200.00 GBP", "Incidents": "500.00 GBP"}
    assert (str(STATEMENT.credit), str(STATEMENT.payable), str(STATEMENT.bonus)) == ("2300.00 GBP", "1800.00 GBP", "200.00 GBP")
    assert [line.name for line in STATEMENT.missed] == ["Availability", "Replies", "Incidents", "On brand"]


def test_the_document_says_the_same():
    """Written as TOML and read again, it is the same agreement, with the same statement."""
    again = sk.loads(sk.dumps(AGREEMENT))
    assert again == AGREEMENT
    assert sk.evaluate(again, RECORDS, period="2026-03").digest == STATEMENT.digest
