"""A misspelt field of a claim would mean any objective, any period, any group: it is refused, in Python and in a scenario file."""

import pytest
from message_texts import DESK, load

import slakit as sk
from slakit import testing as skt

REGIONS = DESK.replace('stream = "outages" }', 'stream = "outages", by = "region", groups = ["eu", "us"] }')
SLIPS = [("objectiv", "objective"), ("Period", "period"), ("perid", "period"), ("region", "group"), ("groups", "group")]
NOTES = ("note", "ticket", "subject", "person", "by", "reason")  # a claim may say more, and be for any


@pytest.mark.parametrize(("name", "meant"), SLIPS)
def test_a_misspelt_field_of_a_claim(tmp_path, name, meant):
    claims = [{"at": "2026-04-10T00:00Z"}, {"at": "2026-04-10T00:00Z", name: "eu"}]
    with pytest.raises(sk.errors.UsageError) as error:
        skt.assert_payable(sk.loads(REGIONS), {"tickets": [], "outages": [], "claims": claims}, "0 EUR", period="2026-03")
    assert str(error.value) == f"claims record 2: {name!r} is not a field that the contract reads; did you mean {meant!r}?"
    row = f'records.claims = [{{ at = "2026-04-10", {name} = "eu" }}]\nexpect.credit = "0 EUR"'
    with pytest.raises(sk.errors.UsageError, match=f"records.claims row 1, {name}: .*did you mean '{meant}'"):
        load(tmp_path, row, REGIONS)
    (tmp_path / "claims.csv").write_text(f"at,{name}\n2026-04-10,eu\n", encoding="utf-8")
    with pytest.raises(sk.errors.UsageError, match=f"claims.csv has the column '{name}', and none '{meant}'"):
        load(tmp_path, 'records.claims = "claims.csv"\nexpect.credit = "0 EUR"', REGIONS)


def test_what_a_claim_says_beside_is_no_slip(tmp_path):
    fields = ", ".join(f'{name} = "x"' for name in NOTES)
    load(tmp_path, f'records.claims = [{{ at = "2026-04-10", {fields} }}]\nexpect.credit = "0 EUR"', REGIONS)
    right = 'at = "2026-04-10", group = "eu", groups = "eu", region = "eu"'
    load(tmp_path, f'records.claims = [{{ {right} }}]\nexpect.credit = "0 EUR"', REGIONS)


def test_evidence_and_what_was_done_of_a_duty(tmp_path):
    claims = DESK.replace('within = "30 days"', 'within = "30 days", evidence = "photo"')
    duty = f'{claims}\n[[duties]]\nname = "Review"\nwho = "provider"\nevery = "quarterly"\nwithin = "10 days"\n'
    for stream, name, meant in (("claims", "photos", "photo"), ("duties", "dutty", "duty"), ("duties", "objektive", "objective")):
        row = f'records.{stream} = [{{ at = "2026-04-10", {name} = "x" }}]\nexpect.credit = "0 EUR"'
        with pytest.raises(sk.errors.UsageError, match=f"{name}: .*did you mean '{meant}'"):
            load(tmp_path, row, duty)
