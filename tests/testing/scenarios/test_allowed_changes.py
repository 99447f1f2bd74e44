"""Allowed changes: each has its reason and names something of the contract, whether or not changes are tried."""

import pytest
from scenario_texts import CONTRACT, ONE, SCENARIOS, read

import slakit as sk
from slakit.testing.scenarios.allowed_changes import allow_faults

AGREEMENT, TWO = sk.loads(ONE), sk.loads(CONTRACT)
WHY = "the vendor reports whole percents"


def faults(**allow):
    return dict(allow_faults(allow, AGREEMENT))


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
    assert faults(**{name: WHY}) == {}


@pytest.mark.parametrize("reason", ["", "  ", 7, None])
def test_no_reason(reason):
    """Its text is what a reader finds later."""
    assert faults(timezone=reason) == {"timezone": f'is allowed without a reason; write allow = {{ timezone = "{WHY}" }}'}


def test_what_the_contract_does_not_have():
    assert faults(**{"objectives[0].targets": WHY}) == {
        "objectives[0].targets": "is no term of 'Hosting' and no change of one; did you mean 'objectives[0].target'?"
    }
    (fault,) = faults(nothing=WHY).values()
    assert fault == ("is no term of 'Hosting' and no change of one; slakit test --mutants and --coverage name what no scenario notices")


def test_all_are_reported_with_their_place(tmp_path):
    """Without a word of mutants or coverage."""
    with pytest.raises(sk.errors.UsageError) as error:
        read(tmp_path, f'{SCENARIOS}\n[allow]\ntimezone = ""\ntimezones = "{WHY}"\n')
    assert [problem.partition(" ")[2] for problem in error.value.problems] == [
        f'allow.timezone: is allowed without a reason; write allow = {{ timezone = "{WHY}" }}',
        "allow.timezones: is no term of 'Hosting' and no change of one; did you mean 'timezone'?",
    ]
