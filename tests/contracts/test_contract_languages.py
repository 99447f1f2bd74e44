"""The pages of every shipped contract: no number of a German page is written as in English, and each says what the engine said."""

import re
from fractions import Fraction

import pytest
from contract_statements import of_every, statement_of

from slakit.reports.views.wording import Wording

ENGLISH = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
GERMAN = r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"
ENDS = r"(?![\w:-]|[.,]\d)"
DAY = r"\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:[+-]\d\d:\d\d|Z)?)?"
GERMAN_DAY = r"\d{1,2}\. [A-Z]\w+ \d{4}|\d\d\.\d\d\.\d{4}, [\d:]+"
CLAUSE = r"(?:clause|version|section|§) [\w.()-]+"


def numbers(text, form, day, groups, decimal):
    """The values of the numbers of a text, in their order, without days and names of clauses."""
    text = re.sub(f"{CLAUSE}|{day}", "", text)
    return [Fraction(one.replace(groups, "").replace(decimal, ".")) for one in re.findall(rf"(?<![\w.,:/-]){form}{ENDS}", text)]


@of_every
def test_a_german_page_has_german_numbers(path, monkeypatch):
    """Whatever the engine says has the same numbers in the German form, and none in the English."""
    pytest.importorskip("jinja2")
    said, engine = [], Wording.engine

    def listened(self, text):
        said.append((text, engine(self, text)))
        return said[-1][1]

    monkeypatch.setattr(Wording, "engine", listened)
    statement_of(path).to_html("de")
    assert said
    for written, shown in said:
        assert numbers(shown, GERMAN, GERMAN_DAY, ".", ",") == numbers(written, ENGLISH, DAY, ",", "."), written
