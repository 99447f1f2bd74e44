"""A line as the page shows it."""

import pytest
from attrs import evolve
from page_cases import AGREEMENT, OUTAGE, plain, wording

import slakit as sk
from slakit.reports.views.line_view import LineView
from slakit.statements.shared_cuts import SharedCuts


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


def test_what_lines_share_under_a_cap_is_in_the_language():
    """600 and 1,200 are cut to 10 % of 12,000: each keeps two thirds."""
    objectives = [AGREEMENT.objectives[0], evolve(AGREEMENT.objectives[0], name="Again", penalty=sk.Flat("10 %"))]
    made = evolve(AGREEMENT, objectives=objectives, settlement=sk.Settlement(cap="10 %"))
    statement = sk.evaluate(made, {"outages": [OUTAGE]}, period="2026-03")
    rows = LineView(statement.line("Uptime"), wording("de"), SharedCuts.of(statement.lines)).workings
    (shares,) = [row for row in rows if row.word == "Anteile"]
    kept = "Uptime 400,00 € von 600,00 €; Again 800,00 € von 1.200,00 €."
    assert plain(shares.text) == f"Jede Zeile behält 1.200,00 € / 1.800,00 € ihres Betrags, auf den Cent nach größten Resten: {kept}"
    assert not shares.english
