"""A claim for what does not exist is a data problem (M10)."""

from account_cases import OUTAGE, agreement, balanced, everywhere

import slakit as sk


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
