"""The parts of the page of a statement, before they are laid out."""

import attrs
from page_cases import AGREEMENT, OUTAGE, plain, wording

import slakit as sk
from slakit.reports.views.statement_view import StatementView


def test_the_cover_and_the_summary_of_a_month():
    statement = sk.evaluate(AGREEMENT, {"outages": [OUTAGE]}, period="2026-03")
    view = StatementView(statement, wording("en"))
    assert (view.provider, view.customer, view.zone) == ("Brightside", "Acme", "Europe/Berlin")
    assert view.counts == [("missed", "✕", "1 missed")]
    assert [table.periods for table in view.tables] == [("March 2026",)]
    assert view.unchanged
    assert "€600.00" in [plain(text) for _, text, _ in view.money]


def test_a_credit_that_is_not_claimed_yet_is_not_said_to_be_payable():
    """600 are credited, and nothing is payable until it is claimed; no step of the settlement took it off."""
    made = attrs.evolve(AGREEMENT, settlement=sk.Settlement(claims=sk.Claims("15 days")))
    view = StatementView(sk.evaluate(made, {"outages": [OUTAGE], "claims": []}, period="2026-03"), wording("en"))
    assert [plain(text) for text in view.payments] == ["Acme may claim €600.00 until 15 April 2026."]
    assert (plain(view.gross), plain(view.net), view.cuts) == ("€600.00", "€0.00", [])
    assert not view.unchanged


def test_who_pays_whom_stands_by_the_names_of_the_parties():
    """A credit is paid by the provider, a bonus by the customer; where nothing is owed, that is said."""
    bonus = attrs.evolve(AGREEMENT.objectives[0], penalty=sk.Bonus({"99.95 %": "100 EUR"}))
    for objective, records, language, sentence in (
        (AGREEMENT.objectives[0], [OUTAGE], "en", "Brightside pays Acme €600.00."),
        (AGREEMENT.objectives[0], [OUTAGE], "de", "Brightside zahlt 600,00 € an Acme."),
        (AGREEMENT.objectives[0], [], "en", "Neither party owes the other anything."),
        (bonus, [], "en", "Acme pays Brightside a bonus of €100.00."),
    ):
        made = attrs.evolve(AGREEMENT, objectives=[objective])
        view = StatementView(sk.evaluate(made, {"outages": records}, period="2026-03"), wording(language))
        assert [plain(text) for text in view.payments] == [sentence]


def test_the_summary_has_the_target_and_the_credit_of_each_line():
    (table,) = StatementView(sk.evaluate(AGREEMENT, {"outages": [OUTAGE]}, period="2026-03"), wording("de")).tables
    ((_, _, lines),) = table.rows
    assert [plain(target.text) for target in table.targets(lines)] == ["mindestens 99,9 %"]
    assert plain(lines[0].owed) == "600,00 € Gutschrift"
