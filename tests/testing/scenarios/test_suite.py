"""Suites: the scenarios that are tried first find what all of them find."""

from scenario_texts import MEASURED, read, read_files
from tested_contract import CONTRACT, JUNE

from slakit import testing as skt
from slakit.testing.scenarios.suite import Suite


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


WRITTEN = """
[[scenarios]]
name = "every day at six"
records.files = [
DAYS
]
expect.outcome = "met"
""".replace("DAYS", ",\n".join(f'    {{ sent = "2026-06-{day:02} 06:00" }}' for day in range(1, 31)))


def due(terms):
    return [str(one) for one in terms if "due" in str(one)]


def test_records_of_a_measure_follow_any_due_time(tmp_path):
    """Made of the rule of the contract they exercise and notice no term of it, right or wrong; records that are written do."""
    (made,) = skt.suites([read_files(tmp_path)])
    assert due(made.coverage.missing) == ["Settlement files, metric due rule: FREQ=DAILY;BYHOUR=6;BYMINUTE=0"]
    assert len(due(made.survivors)) == 5
    (written,) = skt.suites([read_files(tmp_path, MEASURED + WRITTEN)])
    assert due(written.coverage.missing) == []
    assert due(written.survivors) == [  # a file at six is in time until seven; the first duty of all is not in June
        "Settlement files, metric due rule: FREQ=DAILY;BYHOUR=6;BYMINUTE=0 -> FREQ=DAILY;BYHOUR=7;BYMINUTE=0",
        "Settlement files, metric due rule: FREQ=DAILY;BYHOUR=6;BYMINUTE=0 -> FREQ=DAILY;BYHOUR=6;BYMINUTE=30",
        "Settlement files, metric due start: 2026-01-01 -> 2026-01-02",
        "Settlement files, metric due tz: Europe/Berlin -> UTC",  # eight in Berlin
    ]


def test_tests_in_python_alone_have_hints_too():
    """Without a scenario no period is named, and the first whole one says which measure would notice: a quarter is paid from 95 % down."""
    suite = Suite(CONTRACT, also=[lambda contract: skt.assert_credit(contract, JUNE, "850 EUR", period="2026-06")])
    change = "clause 4.1 Uptime, penalty below (for 25 %): 95 % -> 96 %"
    assert f"{change}\n    Uptime at 95 % would notice it: credit 250.00 EUR, and 625.00 EUR after the change" in suite.report
