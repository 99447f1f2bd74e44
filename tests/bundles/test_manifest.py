"""Manifest: the list of a bundle has the keys that it has, and no room for more."""

import json

import pytest
from bundle_cases import march, rewritten, text_of

import slakit as sk
from slakit import bundles
from slakit.bundles import manifest
from slakit.bundles.manifest import NAME, Manifest


@pytest.fixture
def sent(tmp_path):
    return march(tmp_path / "march.zip")


@pytest.fixture
def edited(tmp_path):
    return tmp_path / "edited.zip"


def test_written_and_read(sent):
    """The same list, to the byte."""
    content = sent.entries[NAME]
    assert Manifest.from_bytes(content, "x") == sent.manifest
    assert sent.manifest.to_bytes() == content


def test_a_list_with_more(sent, edited):
    """The list of a bundle has no room for a remark."""
    for change, problem in (
        (lambda data: data.update(note="agreed"), "manifest.json has 'note', which is not a key of it"),
        (lambda data: data["streams"][0].update(note=1), "manifest.json has streams[0].note, which is not a key of it"),
        (lambda data: data["made_by"].update(slakit=["x"]), "manifest.json: made_by.slakit is not a text"),
    ):
        data = json.loads(text_of(sent, NAME))
        del data["seal"]
        change(data)
        with pytest.raises(sk.errors.UsageError) as error:
            bundles.verify(rewritten(sent, edited, {NAME: manifest._text(data).decode()}))
        assert str(error.value) == f"{edited}: {problem}; take the file that was sent"
