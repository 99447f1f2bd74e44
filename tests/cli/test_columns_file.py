"""A file of columns in place of the flags of `slakit score`."""

import json
from pathlib import Path

import pytest
from attrs import fields

from slakit.cli.columns_file import read_columns
from slakit.errors import UsageError
from slakit.readers.options import ReadOptions

HALF = "30 min"


@pytest.fixture
def columns(tmp_path, monkeypatch):
    """Reads a file of columns of this text, for the streams `cases` and `outages`."""
    monkeypatch.chdir(tmp_path)

    def read(text, elsewhere=()):
        Path("columns.toml").write_text(text, encoding="utf-8")
        return read_columns("columns.toml", ["outages", "cases"], elsewhere)

    return read


def problems(columns, text):
    with pytest.raises(UsageError) as caught:
        columns(text)
    return list(caught.value.problems)


EVERY = """
timezone = "Europe/London"
null = ["n/a", "-"]

[streams.cases]
file = ["a.csv", "b/c.csv"]
time_format = { opened = "epoch", else = ["%d/%m/%Y", "iso"] }
times = { closed = ["Day", "Hour"], opened = "OPEN" }
ambiguous = "later"
decimal = ","
thousands = "."
null = "none"
skip = 2
delimiter = ";"
encoding = "cp1252"
sheet = 2

[streams.cases.rename]
id = "ID"
"""


def test_every_option_is_a_key(columns):
    """Each field of ReadOptions that has a flag is a key, in the form of its keyword; a stream's own comes before that of all files."""
    read = columns(EVERY)
    assert read.files == {"cases": ["a.csv", "b/c.csv"]}
    assert read.options["outages"] == {"timezone": "Europe/London", "null": ["n/a", "-"]}
    assert read.options["cases"] == {
        "timezone": "Europe/London", "null": "none", "time_format": {"opened": "epoch", None: ["%d/%m/%Y", "iso"]},
        "times": {"closed": ("Day", "Hour"), "opened": ("OPEN",)}, "ambiguous": "later", "decimal": ",", "thousands": ".",
        "skip": 2, "delimiter": ";", "encoding": "cp1252", "sheet": 2, "rename": {"ID": "id"},
    }  # fmt: skip
    assert {*read.options["cases"]} == {option.name for option in fields(ReadOptions)} - {"progress"}


def test_formats_of_all_files_and_of_a_stream(columns):
    """A stream that gives one field a format keeps those of all files for the others."""
    read = columns('time_format = "iso"\n[streams.cases]\nfile = "a.csv"\ntime_format = { opened = "epoch" }\n')
    assert read.options["cases"] == {"time_format": {None: "iso", "opened": "epoch"}}


