"""Examples of money in an error are in the currency of the document."""

import json

import pytest

from slakit import load, loads
from slakit.errors import ContractError

CONTRACT = """
name = "Hosting"
provider = "Vendor"
customer = "Us"
term = ["2026-01-01", "2027-01-01"]
timezone = "Europe/Zurich"
fee = "2500 CHF"

[[objectives]]
name = "Uptime"
metric = { is = "uptime", stream = "outages" }
target = "at least 99.9 %"
penalty = { is = "flat", credit = "5 %" }
"""
FLAT = '{ is = "flat", credit = "5 %" }'


def refused(text, **settings):
    with pytest.raises(ContractError) as error:
        loads(text, **settings)
    return str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "remedy"),
    [
        ('"5 %"', '"200"', "'200' is not a credit, it has no unit; write '200 CHF', '200 %', '200 days' or '200 points'"),
        ('"5 %"', "200", "'200' is not a credit, it has no unit; write '200 CHF', '200 %', '200 days' or '200 points'"),
        ('"5 %"', '"five"', "'five' is not a credit; write '5 %', '1/30', '500 CHF', '3 days' or '5 points'"),
        ('fee = "2500 CHF"', 'fee = "2500"\ncurrency = "CHF"', "'2500' is not money, it names no currency; write '2500 CHF'"),
        ('fee = "2500 CHF"', "fee = 2500\nsettlement = { cap = '900 CHF' }", "2500 is not money, it names no currency; write '2500 CHF'"),
        (
            'fee = "2500 CHF"',
            'fee = "2500 CHF"\namendments = [{ effective = "2026-05-01", fee = "200" }]',
            "'200' is not money, it names no currency; write '200 CHF'",
        ),
        (
            'fee = "2500 CHF"',
            'fee = "2500 CHF"\nsettlement = { steps = [{ is = "bonus bank", opening = "3 days" }] }',
            'opening = "3 days" is not money, as bonuses are; write opening = "500 CHF"',
        ),
    ],
)
def test_the_currency_of_the_contract(old, new, remedy):
    """Wherever it is named: as its currency, in its fee, or in the first amount that it has."""
    assert remedy in refused(CONTRACT.replace(old, new))


@pytest.mark.parametrize(
    ("fee", "remedy"),
    [("£ 2500", "write '2500 GBP'"), ("2500 eur", "write '2500 EUR'"), ("2500 GPB", "did you mean 'GBP'?")],
)
def test_a_currency_that_was_written_is_kept(fee, remedy):
    """A remedy that has the currency of what was written is no example."""
    text = CONTRACT.replace("2500 CHF", fee).replace("5 %", "500 CHF")
    assert remedy in refused(text)


def test_no_currency_is_known():
    """Without an amount the example is as good as another; a currency that is none, or two of them, are none that is known."""
    assert "write '2500 GBP'" in refused(CONTRACT.replace("2500 CHF", "2500"))
    assert "write '2500 GBP'" in refused(CONTRACT.replace('fee = "2500 CHF"', 'fee = "2500"\ncurrency = "Franken"'))


def test_every_kind_of_document():
    """JSON and data of Python as TOML."""
    data = {
        "name": "Hosting", "provider": "Vendor", "customer": "Us", "term": ["2026-01-01", "2027-01-01"],
        "timezone": "UTC", "fee": "2500 CHF",
        "objectives": [{
            "name": "Uptime", "metric": {"is": "uptime", "stream": "outages"}, "target": "at least 99.9 %",
            "penalty": {"is": "flat", "credit": "200"},
        }],
    }  # fmt: skip
    assert "'200 CHF'" in refused(json.dumps(data), format="json")
    with pytest.raises(ContractError, match="'200 CHF'"):
        load(data)
