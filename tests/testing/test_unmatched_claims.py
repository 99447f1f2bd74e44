"""A claim of a test that is for no line of its statement claims nothing, and says so."""

import pytest
from message_texts import DESK, run

import slakit as sk
from slakit import testing as skt

HEAD = "some records claim or do what is for no line: "
CLAIMED = DESK.replace('target = "at least 99.9 %"', 'target = "at least 99.9 %"\npenalty = { is = "flat", credit = "5 %" }')
DOWN = 'records.tickets = []\nrecords.outages = [{ start = "2026-03-08 02:00", end = "+3 h" }]\n'
OWED = "what is owed is of Uptime, 2026-03"
RECORDS = {"tickets": [], "outages": [skt.outage("2026-03-08T02:00Z", "3 h")]}


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ('at = "2026-04-10 00:00", period = "2026-02"', f"at = 2026-04-10T00:00:00+01:00, period = '2026-02'; {OWED}"),
        ('at = "2026-04-10 00:00", objective = "Replies"', f"at = 2026-04-10T00:00:00+01:00, objective = 'Replies'; {OWED}"),
        ('at = "2026-03-07 00:00"', f"at = 2026-03-07T00:00:00+00:00; {OWED} (not before 2026-03-08T02:00:00+00:00)"),
    ],
)
def test_a_claim_for_another_line(tmp_path, claim, why):
    """Of another period, of another promise, or before the incident: what it leaves to pay is not seen in the credit."""
    text = f"{DOWN}records.claims = [{{ {claim} }}]\n"
    slip = f"{HEAD}claims record 1: {why}; if it is meant so, write "
    result = run(tmp_path, f'{text}expect.credit = "300 EUR"', CLAIMED)
    assert [str(one) for one in result.differences] == [f"{slip}expect.unmatched = 1"]
    assert run(tmp_path, f'{text}expect = {{ payable = "0 EUR", unmatched = 1 }}', CLAIMED).passed
    row = dict(part.split(" = ") for part in claim.replace('"', "").split(", "))
    records = {
        **RECORDS,
        "claims": [{**row, "at": skt.case(at=f"{row['at'].replace(' ', 'T')}{'Z' if '03-07' in claim else '+01:00'}")["at"]}],
    }
    agreement = sk.loads(CLAIMED)
    for assertion, *amount in ((skt.assert_missed,), (skt.assert_credit, "300 EUR"), (skt.assert_payable, "0 EUR")):
        with pytest.raises(AssertionError) as error:
            assertion(agreement, records, *amount, period="2026-03", objective="Uptime")
        assert str(error.value) == f"{slip}unmatched=1"
        assertion(agreement, records, *amount, period="2026-03", objective="Uptime", unmatched=1)


@pytest.mark.parametrize(
    "claims",
    [
        '[{ at = "2026-04-10" }]',
        '[{ at = "2026-03-08" }]',  # a day is its last instant, and the incident was at two
        '[{ at = "2026-04-10", objective = "Uptime", period = "2026-03" }]',
        '[{ at = "2026-04-10", objective = "Uptime" }, { at = "2026-04-10", objective = "Replies" }]',  # both are claimed, one owes
        '[{ at = "2026-06-10" }]',  # too late is for it all the same
        "[]",
    ],
)
def test_a_claim_that_is_for_a_line(tmp_path, claims):
    assert run(tmp_path, f'{DOWN}records.claims = {claims}\nexpect.credit = "300 EUR"', CLAIMED).passed


def test_nothing_is_owed(tmp_path):
    """Then a claim may be made for a line that is met, but not for none."""
    quiet = 'records = { tickets = [], outages = [], claims = [{ at = "2026-04-10", period = "PERIOD" }] }\nexpect.payable = "0 EUR"'
    assert run(tmp_path, quiet.replace("PERIOD", "2026-03"), CLAIMED).passed
    result = run(tmp_path, quiet.replace("PERIOD", "2026-02"), CLAIMED)
    text = "claims record 1: at = 2026-04-10T23:59:59.999999+01:00, period = '2026-02'; no line of the statement is of that"
    assert [str(one).partition(";")[0] for one in result.differences] == [f"{HEAD}{text}".partition(";")[0]]


def test_many_lines_and_what_is_a_problem_already():
    """Three lines are named; a claim for an objective that there is not is a problem, and no more."""
    regions = sk.loads(CLAIMED.replace('stream = "outages"', 'stream = "outages", by = "region"'))
    outages = [skt.outage("2026-03-08T02:00Z", "3 h", region=region) for region in "abcde"]
    records = {"outages": outages, "claims": [{"at": "2026-04-10T00:00Z", "period": "2026-02"}]}
    with pytest.raises(AssertionError, match=r"; what is owed is of Uptime \[a\], 2026-03, .* and 2 more; if it is meant"):
        skt.assert_credit(regions, records, "1500 EUR", period="2026-03", objective="Uptime")
    records["claims"] = [{"at": "2026-04-10T00:00Z", "objective": "Uptme"}]
    with pytest.raises(AssertionError, match=r"^some records cannot be read: .*'Uptme', which is no objective") as error:
        skt.assert_credit(regions, records, "1500 EUR", period="2026-03", objective="Uptime")
    assert HEAD not in str(error.value)


def test_a_claim_for_a_closed_period(tmp_path):
    """With a history it may be for a line of an earlier statement."""
    agreement = sk.loads(CLAIMED)
    february = sk.evaluate(agreement, {"outages": [], "tickets": []}, period="2026-02")
    (tmp_path / "february.json").write_text(february.to_json(), encoding="utf-8")
    claim = 'claims = [{ at = "2026-02-27", period = "2026-02" }]'
    text = f'history = "february.json"\nrecords = {{ tickets = [], outages = [], {claim} }}\nexpect.credit = "0 EUR"'
    assert run(tmp_path, text, CLAIMED).passed
    late = run(tmp_path, text.replace("2026-02-27", "2026-03-27"), CLAIMED)
    assert [one.what for one in late.differences] == ["unmatched"]


def test_a_log_of_claims(tmp_path):
    """A claim for another month is no slip beside one for all that is owed, and is one without it, or for another promise."""
    claim = '{ at = "2026-04-10", objective = "Uptime", period = "2026-03" }'
    february = '{ at = "2026-03-10", objective = "Uptime", period = "2026-02" }'
    text = f'{DOWN}records.claims = [{february}, CLAIM]\nexpect.credit = "300 EUR"'
    assert run(tmp_path, text.replace("CLAIM", claim), CLAIMED).passed
    for other in (february, claim.replace("2026-03", "2026-01"), claim.replace("Uptime", "Replies")):
        assert [one.what for one in run(tmp_path, text.replace("CLAIM", other), CLAIMED).differences] == ["unmatched"]
