"""The annex for a client: frequent faults are in the words of each language, without what only the author of the contract can mend."""

import pytest

import slakit as sk
from slakit.engine.tally import keyed_records
from slakit.reports.views import problem_view

DESK = sk.Agreement(
    "Desk", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC",
    objectives=[
        sk.Objective("Replies", sk.Within("cases", "4 hours", since="asked", until="done", key="id"), "at least 90 %"),
        sk.Objective("Marks", sk.Mean("marks", "mark"), "at least 4"),
    ],
)  # fmt: skip
CASES = [{"id": 1, "asked": "2026-04-02T09:00Z", "done": f"2026-04-02T1{hour}:00Z"} for hour in (0, 1)]
CASES += [{"id": 2, "asked": "soon", "done": "2026-04-02T10:00Z"}]
MARKS = [{"at": "2026-04-02T09:00Z", "mark": mark} for mark in (5, "good")]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Two values for done in the rows of one id", "Another row of a case", "A time that", "A number that"]),
        ("de", ["Zwei Werte für done in den Zeilen eines Vorgangs (id)", "Weitere Zeile eines Vorgangs", "Eine Zeitangabe", "Eine Zahl"]),
        ("fr", ["Deux valeurs pour done", "Autre ligne d’un dossier", "Une heure qui", "Un nombre qui"]),
        ("es", ["Dos valores de done", "Otra fila de un caso", "Una hora que", "Un número que"]),
    ],
)
def test_frequent_faults(language, words):
    pytest.importorskip("jinja2")
    page = sk.evaluate(DESK, {"cases": CASES, "marks": MARKS}, period="2026-04").to_html(language)
    annex = page.partition('id="problems"')[2] or page
    assert [word for word in words if word not in annex] == []
    for code in ("updated=", "folded into", "is not an instant", "is not a number"):
        assert code not in annex


def test_the_word_is_that_of_the_engine():
    assert problem_view.FOLDED == keyed_records.FOLDED
