"""The contracts that are shipped: nothing is findings in them but what they allow, with the reason."""

import re
from pathlib import Path

import pytest
from shipped import CONTRACTS

import slakit as sk

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| \[([\w.-]+)\]\(\.\./examples/contracts/[\w.-]+\) \| ([^|]+) \| `([a-z0-9-]+)` \| ([^|]+) \|$", re.MULTILINE)
ROWS = {(match[1], match[3]): match[4] for match in ROW.finditer(PAGE)}


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.relative_to(ROOT / "examples").as_posix())
def test_nothing_is_wrong(path):
    """What is findings is allowed, and what is allowed is findings."""
    assert sk.check(sk.load(path)) == ()


def test_allowed_ones_stand_on_the_page():
    """docs/findings.md lists what is findings in real terms, with the reason that the document gives."""
    findings = {}
    for path in sorted((ROOT / "examples" / "contracts").glob("*.toml")):
        for finding in sk.check(sk.load(path), allowed=True):
            findings[path.name, finding.code] = finding.allowed
    assert len(findings) > 10
    assert findings == ROWS


def test_soundness_of_the_sample():
    """The agreement that is made in Python has no finding either."""
    from slakit.social.sample import sample

    assert sk.check(sample()) == ()
