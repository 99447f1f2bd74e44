"""The least change of an amount: it gives the amount that it names, and one smallest step less still the one there is."""

from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

import slakit as sk
from slakit import testing as skt
from slakit.analysis.next_amount import next_amounts

TIERS = sk.Tiered({"99 %": "10 %", "90 %": "25 %", "50 %": "50 %"})
LINEAR = sk.Linear("2 %", per="1 pp").capped("40 %")


def contract(metric, target, penalty):
    return sk.Agreement(
        "A", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", fee="1000 GBP",
        objectives=[sk.Objective("O", metric, target, penalty=penalty)],
    )  # fmt: skip


@pytest.mark.parametrize("penalty", [TIERS, LINEAR])
@pytest.mark.parametrize("metric", [sk.Uptime("outages"), sk.Share("posts", good={"ok": True})])
@given(part=st.integers(1, 199))
@settings(max_examples=8, deadline=None)
def test_it_is_the_least(metric, penalty, part):
    """Records with the change give the amount, and with a step less the amount of today."""
    made = contract(metric, "at least 99 %", penalty)
    line = sk.evaluate(made, skt.records(made, "O", f"{Fraction(part, 2)} %", period="2026-06"), period="2026-06").line("O")
    found = next_amounts(made, line)
    assert found
    for one in found:
        sign = 1 if one.change.number > 0 else -1
        assert one.credit != line.credit
        assert (one.credit > line.credit) is (sign > 0)
        for number, credit in ((one.change.number, one.credit), (one.change.number - sign, line.credit)):
            figure = (Fraction(line.measure.part) - number) / line.measure.whole
            records = skt.records(made, "O", sk.quantity(f"{figure * 100} %"), period="2026-06")
            assert sk.evaluate(made, records, period="2026-06").line("O").credit == credit


def test_a_slope_of_time_has_no_end():
    """10 GBP for each hour over one: half a cent, which is rounded to a whole one, is 1.8 s of it. Of nothing that is 1 h 1.8 s away."""
    made = contract(sk.Downtime("outages"), "at most 1 hour", sk.Linear("10 GBP", per="1 hour"))
    line = sk.evaluate(made, {"outages": []}, period="2026-06").line("O")
    assert [(one.change.number, str(one.credit)) for one in next_amounts(made, line)] == [(3_601_800_000, "0.01 GBP")]


def test_counts_have_no_end():
    """5 incidents of which 2 are free cost 10 each: one fewer is 20, one more 40."""
    made = contract(sk.Count("cases"), "at most 2", sk.Linear("10 GBP", per="1"))
    line = sk.evaluate(made, {"cases": [{"at": "2026-06-08T00:00:00Z"}] * 5}, period="2026-06").line("O")
    assert [(one.change.number, str(one.credit)) for one in next_amounts(made, line)] == [(-1, "20.00 GBP"), (1, "40.00 GBP")]


@pytest.mark.parametrize("penalty", [sk.PerBreach("20 GBP"), sk.PerBreach("20 GBP").capped("70 GBP")])
@pytest.mark.parametrize("kind", ["share", "count"])
def test_what_is_paid_for_each_failure(penalty, kind):
    """The least change of all statements that there are, tried one by one: of 9 posts so many failed, or so many leaks came."""
    metric, target = (
        (sk.Share("posts", good={"ok": True}), "at least 80 %") if kind == "share" else (sk.Count("posts").where(ok=False), "at most 2")
    )
    made = contract(metric, target, penalty)

    def line_of(failed):
        rows = [{"at": "2026-06-08T00:00:00Z", "ok": index >= failed} for index in range(9)]
        return sk.evaluate(made, {"posts": rows}, period="2026-06").line("O")

    lines = [line_of(failed) for failed in range(10)]
    for failed, line in enumerate(lines[:8]):
        less = [number for number in range(failed) if lines[number].credit < line.credit]
        more = [number for number in range(failed, 10) if lines[number].credit > line.credit]
        nearest = [*less[-1:], *more[:1]]
        assert [(one.change.number, one.credit) for one in next_amounts(made, line)] == [(n - failed, lines[n].credit) for n in nearest]
