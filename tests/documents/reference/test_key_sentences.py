"""That every key of every word has a sentence, and every sentence a key."""

import pytest

from slakit.documents.reference.entries import Entry, entries
from slakit.documents.reference.key_sentences import owner, owners, sentence, sentences
from slakit.documents.schema import schema

ENTRIES = entries()


def keys(entry: Entry) -> list[str]:
    return [*(part.name for part in entry.keys), *entry.shared_keys]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.link)
def test_every_key_has_a_sentence(entry):
    """No key of a word is without its sentence: one line that begins with a capital and ends with a full stop."""
    texts = {key: sentence(entry.made, key) for key in keys(entry)}
    assert [key for key, text in texts.items() if not text] == []
    assert [text for text in texts.values() if not text[0].isupper() or text[-1] != "." or "\n" in text] == []


def test_every_sentence_has_a_key():
    """No sentence is left of a key, or of a class, that is gone."""
    used = {(key, owner(entry.made, key)) for entry in ENTRIES for key in keys(entry)}
    assert sorted(set(owners()) - used) == []


def test_order():
    """The sentences stand in the order of their keys, so that one is found at a glance and added in one place."""
    assert list(sentences()) == sorted(sentences())


def test_a_class_of_its_own_comes_first():
    """A word has its own sentence before that of a class it is built on, and that before the one of all others."""
    by_word = {entry.made.__name__: entry.made for entry in ENTRIES}
    assert sentence(by_word["Cap"], "per") == "The window over which the cap runs, if not the billing period."
    assert sentence(by_word["Uptime"], "counting") == "Whether whole units of an outage are those that are full or those that have begun."
    assert sentence(by_word["Peak"], "per") == "The length of an interval, or of the time that a rate is of."
    assert sentence(by_word["Peak"], "nonsense") == ""


def test_editors_show_sentences():
    """Each key of a table in the schema has a description, so that an editor says what the key is."""
    whole = schema()
    parts = [whole, *whole["$defs"].values()]
    keys = [(part["title"], key, text) for part in parts for key, text in part.get("properties", {}).items() if key != "is"]
    assert len(keys) > 500
    assert [(title, key) for title, key, text in keys if not text.get("description")] == []
    assert whole["properties"]["provider"]["description"] == "Who promises: a name, or a table with roles."
