"""The periods of two versions that are held against each other."""

import pytest
from attrs import evolve
from hosting_contract import BASE, uptime

import slakit as sk
from slakit.analysis.diffs.compared_periods import compared_periods, judged_periods, label_of


def labels(old, new, period=None):
    """The label of each pair of periods of the uptime."""
    sides = [judged_periods(one, "Uptime", period) for one in (old, new)]
    return [label_of([pair]) for pair in compared_periods(*sides, (old, new))]


@pytest.mark.parametrize(("old", "new", "wanted"), [
    (BASE, BASE, ["2026-01", "2026-02", "2026-03"]),
    (BASE, evolve(BASE, timezone="Europe/London"), ["2026-01", "2026-02", "2026-03"]),
    (BASE, uptime(window="quarterly"), ["2026-Q1 against 2026-01 to 2026-03", "2026-Q2 against 2026-04 to 2026-06"]),
    (uptime(window="quarterly"), BASE, ["2026-01 to 2026-03 against 2026-Q1", "2026-04 to 2026-06 against 2026-Q2"]),
    (BASE, evolve(BASE, term=("2027-01-01", "2028-01-01")), ["2027-01 against 2026-01", "2027-02 against 2026-02"]),
    (BASE, evolve(BASE, term=("2026-03-01", "2028-01-01")), ["2026-03", "2026-04"]),
    (BASE, uptime(window="weekly"), ["2026-W02 against 2026-01"]),  # weeks fill no month
])  # fmt: skip
def test_pairs(old, new, wanted):
    """By their label, or by what fills them, or else one term after the other."""
    assert labels(old, new)[: len(wanted)] == wanted


def test_of_one_version():
    """A promise that one version ends is held against nothing from then on, and not beyond the term of the other."""
    old = evolve(BASE, exclusions=[])
    assert labels(old, old.amend(effective="2026-11-01", without=["Uptime"]))[-3:] == ["2026-10", "2026-11", "2026-12"]
    assert labels(old, evolve(old, term=("2026-01-01", "2026-11-01")))[-1] == "2026-10"


def test_a_stretch():
    """Those that end in it."""
    assert labels(BASE, BASE, "2026-Q1") == ["2026-01", "2026-02", "2026-03"]
    assert labels(BASE, BASE, "2026-05") == ["2026-05"]


def test_fees_of_periods_before():
    """A rule of the fee of the month before looks at two."""
    old = uptime(penalty=sk.Flat("5 %", of=sk.bases.Fee(back=1))).amend(effective="2026-07-01", fee="2700 EUR")
    fees = [one.fees for one in judged_periods(old, "Uptime", None)]
    assert [fees[0], fees[5], fees[6], fees[7]] == [(-1, 2500), (2500, 2500), (2500, 2700), (2700, 2700)]


def test_a_quarter_and_its_months():
    """10 % of the fee of each of three months are 10 % of that of the quarter; 8,000 less 7,500 EUR are 50 EUR more of it."""
    month = uptime(penalty=sk.Flat("10 %"))
    assert sk.diff(month, evolve(month, window="quarterly", fee="7500 EUR")).paid == ()
    assert [str(change).splitlines() for change in sk.diff(month, evolve(month, window="quarterly", fee="8000 EUR")).paid] == [
        ["clause 4.1 Uptime, 2026-Q1 to 2026-Q4 against 2026-01 to 2026-12", "  below 99.9 %: +50.00 EUR"]
    ]


def test_a_new_term():
    """The first month of the new term is held against the first of the old one."""
    newer = evolve(BASE, term=("2027-01-01", "2028-01-01"), fee="3000 EUR")
    assert [str(change).splitlines() for change in sk.diff(BASE, newer).paid] == [
        [
            "clause 4.1 Uptime, 2027-01 to 2027-12 against 2026-01 to 2026-12",
            "  below 99.9 %, at least 99 %: +25.00 EUR",
            "  below 99 %: +50.00 EUR",
        ]
    ]
