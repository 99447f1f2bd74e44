"""what_if: paths, laws and refusals."""

import pytest
from hosting_contract import BASE

import slakit as sk
from slakit.analysis.whatifs.changed_agreement import changed_agreement, steps_of

RECORDS = {"outages": [{"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}], "cases": [], "maintenance": []}


def test_no_change_is_no_difference():
    """A contract, or records, as they are give nothing otherwise."""
    for answer in (sk.analyses.what_if(BASE, RECORDS), sk.analyses.what_if(BASE, RECORDS, other_records=RECORDS)):
        assert not answer
        assert answer.more == sk.money("0 EUR")
        assert answer.before == answer.after


def test_other_records():
    """Without the outage the 125 EUR of March are not payable."""
    answer = sk.analyses.what_if(BASE, RECORDS, other_records={"outages": []}, period="2026-03")
    assert answer.more == sk.money("-125 EUR")
    assert answer.to_dict()["more_payable"] == "-125.00 EUR"
    assert "in all: payable 125.00 EUR -> 0.00 EUR" in str(answer)


def test_paths():
    """By number or by name; a key in quotes is one step."""
    assert steps_of('objectives.Uptime.penalty.below."99.9 %"') == ("objectives", "Uptime", "penalty", "below", "99.9 %")
    by_name, by_number = (changed_agreement(BASE, {path: "at least 99 %"}) for path in ("objectives.Uptime.target", "objectives[0].target"))
    assert by_name == by_number != BASE


def test_what_leads_nowhere():
    """All problems at once, with what is near."""
    with pytest.raises(sk.errors.UsageError) as refused:
        sk.analyses.what_if(BASE, RECORDS, {"objectives.Uptme.target": "at least 9 %", "objectives.Uptime.targt": 3, "fee": "x", "a..b": 1})
    text = str(refused.value)
    assert all(part in text for part in ("'Uptime'", "'target'", "fee: ", "'a..b' is not the path of a term"))


def test_a_period_that_is_not_over():
    """100 min down miss 99.9 % in April, which is open: 5 % of 1,000 GBP is projected, 10 % would be; nothing is payable more yet."""
    terms = {"provider": "P", "customer": "C", "term": ("2026-04-01", "2026-06-01"), "timezone": "UTC", "fee": "1000 GBP"}
    agreed = sk.Agreement("H", **terms, objectives=[sk.Objective("Up", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Flat("5 %"))])
    down = {"outages": [{"start": "2026-04-10T10:00Z", "end": "2026-04-10T11:40Z"}]}
    change = {"objectives.Up.penalty": sk.Flat("10 %")}
    answer = sk.analyses.what_if(agreed, down, change, period="2026-04", as_of="2026-04-20T00:00Z")
    assert (str(answer.more), str(answer.more_projected), bool(answer)) == ("0.00 GBP", "50.00 GBP", True)
    assert str(answer).splitlines()[-1] == "  projected: 50.00 GBP -> 100.00 GBP (+50.00 GBP)"
    assert answer.to_dict()["more_projected"] == "50.00 GBP"


def test_both_statements_speak_of_one_instant():
    """Records of May stand in the place of April's; a case of April that is open is over its month in both, and misses 95 %."""
    terms = {"provider": "P", "customer": "C", "term": ("2026-04-01", "2026-06-01"), "timezone": "UTC", "fee": "1000 GBP"}
    cases = sk.Within("cases", "5 days", since="asked", until="done")
    agreed = sk.Agreement(
        "H", **terms, objectives=[sk.Objective("In time", cases, "at least 95 %"), sk.Objective("Up", sk.Uptime("down"), "at least 9 %")]
    )
    held = {"cases": [{"asked": "2026-04-29T00:00Z", "done": None}], "down": []}
    later = {"down": [{"start": "2026-05-20T00:00Z", "end": "2026-05-20T01:00Z"}]}
    answer = sk.analyses.what_if(agreed, held, other_records=later, period="2026-04")
    assert answer.before.as_of == answer.after.as_of
    assert [one.line("In time").outcome for one in (answer.before, answer.after)] == ["missed", "missed"]
