"""docs/findings.md: each code stands there, its bad contract has that finding and no other, and its good one has none."""

import re
import tomllib
from pathlib import Path

import pytest

import slakit as sk
from slakit.agreements.allow import CODES
from slakit.analysis.table import CHECKS

PAGE = (Path(__file__).parents[2] / "docs" / "findings.md").read_text(encoding="utf-8")
PART = re.compile(r"^### `([a-z0-9-]+)`\n+(.*?)\n+```toml bad\n(.*?)^```\n+```toml good\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PARTS = {match[1]: match.groups()[1:] for match in PART.finditer(PAGE)}
HEADER = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]


def document(example: str) -> str:
    """An example after the lines of the page that it does not replace."""
    own = tomllib.loads(example)
    return "".join(line for line in HEADER.splitlines(keepends=True) if line.split(" = ")[0] not in own) + example


def findings(example: str, **options):
    """What is found in an example, as the command line does it."""
    text = document(example)
    return sk.check(sk.loads(text), document=tomllib.loads(text), **options)


def test_every_code_has_its_part():
    """The page explains each code, and no other; each may be allowed but one."""
    assert sorted(PARTS) == sorted([*CHECKS, "allow-without-finding"])
    assert sorted(CODES) == sorted(CHECKS)


@pytest.mark.parametrize("code", PARTS)
def test_bad(code):
    """The bad contract has the finding, and no other."""
    assert {finding.code for finding in findings(PARTS[code][1])} == {code}


@pytest.mark.parametrize("code", PARTS)
def test_good(code):
    """The good contract has none, and allows none."""
    assert findings(PARTS[code][2], allowed=True) == ()


@pytest.mark.parametrize("code", CHECKS)
def test_said_in_one_line(code):
    """A check says in one line what it looks for."""
    assert re.fullmatch(r"[A-Z][^\n]+\.", CHECKS[code].__doc__), code


@pytest.mark.parametrize("code", PARTS)
def test_said_to_an_author(code):
    """A finding is a sentence without an end, at a place, with what to write."""
    for finding in findings(PARTS[code][1]):
        assert re.fullmatch(r"[^\n]+[^.\n]", finding.text)
        assert re.fullmatch(r"(leave|write|put|give|end|begin|say)\b[^\n]+", finding.remedy)
        assert finding.place
        assert repr(finding) == f"Finding({code!r}, {finding.place!r}, {finding.text!r})"


@pytest.mark.parametrize("code", CHECKS)
def test_allowed(code):
    """What a contract allows is left out, and stands with the reason where it is asked for."""
    text = f'allow = {{ "{code}" = "it is meant so" }}\n' + PARTS[code][1]
    assert findings(text) == ()
    assert {finding.allowed for finding in findings(text, allowed=True)} == {"it is meant so"}
