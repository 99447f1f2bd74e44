"""Figures and amounts that the engine wrote, in the forms of a language."""

import pytest

import slakit as sk
from slakit.reports.html.wording import Wording
from slakit.reports.locales.locale_texts import Texts

pytest.importorskip("jinja2")
AGREEMENT = sk.Agreement(
    "Hosting",
    provider="Brightside",
    customer="Acme",
    term=("2026-01-01", "2027-01-01"),
    timezone="Europe/Berlin",
    fee="12000 EUR",
    objectives=[sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Tiered({"99.9 %": "5 %"}))],
)
OUTAGE = {"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}  # of 743 h of March in Berlin, 5 % of 12,000 = 600


def wording(language):
    return Wording(Texts.of(language), AGREEMENT.zone)


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ")


@pytest.mark.parametrize(("language", "figure", "amount"), [
    ("en", "1,234.5 hours", "€600.00"), ("de", "1.234,5 Stunden", "600,00 €"), ("fr", "1 234,5 heures", "600,00 €"),
])  # fmt: skip
def test_figures_have_the_forms_of_the_language(language, figure, amount):
    words = wording(language)
    assert (plain(words.figure("1,234.5 hours")), plain(words.money(sk.money("600 EUR")))) == (figure, amount)


def test_what_is_no_figure_stays():
    assert wording("de").figure("no data") == "no data"
