"""The PDF of a statement before it is laid out: it has what the page of HTML has, in each language."""

import json

import pytest
from hostile import EVIL, statement as hostile
from page_cases import AGREEMENT, OUTAGE, plain

import slakit as sk
from slakit.reports.locales.locale_texts import Texts
from slakit.reports.pdf.page_data import WIDEST, page_data
from slakit.reports.pdf.table_data import table
from slakit.reports.views.line_view import named
from slakit.reports.views.shown_text import shown_data
from slakit.reports.views.statement_view import StatementView


def data(statement, language="en", **options):
    return shown_data(page_data(StatementView.of(statement, Texts.of(language), **options)))


def every_text(part):
    if isinstance(part, dict):
        return [text for key, one in part.items() if key != "svg" for text in every_text(one)]
    return [text for one in part for text in every_text(one)] if isinstance(part, list) else [part] * isinstance(part, str)


@pytest.fixture(scope="module")
def march():
    return sk.evaluate(AGREEMENT, {"outages": [OUTAGE]}, period="2026-03", details=True)


def test_the_cover_says_what_is_signed(march):
    """5 % of 12,000 = 600, and nothing takes anything off."""
    cover = data(march)["cover"]
    assert cover["parties"] == [["Provider", "Brightside"], ["Customer", "Acme"]]
    assert [(word, plain(amount)) for word, amount, _ in cover["amounts"][:3]] == [
        ("Fee", "€12,000.00 a month"), ("Gross credit", "€600.00"), ("Net payable", "€600.00"),
    ]  # fmt: skip
    assert [strong for _, _, strong in cover["amounts"]].count(True) == 1
    assert [who for who, _ in cover["signatures"]] == ["For the provider: Brightside", "For the customer: Acme"]
    assert data(march)["digest"][1] == march.digest


@pytest.mark.parametrize(("language", "verdict", "page"), [
    ("en", "March 2026: missed.", "Page {page} of {pages}"), ("de", "März 2026: verfehlt.", "Seite {page} von {pages}"),
    ("fr", "Mars 2026 : non tenu.", "Page {page} sur {pages}"), ("es", "Marzo de 2026: incumplido.", "Página {page} de {pages}"),
])  # fmt: skip
def test_each_language_has_its_words(march, language, verdict, page):
    made = data(march, language)
    (promise,) = made["objectives"]["parts"]
    assert plain(promise["verdicts"][0][1]).startswith(verdict)
    assert (made["lang"], made["page_of"]) == (language, page)
    assert made["foreign"] is (language != "en")


def test_a_line_that_was_missed_has_its_arithmetic_evidence_and_stretches_in_the_annex(march):
    """743 h of March in Berlin less one: 742 / 743 = 99.865 %."""
    ((line,),) = [part["lines"] for part in data(march)["workings"]["parts"]]
    texts = [plain(text) for text in every_text(line)]
    assert any("99.865" in text for text in texts)
    captions = [one["caption"].partition(" (")[0] for one in line["tables"]]
    assert captions == ["What weighed most", "Stretches of time that were bad or left out"]
    assert texts.count("10 Mar 2026, 11:00") == 2  # local time of 10:00 UTC, in each of the two tables


def test_charts_stand_two_beside_each_other_or_alone(march):
    """A line with one outage has a budget and a timeline, each as wide as the page; two months have a trend beside the first budget."""
    (rows,) = [part["charts"] for part in data(march)["objectives"]["parts"]]
    assert [len(row) for row in rows] == [1, 1]
    assert all(one["alt"] and one["svg"].startswith("<svg") and "var(" not in one["svg"] for row in rows for one in row)
    two = sk.evaluate(AGREEMENT, {"outages": [OUTAGE]}, period=("2026-02-01", "2026-04-01"), details=True)
    (rows,) = [part["charts"] for part in data(two)["objectives"]["parts"]]
    assert [len(row) for row in rows] == [2, 1]
    assert not [row for part in data(march, with_charts=False)["objectives"]["parts"] for row in part["charts"]]


def test_many_periods_are_tables_one_below_the_other():
    year = sk.evaluate(AGREEMENT, {"outages": [OUTAGE]}, period="2026")
    tables = data(year)["summary"]["tables"]
    missed, first, *rest = tables
    assert (missed["caption"], missed["head"]) == ("What was missed", ["Objective", "Target", "Period", "Measured", "Credit"])
    assert [len(one["head"]) for one in (first, *rest)] == [2 + WIDEST] * 3  # no clause: the column is left out
    assert first["caption"] == "January 2026 – April 2026"
    assert missed["widths"] == [5, 4, 4, 4, 4]
    assert first["widths"] == [20, 16, 12, 12, 12, 12]


def test_a_table_keeps_the_columns_in_which_something_stands():
    made = table("", ["a", "b", "c"], [["1", "", ""], ["2", "", "x"]], [1, 2, 3], (2,))
    assert (made["head"], made["widths"], made["numbers"], made["whole"]) == (["a", "c"], [1, 3], [1], True)
    assert table("", ["a"], [["x"]] * 16, [1])["whole"] is True
    assert table("", ["a"], [["x"]] * 17, [1])["whole"] is False  # it may be broken over pages
    assert table("", ["a", "b"], [["x" * 200, "y"]], [1, 9])["whole"] is False  # 200 letters, 8 a line, are 26 lines


def test_file_names_are_shown_only_if_asked_for():
    """The one leak without a time is an example of its problem."""
    (hidden,), (shown,) = [data(hostile(), with_file_names=asked)["problems"]["tables"][0]["rows"] for asked in (False, True)]
    assert (len(hidden[1]), len(shown[1])) == (1, 2)


def test_what_is_hostile_is_a_text_without_controls():
    made = data(hostile())
    texts = every_text(made)
    assert made["title"].startswith(f"Service level statement: {named(EVIL)}")
    assert not [text for text in texts for sign in "\x1b\x00\u202e" if sign in text]
    assert max(map(len, texts)) < 2_000
    json.dumps(made)


@pytest.mark.parametrize(
    ("tag", "lang", "region"), [("de-AT", "de", "AT"), ("nl", "nl", None), ("zh-Hant-TW", "zh", "TW"), ("x!", "und", None)]
)
def test_the_language_of_a_file_of_texts_is_a_language_of_a_pdf(march, tmp_path, tag, lang, region):
    (tmp_path / "own.toml").write_text(f'language = "{tag}"\n', encoding="utf-8")
    made = page_data(StatementView.of(march, Texts.load(tmp_path / "own.toml")))
    assert (made["lang"], made["region"]) == (lang, region)


def test_a_statement_without_lines_says_so():
    made = data(sk.evaluate(AGREEMENT, {"outages": []}, as_of="2025-12-01T00:00Z"))
    assert made["summary"]["nothing"] == "No promise has been judged in this period."
    assert made["objectives"]["parts"] == made["workings"]["parts"] == []
