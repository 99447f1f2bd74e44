"""A claim for what does not exist is a data problem (M10)."""

import json

from account_cases import OUTAGE, agreement, balanced

import slakit as sk


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
