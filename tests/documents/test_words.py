"""Words: the page about documents names every one that the standard vocabulary knows."""

from pathlib import Path

import pytest

import slakit as sk
from slakit.documents.kinds import KINDS

PAGE = (Path(__file__).parents[2] / "docs" / "documents.md").read_text(encoding="utf-8").partition("## Words")[2]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.noun)
def test_every_word_is_on_the_page(kind):
    """A word that stands in no table is one that nobody finds."""
    assert [word for word in sk.STANDARD.words(kind) if f"`{word}`" not in PAGE] == []
