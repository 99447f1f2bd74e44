"""A contract of a vendor that the tests of the testing kit test, and one bad June."""

import slakit as sk

CONTRACT = sk.loads(
    """
    name = "Vendor hosting"
    provider = "Vendor"
    customer = "Us"
    term = ["2026-01-01", "2027-01-01"]
    timezone = "UTC"
    fee = "2500 EUR"

    [[objectives]]
    name = "Uptime"
    clause = "4.1"
    metric = { is = "uptime", stream = "outages" }
    target = "at least 99.9 %"
    penalty = { is = "tiered", below = { "99.9 %" = "5 %", "99 %" = "10 %", "95 %" = "25 %" } }

    [[objectives]]
    name = "Answers"
    metric = { is = "within", stream = "cases", limit = "4 hours", since = "asked", until = "answered" }
    target = "at least 90 %"
    penalty = { is = "linear", credit = "1 %", per = "1 pp" }

    [[objectives]]
    name = "Incidents"
    metric = { is = "count", stream = "cases", at = "asked" }
    target = "at most 1"
    penalty = { is = "per breach", credit = "10 EUR" }
    """
)
DOWN = {"start": "2026-06-08T02:00Z", "end": "2026-06-08T12:00Z"}  # 10 of 720 hours: 98.611 %
CASES = [  # ten cases, of which the last three are answered after a day and half an hour
    {"asked": f"2026-06-08T0{hour}:00Z", "answered": f"2026-06-0{8 if hour < 7 else 9}T0{hour}:30Z"} for hour in range(10)
]
JUNE = {"outages": [DOWN], "cases": CASES}


def june(**records):
    """The statement of June, with other records of some streams."""
    return sk.evaluate(CONTRACT, JUNE | records, period="2026-06")
