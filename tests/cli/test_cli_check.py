"""`slakit check`: what is wrong with a contract, where, and shown by which records."""

import json

import pytest

import slakit as sk
from slakit.cli.main import main

CONTRACT = """name = "Hosting"
provider = "P"
customer = "C"
term = ["2026-01-01", "2027-01-01"]
timezone = "UTC"
fee = "1000 EUR"

[[objectives]]
name = "Answers"
clause = "4.1"
metric = { is = "share", stream = "answers", good = { kind = true } }
target = "at least 90 %"
"""
GAP = 'penalty = { is = "tiered", below = { "80 %" = "5 %", "50 %" = "10 %" } }\n'
SOUND = 'penalty = { is = "tiered", below = { "90 %" = "5 %", "50 %" = "10 %" } }\n'
TEXT = """line 13 objectives[0].penalty (clause 4.1): missed-without-credit
  80 % misses 'at least 90 %' and costs nothing
  remedy: write the first tier at the target, or the target at the first tier
  shown by: Answers in 2026-02 is 80 %, missed, and 0.00 EUR is owed
    answers
    at,kind
    2026-02-01T00:00:00Z,False
    2026-02-06T14:24:00Z,True
    2026-02-12T04:48:00Z,True
    2026-02-17T19:12:00Z,True
    2026-02-23T09:36:00Z,True

Hosting: 1 finding
"""


@pytest.fixture
def checked(tmp_path, monkeypatch, capsys):
    """Check a contract; its status, what was written, and what was complained of."""
    monkeypatch.chdir(tmp_path)

    def check(text, *options):
        (tmp_path / "contract.toml").write_text(text, encoding="utf-8")
        status = main(["check", "contract.toml", *options])
        return status, *capsys.readouterr()

    return check


def test_sound(checked):
    """Status 0 and one sentence."""
    assert checked(CONTRACT + SOUND) == (0, "Hosting: nothing is wrong with it\n", "")


def test_finding(checked):
    """Status 1; the line, the place, the clause, what is wrong, what to write, and the records that show it."""
    assert checked(CONTRACT + GAP) == (1, TEXT, "")


def test_allowed(checked):
    """What is allowed is left out and does not change the status; --allowed shows it with its reason."""
    text = CONTRACT + GAP + 'allow = { "missed-without-credit" = "clause 4.2" }\n'
    assert checked(text) == (0, "Hosting: nothing is wrong with it\n", "")
    status, out, _ = checked(text, "--allowed")
    assert (status, "  allowed: clause 4.2\n" in out, out.endswith("Hosting: 0 findings, 1 allowed\n")) == (0, True, True)


def test_json(checked):
    """All that a finding holds, as data."""
    status, out, _ = checked(CONTRACT + GAP, "--format", "json")
    (finding,) = json.loads(out)["findings"]
    assert (status, finding["code"], finding["line"], finding["clause"]) == (1, "missed-without-credit", 13, "4.1")
    assert len(finding["witness"]["records"]["answers"]) == 5


def test_markdown(checked):
    """A heading for each finding, and its records as they are."""
    status, out, _ = checked(CONTRACT + GAP, "--format", "markdown")
    assert (
        status,
        out.startswith("# Hosting: 1 finding\n\n## `missed-without-credit`\n\nLine 13, `objectives[0].penalty`, clause 4.1\n"),
    ) == (1, True)
    assert "```\nanswers\nat,kind\n" in out


def test_unreadable(checked):
    """Status 2 and the errors of the document."""
    status, out, err = checked(CONTRACT.replace("share", "shre"))
    assert (status, out) == (2, "")
    assert err == "slakit: contract.toml:11 objectives[0].metric.is: 'shre' is not a metric; did you mean 'share'?\n"


def test_no_file(checked):
    """Status 2 for a path without a file."""
    assert main(["check", "other.toml"]) == 2


@pytest.mark.parametrize("ending", ["json", "yaml"])
def test_other_formats(checked, tmp_path, capsys, ending):
    """A line of the document in its own format."""
    if ending == "yaml":
        pytest.importorskip("yaml")
    checked(CONTRACT + GAP)
    name = str(tmp_path / f"contract.{ending}")
    sk.dump(sk.load(tmp_path / "contract.toml"), name)
    lines = (tmp_path / f"contract.{ending}").read_text(encoding="utf-8").splitlines()
    (line,) = (number for number, text in enumerate(lines, 1) if "penalty" in text)
    assert main(["check", name]) == 1
    assert capsys.readouterr().out.startswith(f"line {line} objectives[0].penalty (clause 4.1): missed-without-credit\n")
