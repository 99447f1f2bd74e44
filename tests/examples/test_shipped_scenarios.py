"""The scenarios of shipped contracts: all pass, each term is exercised, and each change of a term is noticed or allowed with a reason."""

import pytest
from shipped import CONTRACTS, EXAMPLES

import slakit as sk
from slakit import testing as skt

FILES = sorted((EXAMPLES / "scenarios").glob("*.sla.toml"))


def test_every_shipped_contract_has_scenarios():
    tested = {file.agreement.name for file in map(skt.load_scenarios, FILES)}
    assert [path.name for path in CONTRACTS if sk.load(path).name not in tested] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.removesuffix(".sla.toml"))
def test_all_pass(path):
    assert [str(result) for scenario in skt.load_scenarios(path).scenarios if not (result := scenario.run())] == []


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.removesuffix(".sla.toml"))
def test_every_term_is_exercised_and_every_change_noticed(path):
    file = skt.load_scenarios(path)
    assert file.not_needed == {}
    (suite,) = skt.suites([file])
    assert suite.coverage.missing == (), str(suite.coverage)
    assert (suite.survivors, suite.unused) == ((), ()), suite.report
