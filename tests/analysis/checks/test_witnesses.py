"""Witnesses: the records of a finding, evaluated, show what the finding says."""

import pytest
from findings_page import PARTS, document

import slakit as sk


def nothing_owed(line):
    return line.outcome == "missed" and not line.credit and not line.units


def missed(line):
    return line.outcome == "missed"


def no_data(line):
    return line.outcome == "no data"


# what the line of each finding about money or verdicts must show; the amounts are those of its part of docs/findings.md
SHOWS = {
    "tiers-pay-the-same": lambda line: line.credit == sk.money("250 EUR") and line.measure.value == 0,
    "gap-pays-nothing": nothing_owed,
    "met-yet-paid": lambda line: line.outcome == "met" and line.credit == sk.money("125 EUR"),
    "missed-without-credit": nothing_owed,
    "tier-never-fires": lambda line: line.credit == sk.money("0 EUR") and 0.9988 < line.measure.value < 0.999,
    "tier-always-fires": lambda line: line.credit == sk.money("50 EUR") and not line.measure.value,
    "cap-never-binds": lambda line: line.measure.value == 0 and line.credit == sk.money("250 EUR"),
    "cap-always-binds": lambda line: line.credit == sk.money("125 EUR") and any("capped" in step for step in line.steps),
    "minimum-never-reached": lambda line: line.credit == sk.money("250 EUR") and not line.payable,
    "money-rounded-away": lambda line: nothing_owed(line) and line.exact_credit != 0 * line.credit,
    "target-finer-than-sampling": lambda line: missed(line) and line.measure.breaches == 1,
    "target-tighter-in-short-periods": lambda line: missed(line) and line.measure.breaches == 1,
    "target-of-100-percent": lambda line: missed(line) and line.measure.value > 0.9999,
    "target-never-met": lambda line: missed(line) and line.measure.value == 0,
    "target-never-missed": lambda line: line.outcome == "met" and str(line.measure.quantity) == "745 h",
    "target-off-rounding-step": lambda line: line.outcome == "met" and line.measure.quantity < sk.quantity("99.98 %"),
    "target-exactly": lambda line: missed(line) and line.measure.quantity > sk.quantity("1.9 hours"),
    "target-upside-down": lambda line: missed(line) and line.measure.value == 1,
    "limit-longer-than-term": lambda line: no_data(line) and line.measure.pending == 1,
    "penalty-never-pays": lambda line: not line.credit,
    "step-never-reached": lambda line: nothing_owed(line) and line.measure.value == 0,
    "condition-out-of-reach": nothing_owed,
    "right-out-of-reach": lambda line: missed(line) and not line.rights,
    "right-after-term": lambda line: missed(line) and line.rights == ("terminate",) and str(line.period.span.end)[:10] == "2027-01-01",
    "limit-without-credit": lambda line: missed(line) and line.credit is None,
    "credit-without-limit": lambda line: no_data(line) and not line.credit,
    "bonus-for-meeting": lambda line: line.bonus == sk.money("50 EUR") and line.measure.quantity == sk.quantity("99 %"),
    "points-without-use": lambda line: line.units == (sk.quantity("5 points"),) and not line.payable,
    "claim-due-before-period-ends": lambda line: bool(line.credit) and line.claim_by < line.period.span.end,
    "every-longer-than-period": no_data,
    "clock-closed-in-period": no_data,
    "quota-covers-period": lambda line: no_data(line) and "excluded" in line.reason,
    "silence-undefined": lambda line: no_data(line) and not line.credit,
    "rule-skips-short-months": lambda line: no_data(line) and line.period.label == "2026-02",
    "day-of-24-hours": missed,
    "days-on-business-clock": lambda line: line.outcome == "met",
    "weights-do-not-add-up": lambda line: line.measure.quantity == sk.quantity("90 %"),
}
COMPARED = ("worse-pays-less",)  # by the records of a better service
SEVERAL = {  # by what two lines say together
    "contradictory-objectives": lambda lines: [str(line.outcome) for line in lines] == ["met", "missed"],
    "promise-made-twice": lambda lines: [str(line.credit) for line in lines] == ["250.00 EUR", "50.00 EUR"],
}
# about dates, names and texts, where no record says anything
WITHOUT = (
    "fee-without-use", "step-without-use", "claims-with-nothing-to-claim", "partial-period", "window-longer-than-term",
    "window-off-billing",
    "month-of-30-days", "zone-without-clock-changes", "holidays-in-another-zone", "hours-end-before-midnight", "dates-outside-term",
    "dates-run-out", "duty-longer-than-term", "names-too-alike", "amendment-without-change", "unused-name", "allow-without-finding",
)  # fmt: skip


def witnessed(code):
    """The witness of the bad contract of a code, its statement, and the contract."""
    agreement = sk.loads(document(PARTS[code][1]))
    witness = sk.check(agreement)[0].witness
    return agreement, witness, sk.evaluate(agreement, witness.records, period=witness.period)


def test_every_code_is_shown_or_needs_none():
    """Each code has a line above, and none twice."""
    assert sorted([*SHOWS, *COMPARED, *SEVERAL, *WITHOUT]) == sorted(PARTS)


@pytest.mark.parametrize("code", SHOWS)
def test_shown(code):
    """The records of a witness come to lines that are as the finding says, and the witness says what the line says."""
    _, witness, statement = witnessed(code)
    assert [line.reason for line in statement.lines if not SHOWS[code](line) and line.period.span.last <= last_of(statement)] == []
    if witness.period is not None and witness.text.startswith(statement.lines[0].name):
        assert str(statement.lines[0].outcome) in witness.text
        assert statement.lines[0].shown in witness.text


def last_of(statement):
    """Where the periods end that have records: those after them are met."""
    return max((line.period.span.last for line in statement.lines if line.outcome != "met"), default=statement.lines[-1].period.span.last)


@pytest.mark.parametrize("code", COMPARED)
def test_shown_by_two_services(code):
    """The records of the better service cost more than those of the worse."""
    agreement, witness, statement = witnessed(code)
    better = sk.evaluate(agreement, witness.better, period=witness.period)
    assert statement.credit < better.credit
    assert statement.lines[0].measure.value < better.lines[0].measure.value


@pytest.mark.parametrize("code", SEVERAL)
def test_shown_by_two_lines(code):
    """The lines of both promises say together what the finding says."""
    _, _, statement = witnessed(code)
    assert SEVERAL[code](statement.lines)


@pytest.mark.parametrize("code", WITHOUT)
def test_not_shown(code):
    """A finding about dates, names and texts has no witness."""
    agreement = sk.loads(document(PARTS[code][1]))
    assert [finding.witness for finding in sk.check(agreement)] in ([None], [])
