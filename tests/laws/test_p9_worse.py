"""P9: more failure never earns the provider more, for every built-in rule and what they are joined to."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from classes import words_missing
from hypothesis import given, strategies as st

import slakit as sk
from slakit.documents.kinds import PENALTY

START = datetime(2026, 6, 1, tzinfo=UTC)
FEE = "997.31 GBP"

RULES = {
    "flat": sk.Flat("5 %"),
    "flat money": sk.Flat("12.34 GBP"),
    "tiered": sk.Tiered({"99.9 %": "5 %", "99 %": "10 %", "95 %": "25 %", "50 %": "400 GBP"}),
    "tiered at": sk.Tiered(at_or_below={"99 %": "10 %", "95 %": "25 %"}, below={"98 %": "15 %"}),
    "linear": sk.Linear("1 %", per="1 pp"),
    "linear full": sk.Linear("1 %", per="0.7 pp", counting="full"),
    "linear begun": sk.Linear("10 GBP", per="3 pp", counting="begun"),
    "per breach": sk.PerBreach("7 GBP", free=2),
    "per breach share": sk.PerBreach("0.3 %"),
    "multiple": sk.rules.Multiple(10),
    "ranges": sk.Ranges({"below 99.9 % and at least 99 %": "5 %", "below 99 % and above 90 %": "10 %", "at most 90 %": "300 GBP"}),
    "ranges with a gap": sk.Ranges({"below 99.9 % and above 99 %": "5 %", "below 99 %": "10 %"}, gap_pays="lower"),
    "product": sk.rules.Product("1.37 GBP", {"short": sk.factors.Shortfall(per="0.7 pp", counting="begun"), "weight": "3"}),
    "product of failures": sk.rules.Product(
        "1 GBP", {"n": sk.factors.Failures(free=1), "more": sk.factors.LookupNumber(sk.factors.Failures(), above={4: "1.5", 8: 2})}
    ),
    "pool": sk.rules.Pool("40 %", pool="50 %", at_risk="10 %"),
    "unreported": sk.Linear("1 %", per="1 pp") + sk.rules.Unreported("5 %"),
    "only below": sk.Flat("5 %").only_if(below="97 %"),
    "floored": sk.Linear("1 %", per="1 pp").floored("30 GBP"),
}
RULES |= {f"{name} capped": rule.capped("10 %") for name, rule in RULES.items()}
RULES |= {
    "both": RULES["tiered"] + RULES["linear"] + RULES["per breach"],
    "larger": RULES["flat money"] | RULES["linear begun"] | RULES["per breach"],
    "smaller": RULES["flat money"] & RULES["linear begun"] & RULES["per breach"],
    "both capped": (RULES["flat"] + RULES["linear full"]).capped("60 GBP"),
    "larger of sums": (RULES["flat"] + RULES["per breach share"]) | RULES["tiered"].capped("100 GBP"),
}
COUNTED = {
    "flat": sk.Flat("5 %"),
    "tiered": sk.Tiered(above={2: "1 %", 5: "20 GBP", 9: "10 %"}),
    "tiered at": sk.Tiered(at_or_above={3: "1 %", 6: "3 %"}),
    "linear": sk.Linear("1 %", per=3),
    "linear full": sk.Linear("1 %", per=2, counting="full"),
    "linear begun": sk.Linear("1 %", per=2, counting="begun").capped("2.5 %"),
    "per breach": sk.PerBreach("5 GBP", free=3) | sk.Flat("6 GBP"),
    "accrual": sk.rules.Accrual("3 GBP", per=2, free=1),
    "accrual full": sk.rules.Accrual("3 GBP", per=2, free=4, counting="full").floored("5 GBP"),
    "accrual begun": sk.rules.Accrual("3 GBP", per=2, free=1, counting="begun").capped("21 GBP"),
    "product": sk.rules.Product(
        "1 GBP",
        {
            "n": sk.factors.MeasuredNumber(per=1),
            "more": sk.factors.LookupNumber(sk.factors.MeasuredNumber(per=1), at_or_above={4: "1.5", 8: 2}),
        },
    ),
    "product by value": sk.rules.Product(
        "1 GBP",
        {"n": sk.factors.MeasuredNumber(per=1), "km": sk.factors.NumberByValue("incidents", "km", {"up to 1": "50 %"}, otherwise="1.5")},
    ),
    "of the bill": sk.Linear("1/30", per=2, of=sk.bases.BillingFee()),
    "relative": sk.Tiered(at_or_above={"50 %": "1 %", "200 %": "20 GBP"}, relative=True),
    "ranges": sk.Ranges({"at least 2 and below 5": "1 %", "at least 5 and at most 9": "2 %", "above 9": "7 %"}),
    "only above": sk.Flat("5 %").only_if(above=6),
    "accrual by value": sk.rules.Accrual({"a": "1 GBP", "b": "0.5 %"}, per=2, counting="begun", credit_by="kind").capped("30 GBP"),
    "accrual by bands": sk.rules.Accrual(
        {"near": "1 GBP", "far": "3 GBP"}, per=1, credit_by="km", bands={"near": "up to 2", "far": "over 2"}
    ),
    "per breach reduced": sk.PerBreach("5 GBP", reduced={"to": "30 %", "where": "km > 3 or km <= 1"}),
    "per breach by value": sk.PerBreach({"a": "5 GBP", "b": "0.7 %"}, credit_by="kind") | sk.Flat("6 GBP"),
}
TIMED = {
    "accrual": sk.rules.Accrual("10 GBP", per="1 hour", free="30 min", counting="begun"),
    "accrual beyond a share": sk.rules.Accrual("10 GBP", per="30 min", free="0.1 %", counting="full"),
    "accrual over a share": sk.rules.Accrual("10 GBP", per="30 min", counting="begun").only_if(above="0.1 %").capped("50 GBP"),
    "multiple": sk.rules.Multiple(1000).capped("50 %"),
    "linear": sk.Linear("1 %", per="10 min", counting="full"),
}
BY_PRIORITY = {
    "accrual": sk.rules.Accrual({"a": "10 GBP", "b": "1 %"}, per="1 hour", counting="begun", credit_by="kind"),
}
LEVELS = {
    "by level": sk.rules.ByLevel({"minor": "2 %", "serious": sk.Flat("5 %"), "severe": "50 GBP"}),
    "where a level was missed": sk.Flat("7 %").only_if(level="serious") + sk.Flat("1 %").only_if(level="minor"),
    "bonus": sk.Bonus({"96 %": "10 GBP", "98 %": "30 GBP"}),
}
FIVE = sk.Flat("5 %")
SERIES = {
    "repeated": FIVE.repeated({2: 2, 4: 3}),
    "repeated within": (FIVE + sk.PerBreach("1 GBP")).repeated({2: "1.5", 3: 2}, within=4),
    "in a row": sk.rules.Accrual("3 GBP", per=1).only_if(in_a_row=2),
    "in arrears": sk.rules.Accrual("3 GBP", per=1).only_if(in_a_row=3, arrears=True),
    "two of three": FIVE.only_if(misses=(2, 3)) + sk.Right("terminate").only_if(misses=(3, 5)),
    "grants after points": sk.Flat("5 points").grants("audit", owing="12 points", within=3, opening=["5 points", "1 point"]),
    "two of three, reduced": sk.PerBreach("9 GBP", reduced={"to": "10 %", "where": {"ok": False}}).only_if(misses=(2, 3)),
    "a right with a last day": sk.Right("step in", within="60 days"),
    "grants": (sk.Flat("5 points") + FIVE).grants("terminate", owing="10 points", within=3).grants("audit", owing="10 %"),
    "earned back": (FIVE + sk.Linear("1 %", per=1)).earned_back(),
    "half earned back": sk.Linear("1 %", per=1).capped("2 %").earned_back(2, target="at most 0", share="50 %"),
}


def test_every_rule_is_listed():
    """Every rule of the standard vocabulary is under the law, so that a new one cannot be forgotten."""
    assert not words_missing(sk.STANDARD, PENALTY, [RULES, COUNTED, TIMED, LEVELS, SERIES])


def agreement(metric, target, rules, term=("2026-06-01", "2026-07-01"), **settings):
    return sk.Agreement(
        "Law",
        provider="P",
        customer="C",
        term=term,
        timezone="UTC",
        fee=FEE,
        objectives=[sk.Objective(name, metric, target, penalty=rule, **settings) for name, rule in rules.items()],
    )


def counts(rule):
    """Whether it pays for single failures, which on an uptime are joined by what lies between them."""
    return "PerBreach" in repr(rule) or "Failures" in repr(rule)


def credits_of(statement):
    """What each line costs the provider: its credit, less its bonus."""
    return {line.name: line.credit.exact - (line.bonus.exact if line.bonus else 0) for line in statement.lines}


def never_less(agreed, some, worse):
    owed, then = (credits_of(sk.evaluate(agreed, records)) for records in (some, worse))
    assert {name: amount for name, amount in owed.items() if amount > then[name]} == {}


UPTIME = agreement(sk.Uptime("outages"), "at least 99.9 %", {name: rule for name, rule in RULES.items() if not counts(rule)})
ROUNDED = agreement(sk.Uptime("outages"), sk.at_least("99.9 %", rounding="0.1 %"), {"tiered": RULES["tiered"], "linear": RULES["linear"]})
SHARE = agreement(sk.Share("posts", good={"ok": True}), "at least 95 %", RULES)
THREE_LEVELS = sk.Levels({"minor": "at least 95 %", "serious": "at least 90 %", "severe": "at least 70 %"})
STEPS = agreement(sk.Share("posts", good={"ok": True}), THREE_LEVELS, LEVELS)
WITHIN = agreement(sk.Within("cases", "1 hour", since="asked", until="replied"), "at least 95 %", RULES, silence="missed")
COUNT = agreement(sk.Count("incidents"), "at most 2", COUNTED)
SLOWEST = agreement(sk.Elapsed("cases", since="asked", until="replied", statistic="max"), "at most 1 hour", TIMED)
TOTAL = agreement(sk.Elapsed("cases", since="asked", until="replied", statistic="total"), "at most 1 hour", BY_PRIORITY)
MONTHS = agreement(sk.Count("incidents"), "at most 0", SERIES, term=("2026-01-01", "2026-07-01"))

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
    never_less(STEPS, {"posts": some}, {"posts": then})


@given(st.lists(st.integers(0, 120), min_size=1, max_size=30), st.lists(st.integers(0, 90), max_size=30))
def test_slower_answers(took, slower):
    """Clocks in time: later answers never owe less."""
    later = [minutes + more for minutes, more in zip(took, slower + [0] * len(took), strict=False)]
    some, then = (
        [{"asked": START, "replied": START + timedelta(minutes=n), "kind": "ab"[index % 2]} for index, n in enumerate(each)]
        for each in (took, later)
    )
    never_less(TOTAL, {"cases": some}, {"cases": then})
    never_less(WITHIN, {"cases": some}, {"cases": then})
    never_less(SLOWEST, {"cases": some}, {"cases": then})


@given(st.integers(0, 30), st.integers(0, 30))
def test_more_incidents(some, more):
    """A count: more incidents never owe less, whichever way the tiers go."""
    rows = [{"at": START, "kind": "ab"[n % 2], "km": n % 5} for n in range(some + more)]
    never_less(COUNT, {"incidents": rows[:some]}, {"incidents": rows})


def accepted(metric, target, rules):
    """The rules that an objective takes; those that pay for what is good are refused."""
    taken = {}
    for name, rule in rules.items():
        try:
            sk.Objective(name, metric, target, penalty=rule)
        except sk.errors.ContractError:
            continue
        taken[name] = rule
    return taken


WITHOUT_VALUES = {name: rule for name, rule in COUNTED.items() if name != "product by value"}  # without a record it has no amount
MADE = agreement(sk.Count("incidents"), "at least 12", accepted(sk.Count("incidents"), "at least 12", RULES | WITHOUT_VALUES))
DEFECTS = sk.Share("posts", good={"ok": False})
DEFECTIVE = agreement(DEFECTS, "at most 20 %", accepted(DEFECTS, "at most 20 %", RULES))


@given(st.integers(0, 14), st.integers(0, 14))
def test_fewer_of_what_is_good(some, more):
    """A count of what is good: where more were made no rule owes more."""
    rows = [{"at": START, "kind": "ab"[n % 2], "km": n % 5} for n in range(some + more)]
    never_less(MADE, {"incidents": rows}, {"incidents": rows[:some]})


@given(st.integers(1, 40), st.integers(0, 40), st.integers(0, 40))
def test_more_of_what_is_bad(total, bad, worse):
    """A share of what is bad: of as many records, more bad ones never owe less."""
    bad, worse = sorted((min(bad, total), min(worse, total)))
    some, then = ([{"at": START, "ok": place >= failed} for place in range(total)] for failed in (bad, worse))
    never_less(DEFECTIVE, {"posts": some}, {"posts": then})


@pytest.mark.parametrize("silence", ["missed"])
def test_silence_owes_no_less_than_the_best_miss(silence):
    """Where silence is a miss, tiers pay their worst: a provider gains nothing by not reporting."""
    agreed = agreement(
        sk.Share("posts", good={"ok": True}), "at least 95 %", {"tiered": RULES["tiered"], "flat": RULES["flat"]}, silence=silence
    )
    assert credits_of(sk.evaluate(agreed, {"posts": []})) == {"tiered": 400, "flat": Fraction("49.87")}


def of_a_term(statement):
    """What each rule comes to over the whole term, less what was earned back, and the rights it gave."""
    found = {}
    for line in statement.lines:
        owed, rights = found.get(line.name, (0, frozenset()))
        found[line.name] = owed + line.credit.exact - (line.returned.exact if line.returned else 0), rights | set(line.rights)
    return found


@given(st.lists(st.integers(0, 3), min_size=6, max_size=6), st.lists(st.integers(0, 3), min_size=6, max_size=6))
def test_worse_months(some, more):
    """Rules that look back: over a whole term, more incidents in any months never owe less, and never take a right away."""
    worse = [one + another for one, another in zip(some, more, strict=True)]
    records = [
        [{"at": datetime(2026, month, 5, tzinfo=UTC), "ok": _ > 1} for month, count in enumerate(counted, 1) for _ in range(count)]
        for counted in (some, worse)
    ]
    owed, then = (of_a_term(sk.evaluate(MONTHS, {"incidents": each})) for each in records)
    assert {name: found for name, found in owed.items() if found[0] > then[name][0] or found[1] - then[name][1]} == {}


# rules for which P9 is false by design, a better figure and a worse one that pays less, and why
BY_DESIGN = {
    "a table that is declared to pay less for worse": (
        sk.Tiered({"99 %": "10 %", "95 %": "5 %"}, less_for_worse=True), "at least 99 %", "98 %", "90 %",
    ),
    "a gap that a printed table has, and that pays nothing": (
        sk.Ranges({"below 99.9 % and above 99 %": "10 %", "below 99 %": "25 %"}, gap_pays="none"), "at least 99.9 %", "99.5 %", "99 %",
    ),
    "a factor by a table that falls, as the contract wrote it": (
        sk.rules.Product("1 GBP", {"rate": sk.factors.LookupNumber(sk.factors.MeasuredNumber(per=1), above={3: "0.5"})}), "at most 0", 2, 4,
    ),
}  # fmt: skip


@pytest.mark.parametrize("why", BY_DESIGN)
def test_what_is_false_by_design(why):
    """Each of these is declared in the contract, and its docstring says so."""
    rule, target, better, worse = BY_DESIGN[why]
    period = next(iter(sk.monthly(tz="UTC").periods(sk.Span("2026-06-01T00:00Z", "2026-07-01T00:00Z"))))
    target, owed = sk.target(target), []
    for figure in (better, worse):
        verdict = target.judge(sk.readings.Measure(value=sk.quantity(figure).base))
        owed.append(rule.assess(sk.types.Case(verdict=verdict, target=target, period=period, fee=sk.money(FEE), currency="GBP")).credit)
    assert owed[1] < owed[0]


def test_the_period_that_earns_back_is_not_a_line_of_its_own():
    """A credit that was larger has more to earn back, though never more than it was: 5 for a worse month, and 5 returned."""
    rule = sk.Linear("1 GBP", per=1).earned_back()
    agreed = agreement(sk.Count("incidents"), "at most 0", {"back": rule}, term=("2026-01-01", "2026-03-01"))
    found = [
        [line.returned and str(line.returned) for line in sk.evaluate(agreed, {"incidents": [{"at": "2026-01-05T00:00Z"}] * count}).lines]
        for count in (2, 5)
    ]
    assert [lines[1] for lines in found] == ["2.00 GBP", "5.00 GBP"]
