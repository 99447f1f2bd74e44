"""CSV: what a spreadsheet and a program read from it."""

import csv
from datetime import datetime
from io import StringIO

import hostile
import pytest

import slakit as sk
from slakit.statements.csv_text import safe_cell


def rows(text):
    return list(csv.DictReader(StringIO(text)))


def test_one_row_for_each_line_with_exact_text_beside_numbers():
    agreement = sk.Agreement(
        "Care", provider="Bright", customer="Acme", term=("2026-01-01", "2027-01-01"), timezone="Europe/London", fee="1000 GBP",
        objectives=[sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Flat("20 %"))],
    )  # fmt: skip
    outage = {"start": "2026-06-10T10:00Z", "end": "2026-06-10T17:00Z"}
    statement = sk.evaluate(agreement, {"outages": [outage]}, period=("2026-06-01", "2026-08-01"), as_of="2026-08-01T00:00Z")
    june, july = rows(statement.to_csv())
    # 7 of 30 x 24 h: 713/720 = 99.02777... %
    assert (june["period"], june["measure_exact"], june["unit"]) == ("2026-06", "3565/36", "%")
    assert float(june["measure"]) == 3565 / 36
    assert (june["outcome"], june["credit"], june["credit_exact"], june["currency"]) == ("missed", "200.0", "200.00", "GBP")
    assert (june["start"], june["final"]) == ("2026-06-01T00:00:00+01:00", "true")
    assert (july["outcome"], july["credit_exact"]) == ("met", "0.00")
    (worst,) = rows(statement.to_csv("evidence"))
    assert (worst["since"], worst["figure"], worst["figure_exact"], worst["unit"]) == ("2026-06-10T11:00:00+01:00", "420.0", "420", "min")
    assert sk.REPORTS["csv"].render(statement) == statement.to_csv() == statement.lines.to_csv()


@pytest.mark.parametrize("text", ["=1", "+a", "-a", "@a", "\ta", "\ra", "\n=1", " =1", "-1+2"])
def test_what_begins_as_a_formula_has_an_apostrophe(text):
    assert safe_cell(text).startswith("'")


@pytest.mark.parametrize("text", ["-1", "+1.5", "-1/3", "a=1", "", "a-b"])
def test_numbers_and_other_texts_stay(text):
    assert safe_cell(text) == text


@pytest.mark.parametrize("table", ["lines", "evidence", "adjustments", "problems", "accounts"])
def test_hostile_names(table):
    """Each row is one line of text, no cell is a formula, and nothing acts on a terminal."""
    text = hostile.statement().to_csv(table)
    assert not hostile.CONTROLS & {*text}
    read = rows(text)
    assert len(text.splitlines()) == len(read) + 1
    cells = [cell for row in read for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+")) or (cell.startswith("-") and not _number(cell))]
    assert all(datetime.fromisoformat(row["start"]).isoformat().endswith("+01:00") for row in read if "start" in row)


def _number(text):
    try:
        return float(text) is not None
    except ValueError:
        return False
