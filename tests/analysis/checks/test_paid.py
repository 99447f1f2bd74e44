"""Paid: what a promise pays at a figure is what a statement of that figure says."""

from fractions import Fraction

import pytest
from checked import contract, promise

import slakit as sk
from slakit.analysis.checks.contract import Contract
from slakit.analysis.checks.paid import edges_of, paid, payments, rests_on_records, worst, worth
from slakit.analysis.checks.records import records_of

T = sk.Tiered({"99.9 %": "5 %", "99 %": "10 %"})


def of(penalty, metric=None, target="at least 99.9 %", **settings):
    return Contract(contract(promise(metric or sk.Uptime("outages"), target, penalty, **settings))).promises[0]


@pytest.mark.parametrize("penalty", [
    T, T.capped("8 %"), sk.Linear("1 %", per="1 pp"), sk.Linear("1 %", per="1 pp", counting="begun"), sk.rules.Multiple(10).capped("50 %"),
    sk.Flat("30 EUR"), sk.Flat("3 days"), T + sk.Flat("1 %"), T | sk.Flat("7 %"), sk.Tiered({"99 %": "10 %"}, of="5000 EUR"),
    sk.Tiered({"99 %": "10 %"}, of=sk.bases.RecordedAmount("charges", "amount")),
], ids=repr)  # fmt: skip
@pytest.mark.parametrize(
    "figure",
    [Fraction(1), Fraction(999, 1000), Fraction(995, 1000), Fraction(99, 100), Fraction(985, 1000), Fraction(1, 2), Fraction(0)],
    ids=str,
)
def test_as_a_statement_says(penalty, figure):
    """Worked out for a period, and evaluated from records that come to the figure."""
    made = of(penalty)
    period = made.shortest
    owed = paid(made, period, figure)
    line = sk.evaluate(made.contract.agreement, records_of(made, period, figure), period=period.label).lines[0]
    assert line.measure.value == figure
    assert (line.credit, line.units) == (owed.penalty.credit.rounded(), owed.penalty.units)
    assert owed.met == (line.outcome == "met")


def test_after_many_misses():
    """Conditions that look back are taken to hold."""
    assert paid(of(sk.Flat("5 %").only_if(in_a_row=3)), of(T).shortest, Fraction(0)).size == 50
    assert paid(of(sk.Flat("5 %").repeated({2: 2})), of(T).shortest, Fraction(0)).size == 100


def test_edges():
    """The target, the tiers, the first full step, and the start of what is free."""
    assert edges_of(of(T)) == [Fraction(99, 100), Fraction(999, 1000)]
    assert edges_of(of(sk.Linear("1 %", per="1 pp"))) == [Fraction(989, 1000), Fraction(999, 1000)]
    slow = sk.Elapsed("faults", since="a", until="b")
    hours = [edge / 3_600_000_000 for edge in edges_of(of(sk.rules.Accrual("5 EUR", per="1 hour", free="2 hours"), slow, "at most 1 hour"))]
    assert hours == [1, 2, 3]


def test_payments():
    """One for each region that has a figure, the lowest first: below 99 %, 99 %, between, 99.9 %, above."""
    assert [(owed.met, owed.size) for _, owed in payments(of(T), of(T).shortest)] == [
        (False, 100), (False, 50), (False, 50), (True, 0), (True, 0),
    ]  # fmt: skip


def test_worst():
    """At 0 %, or practically without end; for silence too, where that is a miss."""
    assert [owed.size for owed in worst(of(T), of(T).shortest)] == [100]
    made = of(T + sk.rules.Unreported("20 %"), silence="missed")
    assert [owed.size for owed in worst(made, made.shortest)] == [100, 300]
    slow = of(sk.rules.Accrual("10 EUR", per="1 hour"), sk.Elapsed("faults", since="a", until="b"), "at most 1 hour")
    assert worst(slow, slow.shortest)[0].size == 10 * 3650 * 24


def test_what_only_records_say():
    """A base of records is taken to be 1,000, one that is taken off another to be nothing."""
    charges, passed_on = (sk.bases.RecordedAmount("charges", name) for name in ("amount", "passed_on"))
    made = of(sk.Flat("5 %", of=charges - passed_on))
    assert rests_on_records(made)
    assert paid(made, made.shortest, Fraction(0)).size == 50
    assert not rests_on_records(of(T))


def test_worth():
    """A share of the fee of a period, or what a credit is by itself."""
    made = of(T)
    assert worth(made, made.shortest, sk.quantity("15 %"), None) == sk.money("150 EUR")
    assert worth(made, made.shortest, sk.money("15 EUR"), None) == sk.money("15 EUR")


def test_what_cannot_be_worked_out():
    """A promise without a penalty, and a rule of one's own that fails."""

    @sk.penalty
    def broken(case):
        raise sk.errors.UsageError("not today")

    assert paid(of(None), of(T).shortest, Fraction(0)) is None
    assert paid(of(broken), of(T).shortest, Fraction(0)) is None
