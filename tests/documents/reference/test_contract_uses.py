"""That the reference finds the uses of words in contracts, and what a contract does not write is no use."""

import pytest

from slakit.documents.reference.contract_uses import ContractUses
from slakit.documents.reference.entries import entries_of

CONTRACT = """# A desk: what it shows.
# Source: a published agreement, section 3; publisher's text, as known on 2026-11-22. Restated.

name = "Desk"
provider = "P"
customer = "C"
term = ["2026-01-01", "2027-01-01"]
timezone = "UTC"
fee = "1000 GBP"
settlement = { cap = "10 %" }

[[objectives]]
name = "Uptime"
clause = "3.1"
window = "quarterly"
metric = { is = "uptime", stream = "outages" }
target = "at least 99.9 %"
penalty = { is = "flat", credit = "5 %", capped = "50 GBP" }
"""


@pytest.fixture
def uses(tmp_path):
    (tmp_path / "desk.toml").write_text(CONTRACT, encoding="utf-8")
    made_up = CONTRACT.replace("Source: a published", "Source: made up, a").replace(
        'stream = "outages"', 'stream = "outages", whole = "1 min"'
    )
    (tmp_path / "another.toml").write_text(made_up, encoding="utf-8")
    return ContractUses(tmp_path)


@pytest.mark.parametrize("word", ["uptime", "flat", "capped", "quarterly", "bound", "objective"])
def test_words_of_an_objective(uses, word):
    """A word of an objective is a use with its clause and its text, a real contract before one that is made up."""
    real, made_up = uses.of(entries_of(word)[0])
    assert (real.file, real.objective, real.clause) == ("desk.toml", "Uptime", "3.1")
    assert real.source == "a published agreement, section 3; publisher's text, as known on 2026-11-22"
    assert real.text == CONTRACT[CONTRACT.index("[[objectives]]") :]
    assert made_up.file == "another.toml"


def test_words_of_the_agreement(uses):
    """A word outside the objectives has the line that says it."""
    use = uses.of(entries_of("settlement")[0])[0]
    assert (use.objective, use.clause, use.text) == ("", "", 'settlement = { cap = "10 %" }\n')


@pytest.mark.parametrize("word", ["monthly", "linear", "claims"])
def test_words_that_are_not_written(uses, word):
    """A window that is so by default is no use, nor is a word that no contract has."""
    assert uses.of(entries_of(word)[0]) == []
