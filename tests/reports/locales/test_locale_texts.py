"""Texts of reports: every language has every text, with the same fields, and writes numbers, money and dates in its own way."""

import re
from datetime import UTC, datetime
from fractions import Fraction
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest

import slakit as sk
from slakit.errors import UsageError
from slakit.reports.charts.catalogue import CATALOGUE
from slakit.reports.locales.locale_texts import FIELD, Texts

OTHERS = ("de", "fr", "es")
SOURCES = files("slakit.reports")


def own(language):
    """The keys that a file of texts has itself."""
    import tomllib

    data = tomllib.loads(files("slakit.reports.locales").joinpath(f"{language}.toml").read_text(encoding="utf-8"))

    def flat(table, lead=""):
        for key, value in table.items():
            yield from flat(value, f"{lead}{key}.") if isinstance(value, dict) else [(f"{lead}{key}", value)]

    return dict(flat(data["texts"])) | dict(flat(data.get("charts", {})))


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_there_in_every_language(language):
    """No text falls back on English, and none has other fields; those of charts are among them."""
    english, texts = {**CATALOGUE, **own("en")}, own(language)
    assert set(texts) == set(english)
    assert [key for key in texts if set(FIELD.findall(texts[key])) != set(FIELD.findall(english[key])) and not key.endswith(".one")] == []


def test_no_text_is_left_unused():
    """Each key of the page stands in a template or a source, or begins as one that is made there."""
    sources = "".join(
        part.read_text(encoding="utf-8")
        for folder in (*map(SOURCES.joinpath, ("html", "pdf", "views", "xlsx")), SOURCES.joinpath("html", "templates"))
        for part in folder.iterdir()
        if part.name.endswith((".py", ".j2"))
    ) + files("slakit.reports.locales").joinpath("locale_texts.py").read_text(encoding="utf-8")
    made = (
        "unit.",
        "step.",
        "state.",
        "record.",
        "nature.",
        "outcome.",
        "account.",
        "who.",
        "target.",
        "fee.",
        "cover.",
        "counts.",
        "phrase.",
        "problem.",
        "left.",
        "line.",
        "sheet.banked",
        "pictures.",
    )
    unused = [
        key
        for key in own("en")
        if not key.startswith(made) and not re.search(rf"[\"'/]{re.escape(key.removesuffix('.one').removeprefix('sheet.'))}[\"']", sources)
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("language", "number", "pounds", "francs", "day"),
    [
        ("en", "−1,234.50", "£12,000.00", "CHF 0.05", "1 March 2026"),
        ("de", "−1.234,50", "12.000,00 £", "0,05 CHF", "1. März 2026"),
        ("fr", "−1 234,50", "12 000,00 £", "0,05 CHF", "1er mars 2026"),
        ("es", "−1234,50", "12.000,00 £", "0,05 CHF", "1 de marzo de 2026"),  # Spanish groups from five digits on (RAE)
    ],
)
def test_each_language_writes_figures_in_its_way(language, number, pounds, francs, day):
    texts = Texts.of(language)

    def plain(text):
        return text.replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ")

    assert plain(texts.number(Fraction(-12345, 10), 2)) == number
    assert plain(texts.amount(sk.money("12000 GBP"))) == pounds
    assert plain(texts.amount(sk.money("0.05 CHF"))) == francs
    assert texts.date(datetime(2026, 3, 1), "long") == day


def test_an_amount_below_zero_has_its_sign_first():
    assert Texts.of("en").amount(sk.money("-5 GBP")) == "−£5.00"


def test_texts_of_ones_own(tmp_path):
    """A file may have a few texts, and takes the others from the language that it extends."""
    path = tmp_path / "at.toml"
    path.write_text('language = "de-AT"\nextends = "de"\n[forms]\ngroup = " "\n[texts.cover]\nfee = "Entgelt"\n', encoding="utf-8")
    texts = Texts.load(path)
    assert (texts.language, texts.text("cover.fee"), texts.text("cover.gross")) == ("de-AT", "Entgelt", "Gutschrift brutto")
    assert texts.number(12000) == "12 000"


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("language = 1", "language 1 is not the tag of a language; write language = 'nl'"),
        ('language = "nl"\n[texts.cover]\nfees = "x"', "'cover.fees' is not the key of a text; did you mean 'cover.fee'?"),
        ('language = "nl"\n[forms]\ndecimals = ","', "'decimals' is not the form of a number or date; did you mean 'decimal'?"),
        ('language = "nl"\n[texts]\nas_of = 3', "as_of = 3 is not a text; write 'As of' in your words"),
        ('language = "nl"\n[texts]\nzone = "{tijd}"', "has fields other than those of 'Times are local times of {zone}.'"),
        ("language = ", "is not TOML"),
    ],
)
def test_a_file_of_texts_that_is_wrong_is_refused(tmp_path, written, problem):
    path = tmp_path / "nl.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(UsageError, match=re.escape(problem)):
        Texts.load(path)


def test_a_file_that_is_not_there():
    with pytest.raises(UsageError, match=r"'none.toml' is not a file that can be read"):
        Texts.load("none.toml")


def test_an_hour_that_is_there_twice_has_its_offset():
    """On 25 October 2026 Berlin has the hour from 02:00 to 03:00 twice; a reader sees which of the two it was."""
    berlin = ZoneInfo("Europe/Berlin")
    hours = [datetime(2026, 10, 25, hour, 10, tzinfo=UTC).astimezone(berlin) for hour in (0, 1, 2)]
    shown = [Texts.of("de").at(hour).replace("\N{NO-BREAK SPACE}", " ").partition(", ")[2] for hour in hours]
    assert shown == ["02:10 +02:00", "02:10 +01:00", "03:10"]
