"""A contract of two promises, and newer versions of it."""

from attrs import evolve

import slakit as sk

TERM = ("2026-01-01", "2027-01-01")
TIERS = sk.Tiered({"99.9 %": "5 %", "99 %": "10 %"})
UPTIME = sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=TIERS, clause="4.1")
REPLIES = sk.Objective("Replies", sk.Within("cases", "2 hours", since="opened", until="closed"), "at least 90 %", clause="5")
WORK = sk.Exclusion("maintenance", applies_to="outages", notice="72 hours")
BASE = sk.Agreement(
    "Hosting",
    provider="Vendor",
    customer="Us",
    term=TERM,
    timezone="UTC",
    fee="2500 EUR",
    objectives=[UPTIME, REPLIES],
    exclusions=[WORK],
    settlement=sk.Settlement(cap="15 %"),
)


def objectives(*parts):
    return evolve(BASE, objectives=parts)


def uptime(**changes):
    return objectives(evolve(UPTIME, **changes), REPLIES)
