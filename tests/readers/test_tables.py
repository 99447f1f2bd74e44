"""What stands around and in the cells of a table: title lines, signs between cells, words for nothing, dates and hours in two columns."""

import gzip
from datetime import UTC, date, datetime

import pytest
from refusals import refusal

from slakit.errors import RecordError, UsageError
from slakit.metrics.record import Unread
from slakit.readers.csv import read_csv
from slakit.readers.jsonl import read_jsonl
from slakit.readers.read import read
from slakit.values.numerals import Numerals

TEN = datetime(2026, 3, 31, 10, tzinfo=UTC)


def test_title_lines(written):
    """Lines above the header are skipped; the places of problems stay those of the file."""
    reader = read_csv(written('Report, of March\n"made, on Monday\nid,n\n1,2\n3\n'), skip=2)
    assert list(reader) == [{"id": "1", "n": "2"}]
    assert [problem.location for problem in reader.problems] == ["cases.csv:5"]
    assert refusal(RecordError, lambda: list(read_csv(written("a\n"), skip=3))) == (
        "cases.csv has no header after line 1; write the names of its columns first, 'id,opened,closed'"
    )


@pytest.mark.parametrize("line", ["sep=;\r\n", "SEP=;\n", '"sep=;"\n', "\ufeffsep=;\n"])
@pytest.mark.parametrize("skip", [0, 1])
def test_the_line_that_names_the_sign(written, line, skip):
    """A line sep=; is honoured and is no row, whether it is counted as skipped or not."""
    reader = read_csv(written(f"{line}id;n\n1;2,5\n3\n"), skip=skip)
    assert list(reader) == [{"id": "1", "n": "2,5"}]
    assert [problem.location for problem in reader.problems] == ["cases.csv:4"]


def test_the_sign_below_titles_and_the_sign_that_is_told(written):
    """The line may follow the titles; a delimiter that was told wins over it."""
    assert list(read_csv(written("Report\nsep=|\nid|n\n1|2\n"), skip=1)) == [{"id": "1", "n": "2"}]
    assert list(read_csv(written("sep=,\nid;n\n1;2\n"), delimiter=";")) == [{"id": "1", "n": "2"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_byte_order_marks(written, encoding):
    """A byte order mark is no part of the first name, whatever the encoding is called."""
    content = "id,n\n1,2\n".encode("utf-8-sig" if encoding == "utf-8" else encoding)
    assert list(read_csv(written(content), encoding=encoding)) == [{"id": "1", "n": "2"}]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.tsv", "id\tn\n1\t2,5\n", {"id": "1", "n": "2,5"}),
        ("a.TAB", "id\tn\n1\t2\n", {"id": "1", "n": "2"}),
        ("a.txt", "id\tn, of all\n1\t2\n", {"id": "1", "n, of all": "2"}),
        ("a.txt", "id;n\n1;2,5\n", {"id": "1", "n": "2,5"}),
        ("a.txt", '"n, of all"|id\n1|2\n', {"n, of all": "1", "id": "2"}),
        ("a.txt", "id\n1,5\n", {"id": "1,5"}),
        ("a.txt", "Report\nid;n\n1;2\n", {"id": "1", "n": "2"}),
    ],
)
def test_signs_by_name_and_header(written, name, content, expected):
    """Cells of .tsv are separated by tabs, those of .txt by a tab or by the only sign of the header."""
    skip = 1 if content.startswith("Report") else 0
    assert list(read(written(content, name), skip=skip)) == [expected]
    assert list(read(written(gzip.compress(content.encode()), f"{name}.gz"), skip=skip)) == [expected]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id;n,m\n", "the header of a.txt, 'id;n,m', has ';' and ',', not one sign between its names; write delimiter=';'"),
        ("id   n\n", "the header of a.txt, 'id   n', is not separated by a tab, ';', '|' or ','; write its delimiter=' '"),
    ],
)
def test_a_header_that_leaves_doubt(written, content, said):
    """Nothing is guessed; told, it is read."""
    path = written(content, "a.txt")
    assert refusal(RecordError, lambda: list(read(path))) == said
    assert list(read(path, delimiter=";")) == []


def test_words_for_nothing(written):
    """The words of `null` are None in every column, with blanks around them too; other texts are not."""
    path = written("id,at,n\nn/a,-, - \n1,2026-03-31T10:00Z,N/A\n")
    assert list(read_csv(path, times=["at"], null=["n/a", "-"])) == [
        {"id": None, "at": None, "n": None},
        {"id": "1", "at": TEN, "n": "N/A"},
    ]
    reader = read_csv(path, times=["at"])
    assert [str(row["at"]) for row in reader] == ["-", "2026-03-31 10:00:00+00:00"]
    assert next(iter(read_csv(path, times=["at"], null="-", rename={"n": "m"}))) == {"id": "n/a", "at": None, "m": None}
    rows = list(read_jsonl(written('{"at": "-", "n": "", "m": " - ", "k": 0, "t": ["-"]}'), times=["at"], null=["-", ""]))
    assert rows == [{"at": None, "n": None, "m": None, "k": 0, "t": ["-"]}]
    assert list(read_jsonl(written('{"n": ""}'))) == [{"n": ""}]


