"""The page of a statement: what it holds, that it is whole, that nothing of a contract or of records can do harm in it."""

import json
import re
from base64 import b64encode
from hashlib import sha256

import pytest
from html_pages import Page

import slakit as sk
from slakit.errors import MissingExtra, UsageError
from slakit.reports.html import page as page_module
from slakit.reports.html.page import Html
from slakit.reports.locales.locale_texts import Texts
from slakit.statements.formats import in_format

pytest.importorskip("jinja2")
LANGUAGES = ("en", "de", "fr", "es")
EVIL = '<script>alert(1)</script>" onerror="alert(2)" \u202ejavascript:alert(3)\x00\x07 {{ 7 * 7 }} {% raw %} &lt;b&gt;'
UPTIME = sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", clause="4.1", penalty=sk.Flat("20 %"))
REPLIES = sk.Objective("Replies", sk.Within("inquiries", "1 hour", since="asked", until="replied"), "at least 50 %", clause="4.2")
RECORDS = {
    "outages": [
        {"start": "2026-01-10T10:00Z", "end": "2026-01-10T11:00Z"},
        {"start": "2026-02-10T10:00Z", "end": "2026-02-10T12:00Z"},
    ],
    "inquiries": [
        {"id": 1, "asked": "2026-02-02T09:00Z", "replied": "2026-02-02T09:30Z"},
        {"id": 2, "asked": "2026-02-02T09:00Z", "replied": "2026-02-02T08:00Z"},
    ],
}


def agreement(**changes):
    settled = sk.Settlement(cap="10 %", nature="liquidated damages", tax="net of VAT", sole_remedy=True)
    written = {"provider": "Bright Ltd", "customer": "Acme plc", "objectives": [UPTIME, REPLIES], "settlement": settled, "fee": "1000 EUR"}
    return sk.Agreement("Care", term=("2026-01-01", "2027-01-01"), timezone="Europe/Berlin", **{**written, **changes})


def judged(made, records, until="2026-03-01"):
    return sk.evaluate(made, records, period=("2026-01-01", until), as_of=f"{until}T00:15Z", details=True)


@pytest.fixture(scope="module")
def statement():
    return judged(agreement(), RECORDS)


@pytest.fixture(scope="module")
def pages(statement):
    return {language: Html(language).render(statement) for language in LANGUAGES}


def words(text):
    return " ".join(text for _, _, text in Page(text).texts).replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole(pages, language):
    """Every element is closed in order, every id is once, every link leads to one, every table has heads with a scope and a caption."""
    page = Page(pages[language])
    assert page.faults == []
    assert len(set(page.ids)) == len(page.ids)
    assert {value[1:] for _, name, value in page.attributes if name == "href" and value.startswith("#")} <= set(page.ids)
    assert page.tags.count("table") == page.tags.count("caption")
    assert page.tags.count("th") == sum(tag == "th" and name == "scope" for tag, name, _ in page.attributes)
    assert page.tags.count("h1") == page.tags.count("main") == page.tags.count("nav") == 1
    assert ("html", "lang", language) in page.attributes


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_asked_of_a_network(pages, language):
    """No script, no style in an attribute, no reference but inside the page; the policy allows the one style sheet and nothing else."""
    page = Page(pages[language])
    assert "script" not in page.tags
    assert not [name for _, name, _ in page.attributes if name.startswith("on") or name in ("style", "src", "srcset", "action")]
    links = [value for _, name, value in page.attributes if name in ("href", "xlink:href")]
    assert all(link.startswith("#") or link == "data:," for link in links)
    assert "url(h" not in pages[language]
    assert "@import" not in pages[language]
    sheet = re.search(r"<style>(.*?)</style>", pages[language], re.DOTALL)[1]
    seal = b64encode(sha256(sheet.encode()).digest()).decode()
    policy = next(value for _, name, value in page.attributes if name == "content" and value.startswith("default-src"))
    assert policy == f"default-src 'none'; style-src 'sha256-{seal}'; img-src data:; base-uri 'none'; form-action 'none'"


