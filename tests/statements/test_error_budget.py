"""The error budget is one figure, in the outlook, in the samples for a monitoring system and in the chart."""

from fractions import Fraction

import pytest
from attrs import evolve

import slakit as sk
from slakit.statements.error_budget import ErrorBudget, budget_left, budget_of

CONTRACT = sk.Agreement(
    "Hosting",
    provider="P",
    customer="C",
    term=("2026-04-01", "2026-05-01"),
    timezone="UTC",
    objectives=[
        sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %"),
        sk.Objective("Between", sk.Uptime("outages"), "between 90 % and 99 %"),
        sk.Objective("Rate", sk.Count("outages", at="start"), "at least 1"),
    ],
)
RECORDS = {"outages": [{"start": "2026-04-10T10:00Z", "end": "2026-04-10T10:10:48Z"}]}


@pytest.mark.parametrize("as_of", ["2026-04-16T00:00Z", "2026-05-01T00:00Z"])
def test_it_is_of_the_whole_period(as_of):
    """0.1 % of 43,200 min are 43.2 min; 10.8 of them are used, a quarter, when half of April has passed as at its end."""
    line = sk.evaluate(CONTRACT, RECORDS, as_of=as_of).line("Uptime")
    budget = budget_of(line)
    assert (budget.allowed, budget.used, budget_left(line)) == (Fraction(432, 10) * 60_000_000, 648_000_000, Fraction(3, 4))


def test_one_that_was_read_back():
    """Over or half over, 32.4 of 43.2 min are left; of an old one without the whole 99.975 % of at least 99.9 % leave 0.075 of 0.1."""
    over, half = (sk.evaluate(CONTRACT, RECORDS, as_of=as_of) for as_of in ("2026-05-01T00:00Z", "2026-04-16T00:00Z"))
    assert budget_left(sk.Statement.from_json(over.to_json()).line("Uptime")) == Fraction(3, 4)
    assert budget_left(sk.Statement.from_json(half.to_json()).line("Uptime")) == Fraction(3, 4)
    for statement, left in ((over, Fraction(3, 4)), (half, None)):
        line = statement.line("Uptime")
        assert (
            budget_left(evolve(line, verdict=evolve(line.verdict, measure=evolve(line.measure, part=None, whole=None, loss=None)))) == left
        )


def test_what_has_none():
    """A promise with two sides, and one that is no share."""
    statement = sk.evaluate(CONTRACT, RECORDS)
    assert [budget_left(statement.line(name)) for name in ("Between", "Rate")] == [None, None]


def test_one_record_is_one():
    """Of 20 records half a one may fail, and one did."""
    assert str(ErrorBudget(unit="item", allowed=Fraction(1, 2), used=Fraction(1))) == "budget 0.5 records, 1 record used, -0.5 records left"
