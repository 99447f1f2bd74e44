"""Every objective of every shipped contract has a payoff, and no contract differs from itself."""

from pathlib import Path

import pytest

import slakit as sk
from slakit import testing
from slakit.analysis.payoffs.case_of_measure import number_names

ROOT = Path(__file__).parents[3] / "examples"
CONTRACTS = sorted([*(ROOT / "contracts").glob("*.toml"), *ROOT.glob("*/contract.toml")])


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_each_objective_has_a_payoff(path):
    """It is drawn, written and plain data, and its edges are in order, from the best measure to the worst.

    A penalty by the value of a field has none, since a measure does not say of how many records with each, and the error says that.
    """
    agreement = sk.load(path)
    for objective in agreement.objectives:
        if any(part.by_records for part in (objective.penalty.walk() if objective.penalty else ())):
            with pytest.raises(sk.errors.UsageError, match="pays by the value of a field, and a measure does not say"):
                testing.payoff(agreement, objective.name)
            continue
        recorded = dict.fromkeys(number_names(agreement, objective), 1_000)
        payoff = testing.payoff(agreement, objective.name, history=[], failures=2, recorded=recorded)
        figures = [edge.at.base for edge in payoff.edges]
        assert figures == sorted(figures, reverse=payoff.falling)
        assert str(payoff).count("\n") >= 1
        assert payoff.to_svg().startswith("<svg")
        assert payoff.to_dict()["knots"] or not payoff.edges
        assert (payoff - payoff).is_zero


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_contract_differs_from_itself(path):
    """Loaded twice it is one contract."""
    assert tuple(sk.diff(sk.load(path), sk.load(path))) == ()


def test_what_became_money_is_credit():
    """97 % are two points of 0.5 % of 200,000 GBP each: 2,000 GBP of credit, as the line of a statement has it."""
    agreement = sk.load(ROOT / "contracts" / "uk-model-services-agreement.toml")
    payoff = testing.payoff(agreement, "Availability", period="2026-01", history=[])
    records = testing.records(agreement, "Availability", "97 %", period="2026-01")
    line = sk.evaluate(agreement, records, period="2026-01").line("Availability")
    paid = payoff.amounts("97 %")
    assert paid.credit == paid.payable == line.credit == sk.money("2000 GBP")
    assert (paid.units, paid.converted, paid.in_kind) == (line.units, line.converted, ())
    with pytest.raises(
        AssertionError, match=r"The credit would be 1,000.00 GBP if the measure were below 98.95 %, at least 97.95 %: it takes"
    ):
        testing.assert_credit(agreement, records, "1000 GBP", period="2026-01")


def test_each_hour_is_a_day_until_the_cap():
    """9,100 GBP of 90 days are 101.11 GBP a day; 27.5 % of them are 2,502.50 GBP, and 24.75 days. Two hours are 202.22 GBP."""
    agreement = sk.load(ROOT / "contracts" / "computercentric.toml")
    payoff = testing.payoff(agreement, "Faults", period="2026-Q1")
    assert payoff.credit("2 hours") == payoff.payable("2 hours") == sk.money("9100 GBP") * 2 / 90
    assert payoff.credit("90 hours") == sk.money("9100 GBP")
    assert payoff.payable("90 hours") == sk.money("2502.50 GBP")


def test_what_became_money_is_added_to_cents():
    """1 % of 333.33 EUR is 3.3333 EUR and becomes 3.33 EUR; with 0.7 % for a point, 2.33331 EUR, that is 5.66 EUR, and not 5.67 EUR."""
    agreement = sk.Agreement(
        "Hosting", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", fee="333.33 EUR",
        objectives=[sk.Objective("Uptime", sk.Uptime("outages"), "at least 99 %", penalty=sk.Flat("1 %") + sk.Flat("1 point"))],
        settlement=sk.Settlement(steps=[sk.steps.Convert("1 point", "0.7 %")]),
    )  # fmt: skip
    line = sk.evaluate(agreement, testing.records(agreement, "Uptime", "98 %", period="2026-06"), period="2026-06").line("Uptime")
    assert line.credit == testing.payoff(agreement, "Uptime", period="2026-06").amounts("98 %").rounded().credit == sk.money("5.66 EUR")
