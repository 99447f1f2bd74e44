"""`slakit score`: a contract and files in, a statement and an exit status out."""

import gzip
import io
import json
import sys
from fractions import Fraction
from pathlib import Path

import pytest

CASES = "id,opened,closed\n1,2026-03-02T09:00Z,2026-03-02T11:00Z\n"
MISSED = ("--data", "outages=outages.csv", "--data", "cases=cases.csv", "--period", "2026-03")
MET = ("--data", "outages=none.csv", "--data", "cases=cases.csv", "--period", "2026-03")


def test_met(score, capsys):
    """Status 0, and the report on stdout: no outage, and one reply exactly within its two hours."""
    assert score(*MET) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert "2 lines, 0 missed" in shown.out


def test_missed(score, capsys):
    """Status 1: 60 minutes of 44,580 are more than 0.1 %, and 5 % of 1,000 GBP are owed."""
    assert score(*MISSED) == 1
    assert "credit 50.00 GBP" in capsys.readouterr().out


def test_no_data_is_not_missed_and_is_told(score, capsys):
    """A stream that no file holds leaves its objective without data, status 0."""
    assert score("--data", "outages=none.csv", "--period", "2026-03") == 0
    assert "stream 'cases' was never fed" in capsys.readouterr().out


def test_json(score, capsys):
    """The JSON parses; its figures are exact: 44,520 of 44,580 minutes are 742/743."""
    assert score(*MISSED, "--json") == 1
    lines = json.loads(capsys.readouterr().out)["lines"]
    assert [line["measure"]["value"] for line in lines] == ["742/743", "1"]


def test_markdown(score, capsys):
    """The Markdown report has its headings."""
    assert score(*MISSED, "--markdown") == 1
    assert "\n## What was missed\n" in capsys.readouterr().out


def test_explain(score, capsys):
    """One objective and nothing else; the status is that of the statement."""
    assert score(*MISSED, "--explain", "Replies") == 1
    shown = capsys.readouterr().out
    assert shown.startswith("Replies, 2026-03\n")
    assert "Uptime" not in shown


