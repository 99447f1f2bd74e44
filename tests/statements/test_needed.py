"""The least change that turns a verdict: it does, and one smallest step less does not, in records that are evaluated."""

from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

import slakit as sk
from slakit import testing as skt

HOUR = 3_600_000_000
TIMES = {"since": "asked", "until": "done"}


def contract(metric, target):
    return sk.Agreement(
        "A", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", fee="1000 GBP",
        objectives=[sk.Objective("O", metric, target)],
    )  # fmt: skip


def line_of(made, records):
    return sk.evaluate(made, records, period="2026-06").line("O")


SHARES = {
    "uptime": sk.Uptime("outages"),
    "share": sk.Share("posts", good={"ok": True}),
    "within": sk.Within("cases", "4 hours", **TIMES),
    "checks": sk.Checks("probes", ok={"up": True}),
    "coverage": sk.Coverage("shifts", promised=sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")),
    "on time": sk.OnTime("posts", due="due", done="done"),
}


@pytest.mark.parametrize("name", SHARES)
@given(part=st.integers(1, 99), target=st.sampled_from(["at least 90 %", "more than 50 %", "at least 75 % rounded to 1 %"]))
@settings(max_examples=12, deadline=None)
def test_shares(name, part, target):
    """Records with so much more that fails, or less, of the same whole: the other outcome; with a step less, the one there is."""
    made = contract(SHARES[name], target)
    line = line_of(made, skt.records(made, "O", f"{part} %", period="2026-06"))
    needed, measure = line.needed, line.measure
    assert needed is not None
    assert needed.outcome == ("met" if line.outcome == "missed" else "missed")
    sign = 1 if needed.change.number > 0 else -1
    for number, outcome in ((needed.change.number, needed.outcome), (needed.change.number - sign, line.outcome)):
        figure = (Fraction(measure.part) - number) / measure.whole
        changed = line_of(made, skt.records(made, "O", sk.quantity(f"{figure * 100} %"), period="2026-06"))
        assert changed.measure.value == figure
        assert changed.outcome is outcome


def cases(lengths):
    rows = [{"asked": "2026-06-08T00:00:00Z", "done": skt.case("2026-06-08T00:00Z", done=f"{length} h")["done"]} for length in lengths]
    return {"cases": rows}


@given(
    lengths=st.lists(st.integers(1, 12), min_size=1, max_size=14),
    statistic=st.sampled_from(["p50", "median", "p90", "p95", "max", "min", "p75 lower", "p75 higher"]),
    target=st.sampled_from(["at most 4 hours", "less than 6 hours", "at least 5 hours"]),
)
@settings(max_examples=60, deadline=None)
def test_values_behind_a_percentile(lengths, statistic, target):
    """So many of the values brought to the other side of the limit: the other outcome; with one less, the one there is."""
    made = contract(sk.Elapsed("cases", statistic=statistic, **TIMES), target)
    line = line_of(made, cases(lengths))
    needed = line.needed
    holds = made.objectives[0].target.holds
    good, bad = (1, 20) if "most" in target or "less" in target else (20, 1)
    fails = [length for length in lengths if not holds(Fraction(length * HOUR))]
    passes = [length for length in lengths if holds(Fraction(length * HOUR))]
    number = abs(needed.change.number)
    for changed, outcome in ((number, needed.outcome), (number - 1, line.outcome)):
        turned = [good] * changed + fails[changed:] + passes if line.outcome == "missed" else [bad] * changed + passes[changed:] + fails
        assert len(turned) == len(lengths)
        assert line_of(made, cases(turned)).outcome is outcome


@given(hours=st.integers(0, 40), limit=st.integers(1, 30))
@settings(max_examples=20, deadline=None)
def test_lengths_and_counts(hours, limit):
    """Downtime, by a microsecond; and what is counted, by one."""
    made = contract(sk.Downtime("outages"), f"at most {limit} hours")
    rows = [{"start": "2026-06-01T00:00:00Z", "end": f"2026-06-0{1 + hours // 24}T{hours % 24:02}:00:00Z"}] if hours else []
    change = line_of(made, {"outages": rows}).needed.change
    assert change.number == (limit - hours) * HOUR + (1 if hours <= limit else 0)
    counted = contract(sk.Count("cases"), f"at most {limit}")
    records = {"cases": [{"at": "2026-06-08T00:00:00Z"}] * hours}
    assert line_of(counted, records).needed.change.number == limit - hours + (1 if hours <= limit else 0)


def test_the_words():
    """8 of 11 clocks took over 4 hours; the median is the sixth, so that 3 of them must be within; of 3 in time 1 more is needed."""
    made = contract(sk.Elapsed("cases", statistic="median", **TIMES), "at most 4 hours")
    line = line_of(made, cases([1, 2, 3, *[9] * 8]))
    assert line.to_meet == "3 of the 8 values over 4 hours to be within it"
    assert line_of(made, cases([1, 2, 9])).needed.text == "1 more value over 4 hours"
    assert line_of(made, cases([1, 2, 9])).to_meet == ""
    assert line_of(made, {"cases": []}).needed is None
