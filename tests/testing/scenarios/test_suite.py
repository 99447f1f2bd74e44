"""Suites: the scenarios that are tried first find what all of them find."""

from scenario_texts import read

from slakit import testing as skt


def test_the_order_changes_nothing_but_the_time(tmp_path):
    """A suite stops at the first scenario that exercises a term or notices a change; it finds as many as if it tried them all."""
    file = read(tmp_path)
    (suite,) = skt.suites([file])
    every = skt.coverage(file.agreement, [scenario.statement for scenario in file.scenarios])
    assert [(str(term), bool(term.tests)) for term in suite.coverage.terms] == [(str(term), bool(term.tests)) for term in every.terms]
    assert sum(len(term.tests) for term in suite.coverage.terms) < sum(len(term.tests) for term in every.terms)
    assert suite.survivors == skt.survivors(file.agreement, file.test) != ()


def test_scenarios_name_what_they_expect_something_of(tmp_path):
    assert [sorted(one.objectives) for one in read(tmp_path).scenarios] == [["Uptime"], ["Uptime"], ["Replies"], []]
