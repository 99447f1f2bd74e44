"""The parts of the page of a statement, before they are laid out."""

import attrs
from page_cases import AGREEMENT, OUTAGE, plain, wording

import slakit as sk
from slakit.reports.views.statement_view import StatementView


def test_the_cover_and_the_summary_of_a_month():
    statement = sk.evaluate(AGREEMENT, {"outages": [OUTAGE]}, period="2026-03")
    view = StatementView(statement, wording("en"))
    assert (view.provider, view.customer, view.zone) == ("Brightside", "Acme", "Europe/Berlin")
    assert [(key, count) for key, _, _, count in view.counts] == [("missed", 1)]
    assert [table.periods for table in view.tables] == [("March 2026",)]
    assert view.unchanged
    assert "€600.00" in [plain(text) for _, text, _ in view.money]


def test_a_credit_that_is_not_claimed_yet_is_not_said_to_be_payable():
    """600 are credited, and nothing is payable until it is claimed; no step of the settlement took it off."""
    made = attrs.evolve(AGREEMENT, settlement=sk.Settlement(claims=sk.Claims("15 days")))
    view = StatementView(sk.evaluate(made, {"outages": [OUTAGE], "claims": []}, period="2026-03"), wording("en"))
    assert (plain(view.gross), plain(view.net), view.cuts) == ("€600.00", "€0.00", [])
    assert not view.unchanged
