"""What an author writes by habit is answered with the text that was meant, in the format of the document."""

import pytest

import slakit as sk
from slakit.cli.contract_kinds import KINDS
from slakit.cli.init import contract_text
from slakit.cli.main import main

TOP = 'name = "N"\nprovider = "P"\ncustomer = "C"\nterm = ["2026-01-01", "2027-01-01"]\ntimezone = "UTC"\nfee = "9 GBP"\n'
UPTIME = '[[objectives]]\nname = "A"\nmetric = { is = "uptime", stream = "outages" }\ntarget = "at least 99 %"\n'


def problems(text):
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.loads(text)
    return list(caught.value.problems)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("99.95 %", "at least 99.95 %"),
        ("minimum 95 %", "at least 95 %"),
        (">= 95%", "at least 95%"),
        ("> 95 %", "more than 95 %"),
        ("4 hours", "at most 4 hours"),
        ("max 2 business days", "at most 2 business days"),
        ("<= 40 ms", "at most 40 ms"),
        (">=99.95 %", "at least 99.95 %"),
        ("atleast 99.95 %", "at least 99.95 %"),
        ("at lest 99.95 %", "at least 99.95 %"),
        ("At least 99.95 %", "at least 99.95 %"),
        ("no less then 99.95 %", "no less than 99.95 %"),
        ("greater than 99.95 %", "more than 99.95 %"),
        ("lessthan 3 messages", "less than 3 messages"),
        ("at mots 2 %", "at most 2 %"),
        ("roughly 99.95 %", "at least 99.95 %"),
        ("atleast 99.95 % rounded to 0.1 %", "at least 99.95 % rounded to 0.1 %"),
        ("atleast 20 GB/day", "at least 20 GB/day"),
        ("on 2026-06-01", "at least 99.9 %"),
        ("P95 belw 3 h", "at least 99.9 %"),
        ("soon", "at least 99.9 %"),
    ],
)
def test_targets(written, meant):
    """The figure that was written stands in the remedy, and the remedy is a target."""
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.target(written)
    assert caught.value.problems == (f"{written!r} is not a target; write {meant!r}",)
    sk.target(meant)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (">= 99.99", "'at least 99.99 %' or 'at least 99.99'"),
        ("99.95", "'at least 99.95 %' or 'at least 99.95'"),
        (99.9, "'at least 99.9 %' or 'at least 99.9'"),
        ("max 12", "'at most 12 %' or 'at most 12'"),
        ("atleast 300", "'at least 300'"),
        (True, "'at least 99.9 %'"),
    ],
)
def test_targets_without_a_unit(written, meant):
    """A number is a share or a count: nobody says of what."""
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.target(written)
    assert caught.value.problems == (f"{written!r} is not a target; write {meant}",)


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda text: sk.Within("c", text, since="a", until="b"), "'less then 2 hours' is not a limit; write 'less than 2 hours'"),
        (lambda text: sk.Within("c", text, since="a", until="b"), "'max. 2 business days' is not a limit; write 'at most 2 business days'"),
        (lambda text: sk.Uptime("o", minimum_length=text), "'morethan 5 min' is not a limit; write 'more than 5 min'"),
        (lambda text: sk.Ranges({text: "5 %"}), "'belw 99.9 %' is not a range; write 'below 99.9 %'"),
        (lambda text: sk.Ranges({text: "5 %"}), "'>=95 % and less then 99 %' is not a range; write 'at least 95 % and less than 99 %'"),
        (lambda text: sk.Tiered(below={text: "5 %"}), "'under 99.9 %' is not a quantity; write '99.9 %'"),
        (lambda text: sk.Tiered(below={text: "5 %"}), "'<99.9 %' is not a quantity; write '99.9 %'"),
    ],
)
def test_comparisons_elsewhere(make, problem):
    """A limit, a range or an edge that is written by habit keeps its figure as a target does."""
    with pytest.raises(sk.errors.ContractError) as caught:
        make(problem.split("'")[1])
    assert str(caught.value).endswith(problem)


