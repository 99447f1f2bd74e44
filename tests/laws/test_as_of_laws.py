"""The instant of a statement is that of what is measured: what was done, claimed, excluded or billed elsewhere changes no verdict (M5)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

import slakit as sk

START = datetime(2026, 6, 1, tzinfo=UTC)
RIGHTS = sk.Flat("10 %", of=sk.bases.RecordedAmount("charges", "amount"))
CONTRACT = sk.Agreement(
    "Desk",
    provider="P",
    customer="C",
    term=("2026-06-01", "2026-09-01"),
    timezone="UTC",
    fee="1000 GBP",
    objectives=[
        sk.Objective("Replies", sk.Within("cases", "30 days", since="asked", until="replied"), "at least 90 %", penalty=sk.Flat("5 %")),
        sk.Objective("Uptime", sk.Uptime("outages"), "at least 99 %", penalty=RIGHTS),
    ],
    exclusions=[sk.Exclusion("maintenance", applies_to="outages")],
    duties=[sk.duties.Duty("Review", "provider", within="30 days", after="missed")],
    settlement=sk.Settlement(claims=sk.Claims("60 days", stream="claims")),
)
LATER = {
    "duties": lambda at: {"at": at, "duty": "Review"},
    "claims": lambda at: {"at": at, "objective": "Uptime", "period": "2026-06"},
    "maintenance": lambda at: {"start": at, "end": at + timedelta(hours=1)},
    "charges": lambda at: {"at": at, "amount": 100},
}


def records(hours, **more):
    cases = [{"asked": START + timedelta(hours=hour), "replied": None} for hour in hours]
    return {"cases": cases, "outages": [], "duties": [], "claims": [], "maintenance": [], "charges": []} | more


def verdicts(statement):
    return [(line.key, line.verdict.outcome, line.verdict.final, line.measure.value, line.measure.pending) for line in statement.lines]


@pytest.mark.parametrize("stream", LATER)
@given(st.lists(st.integers(0, 719), max_size=4), st.integers(0, 5_000))
def test_rows_of_what_is_not_measured_change_no_verdict(stream, hours, later):
    """Whatever is dated far ahead, cases that were pending stay so, and the statement says the same instant."""
    row = LATER[stream](START + timedelta(hours=later))
    plain, more = (sk.evaluate(CONTRACT, one, period="2026-06") for one in (records(hours), records(hours, **{stream: [row]})))
    assert verdicts(plain) == verdicts(more)
    assert plain.as_of == more.as_of
    monitor = sk.Monitor(CONTRACT)
    for name, rows in records(hours, **{stream: [row]}).items():
        monitor.feed(name, rows)
    assert monitor.statement(period="2026-06") == more


def test_a_claim_after_the_period_counts():
    """An outage of 2 days in June misses 99 %: 10 % of 100 GBP charged; claimed on 10 July, as of 1 July, it is payable."""
    outage = {"start": START, "end": START + timedelta(days=2)}
    held = records([], outages=[outage], charges=[{"at": START, "amount": 100}], claims=[LATER["claims"](START + timedelta(days=39))])
    statement = sk.evaluate(CONTRACT, held, period="2026-06")
    assert str(statement.as_of.date()) == "2026-07-01"
    assert str(statement.line("Uptime").payable) == "10.00 GBP"
    before = sk.evaluate(CONTRACT, held, period="2026-06", as_of="2026-07-02T00:00Z")
    assert str(before.line("Uptime").payable) == "0.00 GBP"
    assert str(before.line("Uptime").entitled) == "10.00 GBP"
