"""The answers of analyses: one objective is had by its name, another name is an error with its remedy; a notebook shows their tables."""

import pytest

import slakit as sk
from slakit.errors import UsageError

HOSTING = sk.Agreement(
    "Hosting", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", fee="1000 GBP",
    objectives=[sk.Objective("Up <time>", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Flat("5 %"))],
)  # fmt: skip
OUTAGES = {"outages": [{"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}]}


@pytest.fixture(scope="module")
def answers():
    at = "2026-04-16T00:00Z"
    return {
        "outlook": sk.analyses.outlook(HOSTING, OUTAGES, as_of=at),
        "headroom": sk.analyses.headroom(HOSTING, OUTAGES, period="2026-03"),
        "suggest": sk.analyses.suggest(HOSTING, OUTAGES, as_of=at),
        "replay": sk.analyses.replay(HOSTING, OUTAGES, as_of=at),
    }


@pytest.mark.parametrize("name", ["outlook", "headroom", "suggest"])
def test_an_objective_by_its_name(answers, name):
    assert answers[name]["Up <time>"]
    with pytest.raises(UsageError, match="'up <time>' is not an objective of this answer; did you mean 'Up <time>'\\?"):
        answers[name]["up <time>"]


@pytest.mark.parametrize(("name", "cell"), [("headroom", "Up &lt;time&gt;"), ("suggest", "Up &lt;time&gt;"), ("replay", "50.00 GBP")])
def test_a_notebook_shows_a_table(answers, name, cell):
    """March missed, 5 % of 1,000 GBP: 50 GBP."""
    page = answers[name]._repr_html_()
    assert page.startswith("<div><table>")
    assert f">{cell}</td>" in page
