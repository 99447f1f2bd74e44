"""docs/metrics.md is a catalogue: a stranger finds a row for every metric there."""

import re
from pathlib import Path

import pytest
from classes import words_missing
from law_cases import METRICS

import slakit as sk
from slakit.documents.kinds import METRIC

ROWS = re.findall(r"(?m)^\| .*", (Path(__file__).parents[2] / "docs/metrics.md").read_text(encoding="utf-8"))
OPERATORS = {  # how metrics are written that have no class of their own to call
    "worst": "worst(a, b)",
    "best": "best(a, b)",
    "weighted": "0.6 * a + 0.4 * b",
    "ratio": 'Total("posts", "interactions") / Total("posts", "impressions")',
    "product": "availability * performance * quality",
}


@pytest.mark.parametrize("word", sk.STANDARD.words(METRIC))
def test_every_metric_has_a_row(word):
    """A new metric is a source file, a word of the vocabulary, a row of the catalogue and a test."""
    written = OPERATORS.get(word, f"{sk.STANDARD.find(METRIC, word).__name__}(")
    assert any(f"`{written}" in row or f"`kpis.{written}" in row for row in ROWS)


def test_every_metric_is_under_the_laws():
    """One row of `law_cases.py` puts a metric under the laws of order, of columns and of worse service."""
    assert not words_missing(sk.STANDARD, METRIC, [metric for metric, _, _ in METRICS.values()])
