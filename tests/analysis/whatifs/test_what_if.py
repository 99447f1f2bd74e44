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