def test_the_cover_says_what_is_signed(pages):
    """Two months of 20 % of 1,000 are 400; the cap of 10 % leaves 100 of each, 200."""
    text = words(pages["en"])
    cover = text[: text.index("January 2026 – February 2026")]
    for part in ("Care", "1 January 2026 to 28 February 2026", "Bright Ltd", "Acme plc", "€1,000.00 a month", "Gross credit €400.00",
                 "Net payable €200.00", "net of VAT", "liquidated damages", "The credits are the only remedy.",
                 "For the provider", "Signature",
                 "1 Mar 2026, 01:15", "Europe/Berlin"):  # fmt: skip
        assert part in cover, part


def test_the_parts_stand_by_their_importance(pages):
    """What was promised, measured and missed, then the money and why, then each promise, and the annex last."""
    heads = ("summary", "money", "objectives", "duties", "versions", "problems")
    at = [pages["de"].index(f'<h2 id="{head}">') for head in heads]
    assert at == sorted(at)
    links = [pages["de"].index(f'<a href="#{head}">') for head in heads]
    assert links == sorted(links)
    assert links[-1] < pages["de"].index('class="signatures"')


def test_a_name_above_is_not_repeated_for_the_next_group():
    """Of two sites the first row shows the clause and the name, the second has them for readers that hear it; each has its group."""
    made = agreement(objectives=[sk.Objective("Uptime", sk.Uptime("outages", by="site"), "at least 99.9 %", clause="4.1")])
    records = {"outages": [{"site": site, "start": "2026-01-10T10:00Z", "end": "2026-01-10T10:10Z"} for site in ("Oslo", "Rome")]}
    page = Html().render(judged(made, records))
    assert page.count('<tr class="again">') == 1
    assert [page.count(f'<span class="cell-figure"><bdi>{site}</bdi></span>') for site in ("Oslo", "Rome")] == [1, 1]


def test_every_line_stands_in_the_tables(pages, statement):
    """The measure of each line is in the summary and in its section; the amounts of those that are paid are in the table of money."""
    page = Page(pages["en"])
    cells = [text for _, inside, text in page.texts if "td" in inside]
    for figure in ("99.866 %", "99.702 %", "100 %"):  # 44,640 min less 60, and 40,320 less 120
        assert cells.count(figure) == 2, figure
    assert (
        cells.count("€200.00") == 2 * 2 + 2 + 1 + 2
    )  # two credits twice, before each cut, the sum of what is payable, twice behind the chart
    assert cells.count("€100.00") == 2 * 2 + 2  # what is payable, twice, and after each cut
    assert sum(line.payable.exact for line in statement.lines) == 200


def test_verdicts_are_sentences_in_each_language(pages):
    assert "February 2026: missed. 99.702 % was measured, at least 99.9 % was promised. The credit is €200.00." in words(pages["en"])
    assert "Februar 2026: verfehlt. Gemessen wurden 99,702 %, zugesagt waren mindestens 99,9 %. Die Gutschrift beträgt 200,00 €." in words(
        pages["de"]
    )
    assert "Février 2026 : non tenu. Mesuré : 99,702 % ; promis : au moins 99,9 %. L’avoir est de 200,00 €." in words(pages["fr"])
    assert "Febrero de 2026: incumplido. Medido: 99,702 %; prometido: al menos 99,9 %. El abono es de 200,00 €." in words(pages["es"])


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_no_english_is_left_outside_of_what_is_marked(pages, language):
    """No English text of the catalogue that reads otherwise in the language stands outside of an element that says it is English."""
    english, other = Texts.of("en").catalogue, Texts.of(language).catalogue
    foreign = set(other.values())
    traces = {text for key, text in english.items() if "{" not in text and len(text) > 3 and text != other[key] and text not in foreign}
    shown = Page(pages[language]).in_language(language)
    assert not traces & set(shown)
    assert not [text for text in shown for word in ("measured", "promised", "period", "record") if re.search(rf"\b{word}s?\b", text)]


