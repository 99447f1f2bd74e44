"""Sound contracts of every word that a clause can have: no finding, the schema accepts them, and every format gives them back."""

import tomllib
from pathlib import Path

import pytest

import slakit as sk

SOUND = sorted((Path(__file__).parent / "sound").glob("*.toml"))


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_nothing_is_found(path):
    """No code fires on them, not even one that is allowed."""
    assert sk.check(sk.load(path), allowed=True) == ()


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_every_format(path):
    """The schema accepts each, and TOML, JSON and YAML give it back, with its names."""
    jsonschema = pytest.importorskip("jsonschema")
    assert list(jsonschema.Draft202012Validator(sk.schema()).iter_errors(tomllib.loads(path.read_text(encoding="utf-8")))) == []
    pytest.importorskip("yaml")
    agreement = sk.load(path)
    for form in ("toml", "json", "yaml"):
        text = sk.dumps(agreement, form)
        again = sk.loads(text, form)
        assert again == agreement
        assert sk.dumps(again, "json") == sk.dumps(agreement, "json")
        assert sk.check(again) == ()
