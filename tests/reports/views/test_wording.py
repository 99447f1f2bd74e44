"""Figures and amounts that the engine wrote, in the forms of a language."""

import pytest
from page_cases import plain, wording

import slakit as sk


@pytest.mark.parametrize(("language", "figure", "amount"), [
    ("en", "1,234.5 hours", "€600.00"), ("de", "1.234,5 Stunden", "600,00 €"), ("fr", "1 234,5 heures", "600,00 €"),
])  # fmt: skip
def test_figures_have_the_forms_of_the_language(language, figure, amount):
    words = wording(language)
    assert (plain(words.figure("1,234.5 hours")), plain(words.money(sk.money("600 EUR")))) == (figure, amount)


@pytest.mark.parametrize(("language", "several", "one"), [
    ("en", "654 messages/hour", "1 reply"), ("de", "654 Nachrichten/Stunde", "1 Antwort"),
    ("fr", "654 messages/heure", "1 réponse"), ("es", "654 mensajes/hora", "1 respuesta"),
])  # fmt: skip
def test_what_is_counted_agrees_with_its_number(language, several, one):
    words = wording(language)
    assert (plain(words.figure("654 message/hour")), plain(words.figure("1 reply"))) == (several, one)
    assert plain(words.figure("2 widget")) == "2 widget"  # a unit that slakit does not know


def test_what_is_no_figure_stays():
    assert wording("de").figure("no data") == "no data"
