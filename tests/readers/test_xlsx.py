"""Sheets of Excel workbooks: numbers, dates and times as the cells hold them."""

import sys
import zipfile
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from refusals import refusal

import slakit as sk
from slakit.errors import MissingExtra, RecordError, UsageError
from slakit.metrics.record import Unread
from slakit.readers.read import read
from slakit.readers.xlsx import read_xlsx

openpyxl = pytest.importorskip("openpyxl")

SUMMER = timezone(timedelta(hours=1))
WALL, DAY = "dd/mm/yyyy hh:mm", "dd/mm/yyyy"


@pytest.fixture
def sheet(tmp_path):
    """Writes rows of cells, each a value or a pair of value and format, as the sheet "Cases"."""

    def write(*rows, name="cases.xlsx", title="Cases", change=None):
        book = openpyxl.Workbook()
        page = book.active
        page.title = title
        for at, row in enumerate(rows, 1):
            for column, given in enumerate(row, 1):
                value, shown = given if isinstance(given, tuple) else (given, None)
                cell = page.cell(at, column, value)
                if shown:
                    cell.number_format = shown
        if change:
            change(book)
        book.save(tmp_path / name)
        return tmp_path / name

    return write


def test_values_are_what_the_cells_hold(sheet):
    """An int is an int, a float its shortest decimal, a text a text, a blank nothing; empty rows are left out."""
    path = sheet(["id", "n", "ok", "note"], [7, 0.1, True, "a"], [], ["8", 46112.5, False, None], [9, 10**14, None, "2026-03-31"])
    reader = read(path)
    rows = list(reader)
    assert rows == [
        {"id": 7, "n": 0.1, "ok": True, "note": "a"},
        {"id": "8", "n": 46112.5, "ok": False, "note": None},
        {"id": 9, "n": 10**14, "ok": None, "note": "2026-03-31"},
    ]
    assert [[type(value).__name__ for value in row.values()] for row in rows] == [
        ["int", "float", "bool", "str"],
        ["str", "float", "bool", "NoneType"],
        ["int", "int", "NoneType", "str"],
    ]
    assert [lines for _, lines in read(path).batches()] == [[2, 4, 5]]
    assert (reader.rows, reader.refused, reader.problems) == (3, 0, [])


@pytest.mark.parametrize(
    ("value", "shown", "expected"),
    [
        (datetime(2026, 3, 31, 10, 30), WALL, datetime(2026, 3, 31, 10, 30, tzinfo=SUMMER)),
        (datetime(2026, 3, 31), WALL, datetime(2026, 3, 31, tzinfo=SUMMER)),  # midnight, not the day
        (datetime(2026, 3, 31), "yyyy-mm-dd hh:mm:ss.000", datetime(2026, 3, 31, tzinfo=SUMMER)),
        (date(2026, 3, 31), DAY, date(2026, 3, 31)),
        (date(2026, 3, 31), '[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', date(2026, 3, 31)),
        (date(2026, 3, 31), '"this is:" yyyy\\h', date(2026, 3, 31)),
        (datetime(2026, 3, 31, 10, 30), DAY, datetime(2026, 3, 31, 10, 30, tzinfo=SUMMER)),  # it holds an hour that it does not show
        ("31/03/2026 10:30", None, datetime(2026, 3, 31, 10, 30, tzinfo=SUMMER)),
        ("31/03/2026", None, date(2026, 3, 31)),
        ("n/a", None, None),
        (None, None, None),
    ],
)  # fmt: skip
def test_times(sheet, value, shown, expected):
    """A cell that shows a date is a date, one that shows an hour the local time of the zone, a text what the formats make of it."""
    path = sheet(["at", "n"], [(value, shown), 1])
    formats = ["%d/%m/%Y %H:%M", "%d/%m/%Y"]
    [row] = read(path, times=["at"], timezone="Europe/London", time_format=formats, null="n/a")
    assert (type(row["at"]), row["at"]) == (type(expected), expected)


