"""The text of a payoff: what became money is named once, and a slope is paid for each one of a unit."""

from pathlib import Path

import pytest

import slakit as sk
from slakit import testing

CONTRACTS = Path(__file__).parents[3] / "examples" / "contracts"


@pytest.mark.parametrize(("name", "objective", "row"), [
    ("uk-model-services-agreement", "Availability", "  below 97.95 %, at least 96.95 %  2,000.00 GBP, converted 2 points"),
    (
        "computercentric", "Faults", "  at most 24.75 hours  from 0.00 GBP to 2,502.50 GBP, about 101.11 GBP more for each hour, "
        "converted from 0 days to 24.75 days, 1 day more for each hour",
    ),
])  # fmt: skip
def test_what_became_money(name, objective, row):
    """It is a part of the credit, and no second amount beside it."""
    payoff = testing.payoff(sk.load(CONTRACTS / f"{name}.toml"), objective, history=[])
    assert row in str(payoff).splitlines()


def test_a_unit_has_the_number_of_its_amount():
    """A unit that is written as one is several where it counts several."""
    agreement = sk.loads(
        """
        name = "Desk"
        provider = "Brightside"
        customer = "Acme"
        term = ["2026-01-01", "2027-01-01"]
        timezone = "Europe/London"
        fee = "6000 EUR"
        [[objectives]]
        name = "Age"
        metric = { is = "mean", stream = "cases", field = "age", unit = "day" }
        target = "at most 24.75 day"
        penalty = { is = "flat", credit = "5 %" }
        """
    )
    _, *rows = str(testing.payoff(agreement, "Age")).splitlines()
    assert rows == ["  at most 24.75 days  0.00 EUR", "  above 24.75 days    300.00 EUR"]