def test_several_files_of_a_stream(score, capsys):
    """Their records add up, and a fault is named by the file it stands in, even where two files have one name."""
    for part in ("a", "b"):
        Path(part).mkdir()
        Path(part, "outages.csv").write_text(f"start,end\n2026-03-1{'ab'.index(part)}T10:00Z,2026-03-1{'ab'.index(part)}T11:00Z\nnever,\n")
    assert score("--data", "outages=a/outages.csv", "--data", "outages=b/outages.csv", "--period", "2026-03", "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert found["lines"][0]["measure"]["value"] == str(Fraction(44_460, 44_580))
    problem = found["problems"][0]
    assert problem["count"] == 2
    assert [text.split(": ")[0] for text in problem["examples"]] == ["a/outages.csv:3", "b/outages.csv:3"]


def test_columns_zones_and_formats(score, capsys):
    """Columns are named, local times get their zone and format, each for its own stream: 10:00 in London summer is 09:00Z."""
    Path("down.csv").write_text("FROM;TO\n31/03/2026 10:00;31/03/2026 11:00\n")
    with gzip.open("cases.jsonl.gz", "wt") as out:
        out.write('{"opened": "2026-03-31T09:00", "closed": "2026-03-31T10:30"}\n')
    status = score(
        "--data", "outages=down.csv", "--rename", "outages.start=FROM", "--rename", "outages.end=TO", "--delimiter", "outages=;",
        "--time-format", "outages=%d/%m/%Y %H:%M", "--timezone", "Europe/London", "--timezone", "cases=America/New_York",
        "--data", "cases=cases.jsonl.gz", "--period", "2026-03", "--as-of", "2026-03-31T10:30", "--json",
    )  # fmt: skip
    shown = capsys.readouterr()
    assert (status, shown.err) == (0, "")  # 30 minutes are less than 0.1 % of a month
    uptime, replies = json.loads(shown.out)["lines"]
    assert uptime["measure"]["workings"].split(";")[1].split(" down")[0].strip() == "30 min"
    assert replies["measure"]["sample"] == 0  # 09:00 in New York is 14:00 in London, after the as-of
    assert json.loads(shown.out)["as_of"] == "2026-03-31T10:30:00+01:00"


def test_encoding(score, capsys):
    """A file in another encoding is read when it is named."""
    Path("old.csv").write_bytes("start,end,what\n2026-03-10T10:00Z,2026-03-10T11:00Z,café\n".encode("cp1252"))
    assert score("--data", "outages=old.csv", "--encoding", "cp1252", "--period", "2026-03", "--json") == 1
    assert json.loads(capsys.readouterr().out)["problems"] == []


@pytest.mark.parametrize(("said", "read"), [
    ("2026-03-10T09:00", "2026-03-10T09:00:00+00:00"),
    ("2026-03-30", "2026-03-30T00:00:00+01:00"),
    ("2026-03-30T00:00Z", "2026-03-30T01:00:00+01:00"),
])  # fmt: skip
def test_as_of(score, capsys, said, read):
    """A time without an offset is local time of the agreement's zone; one with an offset is what it says."""
    score(*MET, "--as-of", said, "--json")
    assert json.loads(capsys.readouterr().out)["as_of"] == read


def test_refused_rows_are_told_and_no_error(score, capsys):
    """A row that cannot be read is a data problem in the report; the status says that it may change what is met, or that is accepted."""
    Path("cases.csv").write_text(CASES + "2,yesterday,\n3,2026-03-29T01:30,2026-03-29T05:00Z\n")
    assert score(*MET, "--timezone", "Europe/London", "--allow-unread", "1") == 3
    assert score(*MET, "--timezone", "Europe/London", "--allow-unread", "2") == 0
    capsys.readouterr()
    assert score(*MET, "--timezone", "Europe/London") == 3
    shown = capsys.readouterr().out
    assert "cases.csv:3: opened 'yesterday' is not an ISO time" in shown
    assert "cases.csv:4: opened '2026-03-29 01:30:00' was skipped by a clock change in Europe/London" in shown


def test_a_repeated_hour_is_read_as_told(score, capsys):
    """01:30 on 25 October 2026 is 00:30Z, or an hour later."""
    Path("cases.csv").write_text("opened,closed\n2026-10-25T01:30,2026-10-25T02:45Z\n")
    for which, value in (("earlier", "0"), ("later", "1")):  # 2 h 15 min, 1 h 15 min
        score("--data", "cases=cases.csv", "--timezone", "Europe/London", "--ambiguous", which, "--period", "2026-10", "--json")
        assert json.loads(capsys.readouterr().out)["lines"][1]["measure"]["value"] == value


KPIS = """
import slakit as sk

@sk.metric("cases", at="opened", unit="item")
def twice(rows):
    return 2 * len(rows)

WORDS = {"twice": twice}
"""


def test_words_of_ones_own(score, capsys, document):
    """A module beside the contract has a metric of its own: one case makes 2."""
    Path("kpis_of_care.py").write_text(KPIS)
    Path("own.toml").write_text(document + '\n[[objectives]]\nname = "Twice"\nmetric = { is = "twice" }\ntarget = "exactly 2"\n')
    assert score(*MET, "--vocabulary", "kpis_of_care:WORDS", "--json", contract="own.toml") == 0
    assert json.loads(capsys.readouterr().out)["lines"][2]["measure"]["value"] == "2"


def test_progress_on_a_terminal(score, monkeypatch, capsys):
    """Told on stderr when it is a terminal, and gone at the end."""

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr("slakit.cli.progress.DELAY", 0)
    monkeypatch.setitem(sys.modules, "rich", None)
    assert score(*MISSED) == 1
    assert terminal.getvalue().startswith("\rreading outages.csv: 0.0 of 0.0 MB (")
    assert terminal.getvalue().endswith(" \r")
    assert "reading" not in capsys.readouterr().out


def test_an_explanation_in_every_form(score, capsys, document):
    """In short without a form, the whole with one; the least change of the amount is in each of those, and HTML is a page."""
    assert score(*MISSED, "--explain", "Uptime") == 1
    short = capsys.readouterr().out
    assert "Arithmetic" not in short
    texts = {}
    for form in ("text", "markdown", "html", "json"):
        assert score(*MISSED, "--explain", "Uptime", "--format", form) == 1
        texts[form] = capsys.readouterr().out
        assert "the credit would be 0.00 GBP" in texts[form]
    assert texts["markdown"].startswith("### Uptime, 2026-03\n")
    assert texts["html"].startswith("<!doctype html>")
    assert json.loads(texts["json"])["lines"][0]["needed"]["outcome"] == "met"
    assert score(*MISSED, "--explain", "Uptime", "--format", "csv") == 2
    assert "--explain has no form 'csv'; write --format text, markdown, html, json" in capsys.readouterr().err
    Path("evil.toml").write_text(document.replace('"Uptime"', '"<script>x</script>"'))
    assert score(*MISSED, "--explain", "<script>x</script>", "--format", "html", contract="evil.toml") == 1
    assert "<script>" not in capsys.readouterr().out
