"""Currencies, and the one in which an error has its examples of money."""

import pytest

from slakit.values.currencies import in_currency


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        ("'200' is not money; write '200 GBP'", "'200' is not money; write '200 CHF'"),
        ("no fee; write fee='1000 GBP' or at_risk='80000 USD'", "no fee; write fee='1000 CHF' or at_risk='80000 CHF'"),
        ("'GBP 200' is not money; write '200 GBP'", "'GBP 200' is not money; write '200 GBP'"),
        ("'200 gbp' is not money; write '200 GBP'", "'200 gbp' is not money; write '200 GBP'"),
        ("'$200' is not money; write '200 USD'", "'$200' is not money; write '200 USD'"),
        ("'5 GB' is not a credit; write '5 GBP'", "'5 GB' is not a credit; write '5 CHF'"),
        ("'GPB' is not a currency; did you mean 'GBP'?", "'GPB' is not a currency; did you mean 'GBP'?"),
        ("12 GBP are too much", "12 GBP are too much"),
    ],
)
def test_examples_of_money(problem, expected):
    """The currencies of examples become the one that is known; what was written keeps its own."""
    assert in_currency(problem, "CHF") == expected
    assert in_currency(problem, None) == problem
