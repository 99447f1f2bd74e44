"""Reconciliation: its texts, of values that are built by hand."""

from attrs import evolve

import slakit as sk
from slakit.analysis.reconciliations.reconciliation import Cause, Reconciliation, RecordDifference, worth_text
from slakit.penalties.amounts import Amounts
from slakit.timeline.zone import zone

FIVE = Amounts(sk.money("5 EUR"), payable=sk.money("5 EUR"))
RECORD = RecordDifference(stream="cases", at="2026-03-10T10:00:00Z", ours={"id": 7, "size": {"float": "1.5"}}, theirs={"id": 7})


def test_record():
    """The fields that differ, with what each party has; nothing for a missing value."""
    assert str(RECORD) == "cases of 2026-03-10 10:00 +00:00: size is 1.5 in ours and nothing in theirs"
    assert RECORD.fields == ("size",)


def test_a_record_has_the_local_time_of_the_agreement():
    local = evolve(RECORD, zone=zone("Europe/Berlin"))
    assert str(local).startswith("cases of 2026-03-10 11:00 +01:00: ")
    assert local.to_dict() == RECORD.to_dict()  # data are exact


def test_worth():
    """With its sign; the gross credit only where it differs from what is payable."""
    assert worth_text(FIVE) == "+5.00 EUR"
    assert worth_text(Amounts(sk.money("-7 EUR"), payable=sk.money("-5 EUR"))) == "-5.00 EUR, -7.00 EUR gross credit"
    assert worth_text(Amounts()) == "no money"


def test_causes():
    """A cause of one record is that record, one of several its label; both stand in the text with their worth."""
    one, several = Cause(label="", records=(RECORD,), amounts=FIVE), Cause(label="2 records of cases", records=(RECORD, RECORD))
    made = Reconciliation(agreement="Care", lines=(), causes=(one, several), amounts=FIVE, ours=Amounts(), theirs=FIVE)
    assert "size is 1.5 in ours and nothing in theirs: +5.00 EUR\n  2 records of cases: no money" in str(made)
    assert str(made).endswith("payable: ours nothing, theirs 5.00 EUR: +5.00 EUR")
    assert repr(made) == "<Reconciliation Care: 0 lines differ, +5.00 EUR>"
