"""The table of `slakit score` on a terminal, and the text everywhere else."""

import io
import re
import subprocess
import sys

import pytest

from slakit.cli.main import main

pytest.importorskip("rich")
ESCAPE = re.compile("\x1b\\[[0-9;]*m")
MISSED = ("--data", "outages=outages.csv", "--data", "cases=cases.csv", "--period", "2026-03")
# 60 of 44,580 minutes of March, which has a change of clocks, are down: 742/743
TABLE = """\
2026-03: 2 lines, 1 missed, 50.00 GBP
outcome  objective  target           measured     credit
-------  ---------  ---------------  --------  ---------
missed   Uptime     at least 99.9 %  99.865 %  50.00 GBP
met      Replies    at least 50 %    100 %      0.00 GBP
"""


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True


@pytest.fixture
def on_terminal(monkeypatch):
    """Runs something while stdout is a terminal of 70 columns, and returns what it wrote."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "70")

    def written(run):
        terminal = Terminal()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", terminal)
            run()
        return terminal.getvalue()

    return written


def test_a_terminal_gets_the_table(score, on_terminal, monkeypatch):
    """In colours, or without any escape where NO_COLOR is set."""
    shown = on_terminal(lambda: score(*MISSED))
    assert "\x1b[1;31mmissed\x1b[0m   Uptime" in shown
    assert TABLE in ESCAPE.sub("", shown)
    monkeypatch.setenv("NO_COLOR", "1")
    plain = on_terminal(lambda: score(*MISSED))
    assert plain == ESCAPE.sub("", shown)
    assert "\x1b" not in plain


def test_a_pipe_gets_the_text_as_ever(score, capsys, on_terminal):
    """Byte for byte that of `--format text`, which is there on a terminal too; also without rich."""
    score(*MISSED)
    text = capsys.readouterr().out
    assert "What was missed\n===============\n" in text
    assert on_terminal(lambda: score(*MISSED, "--format", "text")) == text
    score(*MISSED, "--format", "text")
    assert capsys.readouterr().out == text


def test_a_terminal_without_rich_gets_the_text(score, on_terminal, monkeypatch):
    monkeypatch.setitem(sys.modules, "rich", None)
    assert "What was missed\n===============\n" in on_terminal(lambda: score(*MISSED))


def test_the_table_where_it_is_asked_for(score, capsys, tmp_path, monkeypatch):
    """In a pipe and in a file it has no colour."""
    monkeypatch.setenv("COLUMNS", "70")
    assert score(*MISSED, "--format", "table") == 1
    assert TABLE in capsys.readouterr().out
    assert score(*MISSED, "--format", "table", "--output", "march.txt") == 1
    written = (tmp_path / "march.txt").read_text()
    assert TABLE in written
    assert "\x1b" not in written


def test_an_explanation_is_as_wide_as_the_terminal(score, on_terminal, capsys, monkeypatch):
    """With the same words as in a pipe, which has its lines whole."""
    shown = on_terminal(lambda: score(*MISSED, "--explain", "Uptime"))
    assert max(map(len, shown.splitlines())) <= 70
    monkeypatch.delenv("COLUMNS")
    score(*MISSED, "--explain", "Uptime")
    whole = capsys.readouterr().out
    assert max(map(len, whole.splitlines())) > 70
    assert whole.split() == shown.split()


def test_other_forms_stay_on_a_terminal(score, on_terminal, tmp_path):
    """JSON is JSON, an explanation is one, and a file of --output gets the text."""
    assert on_terminal(lambda: score(*MISSED, "--json")).startswith("{\n")
    assert on_terminal(lambda: score(*MISSED, "--explain", "Uptime")).startswith("Uptime, 2026-03\n  promised")
    on_terminal(lambda: score(*MISSED, "--output", "march.txt"))
    assert "What was missed\n===============\n" in (tmp_path / "march.txt").read_text()


def test_the_demo_and_close(score, on_terminal):
    """Whatever writes a statement writes it so."""
    assert "\npayable: 1,800.00 GBP\n" in ESCAPE.sub("", on_terminal(lambda: main(["demo"])))
    assert TABLE in ESCAPE.sub("", on_terminal(lambda: main(["close", "contract.toml", *MISSED])))


@pytest.mark.slow
def test_rich_is_loaded_when_a_table_is_written():
    """Not by the import, and not by help or a statement as text."""
    code = """
import sys, slakit.cli.main as cli
statuses = [cli.main(["score", "--help"]), cli.main(["demo", "--format", "text"])]
print(statuses, "rich" in sys.modules, cli.main(["demo", "--format", "table"]), "rich" in sys.modules)
"""
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.splitlines()[-1] == "[0, 0] False 0 True"
