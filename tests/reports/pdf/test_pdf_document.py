"""The PDF of a statement: whole, the same every time, and no name in it is ever read as code of its layout."""

import json
import re
import shutil
import subprocess
import sys
from importlib.resources import files

import pytest
from hostile import statement as hostile
from hypothesis import given, settings, strategies as st
from page_cases import AGREEMENT, OUTAGE

import slakit as sk
from slakit.errors import MissingExtra, UsageError
from slakit.reports.locales.locale_texts import Texts
from slakit.reports.pdf.document import Pdf
from slakit.reports.pdf.page_data import page_data
from slakit.reports.views.shown_text import shown_data
from slakit.reports.views.statement_view import StatementView

typst = pytest.importorskip("typst")
LAYOUT = files("slakit.reports.pdf").joinpath("layout.typ").read_bytes()
CODE = [
    '#panic("x")',
    '#import "@preview/cetz:0.3.0"',
    "$x^2$",
    "*bold* _it_ `raw`",
    "<label> @ref",
    "\\u{41} \\ // c /* */",
    "]#[",
    "= x",
    "{page}",
]


@pytest.fixture(scope="module")
def march():
    return sk.evaluate(AGREEMENT, {"outages": [OUTAGE]}, period="2026-03", details=True)


def named_by(name):
    made = sk.Agreement(
        name, provider=name, customer=name, term=("2026-01-01", "2027-01-01"), timezone="UTC", fee="100 GBP",
        objectives=[sk.Objective(name, sk.Count("leaks"), "at most 0", penalty=sk.Flat("5 %"), clause=name)],
    )  # fmt: skip
    return sk.evaluate(made, {"leaks": [{"at": "2026-01-12T09:00Z", "id": name}]}, period="2026-01", details=True)


def whole(pdf):
    """For archives and for readers aloud: typst makes a file that says so only if nothing in it is against these standards."""
    return pdf.startswith(b"%PDF-1.7") and b"<pdfaid:part>2</pdfaid:part>" in pdf and b"<pdfuaid:part>1</pdfuaid:part>" in pdf


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_it_is_the_same_every_time_in_each_language(march, language, tmp_path):
    made = march.to_pdf(tmp_path / "march.pdf", language)
    assert made == march.to_pdf(language=language) == (tmp_path / "march.pdf").read_bytes()
    assert whole(made)
    assert f"/Lang({language})".encode() in made
    title = f"{Texts.of(language).text('document')}: Hosting".encode()
    assert title in made
    assert march.digest.encode() in made  # among the keywords, to be found in a folder of files


@pytest.mark.parametrize("name", CODE)
def test_a_name_that_is_code_is_a_text(name):
    """The headings that typst has laid out are the names letter by letter."""
    statement = named_by(name)
    view = StatementView.of(statement, Texts.of("en"))
    inputs = {"data": json.dumps(shown_data(page_data(view)))}
    found = json.loads(typst.query(LAYOUT, "heading.where(level: 2)", field="body", sys_inputs=inputs))
    assert found[0] == {"func": "text", "text": " ".join(name.split())}
    assert whole(statement.to_pdf())


def test_the_layout_reads_no_file_and_evaluates_nothing():
    """Its texts come as data; there is no word in it that could read, import or evaluate."""
    assert not re.search(rb"\b(eval|include|import|read|plugin|toml|yaml|xml|cbor|csv)\b\s*[(\"]", re.sub(rb"(?m)^//.*$", b"", LAYOUT))
    assert re.findall(rb"\b(?:json|image)\((?!bytes)", LAYOUT) == []


def test_what_is_hostile_is_a_whole_document():
    assert whole(hostile().to_pdf(language="de", with_file_names=True))


@pytest.mark.slow
@settings(max_examples=30)
@given(st.text(min_size=1, max_size=40).filter(lambda name: name.strip() == name and any(map(str.isalnum, name))))
def test_any_name_is_a_whole_document(name):
    assert whole(named_by(name).to_pdf())


def test_a_sign_that_no_font_has_stands_as_its_number(march):
    """Private and unassigned signs have no picture anywhere."""
    assert whole(named_by("a\ue000b\u0378c").to_pdf())


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext on this machine; apt-get install poppler-utils")
def test_its_text_can_be_read_out(march, tmp_path):
    """As one selects and copies it: parties, amounts, the verdict, the digest on each page, and the number of pages."""
    march.to_pdf(tmp_path / "march.pdf")
    text = subprocess.run(["pdftotext", "-layout", tmp_path / "march.pdf", "-"], capture_output=True, check=True).stdout.decode()
    pages = text.split("\f")[:-1]
    assert len(pages) > 3
    assert all(march.digest in page for page in pages)
    assert all(f"Page {index} of {len(pages)}" in page for index, page in enumerate(pages, 1))
    plain = " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
    for part in ("Brightside", "Acme", "Net payable €600.00", "99.865 % was measured", "10 Mar 2026, 11:00"):
        assert part in plain, part
    assert "[U+" not in plain  # no sign of a plain statement is missing


def test_a_sign_without_a_font_can_be_read(tmp_path):
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext on this machine; apt-get install poppler-utils")
    named_by("a\ue000b").to_pdf(tmp_path / "x.pdf")
    text = subprocess.run(["pdftotext", tmp_path / "x.pdf", "-"], capture_output=True, check=True).stdout.decode()
    assert "a[U+E000]b" in text


def test_texts_of_ones_own_and_any_date(tmp_path):
    """A tag that is no language, and a statement from before the dates that a file can have."""
    (tmp_path / "own.toml").write_text('language = "x!"\n[texts.cover]\nfee = "Vergoeding"\n', encoding="utf-8")
    early = sk.Agreement(
        "Old", provider="P", customer="C", term=("1960-01-01", "1961-01-01"), timezone="UTC",
        objectives=[sk.Objective("Leaks", sk.Count("leaks"), "at most 0")],
    )  # fmt: skip
    assert whole(sk.evaluate(early, {"leaks": []}, period="1960-01", as_of="1960-02-01T00:00Z").to_pdf(texts=tmp_path / "own.toml"))


def test_a_pdf_is_no_text(march):
    with pytest.raises(UsageError, match=r"a PDF is no text; write slakit report --output june\.pdf"):
        Pdf().render(march)


def test_the_extra_is_named(march, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtra, match=r"pip install 'slakit\[pdf\]'"):
        march.to_pdf()
