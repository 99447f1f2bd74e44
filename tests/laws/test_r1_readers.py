"""One value, one meaning, whatever file brought it (R1): a table reads alike as CSV, TSV, JSON lines, a JSON array and a sheet."""

import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from attrs import frozen
from hypothesis import given, strategies as st

from slakit.readers.read import read
from slakit.values.number import number
from slakit.values.numerals import Numerals

openpyxl = pytest.importorskip("openpyxl")

ZONE = ZoneInfo("Asia/Kathmandu")  # far from UTC, and without a clock change since 1986
FIELDS = ["id", "n", "at", "day", "note"]

texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"], exclude_characters="_\ufeff"), min_size=1, max_size=6)
words = texts.filter(lambda text: text.strip() not in ("", "-", "n/a"))
numbers = st.one_of(st.integers(-(10**6), 10**6), st.decimals(-(10**6), 10**6, places=3).map(lambda value: value + 0))
times = st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31)).map(lambda at: at.replace(microsecond=0, tzinfo=ZONE))
rows = st.fixed_dictionaries(
    {
        "id": words,
        "n": st.none() | numbers,
        "at": st.none() | times,
        "day": st.none() | st.dates(date(1990, 1, 1), date(2037, 12, 31)),
        "note": st.none() | words,
    }
)


@frozen
class Notation:
    """How one file writes numbers, times, dates and nothing."""

    numerals: Numerals | None
    time: str | None
    day: str | None
    null: str

    def number(self, value):
        if self.numerals is None:
            return str(value)
        grouped = f"{value:,}".replace(",", "t").replace(".", self.numerals.decimal)
        return grouped.replace("t", self.numerals.thousands or "")

    def instant(self, at):
        if self.time == "epoch":
            return str(int(at.timestamp()))
        if self.time == "epoch ms":
            return str(int(at.timestamp()) * 1000)
        return at.astimezone(UTC).isoformat() if self.time is None else at.strftime(self.time)

    def cells(self, row):
        """The row as the texts of a file."""
        write = {"n": self.number, "at": self.instant, "day": lambda day: day.strftime(self.day) if self.day else day.isoformat()}
        return {name: self.null if value is None else write.get(name, str)(value) for name, value in row.items()}

    @property
    def options(self):
        """What the reader must be told."""
        numerals = {} if self.numerals is None else {"decimal": self.numerals.decimal, "thousands": self.numerals.thousands}
        formats = {"at": ["iso", "%d/%m/%Y %H:%M:%S"] if self.time is None else self.time, "day": ["iso", self.day or "%d.%m.%Y"]}
        return numerals | {"time_format": formats, "times": ["at", "day"], "timezone": ZONE, "null": [self.null, ""]}


notations = st.builds(
    Notation,
    st.sampled_from([None, Numerals(",", "."), Numerals(".", ","), Numerals(",", " "), Numerals(",")]),
    st.sampled_from([None, "epoch", "epoch ms", "%d/%m/%Y %H:%M:%S", "%m-%d-%Y %I:%M:%S %p", "%Y-%m-%d %H:%M:%S %z"]),
    st.sampled_from([None, "%d/%m/%Y", "%d %B %Y"]),
    st.sampled_from(["", "-", "n/a"]),
)


def table(cells, delimiter):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, FIELDS, delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(cells)
    return out.getvalue()


def objects(rows, notation):
    """Rows as JSON holds them: numbers and the seconds of times are numbers, the rest texts; nothing is null or a word."""
    made = []
    for row, cells in zip(rows, map(notation.cells, rows), strict=True):
        seconds = row["at"] is not None and str(notation.time).startswith("epoch")
        made.append({
            **cells,
            "n": None if row["n"] is None else float(row["n"]) if isinstance(row["n"], Decimal) else row["n"],
            "at": int(cells["at"]) if seconds else cells["at"],
            "note": row["note"],
        })  # fmt: skip
    return made


def sheet(path, rows, notation):
    """Rows as a sheet holds them: typed cells, and a text for what is nothing."""
    book = openpyxl.Workbook()
    page = book.active
    page.append(FIELDS)
    for line, row in enumerate(rows, 2):
        typed = {**row, "at": row["at"] and row["at"].replace(tzinfo=None)}
        for column, (name, value) in enumerate([(name, typed[name]) for name in FIELDS], 1):
            cell = page.cell(line, column, (notation.null or None) if value is None else value)
            if isinstance(cell.value, str):
                cell.data_type = "s"  # "=" begins no formula here
            if name == "at" and value is not None:
                cell.number_format = "dd/mm/yyyy hh:mm:ss"
    book.save(path)


def meant(path, notation):
    """What a file says, with its numbers as numbers."""
    reader = read(path, **notation.options)
    given = list(reader)
    assert (reader.problems, reader.refused) == ([], 0)
    for row in given:
        if isinstance(row["n"], str):
            row["n"] = reader.numerals.plain(row["n"]) if reader.numerals else row["n"]
        row["n"] = None if row["n"] is None else number(row["n"])
    return given


@given(st.lists(rows, min_size=1, max_size=6), st.lists(notations, min_size=5, max_size=5))
def test_one_table_in_five_files(tmp_path_factory, table_rows, ways):
    """Field by field the same rows, in whatever notation each file is written."""
    folder = tmp_path_factory.mktemp("table")
    expected = [{**row, "n": None if row["n"] is None else number(row["n"])} for row in table_rows]
    csv_way, tsv_way, lines_way, array_way, sheet_way = ways
    (folder / "a.csv").write_text(table(map(csv_way.cells, table_rows), ","), encoding="utf-8", newline="")
    (folder / "a.tsv").write_text(table(map(tsv_way.cells, table_rows), "\t"), encoding="utf-8", newline="")
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, objects(table_rows, lines_way))))
    (folder / "a.json").write_text(json.dumps(objects(table_rows, array_way), ensure_ascii=False), encoding="utf-8")
    sheet(folder / "a.xlsx", table_rows, sheet_way)
    for name, way in zip(["a.csv", "a.tsv", "a.jsonl", "a.json", "a.xlsx"], ways, strict=True):
        read_rows = meant(folder / name, way)
        assert read_rows == expected, name
        assert [type(row["day"]) for row in read_rows] == [type(row["day"]) for row in expected], name
