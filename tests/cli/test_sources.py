"""`slakit score` with files as they come: other notations, other kinds of files, dates and hours in two columns."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from slakit.cli.main import main
from slakit.cli.sources import sources

DOWN = ("--data", "outages=down.csv", "--period", "2026-03", "--json")
HALF = "30 min"


def down(capsys):
    """How long it was down, of the workings of the first line."""
    shown = capsys.readouterr()
    assert shown.err == ""
    return json.loads(shown.out)["lines"][0]["measure"]["workings"].split(";")[1].split(" down")[0].strip()


@pytest.mark.parametrize(
    ("content", "options"),
    [
        ("Report\n\nstart,end\n2026-03-31T10:00Z,2026-03-31T10:30Z\n-,-\n", ["--skip", "2", "--null=-"]),
        ("sep=;\nstart;end\n2026-03-31T10:00Z;2026-03-31T10:30Z\n", []),
        ("start,end\n1774951200,1774953000\n", ["--time-format", "epoch"]),
        ("start,end\n1774951200,31/03/2026 10:30 UTC\n", ["--time-format", "epoch", "--time-format", "%d/%m/%Y %H:%M %Z"]),
        ("start,end\n1774951200,2026-03-31T10:30Z\n", ["--time-format", "outages.start=epoch"]),
        ("start,end\n1774951200,1774953000000\n", ["--time-format", "outages=epoch", "--time-format", "outages.end=epoch ms"]),
        ("Day,Hour,end\n31/03/2026,10:00,31/03/2026 10:30\n",
         ["--times", "outages.start=Day+Hour", "--time-format", "%d/%m/%Y %H:%M", "--timezone", "UTC"]),
        ("from,end\n2026-03-31T10:00Z,2026-03-31T10:30Z\n", ["--times", "outages.start=from"]),
        ("start,end\n2026-03-31T10:00Z,2026-03-31T10:30Z\nn/a,none\n", ["--null", "outages=n/a", "--null", "outages=none", "--null", "x"]),
    ],
)  # fmt: skip
def test_options(score, capsys, content, options):
    """Each option of the readers is one of the command line."""
    Path("down.csv").write_text(content)
    score(*DOWN, *options)
    assert down(capsys) == HALF


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("down.tsv", "start\tend\n2026-03-31T10:00Z\t2026-03-31T10:30Z\n"),
        ("down.txt", "start|end\n2026-03-31T10:00Z|2026-03-31T10:30Z\n"),
        ("down.json", '[{"start": "2026-03-31T10:00Z", "end": "2026-03-31T10:30Z"}]'),
    ],
)
def test_kinds_of_files(score, capsys, name, content):
    """The ending says how a file is read."""
    Path(name).write_text(content)
    score("--data", f"outages={name}", "--period", "2026-03", "--json")
    assert down(capsys) == HALF


def test_a_sheet(score, capsys):
    """A sheet by name or number."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    page = book.create_sheet("Outages")
    page.append(["start", "end"])
    page.append([datetime(2026, 3, 31, 11), datetime(2026, 3, 31, 11, 30)])  # local time: 10:00Z
    book.save("down.xlsx")
    for sheet in ("Outages", "2"):
        score("--data", "outages=down.xlsx", "--sheet", sheet, "--timezone", "Europe/London", "--period", "2026-03", "--json")
        assert down(capsys) == HALF


def test_what_the_engine_is_given(score, monkeypatch):
    """The files of a stream say in which zone their dates are, and how their numbers are written."""
    given = {}
    monkeypatch.setattr("slakit.cli.inputs.sources", lambda *options: given.update(sources(*options)) or given)
    score("--data", "outages=none.csv", "--data", "cases=cases.csv", "--decimal", "cases=,", "--thousands", "cases=.",
          "--timezone", "Europe/London", "--period", "2026-03")  # fmt: skip
    assert (given["cases"].numerals.decimal, given["cases"].numerals.thousands) == (",", ".")
    assert given["cases"].zone.key == "Europe/London"
    assert given["cases"].numerals.plain("1.299,5") == "1299.5"


def test_a_file_of_which_every_time_is_lost(score, capsys):
    """Rows whose times are all unreadable are no month without records; one time that is read makes it a matter of the report."""
    Path("down.csv").write_text("start,end\n31/03/2026,\n30/03/2026,n/a\n")
    assert score(*DOWN) == 2
    assert "no row of down.csv can be read, of 2: down.csv:2: start '31/03/2026' is not an ISO time" in capsys.readouterr().err
    Path("down.csv").write_text("start,end\n2026-03-31T10:00Z,n/a\n30/03/2026,n/a\n")
    assert score(*DOWN) != 2


def test_decimal_commas_are_named(score, capsys, tmp_path):
    """Numbers that only their comma keeps from being read: the option that reads them, and that with it they are."""
    Path("spend.toml").write_text(
        'name = "Ads"\nprovider = "P"\ncustomer = "C"\nterm = ["2026-01-01", "2027-01-01"]\ntimezone = "UTC"\n[[objectives]]\n'
        'name = "Rate"\nmetric = { is = "mean", stream = "posts", field = "rate" }\ntarget = "at least 2.5"\n'
    )
    Path("posts.csv").write_text("at;rate\n2026-03-02T09:00Z;2,4\n2026-03-03T09:00Z;3,1\n")
    command = ["score", "spend.toml", "--data", "posts=posts.csv", "--delimiter", ";", "--period", "2026-03"]
    assert main(command) == 3
    assert capsys.readouterr().err == "posts: '2,4' has a decimal comma; write --decimal 'posts=,'\n"
    assert main([*command, "--decimal", "posts=,"]) == 0  # 5.5 of 2
    shown = capsys.readouterr()
    assert ("2.75" in shown.out, shown.err) == (True, "")
    Path("posts.csv").write_text("at;rate\n2026-03-02T09:00Z;2,400\n")  # thousands, perhaps
    main(command)
    assert capsys.readouterr().err == ""
