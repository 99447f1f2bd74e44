"""The parts of the page of a statement, before they are laid out."""

from page_cases import AGREEMENT, OUTAGE, plain, wording

import slakit as sk
from slakit.reports.views.statement_view import StatementView


def test_the_cover_and_the_summary_of_a_month():
    statement = sk.evaluate(AGREEMENT, {"outages": [OUTAGE]}, period="2026-03")
    view = StatementView(statement, wording("en"))
    assert (view.provider, view.customer, view.zone) == ("Brightside", "Acme", "Europe/Berlin")
    assert [(key, count) for key, _, _, count in view.counts] == [("missed", 1)]
    assert [table.periods for table in view.tables] == [("March 2026",)]
    assert "€600.00" in [plain(text) for _, text, _ in view.money]
