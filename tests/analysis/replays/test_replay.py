"""replay: rows that add up, by year and by version."""

import pytest

import slakit as sk

CONTRACT = sk.Agreement(
    "Hosting", provider="P", customer="C", term=("2024-01-01", "2027-01-01"), timezone="UTC", fee="1000 GBP",
    objectives=[sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Flat("10 %"))],
).amend(effective="2026-01-01", fee="2000 GBP")  # fmt: skip
RECORDS = {"outages": [{"start": f"{year}-03-10T10:00Z", "end": f"{year}-03-10T11:00Z"} for year in (2024, 2026)]}
OVER = "2027-01-01T00:00Z"


@pytest.mark.parametrize("by", ["year", "quarter", "month", "version", "objective"])
def test_the_rows_add_up(by):
    """They come to the whole statement, whatever they go by."""
    table = sk.analyses.replay(CONTRACT, RECORDS, by, as_of=OVER)
    assert sum(row.lines for row in table.rows) == table.total.lines == 36
    assert sum(row.missed for row in table.rows) == table.total.missed == 2
    assert sum(row.payable for row in table.rows) == table.total.payable == table.statement.payable


def test_by_hand():
    """One miss at 10 % of 1,000 GBP in 2024, one at 10 % of 2,000 GBP in 2026."""
    table = sk.analyses.replay(CONTRACT, RECORDS, as_of=OVER)
    assert [(row.label, row.missed, str(row.payable)) for row in table.rows] == [
        ("2024", 1, "100.00 GBP"), ("2025", 0, "0.00 GBP"), ("2026", 1, "200.00 GBP"),
    ]  # fmt: skip
    by_version = sk.analyses.replay(CONTRACT, RECORDS, "version", as_of=OVER).rows
    assert [(row.label, row.lines) for row in by_version] == [("original", 24), ("amendment of 2026-01-01", 12)]
    assert table.to_dict()["rows"][2]["payable"] == "200.00 GBP"
    assert table.to_markdown().splitlines()[0].startswith("| year | lines |")
    with pytest.raises(sk.errors.UsageError, match="by='years' is not a way"):
        sk.analyses.replay(CONTRACT, RECORDS, "years")


def test_what_has_not_come_yet_has_no_line():
    """As of 10 March 2026, the last record: 26 months are over; an open March of 200 GBP is not owed."""
    total = sk.analyses.replay(CONTRACT, RECORDS).total
    assert (total.lines, total.open, str(total.payable)) == (27, 1, "100.00 GBP")
    assert sk.analyses.replay(CONTRACT, RECORDS, as_of="2024-03-01T00:00Z").total.lines == 2
    with pytest.raises(sk.errors.UsageError, match="no record says as of when; write as_of="):
        sk.analyses.replay(CONTRACT, {"outages": []})
