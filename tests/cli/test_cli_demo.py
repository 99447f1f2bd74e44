"""`slakit demo`: a whole statement without a file."""

import json
import os
import subprocess
import sys

import pytest

from slakit.cli.main import main


def test_the_report(capsys):
    """The table, what was missed and why, what is open, and the digest; no wider than a terminal of 140 columns."""
    assert main(["demo"]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    for part in ("Social media care for Acme", "What was missed", "capped at 15 % of 12,000.00 GBP", "Still open", "no data", "digest "):
        assert part in shown.out
    assert max(map(len, shown.out.splitlines())) <= 140


def test_the_same_every_time(capsys):
    """A seed gives the same statement, letter for letter; another seed another one."""
    texts = []
    for arguments in (["demo"], ["demo", "--seed", "7"], ["demo", "--seed", "8"]):
        assert main(arguments) == 0
        texts.append(capsys.readouterr().out)
    assert texts[0] == texts[1] != texts[2]


def test_json(capsys):
    """The JSON parses and carries the capped total: 15 % of 12,000 GBP."""
    assert main(["demo", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["payable"] == "1800.00 GBP"


def test_markdown(capsys):
    """The Markdown begins with a heading and has the table."""
    assert main(["demo", "--markdown"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("# Social media care for Acme")
    assert "\n| period |" in shown


@pytest.mark.parametrize("arguments", [["demo"], ["--help"], ["--version"]])
def test_as_a_module(arguments):
    """`python -m slakit` is the same command line, whatever the encoding of the terminal."""
    done = subprocess.run(
        [sys.executable, "-m", "slakit", *arguments], capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "slakit" in done.stdout or "Acme" in done.stdout


def test_a_reader_that_goes_away_is_no_fault():
    """`slakit demo | head -1` prints one line and no traceback."""
    demo = subprocess.Popen([sys.executable, "-m", "slakit", "demo"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    demo.stdout.close()
    assert demo.stderr.read() == ""
    demo.stderr.close()
    assert demo.wait(timeout=60) == 0


def test_a_workbook_in_a_language(tmp_path, capsys):
    """What is no text is written to a file; a form without languages refuses one."""
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("jinja2")
    june = tmp_path / "demo.xlsx"
    assert main(["demo", "--format", "xlsx", "--lang", "de", "--output", str(june)]) == 0
    assert openpyxl.load_workbook(june).sheetnames[:2] == ["Nachweis", "Zeilen"]
    assert main(["demo", "--format", "xlsx"]) == 2
    assert "write slakit score --format xlsx --output june.xlsx" in capsys.readouterr().err
    assert main(["demo", "--lang", "de"]) == 2
    assert "--lang de is for html, pdf and xlsx" in capsys.readouterr().err
