"""A statement with every outcome, for the table of the terminal: two months and their quarter, with a cap."""

from functools import cache

import slakit as sk

UPTIME = sk.Objective("Uptime of the website", sk.Uptime("outages"), "at least 99.9 %", clause="4.1", penalty=sk.Flat("20 %"))
REPLIES = sk.Objective(
    "Replies to inquiries in time", sk.Within("inquiries", "1 hour", since="asked", until="replied"), "at least 80 %", clause="4.2"
)
POSTS = sk.Objective("Posts", sk.Count("posts"), "at least 1")
REVIEW = sk.Objective("Review", sk.Count("reviews"), "at least 1", window=sk.quarterly())
RECORDS = {
    "outages": [
        {"start": "2026-02-10T10:00Z", "end": "2026-02-10T12:00Z"},
        {"start": "2026-02-11T10:00Z", "end": "2026-02-11T10:00Z"},
    ],
    "inquiries": [
        {"asked": "2026-01-12T09:00Z", "replied": "2026-01-12T10:00Z"},
        {"asked": "2026-03-31T22:00Z", "replied": "2026-03-31T22:30Z"},
        {"asked": "2026-03-31T23:30Z", "replied": None},
    ],
    "reviews": [{"at": "2026-03-01T12:00Z"}],
}


def agreement(**changes):
    terms = {"term": ("2026-01-01", "2027-01-01"), "timezone": "UTC", "fee": "1000 GBP", "settlement": sk.Settlement(cap="10 %")}
    objectives = [UPTIME, REPLIES, POSTS, REVIEW]
    return sk.Agreement("Care", provider="Bright", customer="Acme", **{**terms, "objectives": objectives, **changes})


@cache
def statement():
    """January to March 2026 in UTC, as of a quarter past midnight on the first of April, when one inquiry still waits."""
    return sk.evaluate(agreement(), RECORDS, period=("2026-01-01", "2026-04-01"), as_of="2026-04-01T00:15Z")