def test_times_that_cannot_be_read(sheet):
    """They are Unread with the sheet and the row; a time that a clock change skipped too, in a field that nobody named as well."""
    path = sheet(
        ["at", "other", "n"],
        ["soon", None, 1],
        [(datetime(2026, 3, 29, 1, 30), WALL), (datetime(2026, 3, 29, 1, 30), WALL), 2],
        [46112.5, (datetime(2026, 3, 31, 10), WALL), 3],
    )
    reader = read(path, times=["at"], timezone="Europe/London")
    rows = list(reader)
    assert [(problem.kind, problem.location, problem.field) for problem in reader.problems] == [
        ("unreadable", "cases.xlsx:Cases!2", "at"),
        ("ambiguous time", "cases.xlsx:Cases!3", "other"),
        ("ambiguous time", "cases.xlsx:Cases!3", "at"),
        ("unreadable", "cases.xlsx:Cases!4", "at"),
    ]
    assert reader.problems[3].text.startswith("cases.xlsx:Cases!4: at 46112.5 is not the text of a time; ")
    assert [row["at"] for row in rows] == [Unread(problem.value, problem.kind, problem.text) for problem in reader.problems[:1]] + [
        Unread("2026-03-29 01:30:00", "ambiguous time", reader.problems[2].text),
        Unread("46112.5", "unreadable", reader.problems[3].text),
    ]
    assert rows[2]["other"] == datetime(2026, 3, 31, 10, tzinfo=SUMMER)
    assert (reader.rows, reader.refused, reader.lost) == (3, 0, 3)  # of the field that was named no time was read


def test_local_times_need_a_zone(sheet):
    """Where the field is a time the reader must be told; elsewhere the time stays as it is."""
    path = sheet(["at"], [(datetime(2026, 3, 31, 10), WALL)])
    assert list(read(path)) == [{"at": datetime(2026, 3, 31, 10)}]
    said = "cases.xlsx:Cases!2: at '2026-03-31 10:00:00' has no zone; write timezone='Europe/London'"
    assert refusal(RecordError, lambda: list(read(path, times=["at"]))) == said


def test_a_date_and_an_hour_in_two_columns(sheet):
    """Typed cells are joined as such, texts as texts, and a day without an hour is a date."""
    path = sheet(
        ["Day", "Hour"],
        [(date(2026, 3, 31), DAY), (time(10, 30), "hh:mm")],
        [(datetime(2026, 3, 31), WALL), (time(10, 30), "hh:mm")],
        [(date(2026, 3, 31), DAY), "10:30"],
        [(date(2026, 3, 31), DAY), None],
        [None, (time(10, 30), "hh:mm")],
    )
    rows = list(read(path, times={"at": ["Day", "Hour"]}, timezone="Europe/London"))
    assert [row["at"] for row in rows[:4]] == [datetime(2026, 3, 31, 10, 30, tzinfo=SUMMER)] * 3 + [date(2026, 3, 31)]
    assert type(rows[4]["at"]) is Unread
    assert rows[0]["Day"] == date(2026, 3, 31)


def test_seconds_since_1970(sheet):
    """A number is a time where the format says so."""
    assert [row["at"] for row in read(sheet(["at"], [1774951200], [1774951200.25]), times=["at"], time_format="epoch")] == [
        datetime(2026, 3, 31, 10, tzinfo=UTC),
        datetime(2026, 3, 31, 10, 0, 0, 250_000, tzinfo=UTC),
    ]


def test_errors_and_formulas(sheet, tmp_path):
    """An error is its text, a formula the value that was saved with it, and one that was never computed its text: none is a blank."""

    def error(book):
        book.active["A2"].data_type = "e"

    path = sheet(["n", "m"], ["#N/A", "=A1+B1"], ["#REF!", None], change=error)
    assert list(read(path)) == [{"n": "#N/A", "m": "=A1+B1"}, {"n": "#REF!", "m": None}]
    assert list(read(path, null=["#N/A", "#REF!"])) == [{"n": None, "m": "=A1+B1"}]
    saved = tmp_path / "saved.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(saved, "w") as new:  # as Excel saves it
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v></v>", b"<v>7</v>").replace(b"<v />", b"<v>7</v>").replace(b"<v/>", b"<v>7</v>"))
    assert [row["m"] for row in read(saved)] == [7, None]


def test_sheets(sheet):
    """A sheet by name or number, otherwise the first; a wrong one lists those there are."""

    def second(book):
        book.create_sheet("Notes").append(["note"])
        book["Notes"].append(["x"])

    path = sheet(["id"], [1], change=second)
    assert list(read(path)) == list(read(path, sheet="Cases")) == list(read(path, sheet=1)) == [{"id": 1}]
    assert list(read(path, sheet="Notes")) == list(read(path, sheet=2)) == list(read(path, sheet="2")) == [{"note": "x"}]
    assert refusal(RecordError, lambda: list(read(path, sheet="Case"))) == "cases.xlsx has no sheet 'Case'; did you mean 'Cases'?"
    assert refusal(RecordError, lambda: list(read(path, sheet=3))) == "cases.xlsx has no sheet 3; known: Cases, Notes"
    assert (
        refusal(UsageError, lambda: read(path, sheet=0)) == "sheet=0 is not the name of a sheet or its number from 1; write sheet='Cases'"
    )


