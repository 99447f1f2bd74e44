"""What an open period may cost: whatever is still to come, it ends between the best and the worst amount, for every rule."""

from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings, strategies as st
from test_outlook_laws import MORE, OVER, june, some_rows
from test_p9_worse import COUNT, FEE, MONTHS, SHARE, SLOWEST, START, STEPS, TIMED, TOTAL, UPTIME, WITHIN, agreement

import slakit as sk
from slakit.metrics.measure import TIME

FEW = 5  # examples of each, of some of its rules
HOURS = 30 * 24

BASED = agreement(
    sk.Count("incidents"),
    "at most 2",
    {
        "of orders": sk.Flat("10 %", of=sk.bases.RecordedAmount("incidents", "km")),
        "a number of orders": sk.rules.Product("1 GBP", {"orders": sk.factors.RecordedNumber("incidents", "km")}),
        "capped by orders": sk.Flat("500 GBP").capped("10 %", of=sk.bases.RecordedAmount("incidents", "km")),
    },
)
DOWN = agreement(sk.Downtime("outages"), "at most 1 hour", TIMED)
HOURLY = {"per breach": sk.PerBreach("7 GBP"), "failures": sk.rules.Product("1 GBP", {"n": sk.factors.Failures(free=1)})}
SETTLED = evolve(SHARE, settlement=sk.Settlement(cap="20 %"))
SLICES = agreement(sk.Slices("checks", per="1 hour", good={"ok": True}), "at least 99 %", HOURLY)


def incident(at, kind, ok, km):
    when = START + timedelta(hours=at)
    return {"at": when, "kind": kind, "ok": ok, "km": km}


def clock(at, minutes):
    when = START + timedelta(hours=at)
    return {"asked": when, "replied": when + timedelta(minutes=minutes), "kind": "ab"[at % 2]}


def outage(at, minutes):
    when = START + timedelta(hours=at)
    return {"start": when, "end": when + timedelta(minutes=minutes)}


hours = st.integers(0, HOURS - 1)
incidents = st.builds(incident, hours, st.sampled_from("ab"), st.booleans(), st.integers(0, 5))
clocks, outages = st.builds(clock, hours, st.integers(0, 9_000)), st.builds(outage, hours, st.integers(1, 2_000))
CASES = {
    "uptime": (UPTIME, "outages", outages),
    "downtime": (DOWN, "outages", outages),
    "share": (SHARE, "posts", incidents),
    "a cap of the settlement": (SETTLED, "posts", incidents),
    "levels": (STEPS, "posts", incidents),
    "count": (COUNT, "incidents", incidents),
    "bases that grow": (BASED, "incidents", incidents),
    "rules that look back": (MONTHS, "incidents", incidents),
    "intervals": (SLICES, "checks", incidents),
    "in time": (WITHIN, "cases", clocks),
    "slowest": (SLOWEST, "cases", clocks),
    "total": (TOTAL, "cases", clocks),
}


def cost(line, shared=False):
    """What a line costs the provider, before a cap that it shares with other lines; None where that is open."""
    if line is None or line.unsettled or line.payable is None:
        return None
    return (line.credit if shared else line.payable).exact - (line.bonus.exact if line.bonus else 0)


def some_of(whole, chosen):
    return evolve(whole, objectives=[objective for objective in whole.objectives if objective in chosen])


@pytest.mark.parametrize("name", CASES)
def test_every_end_lies_between_best_and_worst(name):
    """As of some hour of June the ends are named; whatever came later, each line, and all of them, cost no more and no less."""
    whole, stream, one = CASES[name]
    shared = whole is SETTLED

    @settings(max_examples=FEW)
    @given(st.lists(one, max_size=12), st.integers(1, HOURS - 1), st.sets(st.sampled_from(whole.objectives), min_size=1, max_size=4))
    def law(rows, cut, chosen):
        agreed = some_of(whole, chosen)
        as_of = START + timedelta(hours=cut)
        ahead = sk.analyses.outlook(agreed, {stream: rows}, as_of=as_of)
        final = sk.evaluate(agreed, {stream: rows}, period="2026-06", as_of="2026-08-01T00:00Z")
        outside = {}
        for line in ahead.lines:
            then = cost(next(one for one in final.lines if one.key == line.now.key), shared)
            low, high = cost(line.best, shared), cost(line.worst, shared)
            if then is not None and ((low is not None and low > then) or (high is not None and high < then)):
                outside[line.now.name] = (low, then, high)
        assert outside == {}
        if not any(line.unsettled for line in final.lines):
            least, most = ahead.best and ahead.best.payable, ahead.worst_payable
            assert least is None or least <= final.payable
            assert most is None or most >= final.payable
            assert ahead.at_risk == (None if least is None or most is None else most - least)

    law()


def rooms_hold(whole, stream, rows, failing):
    """So many more failures cost no more of each line, and one more does; None is for what never costs more."""
    for room in sk.analyses.headroom(whole, {stream: rows}).rooms:
        at_most = 400 if room.until_paid is None else room.until_paid
        if room.why or room.why_paid or at_most > 400:
            continue
        then = sk.evaluate(whole, {stream: rows + [failing] * at_most}).line(room.line.name)
        assert then.credit == room.line.credit, room
        if room.until_paid is not None:
            more = sk.evaluate(whole, {stream: rows + [failing] * (at_most + 1)}).line(room.line.name)
            assert more.credit > room.line.credit, room


@pytest.mark.parametrize("name", ["share", "count"])
def test_one_failure_more_than_the_room_costs_more(name):
    """Every rule that pays by the failures themselves, or by the figure: brute force by evaluation."""
    whole, stream, one = CASES[name]

    @settings(max_examples=20)
    @given(st.lists(one, max_size=30), st.sets(st.sampled_from(whole.objectives), min_size=1, max_size=3))
    def law(rows, chosen):
        rooms_hold(some_of(whole, chosen), stream, rows, incident(1, "a", False, 0))

    law()


def june_paid(name, rule):
    """The agreement of a family of metrics with a rule; None where it is refused."""
    agreed = june(name)
    try:
        return evolve(agreed, fee=FEE, objectives=[evolve(agreed.objectives[0], penalty=rule)])
    except sk.errors.ContractError:
        return None


@pytest.mark.slow
@pytest.mark.parametrize("name", MORE)
@pytest.mark.parametrize("rule", [sk.Flat("5 %"), sk.PerBreach("7 GBP", free=1)], ids=["flat", "per breach"])
def test_one_more_than_the_room_costs_more_in_every_family(name, rule):
    """So many failures more, or one more outage of that length, cost no more of June; one smallest step more does."""
    agreed = june_paid(name, rule)
    if agreed is None:
        pytest.skip("the rule is refused")

    @settings(max_examples=4)
    @given(some_rows(400, 40))
    def law(rows):
        room = sk.analyses.headroom(agreed, {"rows": rows}, as_of=OVER)["it"]
        if room.until_paid is None or (room.unit != TIME and room.until_paid >= 100):
            return
        then, more = (
            sk.evaluate(agreed, {"rows": [*rows, *MORE[name](room.until_paid + off)]}, as_of=OVER).line("it").credit for off in (0, 1)
        )
        assert then <= room.line.credit < more

    law()
