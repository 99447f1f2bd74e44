"""The fields in which two values differ, by their path."""

from attrs import evolve
from tested_contract import CONTRACT, JUNE, june

import slakit as sk
from slakit import testing as skt
from slakit.testing.field_diff import MOST, explained, field_diff


def test_lines_money_first():
    """What is owed, the outcome and the figure; how it came about last."""
    texts = field_diff(june().line("Uptime"), june(outages=[]).line("Uptime"))
    assert texts[:5] == [
        "credit: 250.00 EUR != 0.00 EUR",
        "payable: 250.00 EUR != 0.00 EUR",
        "entitled: 250.00 EUR != 0.00 EUR",
        "outcome: missed != met",
        "measured: 98.611 % != 100 %",
    ]
    assert texts[5].startswith("steps[0]: 'below 99 %: 10 % of 2,500.00 EUR = 250.00 EUR', and nothing on the right")


def test_lines_with_one_figure():
    """The measure is opened where outcome and figure are the same."""
    one = sk.evaluate(CONTRACT, {"outages": [{"start": "2026-06-08T02:00Z", "end": "2026-06-08T03:00Z"}]}, period="2026-06").line("Uptime")
    halves = [{"start": f"2026-06-08T0{hour}:00Z", "end": f"2026-06-08T0{hour}:30Z"} for hour in (2, 4)]
    other = sk.evaluate(CONTRACT, {"outages": halves}, period="2026-06").line("Uptime")
    assert "verdict.measure.breaches: 1 != 2" in field_diff(one, other)


def test_statements_by_line():
    """Lines are matched by objective and period, and one that is missing is named."""
    texts = field_diff(june(), sk.evaluate(CONTRACT, JUNE, period="2026-07"))
    assert texts[0] == "as_of: 2026-07-01T00:00:00+00:00 != 2026-08-01T00:00:00+00:00"
    assert "lines[Answers 2026-06]: <Line Answers 2026-06: 70 % missed, 500.00 EUR>, and nothing on the right" in texts
    assert "lines[Answers 2026-07]: nothing on the left, and <Line Answers 2026-07: no data, 0.00 EUR>" in texts
    assert texts[-1].startswith("digest: ")


def test_contracts_by_term():
    """Objectives are matched by name."""
    first, *others = CONTRACT.objectives
    changed = evolve(CONTRACT, fee="3000 EUR", objectives=[*others, evolve(first, target="at least 99.95 %")])
    assert field_diff(CONTRACT, changed) == [
        "fee: 2,500.00 EUR != 3,000.00 EUR",
        "objectives[Uptime].target.limit: 99.9 % != 99.95 %",
    ]


def test_nothing_and_much():
    """Of equal values nothing; of very many texts the first."""
    assert field_diff(CONTRACT, CONTRACT) == []
    assert list(explained(june().line("Uptime"), june()))[1].startswith("it: <Line Uptime")
    texts = field_diff(list(range(100)), [number + 1 for number in range(100)])
    assert len(texts) == MOST + 1
    assert texts[-1] == "and 60 more"


def test_payoffs_differ_by_edge():
    """A tenth instead of 5 %, between 99.9 % and 99 %, of 2,500 EUR: 250 EUR and not 125 EUR."""
    other = sk.loads(sk.dumps(CONTRACT).replace('"99.9 %" = "5 %"', '"99.9 %" = "7 %"'))
    assert other != CONTRACT
    one, two = (skt.payoff(contract, "Uptime", period="2026-06") for contract in (CONTRACT, other))
    texts = field_diff(one, two)
    assert "edges[99.9 %].below.credit: 125.00 EUR != 175.00 EUR" in texts
    assert all(text.startswith("edges[") for text in texts)
    assert field_diff(one, one) == []
