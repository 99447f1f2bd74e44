"""One objective scored for March 2026."""

import slakit as sk

CLOCK = {"since": "asked", "until": "replied"}


def scored(metric, target, rows, *, stream="rows", penalty=None, **more):
    objective = sk.Objective("One", metric, target, penalty=penalty, **more)
    agreed = sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone="UTC",
        fee="1000 EUR",
        window="monthly",
        objectives=[objective],
    )
    return sk.evaluate(agreed, {stream: rows}, period="2026-03")
