"""A month of hosting with one outage, and the wording of a language, for the parts of the page."""

import slakit as sk
from slakit.reports.locales.locale_texts import Texts
from slakit.reports.views.wording import Wording

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
