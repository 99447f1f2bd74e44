"""diff: what is paid, and what records come to, all by hand."""

import json

import pytest
from attrs import evolve
from hosting_contract import BASE, UPTIME, objectives, uptime

import slakit as sk


def test_nothing_is_paid_otherwise():
    """A new name changes no amount, and the diff says so."""
    assert str(sk.diff(BASE, evolve(BASE, provider="Vendor Ltd"))).splitlines()[-1] == "what is paid at each measure is as before"


def test_what_records_come_to():
    """An hour down in March is 99.8656 %: 125 before, and 250 under a second tier from 99.9 %; April is met under both."""
    newer = uptime(penalty=sk.Tiered({"99.9 %": "10 %"}), name="Availability")
    records = {"outages": iter([{"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}]), "cases": [], "maintenance": []}
    differences = sk.diff(BASE, newer, records, period="2026-Q1")
    assert [str(change) for change in differences.lines] == [
        "Availability (clause 4.1), 2026-03: missed at 99.866 % as before; payable 125.00 EUR -> 250.00 EUR (+125.00 EUR)"
    ]
    assert differences.totals == ("125.00 EUR", "250.00 EUR")
    assert str(differences).splitlines()[-1] == "  in all: payable 125.00 EUR -> 250.00 EUR (+125.00 EUR)"
    assert "## What the records come to" in differences.to_markdown()


def test_a_stream_that_only_one_version_reads():
    """It is given to that one; a stream that neither reads is refused."""
    newer = objectives(UPTIME)
    assert sk.diff(BASE, newer, {"outages": [], "cases": [], "maintenance": []}, period="2026-03").lines[0].after is None
    with pytest.raises(sk.errors.UsageError, match="'outage' is not a stream of either contract; did you mean 'outages'"):
        sk.diff(BASE, newer, {"outage": []})


def test_what_is_no_contract():
    """A path is not one."""
    with pytest.raises(sk.errors.UsageError, match=r"'a.toml' is not an agreement; write Agreement\(...\), or load"):
        sk.diff("a.toml", BASE)


def test_plain_data():
    """Everything as JSON."""
    data = sk.diff(BASE, uptime(target="at least 99.95 %", penalty=sk.Flat("5 %"))).to_dict()
    assert json.loads(json.dumps(data)) == data
    assert data["terms"][0] == {
        "where": "clause 4.1 Uptime",
        "term": "target",
        "path": "objectives[0].target",
        "before": "at least 99.9 %",
        "after": "at least 99.95 %",
    }
