"""The texts of a statement that one reads at first sight, each by one contract with what it is about."""

import slakit as sk
from slakit.reports.text import Text

CONTRACT = """
name = "Hosting"
provider = "P"
customer = "C"
term = ["2026-04-01", "2026-07-01"]
timezone = "UTC"
fee = "800 EUR"

[bases]
"next invoice" = { is = "fee", back = -1 }
host = { is = "recorded amount", stream = "charges", field = "amount", where = { kind = "host" } }
"set-up" = "600 EUR"
dues = "fee"

[settlement]
steps = [{ is = "offset" }]
sole_remedy = true
claims = { within = "30 days", evidence = "ticket" }

[[exclusions]]
stream = "maintenance"
applies_to = "outages"

[[objectives]]
name = "Time"
metric = { is = "downtime", stream = "outages" }
target = "at most 0 min"
penalty = [{ is = "multiple", times = 1 }, { is = "flat", credit = "1 %", of = "dues" }, { is = "flat", credit = "1 %", of = "set-up" }]

[[objectives]]
name = "Reply"
metric = { is = "within", stream = "cases", limit = "1 hour", since = "asked", until = "replied" }
target = "at least 100 %"
penalty = { is = "flat", credit = "10 %", of = "host" }

[[objectives]]
name = "Fix"
metric = { is = "within", stream = "cases", limit = { a = "2 hours" }, limit_by = "type", since = "asked", until = "replied" }
target = "at least 50 %"
penalty = [{ is = "flat", credit = "10 %", of = "next invoice" }, { is = "bonus", earned = { "99 %" = "40 EUR" } }]
"""
RECORDS = {
    "outages": [{"start": "2026-04-02T00:00Z", "end": "2026-04-04T00:00Z"}],
    "maintenance": [{"start": "2026-04-05T00:00Z", "end": "2026-04-05T02:00Z"}],
    "cases": [{"type": "a", "asked": "2026-04-06T00:00Z", "replied": "2026-04-06T01:01Z"},
              {"type": "a", "asked": "2026-06-06T00:00Z", "replied": "2026-06-06T03:00Z"}],
    "charges": [{"at": "2026-04-01T00:00Z", "kind": kind, "amount": 300} for kind in ("host", "storage", "storage", "storage")],
    "claims": [{"at": "2026-05-02T09:00Z", "objective": "Reply"}],
}  # fmt: skip


def test_each_text_names_what_it_is_about():
    """Two days of April, whose 43,200 minutes are 43,080 without maintenance; a claim without its ticket; the term ends with June."""
    statement = sk.evaluate(sk.loads(CONTRACT), RECORDS)
    time, reply, fix = (statement.line(name, period="2026-04") for name in ("Time", "Reply", "Fix"))
    assert time.measure.workings == "2,880 min down of 43,080 min, in 1 outage; 120 min left out by maintenance"
    assert time.steps == (
        "2,880 min of the 43,200 min of the period: 1/15 of 800.00 EUR = 53.33 EUR rounded",
        "1 % of the fee, 800.00 EUR = 8.00 EUR",
        "1 % of 'set-up', 600.00 EUR = 6.00 EUR",
    )
    assert time.claim == "no claim was made by 2026-05-31T00:00:00+00:00"
    assert (reply.measure.workings, fix.measure.workings) == ("0 of 1 in time (limit 1 hour)", "1 of 1 in time (limit by type)")
    assert reply.steps == ("10 % of 'host', 300.00 EUR = 30.00 EUR",)
    assert reply.claim == "the claim of 2026-05-02T09:00:00+00:00 lacks ticket; no claim that counts was made by 2026-05-31T00:00:00+00:00"
    assert (
        statement.line("Fix", period="2026-06").unsettled
        == "2026-06: there is no period after this one, whose fee it is: the term is over then"
    )
    text = Text().render(statement)
    assert "2026-04: 40.00 EUR of bonus is set off against 97.33 EUR" in text
    assert "1 counted + 3 left out, as not (kind is host)" in text
    assert "remedies: the credits are the only one" in text
    assert "dues" not in text  # a second name of the fee is shared with every other contract


def test_a_claim_that_may_still_be_made():
    """Its flaw, and by when another one is wanted."""
    statement = sk.evaluate(sk.loads(CONTRACT), RECORDS, period="2026-04", as_of="2026-05-10T00:00Z")
    assert statement.line("Reply").claim == (
        "the claim of 2026-05-02T09:00:00+00:00 lacks ticket; claim by 2026-05-31T00:00:00+00:00, not made yet"
    )
