"""Pauses of other streams are joined to their cases."""

from account_cases import CASE, agreement, balanced, everywhere

import slakit as sk

REPLIES = sk.Within("cases", "1 hour", since="asked", until="replied", key="id", paused_by="holds")


def hold(key, start="2026-03-02T09:30Z"):
    return {"id": key, "start": start, "end": "2026-03-02T11:45Z"}


def test_a_pause_of_no_case_is_a_data_problem():
    """The clock of 7 is paused and met; the pauses of 9 and 8, one of them told twice, find no case: three problems, one counted."""
    holds = [hold("7.0"), hold(9), hold(9), hold(8)]
    statement = everywhere(agreement(sk.Objective("Replies", REPLIES, "at least 90 %")), {"cases": [CASE], "holds": holds})
    account = balanced(statement)["Replies", "holds"]
    (problem,) = statement.problems
    assert statement.line("Replies", period="2026-03").measure.value == 1
    assert (account.read, account.counted, sum(account.problems.values())) == (4, 1, 3)
    assert str(problem) == (
        "holds (Replies): 3 x no case of 'cases' has its id; write the id of a case; "
        "id=8, start='2026-03-02T09:30:00+00:00'; id=9, start='2026-03-02T09:30:00+00:00' ..."
    )


def test_pauses_of_several_streams_find_the_cases_of_any():
    """Tickets and cases are paused by one stream: what pauses either is no stray, for neither objective."""
    tickets = sk.OnTime("tickets", due="asked", done="replied", key="id", paused_by="holds")
    agreed = agreement(sk.Objective("Replies", REPLIES, "at least 90 %"), sk.Objective("Tickets", tickets, "at least 1 %"))
    statement = everywhere(agreed, {"cases": [CASE], "tickets": [{**CASE, "id": 8}], "holds": [hold(7), hold(8), hold(9)]})
    accounts = balanced(statement)
    for name in ("Replies", "Tickets"):
        assert (accounts[name, "holds"].counted, list(accounts[name, "holds"].problems.values())) == (2, [1])
