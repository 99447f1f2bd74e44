"""`slakit reference`: a page in the terminal, and all pages in a folder."""

from pathlib import Path

import pytest

from slakit.cli.main import main

CONTRACTS = Path(__file__).parents[2] / "examples" / "contracts"


def test_a_word(capsys):
    """A word shows its page, with contracts where a folder of them is named; a word of two kinds shows both."""
    assert main(["reference", "Mean Ratio"]) == 0
    assert capsys.readouterr().out.startswith("# mean ratio\n")
    assert main(["reference", "bonus", "--contracts", str(CONTRACTS)]) == 0
    assert '- [Bus route](../../../examples/contracts/tfl-qic.toml), "Excess wait"; source: quality' in capsys.readouterr().out
    assert main(["reference", "product"]) == 0
    assert capsys.readouterr().out.count("# product\n") == 2


def test_no_word(capsys):
    """Without a word the index is shown."""
    assert main(["reference"]) == 0
    assert "| [uptime](metrics/uptime.md) | `sk.Uptime` |" in capsys.readouterr().out


def test_all_pages(tmp_path):
    """All pages go into a folder, which is made; what is there already is written anew."""
    folder = tmp_path / "deep" / "reference"
    for _ in range(2):
        assert main(["reference", "--output", str(folder)]) == 0
    assert (folder / "README.md").exists()
    assert (folder / "steps" / "cap.md").read_text(encoding="utf-8").startswith("# cap\n")


def test_what_is_wrong(capsys, tmp_path):
    """A word that is none, a folder that is none, and two wishes at once are refused."""
    assert main(["reference", "capp"]) == 2
    assert "'capp' is not a word of documents; did you mean 'cap'?" in capsys.readouterr().err
    assert main(["reference", "cap", "--contracts", str(tmp_path / "none")]) == 2
    assert "is not a folder of contracts; write --contracts examples/contracts" in capsys.readouterr().err
    assert main(["reference", "cap", "--output", str(tmp_path)]) == 2
    assert "write one of them" in capsys.readouterr().err
    (tmp_path / "file").write_text("")
    assert main(["reference", "--output", str(tmp_path / "file")]) == 2
    assert "cannot be used" in capsys.readouterr().err


@pytest.mark.parametrize(("term", "first"), [
    ("maintenance", ["# exclusion"]),
    ("limit", ["# on time", "# within"]),
    ("escalation", ["# duty"]),
    ("target", ["# bound", "# all of", "# levels"]),
    ("next invoice", ["# fee"]),
    ("Within", ["# within"]),
])  # fmt: skip
def test_a_term_of_the_field_leads_to_its_page(capsys, term, first):
    """The pages that explain it, and no guess by its letters."""
    assert main(["reference", term]) == 0
    titles = [line for line in capsys.readouterr().out.splitlines() if line.startswith("# ")]
    assert sorted(titles) == sorted(first)


@pytest.mark.parametrize(("term", "said"), [
    ("where", 'where = { kind = "complaint" } keeps the records that meet conditions'),
    ("condition", "docs/documents.md lists every form"),
    ("blank", "says how a record counts whose field is blank"),
    ("limit_by", "'limit_by' is a key of "),
    ("applies to", "'applies_to' is a key of exclusion; slakit reference 'exclusion' says what it means there"),
])  # fmt: skip
def test_what_has_no_page_is_said_in_a_line(capsys, term, said):
    """Of conditions, and of keys."""
    assert main(["reference", term]) == 0
    out = capsys.readouterr().out
    assert said in out
    assert out.count("\n") == 1


def test_an_unknown_word_is_no_wall_of_words(capsys):
    """It names the way to the list."""
    assert main(["reference", "xyzzy"]) == 2
    assert capsys.readouterr().err == "slakit: 'xyzzy' is not a word of documents; slakit reference lists them all\n"
