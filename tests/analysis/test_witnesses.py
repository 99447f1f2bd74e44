"""Witnesses: the records of a finding, evaluated, show what the finding says."""

import pytest
from test_findings import PARTS, document

import slakit as sk


def nothing_owed(line):
    return line.outcome == "missed" and not line.credit and not line.units


def missed(line):
    return line.outcome == "missed"


# what the line of each finding about money or verdicts must show; each is the sentence of its part of docs/findings.md
SHOWS = {
    "tiers-pay-the-same": lambda line: line.credit == sk.money("250 EUR"),
    "gap-pays-nothing": nothing_owed,
    "met-yet-paid": lambda line: line.outcome == "met" and bool(line.credit),
    "missed-without-credit": nothing_owed,
    "tier-always-fires": lambda line: line.credit == sk.money("50 EUR") and not line.measure.value,
    "cap-never-binds": lambda line: line.measure.value == 0 and not any("capped" in step for step in line.steps),
    "target-finer-than-sampling": lambda line: missed(line) and line.measure.breaches == 1,
    "target-of-100-percent": missed,
}
COMPARED = ("worse-pays-less",)
WITHOUT = ("tier-never-fires", "fee-without-use", "allow-without-finding")  # that something never is needs no record


def witnessed(code):
    agreement = sk.loads(document(PARTS[code][1]))
    (finding,) = sk.check(agreement)
    statement = sk.evaluate(agreement, finding.witness.records, period=finding.witness.period)
    return agreement, finding.witness, next(line for line in statement.lines if finding.place.startswith("objectives"))


def test_every_code_is_shown_or_needs_none():
    """Each code has a line below, and none twice."""
    assert sorted([*SHOWS, *COMPARED, *WITHOUT]) == sorted(PARTS)


@pytest.mark.parametrize("code", SHOWS)
def test_shown(code):
    """The records of a witness come to a line that is as the finding says, and the witness says what that line says."""
    _, witness, line = witnessed(code)
    assert SHOWS[code](line), line.reason
    assert line.shown in witness.text or line.measure.value is None
    assert str(line.outcome) in witness.text


@pytest.mark.parametrize("code", COMPARED)
def test_shown_by_two(code):
    """The records of the better service cost more than those of the worse."""
    agreement, witness, line = witnessed(code)
    better = sk.evaluate(agreement, witness.better, period=witness.period).lines[0]
    assert line.credit < better.credit
    assert line.measure.value < better.measure.value
