"""A line as the page shows it."""

import pytest

import slakit as sk
from slakit.reports.html.line_view import LineView
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


@pytest.mark.parametrize(("language", "word", "period"), [("en", "Missed", "March 2026"), ("de", "Verfehlt", "März 2026")])
def test_a_missed_line_says_so_in_the_language_and_what_it_costs(language, word, period):
    line = sk.evaluate(AGREEMENT, {"outages": [OUTAGE]}, period="2026-03", details=True).line("Uptime")
    view = LineView(line, wording(language))
    assert (view.word, view.period) == (word, period)
    assert plain(view.credit) == {"en": "€600.00", "de": "600,00 €"}[language]
    assert "11:00" in view.evidence[0].start  # 10:00 UTC is 11:00 in Berlin


def test_a_line_without_data_has_no_figure():
    line = sk.evaluate(AGREEMENT, {}, period="2026-03").line("Uptime")
    assert not LineView(line, wording("en")).has_data
