"""laws: one line of a file of tests, and the laws hold for shipped contracts."""

from pathlib import Path

import pytest
from run_pytest import run_pytest
from tested_contract import CONTRACT

import slakit as sk
from slakit import testing as skt
from slakit.testing.law_checks import CAPS, LAWS, WORSE

CONTRACTS = sorted((Path(__file__).parents[2] / "examples" / "contracts").glob("*.toml"))
SOME = ("generic-99.9", "demo-agency-bonus", "fidic-daily-rate")  # of which each law is tried every time; all, in a slow run
# laws that a shipped contract breaks by its own words
GAP = {"worse is never better for the provider": "at exactly 99.0 % its table of credits has no row"}
BY_TERMS = {"github-actions-2020": GAP, "github-enterprise-2020": GAP}


@pytest.mark.slow
def test_laws_as_a_test_of_pytest(tmp_path):
    """One line is collected as seven tests, by the names of the laws; one that is left out is skipped with the reason."""
    test = """
from tested_contract import CONTRACT
from slakit import testing as skt

test_laws = skt.laws(CONTRACT, examples=1, except_={"worse is never better for the provider": "each incident costs, clause 5"})
"""
    listed = run_pytest(tmp_path, test, "--collect-only")
    assert [line for line in listed.splitlines() if "::" in line] == [f"test_it.py::test_laws[{name}]" for name in LAWS]
    done = run_pytest(tmp_path, test, "-rs", "-k", "worse or costs")
    assert "1 passed, 1 skipped" in done
    assert "by the terms of the contract: each incident costs, clause 5" in done


def test_it_is_run_without_pytest():
    """The function tries all laws, or one, and refuses another."""
    laws = skt.laws(CONTRACT, examples=1)
    assert laws(CAPS) is None
    with pytest.raises(sk.errors.UsageError, match="'caps hld' is not a law; did you mean 'caps hold'"):
        laws("caps hld")


def test_used_wrongly():
    """Exceptions need a law and a reason."""
    with pytest.raises(sk.errors.UsageError, match="except_= has 'caps', which is not a law; did you mean 'caps hold'"):
        skt.laws(CONTRACT, except_={"caps": "why"})
    with pytest.raises(sk.errors.UsageError, match="except_= has no reason for 'caps hold'"):
        skt.laws(CONTRACT, except_={CAPS: " "})
    with pytest.raises(sk.errors.UsageError, match="is not an agreement"):
        skt.laws("contract.toml")


PER_OUTAGE = """
name = "Hosting"
provider = "Provider"
customer = "Customer"
term = ["2026-01-01", "2027-01-01"]
timezone = "UTC"
fee = "1000 EUR"

[[objectives]]
name = "Uptime"
metric = { is = "uptime", stream = "outages" }
target = "at least 99.9 %"
penalty = { is = "per breach", credit = "50 EUR" }
"""


def test_an_outage_that_joins_two_is_drawn():
    """Two outages are 100 EUR, and one that is longer than both is 50 EUR: the default number of examples is enough."""
    with pytest.raises(AssertionError, match="'worse is never better for the provider' does not hold") as failure:
        skt.laws(sk.loads(PER_OUTAGE))(WORSE)
    assert "less is owed: credit 100.00 EUR and then 50.00 EUR" in str(failure.value)
    skt.laws(sk.loads(PER_OUTAGE.replace('"per breach", credit = "50 EUR"', '"right", right = "terminate"')))(WORSE)


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("name", SOME)
def test_they_hold_for_shipped_contracts(name, law):
    """Two examples each."""
    skt.laws(sk.load(CONTRACTS[0].with_name(f"{name}.toml")), except_=BY_TERMS.get(name), examples=2)(law)


@pytest.mark.slow
@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_they_hold_for_every_shipped_contract(path):
    """All laws."""
    skt.laws(sk.load(path), except_=BY_TERMS.get(path.stem), examples=2)()