def test_paths_start_at_its_folder(tmp_path):
    """A file that is named in it lies where it lies, whatever the current folder is."""
    (tmp_path / "columns.toml").write_text('[streams.cases]\nfile = "cases.csv"\n')
    assert read_columns(str(tmp_path / "columns.toml"), ["cases"]).files == {"cases": [str(tmp_path / "cases.csv")]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[streams.case]\nfile = "a.csv"\n',
         ["columns.toml:1 streams.case: 'case' is not a stream of the contract; did you mean 'cases'?"]),
        ("[streams.cases]\nskip = 1\n",
         ['columns.toml:1 streams.cases: has no file; write file = "cases.csv", or --data cases=FILE']),
        ("[streams.cases]\nfile = 3\n",
         ["columns.toml:2 streams.cases.file: 3 is not the path of a file or a list of paths; write file = \"cases.csv\""]),
        ('[streams.cases]\nfile = ["a.csv", "a.csv"]\n',
         ["columns.toml:2 streams.cases.file: 'a.csv' is given twice; its records would count twice"]),
        ("timezon = 1\n", ["columns.toml:1 timezon: is not a key of all files; did you mean 'timezone'?"]),
        ('timezone = "Europe/Londn"\n',
         ["columns.toml:1 timezone: 'Europe/Londn' is not a time zone; did you mean 'Europe/London'?"]),
        ('progress = "yes"\n', ["columns.toml:1 progress: is not a key of all files; known: ambiguous, decimal, delimiter, encoding, null, "
                                "rename, sheet, skip, streams, thousands, time_format, times, timezone"]),
        ('rename = { opened = "OPEN_DT" }\n',
         ["columns.toml:1 rename: names fields of one stream; write it under [streams.outages]"]),
        ('\n[streams.cases]\nfile = "a.csv"\nskip = "two"\ndecimal = "x"\n',
         ["columns.toml:4 streams.cases.skip: skip = 'two' is not a number of lines above the header; write skip = 2",
          "columns.toml:5 streams.cases.decimal: decimal = 'x' is not a decimal sign; write decimal = ',' or decimal = '.'"]),
        ('[streams.cases]\nfile = "a.csv"\nrename = "OPEN_DT"\n',
         ["columns.toml:3 streams.cases.rename: 'OPEN_DT' is not columns by field; write rename = { opened = \"OPEN_DT\" }"]),
        ('[streams.cases]\nfile = "a.csv"\n[streams.cases.rename]\nopened = "A"\nclosed = "A"\n',
         ["columns.toml:3 streams.cases.rename: the column 'A' is two fields; write each column once"]),
        ('[streams.cases]\nfile = "a.csv"\ntime_format = { opened = "%H" }\n',
         ["columns.toml:3 streams.cases.time_format: time_format = '%H' is not the format of a date or time; "
          "write time_format = '%d/%m/%Y %H:%M'"]),
        ('[streams.cases]\nfile = "a.csv"\nnull = { a = "b" }\n',
         ["columns.toml:3 streams.cases.null: { a = \"b\" } is not a text or a list of texts; write null = [\"n/a\", \"-\"]"]),
        ('[streams.cases]\nfile = "a.csv"\ndecimal = ","\nthousands = ","\n',
         ["columns.toml:1 streams.cases: decimal = ',' and thousands = ',' are one sign; write decimal = ',', thousands = '.'"]),
        ("streams = 3\n", ["columns.toml:1 streams: 3 is not a table of streams; write [streams.outages]"]),
        ("[streams]\ncases = 3\n",
         ['columns.toml:2 streams.cases: 3 is not a table; write [streams.cases] and file = "cases.csv" under it']),
        ("timezone = \n", ["columns.toml:1 column 12: the text is not TOML, timezone has no value; write timezone = \"Europe/London\""]),
    ],
)  # fmt: skip
def test_mistakes(columns, text, expected):
    """Each has its file, line, key and remedy."""
    assert problems(columns, text) == expected


FIELDS = {"cases": ["id", "opened", "closed"], "outages": ["start", "end"]}


def test_fields_that_the_contract_does_not_read(tmp_path):
    """A key that names no field of its stream is refused with what is near, in every table of fields; a column of a time is none."""
    path = tmp_path / "columns.toml"
    path.write_text("""
[streams.cases]
file = "a.csv"
rename = { opend = "OPEN_DT", Day = "DAY" }
times = { closed = ["Day", "Hour"], close = ["D", "H"] }
time_format = { opned = "epoch", else = "iso" }

[streams.outages]
file = "b.csv"
rename = { start = "FROM", whatever = "TO" }
""", encoding="utf-8")  # fmt: skip
    with pytest.raises(UsageError) as caught:
        read_columns(str(path), ["outages", "cases"], fields=FIELDS)
    near = "is not a field that the contract reads of"
    assert list(caught.value.problems) == [
        f"columns.toml:4 streams.cases.rename.opend: 'opend' {near} 'cases'; did you mean 'opened'?",
        f"columns.toml:5 streams.cases.times.close: 'close' {near} 'cases'; did you mean 'closed'?",
        f"columns.toml:6 streams.cases.time_format.opned: 'opned' {near} 'cases'; did you mean 'opened'?",
        f"columns.toml:10 streams.outages.rename.whatever: 'whatever' {near} 'outages'; known: end, start",
    ]
    read_columns(str(path), ["outages", "cases"], fields={})  # of a stream whose fields are not to be known


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UsageError, match=r"no\.toml' is not a file that can be read \(no such file or directory\)"):
        read_columns(str(tmp_path / "no.toml"), ["cases"])


FILE = """
[streams.outages]
file = "down.csv"
delimiter = ";"
time_format = "%d/%m/%Y %H:%M"
timezone = "UTC"

[streams.outages.rename]
start = "FROM"
end = "TO"
"""


