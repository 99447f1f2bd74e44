"""Sentences of the engine in the words of each language."""

import pytest
from page_cases import plain, wording

from slakit.reports.views.phrases import phrase

CAP = "2,970.00 GBP capped at 15 % of 12,000.00 GBP = 1,800.00 GBP"


@pytest.mark.parametrize(("language", "cap", "fewer"), [
    ("en", "£2,970.00 capped at 15 % of £12,000.00 = £1,800.00", "To be met, it takes 232 fewer of the records that fail."),
    ("de", "2.970,00 £ begrenzt auf 15 % von 12.000,00 £ = 1.800,00 £",
     "Eingehalten wäre es, wenn 232 verfehlte Aufzeichnungen weniger da wären."),
    ("fr", "2 970,00 £ plafonnés à 15 % de 12 000,00 £ = 1 800,00 £", "Il aurait fallu 232 enregistrements en défaut de moins."),
    ("es", "2970,00 £ con un tope del 15 % de 12.000,00 £ = 1800,00 £",
     "Para cumplirlo harían falta 232 registros incumplidos menos."),
])  # fmt: skip
def test_what_a_language_has_words_for(language, cap, fewer):
    made = [phrase(text, wording(language)) for text in (CAP, "To be met, it takes 232 fewer of the records that fail.")]
    assert [plain(one.text) for one in made] == [cap, fewer]
    assert not any(one.english for one in made)


def test_all_else_stays_english_and_is_marked_as_such():
    """A cap that is more than its plain form is not cut down to it."""
    for text in (f"{CAP}, of which 20.00 GBP were spent", "each of 'Uptime': 5 min short", "To be met, nothing helps."):
        assert phrase(text, wording("de")).english


def test_one_and_lengths():
    assert phrase("To be met, it takes 1 fewer of the records that fail.", wording("es")).text.startswith(
        "Para cumplirlo haría falta 1 registro "
    )
    less = phrase("To be met, it takes 15 min 25.2 s less downtime.", wording("de"))
    assert plain(less.text) == "Eingehalten wäre es mit 15 min 25,2 s weniger Ausfall."
