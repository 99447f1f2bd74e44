"""A claim for what does not exist is a data problem (M10)."""

import json

import slakit as sk

OUTAGE = {"start": "2026-05-05T00:00Z", "end": "2026-05-06T00:00Z"}


def agreement(*objectives, **settings):
    """Half a year with these objectives."""
    return sk.Agreement(
        "Desk",
        provider="P",
        customer="C",
        term=("2026-01-01", "2026-07-01"),
        timezone="UTC",
        fee="100 GBP",
        objectives=list(objectives),
        **settings,
    )


def balanced(statement):
    for one in statement.accounts:
        assert one.read == one.counted + one.pending + sum(one.excluded.values()) + sum(one.problems.values()), str(one)
    return {(one.objective, one.stream): one for one in statement.accounts}


def everywhere(agreed, records):
    """The statement, the same at once, row by row with a state saved between, and merged from two."""
    whole = sk.evaluate(agreed, records)
    first, second = sk.Monitor(agreed), sk.Monitor(agreed)
    for stream, rows in records.items():
        first.feed(stream, [])
        for place, row in enumerate(rows):
            (first, second)[place % 2].feed(stream, [row])
    first = sk.Monitor.restore(agreed, json.loads(json.dumps(first.state())))
    first.merge(second)
    assert first.statement().to_dict() == whole.to_dict()
    return whole


def test_a_claim_for_what_does_not_exist_is_a_data_problem():
    """For an objective or a period that the agreement does not have."""
    settlement = sk.Settlement(claims=sk.Claims("30 days"))
    agreed = agreement(sk.Objective("Uptime", sk.Uptime("outages"), "at least 99 %", penalty=sk.Flat("5 %")), settlement=settlement)
    claims = [
        {"at": "2026-05-10T00:00Z", "objective": "Uptme", "period": "2026-05"},
        {"at": "2026-05-10T00:00Z", "objective": "Uptime", "period": "2027-05"},
    ]
    statement = everywhere(agreed, {"outages": [OUTAGE], "claims": claims})
    assert balanced(statement)["settlement", "claims"].counted == 0
    assert len(statement.problems) == 2


def rows(*months, **fields):
    return [{"at": f"2026-{month:02}-10T00:00Z", **fields} for month in months]
