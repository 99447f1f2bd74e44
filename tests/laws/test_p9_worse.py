"""P9: more failure never earns the provider more, for every built-in rule and what they are joined to."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import slakit as sk

START = datetime(2026, 6, 1, tzinfo=UTC)
FEE = "997.31 GBP"

RULES = {
    "flat": sk.Flat("5 %"),
    "flat money": sk.Flat("12.34 GBP"),
    "tiered": sk.Tiered({"99.9 %": "5 %", "99 %": "10 %", "95 %": "25 %", "50 %": "400 GBP"}),
    "tiered at": sk.Tiered(at_or_below={"99 %": "10 %", "95 %": "25 %"}, below={"98 %": "15 %"}),
    "linear": sk.Linear("1 %", per="1 pp"),
    "linear full": sk.Linear("1 %", per="0.7 pp", steps="full"),
    "linear begun": sk.Linear("10 GBP", per="3 pp", steps="begun"),
    "per breach": sk.PerBreach("7 GBP", free=2),
    "per breach share": sk.PerBreach("0.3 %"),
}
RULES |= {f"{name} capped": rule.capped("10 %") for name, rule in RULES.items()}
RULES |= {
    "both": RULES["tiered"] + RULES["linear"] + RULES["per breach"],
    "larger": RULES["flat money"] | RULES["linear begun"] | RULES["per breach"],
    "both capped": (RULES["flat"] + RULES["linear full"]).capped("60 GBP"),
    "larger of sums": (RULES["flat"] + RULES["per breach share"]) | RULES["tiered"].capped("100 GBP"),
}
COUNTED = {
    "flat": sk.Flat("5 %"),
    "tiered": sk.Tiered(above={2: "1 %", 5: "20 GBP", 9: "10 %"}),
    "tiered at": sk.Tiered(at_or_above={3: "1 %", 6: "3 %"}),
    "linear": sk.Linear("1 %", per=3),
    "linear full": sk.Linear("1 %", per=2, steps="full"),
    "linear begun": sk.Linear("1 %", per=2, steps="begun").capped("2.5 %"),
    "per breach": sk.PerBreach("5 GBP", free=3) | sk.Flat("6 GBP"),
}


def agreement(metric, target, rules, **settings):
    return sk.Agreement(
        "Law",
        provider="P",
        customer="C",
        term=("2026-06-01", "2026-07-01"),
        timezone="UTC",
        fee=FEE,
        objectives=[sk.Objective(name, metric, target, penalty=rule, **settings) for name, rule in rules.items()],
    )


def credits_of(statement):
    return {line.name: line.credit for line in statement.lines}


def never_less(agreed, some, worse):
    owed, then = (credits_of(sk.evaluate(agreed, records)) for records in (some, worse))
    assert {name: amount for name, amount in owed.items() if amount > then[name]} == {}


UPTIME = agreement(sk.Uptime("outages"), "at least 99.9 %", {name: rule for name, rule in RULES.items() if "PerBreach" not in repr(rule)})
ROUNDED = agreement(sk.Uptime("outages"), sk.at_least("99.9 %", rounding="0.1 %"), {"tiered": RULES["tiered"], "linear": RULES["linear"]})
SHARE = agreement(sk.Share("posts", good={"ok": True}), "at least 95 %", RULES)
WITHIN = agreement(sk.Within("cases", "1 hour", since="asked", until="replied"), "at least 95 %", RULES, silence="missed")
COUNT = agreement(sk.Count("incidents"), "at most 2", COUNTED)

outages = st.lists(
    st.builds(
        lambda start, length: {"start": START + timedelta(minutes=start), "end": START + timedelta(minutes=start + length)},
        st.integers(0, 43_000),
        st.integers(1, 2_000) | st.integers(1, 43_200),
    ),
    max_size=4,
)


@given(outages, outages)
def test_more_downtime(some, more):
    """Uptime, exact and rounded: added outages never lower what any rule pays."""
    for agreed in (UPTIME, ROUNDED):
        never_less(agreed, {"outages": some}, {"outages": some + more})


def test_outages_that_grow_together_are_one_failure():
    """What P9 does not hold for, by design: outages count as their union (M8), so two that a third one joins are one failure, not two."""
    agreed = agreement(sk.Uptime("outages"), "at least 99.9 %", {"per breach": sk.PerBreach("7 GBP")})
    apart = [{"start": START + timedelta(hours=n), "end": START + timedelta(hours=n + 1)} for n in (0, 2)]
    joined = [*apart, {"start": START + timedelta(hours=1), "end": START + timedelta(hours=2)}]
    owed = [str(sk.evaluate(agreed, {"outages": outages}).credit) for outages in (apart, joined)]
    assert owed == ["14.00 GBP", "7.00 GBP"]


@given(st.integers(1, 60), st.integers(0, 60), st.integers(0, 60))
def test_more_bad_records(total, bad, worse):
    """A share: of as many records, more bad ones never owe less."""
    bad, worse = sorted((min(bad, total), min(worse, total)))
    some, then = ([{"at": START, "ok": place >= failed} for place in range(total)] for failed in (bad, worse))
    never_less(SHARE, {"posts": some}, {"posts": then})


@given(st.lists(st.integers(0, 120), min_size=1, max_size=30), st.lists(st.integers(0, 90), max_size=30))
def test_slower_answers(took, slower):
    """Clocks in time: later answers never owe less."""
    later = [minutes + more for minutes, more in zip(took, slower + [0] * len(took), strict=False)]
    some, then = ([{"asked": START, "replied": START + timedelta(minutes=minutes)} for minutes in each] for each in (took, later))
    never_less(WITHIN, {"cases": some}, {"cases": then})


@given(st.integers(0, 30), st.integers(0, 30))
def test_more_incidents(some, more):
    """A count: more incidents never owe less, whichever way the tiers go."""
    never_less(COUNT, {"incidents": [{"at": START}] * some}, {"incidents": [{"at": START}] * (some + more)})


@pytest.mark.parametrize("silence", ["missed"])
def test_silence_owes_no_less_than_the_best_miss(silence):
    """Where silence is a miss, tiers pay their worst: a provider gains nothing by not reporting."""
    agreed = agreement(
        sk.Share("posts", good={"ok": True}), "at least 95 %", {"tiered": RULES["tiered"], "flat": RULES["flat"]}, silence=silence
    )
    assert credits_of(sk.evaluate(agreed, {"posts": []})) == {"tiered": sk.money("400 GBP"), "flat": sk.money("49.87 GBP")}
