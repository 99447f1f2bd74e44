"""The workbook: what Excel has in its cells, and that nothing in them acts."""

from datetime import datetime
from io import BytesIO

import hostile
import pytest

import slakit as sk
from slakit.cli.main import main
from slakit.reports.xlsx.workbook import workbook

openpyxl = pytest.importorskip("openpyxl")


@pytest.fixture(scope="module")
def statement():
    """1,200 GBP of 12,000, 10 % twice, of which a cap of 15 % leaves 1,800.00 GBP in June."""
    agreement = sk.Agreement(
        "Care", provider="Bright", customer="Acme", term=("2026-01-01", "2027-01-01"), timezone="Europe/London", fee="12000 GBP",
        settlement=sk.Settlement(cap="15 %"),
        objectives=[
            sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", clause="4.1", penalty=sk.Flat("10 %")),
            sk.Objective("Leaks", sk.Count("leaks"), "at most 0", penalty=sk.Flat("10 %")),
        ],
    )  # fmt: skip
    records = {"outages": [{"start": "2026-06-10T10:00Z", "end": "2026-06-10T17:30Z"}], "leaks": [{"at": "2026-06-11T00:00Z"}]}
    return sk.evaluate(agreement, records, period="2026-06", as_of="2026-07-01T09:00+01:00")


def opened(statement):
    return openpyxl.load_workbook(BytesIO(workbook(statement)))


def table(page):
    head, *rows = page.iter_rows()
    return [{cell.value: row[index] for index, cell in enumerate(head)} for row in rows]


def test_lines_with_amounts_dates_and_totals(statement):
    page = opened(statement)["Lines"]
    uptime, leaks, total = table(page)
    assert (uptime["objective"].value, uptime["clause"].value, uptime["outcome"].value) == ("Uptime", "4.1", "missed")
    assert uptime["from"].value == datetime(2026, 6, 1)  # midnight in London is 23:00 in UTC
    assert uptime["from"].number_format == "yyyy-mm-dd"
    assert (uptime["credit"].value, uptime["credit"].number_format) == (1200, '#,##0.00 "GBP"')
    assert (total["objective"].value, total["credit"].value, total["payable"].value) == ("total", 2400, 1800)
    assert total["fee"].value is None  # the fee of each line is the same one
    assert uptime["payable"].value + leaks["payable"].value == 1800
    assert (page.freeze_panes, page.auto_filter.ref[:2], page.auto_filter.ref[-1]) == ("B2", "A1", "3")
    assert (page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight) == ("landscape", 1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows.replace("$", "") == "1:1"  # the head stands again on each page
    assert page.column_dimensions["A"].width >= 9


def test_cuts_and_evidence(statement):
    book = opened(statement)
    assert book.sheetnames == ["Statement", "Lines", "Cuts", "Evidence", "Duties", "Problems"]
    (cut,) = table(book["Cuts"])
    assert (cut["before"].value, cut["after"].value, cut["taken off"].value) == (2400, 1800, 600)
    outage, *_ = table(book["Evidence"])
    assert (outage["from"].value, outage["until"].value) == (datetime(2026, 6, 10, 11), datetime(2026, 6, 10, 18, 30))
    assert (outage["figure"].value, outage["unit"].value) == (450, "min")
    about = {row["what"].value: row["value"].value for row in table(book["Statement"])}
    assert (about["as of"], about["times are those of"]) == (datetime(2026, 7, 1, 9), "Europe/London")
    assert about["payable"] == 1800


def test_the_same_statement_gives_the_same_bytes(statement, monkeypatch, tmp_path):
    first = workbook(statement)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    statement.to_xlsx(tmp_path / "june.xlsx")
    assert (tmp_path / "june.xlsx").read_bytes() == first


def test_hostile_names():
    """Each cell that is not a number or a time is a text: no formula, no error, no control character."""
    cells = [cell for page in opened(hostile.statement()) for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    texts = [cell for cell in cells if cell.data_type == "s"]
    assert not hostile.CONTROLS & {sign for cell in texts for sign in cell.value}
    formulas = [cell for cell in texts if cell.value.startswith(("=", "+", "@"))]
    assert formulas
    assert all(cell.quotePrefix for cell in formulas)


def test_the_command_line_wants_a_file(tmp_path, capsys):
    path = tmp_path / "care.toml"
    path.write_text(
        'name = "Care"\nprovider = "B"\ncustomer = "A"\nterm = ["2026-01-01", "2027-01-01"]\ntimezone = "UTC"\n'
        '[[objectives]]\nname = "Leaks"\nmetric = { is = "count", stream = "leaks" }\ntarget = "at most 0"\n'
    )
    (tmp_path / "leaks.csv").write_text("at\n2026-06-10T10:00Z\n")
    command = ["score", str(path), "--data", f"leaks={tmp_path / 'leaks.csv'}", "--period", "2026-06", "--format", "xlsx"]
    assert main(command) == 2
    assert "--output june.xlsx" in capsys.readouterr().err
    june = tmp_path / "june.xlsx"
    assert main([*command, "--output", str(june)]) == 1
    assert openpyxl.load_workbook(june)["Lines"]["A2"].value == "Leaks"
    assert main([*command, "--output", str(june)]) == 2
    assert "is there already" in capsys.readouterr().err
