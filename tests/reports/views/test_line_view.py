"""A line as the page shows it."""

import pytest
from page_cases import AGREEMENT, OUTAGE, plain, wording

import slakit as sk
from slakit.reports.views.line_view import LineView


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
