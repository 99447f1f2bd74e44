"""The records that count for each form of an objective."""

import pytest
from account_cases import CASE, OUTAGE, agreement, balanced, everywhere, rows

import slakit as sk

ENDED = "outside the time in which the objective stands"
CHANGED = "outside the time in which this form of the objective stands"


def test_a_record_after_its_objective_was_ended_is_left_out():
    """Ended from April on: of the records of February, May and June one counts, and the account says why the others do not."""
    posts = sk.Objective("Posts", sk.Count("posts"), "at most 9")
    agreed = agreement(posts, sk.Objective("Calls", sk.Count("calls"), "at most 9")).amend(effective="2026-04-01", without=["Posts"])
    statement = everywhere(agreed, {"posts": rows(2, 5, 6), "calls": rows(2, 5)})
    accounts = balanced(statement)
    assert (accounts["Posts", "posts"].counted, dict(accounts["Posts", "posts"].excluded)) == (1, {ENDED: 2})
    assert (accounts["Calls", "calls"].counted, dict(accounts["Calls", "calls"].excluded)) == (2, {})
    assert statement.problems == ()


def test_a_record_before_its_objective_began_is_left_out():
    """An outage that goes on into the first day of the objective counts, one before does not; nor does a clock that still runs."""
    begun = [
        sk.Objective("Uptime", sk.Uptime("outages"), "at least 99 %"),
        sk.Objective("Replies", sk.Within("cases", "1 hour", since="asked", until="replied"), "at least 90 %"),
    ]
    agreed = agreement(sk.Objective("Posts", sk.Count("posts"), "at most 9")).amend(effective="2026-04-01", objectives=begun)
    outages = [
        OUTAGE,
        {"start": "2026-02-05T00:00Z", "end": "2026-02-06T00:00Z"},
        {"start": "2026-03-31T00:00Z", "end": "2026-04-01T01:00Z"},
    ]
    cases = [{"asked": "2026-02-02T09:00Z", "replied": None}, {"asked": "2026-05-02T09:00Z", "replied": None}, CASE]
    accounts = balanced(everywhere(agreed, {"outages": outages, "posts": [], "cases": cases}))
    assert (accounts["Uptime", "outages"].counted, dict(accounts["Uptime", "outages"].excluded)) == (2, {ENDED: 1})
    assert (accounts["Replies", "cases"].counted, dict(accounts["Replies", "cases"].excluded)) == (1, {ENDED: 2})


def test_what_a_metric_looks_back_at_is_counted():
    """Growth from April on needs March, so that only what comes after its end is left out: the records of June."""
    grown = sk.Objective("Growth", sk.kpis.Growth(sk.Count("posts")), "at least 0 %")
    other = sk.Objective("Calls", sk.Count("calls"), "at most 9")
    agreed = agreement(other).amend(effective="2026-04-01", objectives=[grown]).amend(effective="2026-06-01", without=["Growth"])
    accounts = balanced(everywhere(agreed, {"posts": rows(3, 4, 5, 6), "calls": []}))
    assert (accounts["Growth", "posts"].counted, dict(accounts["Growth", "posts"].excluded)) == (3, {ENDED: 1})


@pytest.mark.parametrize("metric", [sk.Count("posts", key="id"), sk.Share("posts", good={"id": "> 0"})], ids=["keyed", "share"])
def test_each_form_of_an_objective_has_its_own_records(metric):
    """A changed metric reads all records; each form counts those of its own time."""
    before, after = (
        sk.Objective("Posts", one, "at least 0 %" if one.unit == "" else "at most 9") for one in (metric, metric.where(id="> 1"))
    )
    agreed = agreement(before).amend(effective="2026-04-01", objectives=[after])
    posts = [{**row, "id": index + 2} for index, row in enumerate(rows(2, 5, 6))]
    statement = everywhere(agreed, {"posts": posts})
    balanced(statement)
    result = sorted((one.counted, one.excluded.get(CHANGED)) for one in statement.accounts)
    assert result == [(1, 2), (2, 1)]
