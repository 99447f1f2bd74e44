"""The document of the social media agreement."""

from itertools import pairwise
from pathlib import Path

from slakit.documents.load_dump import load
from slakit.social.sample import sample

FOLDER = Path(__file__).parents[2] / "examples" / "social"


def test_the_document_is_the_agreement_of_the_demo():
    """Read from the file, it equals what Python makes."""
    assert load(FOLDER / "contract.toml") == sample()


def test_the_readme_names_its_streams():
    """The command in the README feeds streams that the agreement reads."""
    words = (FOLDER / "README.md").read_text().split()
    fed = [word.split("=")[0] for before, word in pairwise(words) if before == "--data"]
    assert set(fed) < set(sample().streams)
