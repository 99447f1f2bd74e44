"""Witnesses are made of what a statement shows: without that there is none."""

from fractions import Fraction

from checked import contract, promise

import slakit as sk
from slakit.analysis.checks.contract import Contract
from slakit.analysis.checks.witness import all_at_worst, at_figure, compared, sentence, without_records

T = sk.Tiered({"99.9 %": "5 %", "99 %": "10 %"})
MADE = Contract(contract(promise(penalty=T, clause="4.1"), settlement=sk.Settlement(cap="8 %")))
PROMISE = MADE.promises[0]
FEBRUARY = PROMISE.shortest


def test_only_what_is_shown():
    """The line must say what it should, and the sentence is that of the line."""
    half = Fraction(1, 2)
    assert at_figure(PROMISE, FEBRUARY, half, lambda line: line.outcome == "met") is None
    witness = at_figure(PROMISE, FEBRUARY, half, lambda line: line.outcome == "missed")
    assert witness.text == "Uptime in 2026-02 is 50 %, missed, and 100.00 EUR is owed"
    line = sk.evaluate(MADE.agreement, witness.records, period=witness.period).lines[0]
    assert sentence(line) == witness.text


def test_a_figure_that_no_records_have():
    """More than all of the time is no figure."""
    assert at_figure(PROMISE, FEBRUARY, Fraction(3, 2), lambda line: True) is None


def test_without_records():
    """No outage at all, and a period in which that is what is looked for."""
    assert without_records(PROMISE, FEBRUARY, lambda line: line.outcome == "missed") is None
    assert (
        without_records(PROMISE, FEBRUARY, lambda line: line.outcome == "met").text
        == "Uptime in 2026-02 is 100 %, met, and 0.00 EUR is owed"
    )


def test_compared():
    """Only where the worse service costs less."""
    assert compared(PROMISE, FEBRUARY, Fraction(1, 2), Fraction(1)) is None
    witness = compared(PROMISE, FEBRUARY, Fraction(1), Fraction(1, 2))
    assert witness.text == "Uptime in 2026-02 is 100 %, met, and 0.00 EUR is owed; with the better 50 % it is 100.00 EUR"


def test_all_at_worst():
    """The worst of every promise in the first bill, by what is owed and what is payable."""
    assert all_at_worst(MADE, MADE.agreement, lambda credit, payable: credit == payable) is None
    witness = all_at_worst(MADE, MADE.agreement, lambda credit, payable: credit > payable)
    assert witness.text == "in 2026-01 100.00 EUR is owed, and 80.00 EUR is payable"