def test_day_and_night():
    """A clock that never stops is `always`, also for one value of a field."""
    clock = 'clock = { p1 = "24x7", p2 = "desk" }, clock_by = "p"'
    metric = f'metric = {{ is = "within", stream = "t", limit = "1 hour", since = "a", until = "b", {clock} }}'
    (one, other) = problems(f'{TOP}[[objectives]]\nname = "A"\n{metric}\ntarget = "at least 9 %"\n')
    assert one == "line 9 objectives[0].metric.clock.p1: '24x7' is not a calendar; write 'always', every moment counts"
    assert other == "line 9 objectives[0].metric.clock.p2: 'desk' is not a calendar; known: always"


def test_what_is_missing_is_written_out():
    """No remedy is three dots where the kind of the value is clear."""
    text = TOP + '[calendars]\ndesk = { is = "without", kept = "always" }\n' + UPTIME
    calendar = '{ is = "weekly", hours = { mon-fri = "09:00-17:30" }, tz = "Europe/London" }'
    assert problems(text) == [f"line 8 calendars.desk: has no 'taken'; write taken = [{calendar}]"]
    text = TOP + '[calendars]\ndesk = { is = "without", kept = "always", taken = "always" }\n' + UPTIME
    assert problems(text) == ["line 8 calendars.desk.taken: 'always' is not a list of one or more; write taken = [\"always\"]"]
    text = TOP + 'settlement = { claims = "30 days" }\n' + UPTIME
    assert problems(text) == ["line 7 settlement.claims: '30 days' is not claims; write { within = \"30 days\" }"]


def test_keys_of_claims_and_terms():
    """Keys of a settlement that vendors use, and the two days of a term."""
    text = TOP + 'end = "2026-12-31"\nsettlement = { liability_cap = "5 %", claim_within = "30 days" }\n' + UPTIME
    assert problems(text) == [
        "line 7 end: is not a key of an agreement; write 'term', the first day, and the day after the last",
        "line 8 settlement.liability_cap: is not a key of a settlement; write 'cap', the most that is payable",
        "line 8 settlement.claim_within: is not a key of a settlement; write 'claims', what must be claimed, and by when",
    ]


def test_reference_knows_terms_of_the_field(capsys):
    """The page that is meant is named, not the word that is spelt most alike."""
    assert main(["reference", "response time"]) == 2
    assert main(["reference", "termination"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "slakit: 'response time' is not a word of documents; write 'within', the share of cases done within a limit",
        "slakit: 'termination' is not a word of documents; write 'right', what the customer may do",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_contracts_to_begin_with_have_no_findings(kind):
    """What `slakit init` writes passes `slakit check`."""
    answers = {"name": "N", "provider": "P", "customer": "C", "fee": "900 GBP", "first": "2026-01-01", "timezone": "Europe/London"}
    assert sk.check(sk.loads(contract_text({**answers, "kind": kind}, "contract.toml"))) == ()


def test_so_much_for_each_hour_under_a_share():
    """Each of the two ways to write "99.95 %, and 5 % for each hour down" in one objective names the other one of two."""
    hours = UPTIME + 'penalty = { is = "accrual", credit = "5 %", per = "1 hour" }\n'
    share = UPTIME.replace("uptime", "downtime").replace("at least 99 %", "at most 0.05 %")
    assert problems(TOP + hours)[0].endswith(
        'per = "1 hour" cannot count what is a ratio; '
        'measure the time down, { is = "downtime", ... }, with only_if = { above = "0.05 %" } for a promise of 99.95 %'
    )
    assert problems(TOP + share)[0].endswith(
        "'at most 0.05 %' cannot judge a length of time; "
        "write 'at most 2 hours', or promise a share of the time, { is = \"uptime\", ... } with 'at least 99.95 %'"
    )
