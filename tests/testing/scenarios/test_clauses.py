"""Clauses: a scenario names one that its contract has."""

import pytest
from scenario_texts import CONTRACT, SCENARIOS, read

import slakit as sk
from slakit.testing.scenarios.clauses import clauses_of

AGREEMENT = sk.loads(CONTRACT)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("", ["4.1"]),
        ("cap = '25 %' # clause 5", ["4.1", "5"]),
        ("# see clauses 2, 3(a) and 6.2.", ["4.1", "2", "3(a)", "6.2"]),
        ("# (Section 7), § 8 or Schedule 3.12", ["4.1", "7", "8", "3.12"]),
        ("limit = '2 hours' # the clause of 2025", ["4.1"]),
    ],
)
def test_a_contract_names_its_clauses(text, clauses):
    """With a key, or in a comment, where a tier or a step has none."""
    assert clauses_of(AGREEMENT, text) == clauses


def faults(folder, clause, contract=CONTRACT):
    """The problems of a scenario of a clause."""
    read(folder)
    (folder / "other.toml").write_text(contract, encoding="utf-8")
    text = SCENARIOS.replace("hosting.toml", "other.toml").replace('clause = "4.1"', f'clause = "{clause}"')
    (folder / "other.sla.toml").write_text(text, encoding="utf-8")
    try:
        sk.testing.load_scenarios(folder / "other.sla.toml")
    except sk.errors.UsageError as error:
        return list(error.problems)
    return []


def test_another_clause_is_refused(tmp_path):
    remedy = "write one that it has, 4.1, or a comment '# clause 77' in the contract where it stands"
    where = "other.sla.toml:8 scenario '7 h 12 min are 99 %', clause: "
    assert faults(tmp_path, "77") == [f"{where}'77' is not a clause of 'Hosting'; {remedy}"]
    assert faults(tmp_path, "4.11") == [f"{where}'4.11' is not a clause of 'Hosting'; did you mean '4.1'?"]


def test_a_part_of_a_clause_is_one(tmp_path):
    """And the clause that it is a part of; a comment names one as well; a contract without clauses has any."""
    assert faults(tmp_path, "4.1(b)") == faults(tmp_path, "4") == []
    assert faults(tmp_path, "77", f"{CONTRACT}# clause 77: taxes\n") == []
    assert faults(tmp_path, "77", CONTRACT.replace('clause = "4.1"', "")) == []
