"""That the pages of the reference say what they promise, and that those of docs/reference are the present ones."""

import re
from pathlib import Path

import pytest

from slakit.documents.kinds import CALENDAR, KINDS, RULES, TARGET, WINDOW
from slakit.documents.reference.contract_uses import ContractUses
from slakit.documents.reference.docstrings import formulas
from slakit.documents.reference.entries import entries, entries_of
from slakit.documents.reference.formulas import FORMULAS
from slakit.documents.reference.word_pages import index, page, pages, python_name
from slakit.documents.vocabulary import STANDARD
from slakit.errors import UsageError

ROOT = Path(__file__).parents[3]
ENTRIES = entries()
REWRITE = "run .venv/bin/slakit reference --output docs/reference --contracts examples/contracts"


def test_docs_are_up_to_date():
    """docs/reference holds what the sources of today make, and nothing else."""
    folder = ROOT / "docs" / "reference"
    made = pages(ContractUses(ROOT / "examples" / "contracts"))
    written = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.md")}
    assert sorted(set(written) ^ set(made)) == [], REWRITE
    assert [name for name, text in made.items() if written[name] != text] == [], REWRITE


def test_every_word_has_a_page():
    """Each word of the vocabulary is an entry of its own kind, with a page of its own."""
    words = {(kind, word) for kind in KINDS for word in STANDARD.words(kind)}
    assert {(entry.kind, entry.word) for entry in ENTRIES if entry.kind} == words
    assert len({entry.link for entry in ENTRIES}) == len(ENTRIES)
    text = index()
    assert [entry.link for entry in ENTRIES if f"]({entry.link})" not in text] == []


def test_formulas():
    """What computes has a formula, in its docstring or in the table, and not in both; no formula is left of a class that is gone."""
    computing = [entry for entry in ENTRIES if entry.kind not in (None, RULES, CALENDAR, TARGET, WINDOW) and entry.word != "right"]
    assert [entry.word for entry in computing if not formulas(entry.made) and entry.made.__name__ not in FORMULAS] == []
    assert [entry.word for entry in ENTRIES if formulas(entry.made) and entry.made.__name__ in FORMULAS] == []
    assert sorted(set(FORMULAS) - {entry.made.__name__ for entry in ENTRIES}) == []


def test_page():
    """A page has its parts in order, and each key with its sentence, its type and its default."""
    text = page(entries_of("linear")[0])
    assert re.findall(r"^#+ .+$", text, re.MULTILINE) == ["# linear", "## Formula", "## Keys", "## Example"]
    assert '| `per` | One step of shortfall. | a figure with its unit (`"99.9 %"`, `"2 hours"`, `3`) | must be given |' in text
    assert '| `"exact"`, `"full"`, `"begun"` | `"exact"` |' in text.replace("one of ", "")
    assert ">>>" not in text


def test_contracts_of_a_page():
    """A page names the contracts that use its word, with their source, and quotes one as its author wrote it."""
    text = page(entries_of("uptime")[0], ContractUses(ROOT / "examples" / "contracts"))
    link = "[Virtual machines of a region](../../../examples/contracts/aws-compute-region.toml)"
    assert f'- {link}, "Region uptime"; source: Amazon Web Services, ' in text
    assert f"As {link} has it:\n\n```toml\n[[objectives]]\n" in text
    assert 'unit_by = "zone"\nacross = "all"\n' in text


def test_names_of_python():
    """A page has the public name of its class, or says that the example shows how Python makes it."""
    names = {entry.link: python_name(entry) for entry in ENTRIES}
    assert names["metrics/uptime.md"] == "sk.Uptime"
    assert names["metrics/mean-ratio.md"] == "sk.kpis.MeanRatio"
    assert names["agreement/amendment.md"] == "sk.types.Amendment"
    assert names["penalties/capped.md"] == ""


def test_a_word_that_is_none():
    """A word that is none is refused, with the nearest one."""
    with pytest.raises(UsageError, match="'uptme' is not a word of documents; did you mean 'uptime'"):
        entries_of("uptme")
