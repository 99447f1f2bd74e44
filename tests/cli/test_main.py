"""The command line as a whole: its help, its version, and wrong use."""

from contextlib import suppress
from pathlib import Path

import pytest

from slakit.cli.main import main


@pytest.mark.parametrize(("arguments", "said"), [
    ([], "no command was given; write slakit score, slakit check or slakit demo, or see slakit --help"),
    (["demo", "--seed", "x"], "argument --seed: 'x' is not a number; write --seed 8; see slakit demo --help"),
    (["--vresion"], "--vresion is not an option of slakit; did you mean '--version'?"),
    (["demo", "--sead=3"], "--sead is not an option of slakit demo; did you mean '--seed'?"),
    (["test", "a.sla.toml", "--mutant"], "--mutant is not an option of slakit test; did you mean '--mutants'?"),
    (["test", "--contrat", "b.toml"], "--contrat is not an option of slakit test; did you mean '--contract'?"),
    (["score", "c.toml", "-period", "2026-06"], "-period is not an option of slakit score; did you mean '--period'?"),
    (["score", "c.toml", "--zzz"], "--zzz is not an option of slakit score; see slakit score --help"),
    (["score", "c.toml", "d.toml"], "'d.toml' is one argument too many; see slakit score --help"),
    (["scor"], "'scor' is not a command of slakit; did you mean 'score'?"),
    (["check", "c.toml", "--format", "markdwn"], "--format 'markdwn' is not one of its words; did you mean 'markdown'?"),
    (["check", "c.toml", "--format", "pdf"], "--format 'pdf' is not one of its words; known: json, markdown, text"),
])  # fmt: skip
def test_wrong_use(capsys, arguments, said):
    """Status 2 and what to write."""
    assert main(arguments) == 2
    assert capsys.readouterr().err == f"slakit: {said}\n"


@pytest.mark.parametrize("arguments", [["--help"], ["score", "--help"], ["demo", "--help"]])
def test_help(capsys, arguments):
    """Help is on stdout, status 0, and fits into a terminal."""
    assert main(arguments) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("usage: slakit")
    assert max(map(len, shown.splitlines())) <= 140


def test_help_tells_the_exit_status_and_how_local_times_are_read(capsys):
    """What a script must know is in the help."""
    main(["score", "--help"])
    shown = " ".join(capsys.readouterr().out.split())
    assert "exit status: 0 all is met, 1 something is missed, 2 the contract, the records or the command is wrong" in shown
    assert "with an offset or in the local time of the agreement's zone" in shown


def test_version(capsys):
    """Says which slakit this is, status 0."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("slakit")


def test_a_stop_by_hand_is_quiet(monkeypatch, capsys):
    """Ctrl-C gives status 130 and no traceback."""

    def stopped(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("slakit.cli.main._run", stopped)
    assert main(["demo"]) == 130
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_a_full_disk(monkeypatch, capsys):
    """What cannot be written is an error, told in one line."""
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr("sys.stdout", full)
        assert main(["demo", "--json"]) == 2
        monkeypatch.undo()
        with suppress(OSError):
            full.flush()
