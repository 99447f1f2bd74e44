"""Coverage: a term is exercised when the statement would be different without it."""

from datetime import UTC, datetime, timedelta

import pytest

import slakit as sk
from slakit import testing as skt

CONTRACT = sk.loads(
    """
    name = "Care"
    provider = "Provider"
    customer = "Customer"
    term = ["2026-01-01", "2027-01-01"]
    timezone = "UTC"
    fee = "1000 EUR"
    exclusions = [{ stream = "maintenance", applies_to = "outages", quota = "4 hours" }]
    settlement = { cap = "15 %", claims = { within = "30 days", stream = "claims" } }

    [[objectives]]
    name = "Uptime"
    clause = "4.1"
    metric = { is = "uptime", stream = "outages" }
    target = "at least 99 %"
    penalty = { is = "tiered", below = { "99 %" = "5 %", "95 %" = "25 %" }, capped = "20 %" }

    [[objectives]]
    name = "Replies"
    clause = "4.2"
    metric = { is = "within", stream = "cases", since = "at", until = "done", limit_by = "urgency", limit = { high = "1 h", low = "8 h" } }
    target = "at least 50 %"
    penalty = { is = "right", right = "terminate" }
    silence = "met"
    """
)
CAPPED = """
name = "Care"
provider = "Provider"
customer = "Customer"
term = ["2026-01-01", "2027-01-01"]
timezone = "UTC"
fee = "1000 EUR"
settlement = { cap = "15 %" }

[[objectives]]
name = "Uptime"
metric = { is = "uptime", stream = "outages" }
target = "at least 99 %"
penalty = { is = "tiered", below = { "99 %" = "5 %", "95 %" = "25 %" } }
"""
START = datetime(2026, 6, 8, tzinfo=UTC)


def records(down="0 h", maintenance="0 h", claims=(), **cases):
    spans = {"outages": down, "maintenance": maintenance}
    made = {name: [{"start": START, "end": START + hours(text)}] if text != "0 h" else [] for name, text in spans.items()}
    return {
        **made,
        "cases": [{"urgency": urgency, "at": START, "done": START + hours(text)} for urgency, text in cases.items()],
        "claims": [{"at": at} for at in claims],
    }


def hours(text):
    return timedelta(hours=float(text.removesuffix(" h")))


def missing(*tests):
    runs = [lambda agreement, given=given: sk.evaluate(agreement, given, period="2026-06") for given in tests]
    return [str(term) for term in skt.coverage(CONTRACT, runs).missing]


def test_each_record_exercises_the_terms_it_touches():
    """A quiet month exercises the targets that are met and silence; each further month the terms on which its figures rest."""
    missed, low, high = (
        "clause 4.1 Uptime, target: at least 99 % missed",
        *(f"clause 4.2 Replies, metric limit {one}" for one in ("low: 8 h", "high: 1 h")),
    )
    left = missing(records())
    assert left == [
        "timezone: UTC",
        "fee: 1,000.00 EUR",
        "window: monthly",
        missed,
        "clause 4.1 Uptime, penalty capped: 20 %",
        "clause 4.1 Uptime, penalty below 95 %: 25 %",
        "clause 4.1 Uptime, penalty below 99 %: 5 %",
        "clause 4.2 Replies, target: at least 50 % missed",
        high,
        low,
        "clause 4.2 Replies, penalty: right to terminate",
        "exclusion of outages for maintenance quota: 4 hours",
        "settlement cap: 15 %",
        "settlement claims: within 30 days",
        "settlement claims within: 30 days",
    ]
    # 20 h of 720, not of a quarter, are 97.2 % up: the first tier
    first = [
        "window: monthly",
        "fee: 1,000.00 EUR",
        missed,
        "clause 4.1 Uptime, penalty below 99 %: 5 %",
    ]
    left = [term for term in left if term not in first]
    assert missing(records(), records("20 h")) == left
    # 40 h are 94.4 %: 25 %, which the rule caps at 20 % and the settlement at 15 %
    worst = ["clause 4.1 Uptime, penalty capped: 20 %", "clause 4.1 Uptime, penalty below 95 %: 25 %", "settlement cap: 15 %"]
    left = [term for term in left if term not in worst]
    assert missing(records(), records("20 h"), records("40 h")) == left
    # maintenance of 5 h takes away 4 of the 20; an urgent reply after 2 hours is late, and no other was due
    claimed = ["timezone: UTC", "settlement claims: within 30 days", "settlement claims within: 30 days"]
    rest = [term for term in left if term == low or term in claimed]
    assert missing(records(), records("20 h", "5 h"), records("40 h"), records(high="2 h")) == rest
    # on 30 July at noon it is in time, and was not if there were 29 days, or if days were those of another zone
    late = records("20 h", "5 h", ["2026-07-30T12:00Z"])
    assert missing(records(), late, records("40 h"), records(high="2 h"), records(low="1 h")) == ["timezone: UTC"]


