"""Allowed changes: each has its reason, and names something of the contract, whether or not changes are tried."""

import pytest
from scenario_texts import CONTRACT, ONE, SCENARIOS, read

import slakit as sk
from slakit.testing.scenarios.allowed_changes import PLACEHOLDER, reason_faults, unfit_keys

AGREEMENT, TWO = sk.loads(ONE), sk.loads(CONTRACT)
WHY = "the vendor reports whole percents"


@pytest.mark.parametrize(
    "name",
    [
        "timezone",  # a path
        'objectives[0].penalty.below."95 %"',
        "clause 4.1 Uptime, penalty below (for 25 %): 95 % -> 96 %",  # the words of a change
        "clause 4.1 Uptime, target: at least 99 % missed",  # of a term
    ],
)
def test_what_the_contract_has(name):
    assert unfit_keys([name], AGREEMENT) == {}


@pytest.mark.parametrize("reason", ["", "  ", 7, None])
def test_no_reason(reason):
    """Its text is what a reader finds later, and nobody but the author knows it: none is proposed."""
    fault = f'is allowed without a reason; write allow = {{ timezone = "{PLACEHOLDER}" }}'
    assert dict(reason_faults({"timezone": reason})) == {"timezone": fault}


@pytest.mark.parametrize("reason", [PLACEHOLDER, f" {PLACEHOLDER} ", "why"])
def test_the_placeholder_is_no_reason(reason):
    fault = f"{reason.strip()!r} stands for the reason, and is none; write in its place why no test can notice this change"
    assert dict(reason_faults({"timezone": reason})) == {"timezone": fault}
    assert dict(reason_faults({"timezone": WHY})) == {}


def test_what_the_contract_does_not_have():
    fault = "is not needed: it is no term of 'Hosting' and no change of one"
    assert unfit_keys(["objectives[0].targets", "nothing", "timezone"], AGREEMENT) == {
        "objectives[0].targets": f"allow: 'objectives[0].targets' {fault}; did you mean 'objectives[0].target'?",
        "nothing": f"allow: 'nothing' {fault}; take it away",
    }


def test_reasons_are_reported_with_their_place(tmp_path):
    """Without a word of mutants or coverage; a key that fits nothing breaks no file."""
    with pytest.raises(sk.errors.UsageError) as error:
        read(tmp_path, f'{SCENARIOS}\n[allow]\ntimezone = ""\ntimezones = "{WHY}"\n')
    assert [problem.partition(" ")[2] for problem in error.value.problems] == [
        f'allow.timezone: is allowed without a reason; write allow = {{ timezone = "{PLACEHOLDER}" }}',
    ]
    file = read(tmp_path, f'{SCENARIOS}\n[allow]\ntimezones = "{WHY}"\n')
    assert all(one.run() for one in file.scenarios)
    assert [*file.not_needed] == ["timezones"]
