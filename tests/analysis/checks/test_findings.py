"""docs/findings.md: each code stands there, its bad contract has that finding and no other, and its good one has none."""

import re

import pytest
from findings_page import PARTS, findings

from slakit.agreements.allow import CODES
from slakit.analysis.checks.table import CHECKS


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
        assert repr(finding) == f"<Finding {code} {finding.place}: {finding.text}>"


@pytest.mark.parametrize("code", CHECKS)
def test_allowed(code):
    """What a contract allows is left out, and stands with the reason where it is asked for."""
    text = f'allow = {{ "{code}" = "it is meant so" }}\n' + PARTS[code][1]
    assert findings(text) == ()
    assert {finding.allowed for finding in findings(text, allowed=True)} == {"it is meant so"}