def test_terms_of_claims_rest_on_a_claim():
    """What could be claimed decides nothing yet; a claim in time exercises that one must be made, one at the edge by when."""
    terms = {"settlement claims: within 30 days", "settlement claims within: 30 days"}

    def of(*claims):
        return terms & {*missing(records("20 h", claims=claims))}

    assert of() == terms
    assert of("2026-07-05T12:00Z") == {"settlement claims within: 30 days"}
    assert of("2026-07-30T12:00Z") == set()  # the 30th day
    assert of("2026-07-31T12:00Z") == set()  # a day late: forfeited


def test_the_tests_that_exercise_a_term_are_named():
    tests = {"quiet": records(), "tier one": records("20 h"), "worst": records("40 h")}
    covered = skt.coverage(
        CONTRACT, {name: lambda agreement, given=given: sk.evaluate(agreement, given, period="2026-06") for name, given in tests.items()}
    )
    by = {term.text: term.tests for term in covered.terms}
    assert by["clause 4.1 Uptime, penalty below 99 %: 5 %"] == ("tier one",)
    assert by["clause 4.1 Uptime, target: at least 99 % missed"] == ("tier one", "worst")
    assert by["clause 4.2 Replies, metric limit low: 8 h"] == ()


def test_the_text():
    """8 of 20 are 40 %; a share is rounded down, so that 100 % says that nothing is left."""
    covered = skt.coverage(CONTRACT, [lambda agreement: sk.evaluate(agreement, records("20 h"), period="2026-06")])
    text = str(covered)
    assert (covered.percent, len(covered.exercised), len(covered.terms)) == (40, 8, 20)
    assert text.splitlines()[:3] == [
        "Care: 8 of 20 terms exercised (40 %)",
        "no test exercises 12:",
        "  timezone: UTC",
    ]


def test_records_alone_are_a_test():
    """They are evaluated over the whole term."""
    assert "clause 4.1 Uptime, target: at least 99 % missed" in map(str, skt.coverage(CONTRACT, [records("20 h")]).exercised)


def test_no_test_at_all():
    covered = skt.coverage(CONTRACT, [])
    assert (covered.percent, covered.exercised) == (0, ())


def test_a_term_that_no_record_can_reach_stays():
    """A condition on records that a month does not have is not exercised, however many there are."""
    with pytest.raises(sk.errors.SlakitError):
        skt.coverage(CONTRACT, [{"nothing": []}])


def test_each_term_is_listed_once():
    """A settlement that is nothing but a cap is one term."""
    terms = [(term.text, term.path) for term in skt.coverage(sk.loads(CAPPED), [{"outages": []}]).terms]
    assert ("settlement cap: 15 %", "settlement.cap") in terms
    assert len(terms) == len(set(terms))


@pytest.mark.parametrize("credit", ["1 %", "5 %"])
def test_an_amount_under_a_cap_of_the_same(credit):
    """A higher amount is hidden by the cap of the rule, a lower one is not."""
    one = CAPPED.replace('"tiered", below = { "99 %" = "5 %", "95 %" = "25 %" }', f'"flat", credit = "{credit}", capped = "{credit}"')
    covered = skt.coverage(sk.loads(one), [{"outages": records("20 h")["outages"]}])
    assert [term.path for term in covered.exercised if term.path.endswith("credit")] == ["objectives[0].penalty.credit"]


def test_an_exclusion_without_a_record():
    """That nothing reads the stream any more without the exclusion is no difference: a record that it leaves out is one."""
    path = "exclusions[0]"
    term = next(term for term in skt.coverage(CONTRACT, [records("20 h")]).terms if term.path == path)
    assert term.tests == ()
    assert path in [term.path for term in skt.coverage(CONTRACT, [records("20 h", "2 h")]).exercised]
