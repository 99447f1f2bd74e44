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
        "converted from 0 day to 24.75 day, 1 day more for each hour",
    ),
])  # fmt: skip
def test_what_became_money(name, objective, row):
    """It is a part of the credit, and no second amount beside it."""
    payoff = testing.payoff(sk.load(CONTRACTS / f"{name}.toml"), objective, history=[])
    assert row in str(payoff).splitlines()