def test_title_rows_and_wide_rows(sheet):
    """Rows above the header are skipped, merged or not; a row with cells beyond the header is refused."""

    def merge(book):
        book.active.merge_cells("A1:C1")

    path = sheet(["Report of March"], ["made on Monday"], ["id", "n"], [1, 2], [3, 4, "total"], [5], change=merge)
    reader = read(path, skip=2, rename={"n": "number"})
    assert list(reader) == [{"id": 1, "number": 2}, {"id": 5, "number": None}]
    assert [(problem.location, problem.field, problem.value) for problem in reader.problems] == [("cases.xlsx:Cases!5", None, "total")]
    assert (reader.rows, reader.refused) == (2, 1)


@pytest.mark.parametrize(
    ("rows", "options", "said"),
    [
        ([], {}, "cases.xlsx:Cases is empty; write the names of its columns first, 'id', 'opened', 'closed'"),
        ([["id"]], {"skip": 1}, "cases.xlsx:Cases is empty after row 1; write the names of its columns first, 'id', 'opened', 'closed'"),
        ([["id", None, "n"]], {}, "cases.xlsx:Cases!1: column 2 of the header has no name; write one, or skip= the rows above the header"),
        ([["id", "id"]], {}, "cases.xlsx has two columns 'id'; give each column a name of its own"),
        ([["id"]], {"times": ["at"]}, "'at' is not a field of cases.xlsx; known: id"),
    ],
)
def test_headers_that_cannot_be_read(sheet, rows, options, said):
    """A header that does not name the fields is an error of the records."""
    path = sheet(*rows)
    assert refusal(RecordError, lambda: list(read(path, **options))) == said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"id,n\n1,2\n", "cases.xlsx is not an .xlsx workbook (file is not a zip file); save it as .xlsx"),
        (b"", "cases.xlsx is not an .xlsx workbook (file is not a zip file); save it as .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
         "cases.xlsx is an old .xls workbook or has a password, not an .xlsx workbook; save it as .xlsx"),
    ],
)  # fmt: skip
def test_files_that_are_no_workbook(tmp_path, content, said):
    """They are named, with what to do."""
    path = tmp_path / "cases.xlsx"
    path.write_bytes(content)
    assert refusal(RecordError, lambda: list(read(path))) == said


def test_wrong_dimensions(sheet, tmp_path):
    """What a workbook says of its size does not cut its rows."""
    path, wrong = sheet(["id", "n"], [1, 2], [3, 4]), tmp_path / "wrong.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(wrong, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'ref="A1:B3"', b'ref="A1"'))
    assert list(read(wrong)) == [{"id": 1, "n": 2}, {"id": 3, "n": 4}]


def test_without_the_library(sheet, monkeypatch):
    """It is named, at the call."""
    path = sheet(["id"])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert refusal(MissingExtra, lambda: read_xlsx(path)) == "openpyxl is not installed; write pip install 'slakit[excel]'"


def test_options_of_other_files(sheet):
    """What says nothing about a workbook is refused."""
    path = sheet(["id"])
    assert (
        refusal(UsageError, lambda: read(path, delimiter=";"))
        == f"delimiter= is not for Excel workbooks such as {str(path)!r}; leave it out"
    )


def test_a_workbook_gives_a_statement(sheet):
    """One outage of an hour in March of 743 hours."""
    agreement = sk.Agreement(
        "Care", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="Europe/London", fee="1000 GBP",
        objectives=[sk.Objective("Uptime", sk.Uptime("outages"), sk.at_least("99.9 %"), penalty=sk.Flat("5 %"))],
    )  # fmt: skip
    path = sheet(["start", "end"], [(datetime(2026, 3, 31, 10), WALL), (datetime(2026, 3, 31, 11), WALL)])
    records = read(path, times=agreement.times("outages"), timezone="Europe/London")
    line = sk.evaluate(agreement, {"outages": records}, period="2026-03").line("Uptime")
    assert str(line.measure.value) == "742/743"