def down(capsys):
    """How long it was down, of the workings of the first line."""
    shown = capsys.readouterr()
    assert shown.err == ""
    return json.loads(shown.out)["lines"][0]["measure"]["workings"].split(";")[1].split(" down")[0].strip()


def test_a_score_with_it(score, capsys):
    """31 March from 10:00 to 10:30 is half an hour."""
    Path("columns.toml").write_text(FILE)
    Path("down.csv").write_text("FROM;TO\n31/03/2026 10:00;31/03/2026 10:30\n")
    score("--columns", "columns.toml", "--period", "2026-03", "--json")
    assert down(capsys) == HALF


@pytest.mark.parametrize(
    ("content", "flags"),
    [
        ("FROM,TO\n31/03/2026 10:00,31/03/2026 10:30\n", ["--delimiter", "outages=,"]),
        ("FROM,TO\n31/03/2026 10:00,31/03/2026 10:30\n", ["--delimiter", ","]),
        ("FROM;UNTIL\n31/03/2026 10:00;31/03/2026 10:30\n", ["--rename", "outages.end=UNTIL"]),
        ("FROM;TO\n31/03/2026 10:00;1774953000\n", ["--time-format", "outages.end=epoch"]),
        ("FROM;TO\n2026-03-31 10:00;2026-03-31 10:30\n", ["--time-format", "iso"]),
        ("FROM;TO\n31/03/2026 11:00;31/03/2026 11:30\n", ["--timezone", "Europe/London"]),
        ("Day;Hour;TO\n31/03/2026;10:00;31/03/2026 10:30\n", ["--rename", "outages.start=Day", "--times", "outages.start=start+Hour"]),
    ],
)
def test_flags_win(score, capsys, content, flags):
    """What the command line says comes before the file, field by field where each has its own."""
    Path("columns.toml").write_text(FILE)
    Path("down.csv").write_text(content)
    score("--columns", "columns.toml", "--period", "2026-03", "--json", *flags)
    assert down(capsys) == HALF


@pytest.mark.parametrize("named", ['file = "down.csv"\n', ""])
def test_data_wins(score, capsys, named):
    """A file of the command line is read in place of the one that is named, if one is, as that would be."""
    Path("columns.toml").write_text(FILE.replace('file = "down.csv"\n', named))
    Path("down.csv").write_text("FROM;TO\n")
    Path("other.csv").write_text("FROM;TO\n31/03/2026 10:00;31/03/2026 10:30\n")
    score("--columns", "columns.toml", "--data", "outages=other.csv", "--period", "2026-03", "--json")
    assert down(capsys) == HALF


def test_a_column_of_its_own_name_that_is_made_of_two(score, capsys):
    """A line such as `start = "start"` may stay when the field is made of a day and an hour."""
    text = FILE.replace('start = "FROM"', 'start = "start"').replace("timezone", 'times = { start = ["Day", "Hour"] }\ntimezone')
    Path("columns.toml").write_text(text)
    Path("down.csv").write_text("Day;Hour;TO\n31/03/2026;10:00;31/03/2026 10:30\n")
    score("--columns", "columns.toml", "--period", "2026-03", "--json")
    assert down(capsys) == HALF


def test_all_mistakes_at_once(score, capsys):
    """Those of the file and those of the command line."""
    Path("columns.toml").write_text('[streams.outage]\nfile = "down.csv"\n')
    assert score("--columns", "columns.toml", "--skip", "outag=2") == 2
    assert capsys.readouterr().err.splitlines() == [
        "slakit: columns.toml:1 streams.outage: 'outage' is not a stream of the contract; did you mean 'outages'?",
        "slakit: --skip 'outag=2': 'outag' is not a stream of the contract; did you mean 'outages'?",
    ]


def test_a_column_that_is_not_there(score, capsys):
    """The hint names the file in which the column stands."""
    Path("columns.toml").write_text(FILE)
    Path("down.csv").write_text("FROM;UNTIL\n")
    assert score("--columns", "columns.toml") == 2
    assert capsys.readouterr().err.splitlines() == [
        "slakit: 'TO' is not a column of down.csv; known: FROM, UNTIL",
        'slakit: name the column that holds a field: write rename = { FIELD = "COLUMN" } for its stream in columns.toml',
    ]