def test_problems_stand_apart_in_words_of_a_client(statement, pages):
    """One reply lies before its question: said in words, with what it could change, and where only if that is asked for."""
    text = words(pages["en"])
    annex = text[text.index("Annex: problems with the records", text.index("Versions Version")) :]
    assert "inquiries The end lies before the start (replied before asked) 1" in annex
    assert "asked='2026-02-02" not in text
    assert "asked='2026-02-02" in words(Html(with_file_names=True).render(statement))
    assert "T08:00" not in text


def test_what_is_hostile_is_shown_as_it_is():
    """Names of contract and records with elements, attributes, links, control characters, marks of direction and 100,000 letters."""
    objective = sk.Objective(EVIL, sk.Within("inquiries", "1 hour", since="asked", until="replied"), "at least 99 %", clause=EVIL)
    made = agreement(
        provider=EVIL, customer="C" * 100_000, objectives=[objective, sk.Objective("N" * 100_000, sk.Count("posts"), "at most 0")]
    )
    rows = [{"id": EVIL, "asked": "2026-02-02T09:00Z", "replied": "2026-02-02T12:00Z"}, {"id": EVIL * 50, "asked": EVIL, "replied": None}]
    records = {"inquiries": rows, "posts": [{"at": "2026-02-01T00:00Z", "id": EVIL}]}
    made_page = Html("de", with_file_names=True).render(judged(made, records))
    page = Page(made_page)
    assert page.faults == []
    assert "script" not in page.tags
    assert "img" not in page.tags
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    assert not [value for _, name, value in page.attributes if name == "href" and "javascript" in value]
    assert "alert(2)" in words(made_page)
    assert "{{ 7 * 7 }}" in words(made_page)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]", made_page)
    assert len(made_page) < 400_000


def test_a_statement_without_lines_is_a_page():
    page = Html().render(sk.evaluate(agreement(), {"outages": []}, as_of="2025-12-01T00:00Z"))
    assert Page(page).faults == []
    assert "No promise has been judged in this period." in words(page)


def test_a_statement_that_was_read_back_is_the_same_page(statement):
    assert Html("fr").render(sk.Statement.from_json(statement.to_json())) == Html("fr").render(statement)


def test_a_statement_that_was_written_before_has_the_same_verdicts(statement):
    """The first format has figures, verdicts and amounts, and not what charts and explanations are made of."""
    back = sk.Statement.from_json(json.dumps(in_format(statement.to_dict(), "slakit.statement/1")))
    cells = [[text for _, inside, text in Page(Html("fr").render(one)).texts if "li" in inside] for one in (statement, back)]
    assert cells[0] == cells[1]


def test_two_thousand_lines_are_a_page():
    """Those that were plainly met are not explained one by one; all stand in the tables."""
    objectives = [sk.Objective(f"Objective {index}", sk.Count("posts"), "at most 2") for index in range(170)]
    many = sk.evaluate(agreement(objectives=objectives), {"posts": [{"at": f"2026-{month:02}-05T09:00Z"} for month in range(1, 13)]})
    page = Page(Html(with_charts=False).render(many))
    assert len(many.lines) == 2_040
    assert page.faults == []
    assert sum(text == "Met" for _, inside, text in page.texts if "td" in inside) == 2 * 2_040
    assert sum(text.startswith("How it was worked out") for _, _, text in page.texts) == 0


def test_a_report_wants_its_extra_only_when_it_is_made(statement, monkeypatch):
    def absent(package, extra):
        raise MissingExtra(package, extra)

    monkeypatch.setattr(page_module, "optional", absent)
    page_module._template.cache_clear()
    with pytest.raises(MissingExtra, match=r"pip install 'slakit\[report\]'"):
        Html().render(statement)
    page_module._template.cache_clear()


def test_texts_are_those_of_a_language():
    with pytest.raises(UsageError, match="'nl' is not a language of reports"):
        Html("nl").render(sk.evaluate(agreement(), {"outages": []}, as_of="2025-12-01T00:00Z"))
    with pytest.raises(UsageError, match=r"are not the texts of a report; write texts='nl.toml'"):
        Html(texts=3)
