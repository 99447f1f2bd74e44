"""diff: what is paid, and what records come to, all by hand."""

import json

import pytest
from attrs import evolve
from hosting_contract import BASE, REPLIES, TIERS, UPTIME, objectives, uptime

import slakit as sk


def paid(newer):
    return [str(change).splitlines() for change in sk.diff(BASE, newer).paid]


def test_what_is_paid_at_each_measure():
    """The first tier from 99.9 to 99.95 %: 5 % of 2,500 more between them; the second from 99 to 99.5 %: 125 more again."""
    newer = uptime(penalty=sk.Tiered({"99.95 %": "5 %", "99.5 %": "10 %"}))
    assert paid(newer) == [[
        "clause 4.1 Uptime, 2026-01",
        "  below 99.95 %, at least 99.9 %: +125.00 EUR",
        "  below 99.5 %, at least 99 %: +125.00 EUR",
    ]]  # fmt: skip


def test_what_is_paid_for_a_promise_that_comes_or_goes():
    """Without the promise 125 and 250 less; 15 % are a cap that does not bind."""
    gone = [["clause 4.1 Uptime, 2026-01", "  below 99.9 %, at least 99 %: -125.00 EUR", "  below 99 %: -250.00 EUR"]]
    other = evolve(BASE, objectives=[REPLIES], exclusions=[])
    assert paid(other) == gone
    assert [str(change).splitlines()[1:] for change in sk.diff(other, BASE).paid] == [
        ["  below 99.9 %, at least 99 %: +125.00 EUR", "  below 99 %: +250.00 EUR"]
    ]


def test_a_cap_of_the_settlement():
    """A cap of 6 % is 150 EUR: the credit is as before, and 100 EUR less of it is payable below 99 %."""
    assert paid(evolve(BASE, settlement=sk.Settlement(cap="6 %"))) == [["clause 4.1 Uptime, 2026-01", "  below 99 %: payable -100.00 EUR"]]


def test_what_cannot_be_compared():
    """A measure in hours and a share have no measure in common, and the diff says so."""
    newer = uptime(metric=sk.Downtime("outages"), target="at most 1 hour", penalty=sk.Flat("5 %"))
    (change,) = sk.diff(BASE, newer).paid
    assert change.more is None
    assert change.rows[0].startswith("what is paid at every measure cannot be compared: ")


def test_rules_that_look_at_more_than_the_measure():
    """They are compared for a first period, in which a repeated rule pays as before, for one failure, and for 1,000 charged."""
    assert paid(uptime(penalty=TIERS.repeated({2: 2}))) == []
    charged = sk.bases.RecordedAmount("charges", "amount")
    share = {"metric": sk.Share("posts", good={"ok": True}), "target": "at least 99.9 %"}
    old = evolve(BASE, objectives=[evolve(UPTIME, **share)], exclusions=[])
    new = evolve(old, objectives=[evolve(UPTIME, **share, penalty=sk.Flat("20 %", of=charged) + sk.PerBreach("5 EUR"))])
    assert [str(change).splitlines() for change in sk.diff(old, new).paid] == [
        [
            "clause 4.1 Uptime, 2026-01, charges.amount 1,000, a single failure",
            "  below 99.9 %, at least 99 %: +80.00 EUR",  # 200 and 5, less 125
            "  below 99 %: -45.00 EUR",  # less 250
        ]
    ]


def test_what_records_come_to():
    """An hour down in March is 99.8656 %: 125 before, and 250 under a second tier from 99.9 %; April is met under both."""
    newer = uptime(penalty=sk.Tiered({"99.9 %": "10 %"}), name="Availability")
    records = {"outages": iter([{"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}]), "cases": [], "maintenance": []}
    differences = sk.diff(BASE, newer, records, period="2026-Q1")
    assert [str(change) for change in differences.lines] == ["Availability (clause 4.1), 2026-03: missed, 125.00 EUR -> missed, 250.00 EUR"]
    assert differences.totals == ("125.00 EUR", "250.00 EUR")
    assert str(differences).splitlines()[-1] == "  in all: 125.00 EUR -> 250.00 EUR"
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
