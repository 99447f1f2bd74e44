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


def test_what_is_no_figure_stays():
    assert wording("de").figure("no data") == "no data"
