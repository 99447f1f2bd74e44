"""Words: each is in the docs, as a class in the catalogue of its kind or on the page about documents."""

from pathlib import Path

import pytest

import slakit as sk
from slakit.documents.kinds import BASE, FACTOR, KINDS, METRIC, PENALTY, STEP
from slakit.documents.public_classes import public_classes

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "documents.md").read_text(encoding="utf-8").partition("## Words")[2]
CATALOGUES = {METRIC: "metrics", PENALTY: "penalties", BASE: "penalties", FACTOR: "penalties", STEP: "settlement"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.noun)
def test_every_word_is_on_a_page(kind):
    """A word that stands in no table is one that nobody finds."""
    public = {made.load() for made in public_classes()}
    catalogue = (DOCS / f"{CATALOGUES.get(kind, 'documents')}.md").read_text(encoding="utf-8")
    missing = []
    for word in sk.STANDARD.words(kind):
        made = sk.STANDARD.find(kind, word)
        listed = made in public and kind in CATALOGUES
        if not (f"{made.__name__}(" in catalogue or f"`{made.__name__}`" in catalogue if listed else f"`{word}`" in PAGE):
            missing.append(word)
    assert missing == []