def test_a_date_and_an_hour_in_two_columns(written):
    """A field is joined of its columns, which stay readable; without an hour it is a date, without both it is nothing."""
    path = written("Day,Hour,n\n31/03/2026,10:00,1\n31/03/2026,,2\n,,3\n,10:00,4\nsoon,10:00,5\n")
    options = {"times": {"asked": ["Day", "Hour"]}, "time_format": "%d/%m/%Y %H:%M", "timezone": "UTC"}
    reader = read_csv(path, **options)
    rows = list(reader)
    assert rows[0] == {"Day": "31/03/2026", "Hour": "10:00", "n": "1", "asked": TEN}
    assert [row["asked"] for row in rows[1:3]] == [date(2026, 3, 31), None]
    assert [type(row["asked"]) for row in rows[3:]] == [Unread, Unread]
    assert [(problem.location, problem.field, problem.value) for problem in reader.problems] == [
        ("cases.csv:5", "asked", "10:00"),
        ("cases.csv:6", "asked", "soon 10:00"),
    ]
    renamed = list(read_csv(path, rename={"Day": "day", "Hour": "asked"}, times={"asked": ["Day", "Hour"]}, null="soon",
                            time_format=["%d/%m/%Y %H:%M"], timezone="UTC"))  # fmt: skip
    assert renamed[0] == {"day": "31/03/2026", "n": "1", "asked": TEN}
    path = written('{"d": "2026-03-31", "h": "10:00"}\n{"d": "2026-03-31", "h": null}\n{"d": "2026-03-31"}\n{"n": 1}\n')
    rows = list(read_jsonl(path, times={"asked": ("d", "h"), "closed": "d"}, timezone="UTC"))
    assert [row.get("asked") for row in rows] == [TEN, date(2026, 3, 31), date(2026, 3, 31), None]
    assert [row.get("closed") for row in rows] == [date(2026, 3, 31)] * 3 + [None]
    assert rows[0]["d"] == "2026-03-31"


@pytest.mark.parametrize("form", ["%d %b %Y:%H", "%Y %d/%m/%H"])
def test_a_day_that_is_no_whole_date(written, form):
    """Where the words of the format without an hour do not say the year, or the day, nothing is made up."""
    path = written("d,t\n31 Mar,\n2026,\n")
    assert [type(row["at"]) for row in read_csv(path, times={"at": ["d", "t"]}, time_format=form, timezone="UTC")] == [Unread, Unread]


def test_three_columns_and_no_zone(written):
    """AM and PM may stand in a column of their own; a local time needs a zone, as everywhere."""
    path = written("d,t,half\n31/03/2026,10:00,AM\n31/03/2026,10:00,\n")
    form = {"times": {"at": ["d", "t", "half"]}, "time_format": "%d/%m/%Y %I:%M %p"}
    rows = list(read_csv(path, timezone="UTC", **form))
    assert (rows[0]["at"], type(rows[1]["at"])) == (TEN, Unread)
    assert refusal(RecordError, lambda: list(read_csv(path, **form))) == (
        "cases.csv:2: at '31/03/2026 10:00 AM' has no zone; write timezone='Europe/London'"
    )


@pytest.mark.parametrize(
    ("times", "said"),
    [
        ({"at": ["Day", "Hours"]}, "'Hours' is not a column of cases.csv; did you mean 'Hour'?"),
        ({"id": ["Day", "Hour"]}, "cases.csv has a column 'id', and times= makes 'id' of 'Day' and 'Hour'; give the column another name"),
    ],
)
def test_columns_that_are_not_there(written, times, said):
    """A column that does not exist, or one that the joined field would hide, is refused."""
    assert refusal(RecordError, lambda: list(read_csv(written("id,Day,Hour\n"), times=times))) == said


def test_joined_fields_that_no_object_has(written):
    """In JSON a column that no object has is told once all are read."""
    reader = read_jsonl(written('{"day": "2026-03-31"}\n'), times={"at": ["day", "hour"]})
    assert refusal(RecordError, lambda: list(reader)) == "'hour' is not a field of any row of cases.csv; known: day"


def test_numerals(written):
    """How numbers are written is there for who reads the rows; the cells stay as they are."""
    path = written("n\n1.299\n")
    assert read_csv(path).numerals is None
    reader = read_csv(path, decimal=",", thousands=".")
    assert reader.numerals == Numerals(",", ".")
    assert list(reader) == [{"n": "1.299"}]
    assert read_csv(path, thousands=",").numerals == Numerals(".", ",")
    assert read_jsonl(path, decimal=",").numerals == Numerals(",")


def test_every_wrong_option_at_once(written):
    """All that is wrong with a call is said in one go."""
    path = written("a\n")
    with pytest.raises(UsageError) as caught:
        read_csv(path, skip=-1, null=5, times={"at": []}, encoding="rot13", delimiter='"', progress=5, nul="-")
    assert sorted(caught.value.problems) == [
        "delimiter='\"' is not one character; write delimiter=';'",
        "encoding='rot13' is not an encoding; write encoding='utf-8' or 'cp1252'",
        "nul= is not an option of the readers; did you mean 'null'?",
        "null=5 is not a list of texts that stand for nothing; write null=['n/a', '-']",
        "progress=5 is not a function of the bytes read and all bytes; write progress=print",
        "skip=-1 is not a number of lines above the header; write skip=2",
        "times={'at': []} does not say which columns hold which time; write times={'opened': ['Day', 'Hour']}",
    ]
    assert refusal(UsageError, lambda: read_csv(path, decimal=".", thousands=".")).startswith("decimal='.' and thousands='.' are one sign")
    assert refusal(UsageError, lambda: read_csv(path, sheet="A")) == f"sheet= is not for CSV such as {str(path)!r}; leave it out"
