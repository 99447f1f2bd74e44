"""The sheets in a language: numbers are numbers, units and words those of the language."""

import pytest
from page_cases import AGREEMENT, OUTAGE, plain

import slakit as sk
from slakit.reports.locales.locale_texts import Texts
from slakit.reports.views.statement_view import StatementView
from slakit.reports.xlsx.sheets import Sheets


def table(sheet):
    return [dict(zip(sheet.head, row, strict=True)) for row in sheet.rows]


@pytest.fixture(scope="module")
def statement():
    """60 of 44,580 min down: 99.8654 %, in the Easter month of Berlin."""
    return sk.evaluate(AGREEMENT, {"outages": [OUTAGE]}, period="2026-03")


def test_a_german_workbook(statement):
    about, lines, _, evidence, *_ = Sheets(StatementView.of(statement, Texts.of("de"))).all()
    assert (about.name, lines.name, evidence.name) == ("Nachweis", "Zeilen", "Belege")
    ((line,), (outage,)) = table(lines), table(evidence)
    assert line["gemessen"].value == pytest.approx(100 * (1 - 60 / 44_580))
    assert (line["gemessen"].format, line["Einheit"].value, line["Grenze"].value) == ("#,##0.000", "%", pytest.approx(99.9))
    assert (plain(line["zugesagt"].value), line["Ergebnis"].value) == ("mindestens 99,9 %", "verfehlt")
    assert line["von"].format == outage["von"].format.partition(" ")[0] == "dd.mm.yyyy"
    assert (line["Gutschrift"].value, line["Gutschrift"].format) == (600, '#,##0.00 "EUR"')
    assert "44.520 min up of 44.580 min" in line["Grund"].value
    assert ("Zahlung", "Brightside zahlt 600,00 € an Acme.") in [(name.value, plain(str(cell.value))) for name, cell in about.rows]


def test_a_statement_that_was_read_back_has_the_same_sheets(statement):
    again = sk.Statement.from_json(statement.to_json())
    english = [Sheets(StatementView.of(one, Texts.of("en"))).all() for one in (statement, again)]
    assert english[0] == english[1]


def test_a_count_has_no_decimals_and_no_unit():
    made = sk.Agreement("A", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", objectives=[
        sk.Objective("Leaks", sk.Count("leaks"), "at most 0"), sk.Objective("None", sk.Uptime("outages"), "at least 99 %")])  # fmt: skip
    statement = sk.evaluate(made, {"leaks": [{"at": "2026-03-01T00:00Z"}] * 1_200}, period="2026-03")
    (leaks, none) = table(Sheets(StatementView.of(statement, Texts.of("en"))).all()[1])
    assert (leaks["measured"].value, leaks["measured"].format, leaks["unit"].value) == (1_200, "#,##0", "")
    assert (none["measured"].value, none["outcome"].value) == (None, "no data")
