"""That types and defaults are said in plain words."""

import pytest

from slakit.documents.reference.entries import entries, entries_of
from slakit.documents.reference.key_types import default_text, type_text

CASES = [
    ("uptime", "stream", "a name", "must be given"),
    ("uptime", "clock", "[a calendar](../README.md#calendars), or its name", '`"always"`'),
    ("uptime", "length", 'a length of time (`"30 min"`)', "none"),
    ("uptime", "weights", "a table of figures with units by value of a field", "none"),
    ("linear", "credit", 'an amount (`"5 %"`, `"500 GBP"`, `"3 days"`)', "must be given"),
    ("flat", "of", '[a base](../README.md#bases), or money (`"80000 GBP"`)', "none"),
    ("duty", "grants", "the table of [right](../penalties/right.md) or a text", "none"),
    ("only if", "misses", "a list of 2 whole numbers", "none"),
    ("agreement", "provider", "a name, or the table of [party](../agreement/party.md)", "must be given"),
    ("agreement", "timezone", 'a time zone (`"Europe/London"`)', "must be given"),
    ("agreement", "window", '[a window](../README.md#windows) (`"monthly"`)', '`"monthly"`'),
    ("agreement", "objectives", "a list of tables of [objective](../agreement/objective.md)", "must be given"),
    ("log", "rules", "[the rules of a log](../README.md#the-agreement-and-its-parts)", '`{ is = "lifecycle" }`'),
    ("pool", "pool", 'a figure with its unit (`"99.9 %"`, `"2 hours"`, `3`)', '`"1"`'),
    ("rolling", "step", '[a window](../README.md#windows) (`"monthly"`)', '`"daily"`'),
    ("gauge", "statistic", 'a statistic (`"mean"`, `"p95"`)', '`"last"`'),
    ("settlement", "nature", 'one of `"price adjustment"`, `"liquidated damages"`, `"regulated compensation"`', "none"),
]


@pytest.mark.parametrize(("word", "key", "written", "default"), CASES)
def test_keys(word, key, written, default):
    """A key has the type and the default that an author can write."""
    (argument,) = [part for part in entries_of(word)[0].keys if part.name == key]
    assert (type_text(argument), default_text(argument)) == (written, default)


def test_no_type_is_without_words():
    """No key takes merely "a value" beside what has words: its class is one of those that have words."""
    vague = [(entry.link, key.name) for entry in entries() for key in entry.keys if type_text(key).split(" or ")[-1] == "a value"]
    assert vague == []
