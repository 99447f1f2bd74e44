"""The parts of the page of a statement, before they are laid out."""

import pytest

import slakit as sk
from slakit.reports.html.statement_view import StatementView
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


def test_the_cover_and_the_summary_of_a_month():
    statement = sk.evaluate(AGREEMENT, {"outages": [OUTAGE]}, period="2026-03")
    view = StatementView(statement, wording("en"))
    assert (view.provider, view.customer, view.zone) == ("Brightside", "Acme", "Europe/Berlin")
    assert [(key, count) for key, _, _, count in view.counts] == [("missed", 1)]
    assert [table.periods for table in view.tables] == [("March 2026",)]
    assert "€600.00" in [plain(text) for _, text, _ in view.money]
