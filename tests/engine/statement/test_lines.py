"""Lines: what a rule reads of an open period is carried to its end together with the measure."""

import slakit as sk

TERMS = {"provider": "P", "customer": "C", "term": ("2026-04-01", "2026-05-01"), "timezone": "UTC", "fee": "1000 GBP"}
INCIDENTS = {"incidents": [{"at": f"2026-04-0{day}T00:00Z", "kind": "ab"[day % 2], "cost": 10} for day in (1, 2, 3, 4)]}


def expected(rule):
    """What is payable at the expected end, a third of April having passed."""
    agreed = sk.Agreement("X", **TERMS, objectives=[sk.Objective("it", sk.Count("incidents"), "at most 2", penalty=rule)])
    return str(sk.analyses.outlook(agreed, INCIDENTS, as_of="2026-04-11T00:00Z")["it"].expected.payable)


def test_each_value_of_a_table_grows_alike():
    """2 of a and 2 of b in 10 of 30 days: 6 and 6, at 1 and 10 GBP 66 GBP, by single failures as by what was counted."""
    table = {"a": "1 GBP", "b": "10 GBP"}
    assert expected(sk.rules.Accrual(table, per=1, credit_by="kind")) == "66.00 GBP"
    assert expected(sk.PerBreach(table, credit_by="kind")) == "66.00 GBP"
    assert expected(sk.PerBreach("10 GBP", reduced={"to": "50 %", "where": {"kind": "a"}})) == "90.00 GBP"  # 6 x 5 + 6 x 10


def test_what_a_base_reads_grows():
    """40 GBP so far are 120 GBP in the end, of which 10 % are 12 GBP."""
    assert expected(sk.Flat("10 %", of=sk.bases.RecordedAmount("incidents", "cost"))) == "12.00 GBP"
