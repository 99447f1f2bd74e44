"""The payoff is what evaluated records come to: at every edge of every rule, one smallest step beside it, and anywhere between."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import islice

import pytest
from attrs import evolve
from hypothesis import given, strategies as st
from test_p9_worse import COUNTED, LEVELS, RULES, SERIES, THREE_LEVELS, TIMED, agreement, counts

import slakit as sk
from slakit import testing

pytestmark = pytest.mark.slow

START = datetime(2026, 6, 1, tzinfo=UTC)
JUNE = 30 * 24 * 3_600 * 10**6  # microseconds


def outages(down):
    """June with so many microseconds down."""
    return {"outages": [{"start": START, "end": START + timedelta(microseconds=down)}] if down else []}


def posts(bad, total=1000):
    """So many posts, of which some are bad."""
    return {"posts": [{"at": START, "ok": index >= bad} for index in range(total)]}


def incidents(count):
    """So many incidents on the first day of June."""
    return {"incidents": [{"at": START}] * count}


def answers(took):
    """One case that took so many microseconds."""
    return {"cases": [{"asked": START, "replied": START + timedelta(microseconds=took)}]}


UPTIME = {name: rule for name, rule in RULES.items() if not counts(rule)}
UPTIME["bonus of steps"] = sk.Bonus(sk.Linear("1.5 %", per="0.03 pp", counting="full").capped("4 %"))
UPTIME["bonus in proportion"] = sk.Bonus(sk.Linear("1.5 %", per="0.03 pp")) + sk.Flat("1 %")
ROUNDED = sk.at_least("99.9 %", rounding="0.1 %")
COUNTS = {name: rule for name, rule in COUNTED.items() if not counts(rule) and not any(part.by_records for part in rule.walk())}
SHARE, SLOWEST = sk.Share("posts", good={"ok": True}), sk.Elapsed("cases", since="asked", until="replied", statistic="max")
WORLDS = {  # an agreement of one objective for each rule, records that are so many smallest steps bad, the measure of that, and the most
    "uptime": (agreement(sk.Uptime("outages"), "at least 99.9 %", UPTIME), outages, lambda n: 1 - Fraction(n, JUNE), JUNE),
    "rounded": (agreement(sk.Uptime("outages"), ROUNDED, UPTIME), outages, lambda n: 1 - Fraction(n, JUNE), JUNE),
    "share": (agreement(SHARE, "at least 95 %", UPTIME), posts, lambda n: 1 - Fraction(n, 1000), 1000),
    "levels": (agreement(SHARE, THREE_LEVELS, LEVELS), posts, lambda n: 1 - Fraction(n, 1000), 1000),
    "count": (agreement(sk.Count("incidents"), "at most 2", COUNTS), incidents, Fraction, 100),
    "time": (agreement(SLOWEST, "at most 1 hour", TIMED), answers, Fraction, 10**11),
}
MEASURED = ("credit", "bonus", "returned", "units", "rights")


def compared(amounts):
    """What is compared, rounded as a line is; no bonus is a bonus of nothing."""
    rounded = amounts.rounded()
    return [getattr(rounded, name) or None for name in MEASURED]


def steps_at(world, payoff):
    """The numbers of smallest steps at an edge of a payoff, or at a step of one of its stairs, and beside it."""
    _, _, measure, most = WORLDS[world]
    figures = [edge.at.base for edge in payoff.edges]
    ends = sorted((measure(0), measure(most)))
    for piece in payoff.pieces:
        low, high = (end if x is None else x for x, end in zip((piece.low, piece.high), ends, strict=True))
        for formula in piece.formulas.values() if low < high else ():
            steps = [*islice(formula.steps(low, high), 500)]
            figures += [*steps[:3], *steps[-3:]]
    for figure in dict.fromkeys(figures):
        at = (figure - measure(0)) / (measure(1) - measure(0))
        yield from (n for n in range(int(at) - 1, int(at) + 3) if 0 <= n <= most)


@pytest.fixture(scope="module", params=WORLDS)
def world(request):
    """A world with the payoff of each of its rules."""
    agreed = WORLDS[request.param][0]
    return request.param, {objective.name: testing.payoff(agreed, objective.name) for objective in agreed.objectives}


def test_at_each_edge_and_one_step_beside_it(world):
    """Every rule, at the first edges and the last, and one microsecond, post or incident beside them."""
    name, payoffs = world
    agreed, records, measure, _ = WORLDS[name]
    steps = {n for payoff in payoffs.values() for ns in [[*steps_at(name, payoff)]] for n in (*islice(ns, 16), *ns[-4:])}
    assert len(steps) > 8
    for n in sorted(steps):
        statement = sk.evaluate(agreed, records(n), period="2026-06")
        for line in statement.lines:
            paid = payoffs[line.name].amounts(sk.quantity(measure(n)) if name != "time" else sk.quantity(f"{n} us"))
            assert compared(paid) == compared(line.amounts), (line.name, n)


@given(st.data())
def test_anywhere(world, data):
    """Every rule, anywhere."""
    name, payoffs = world
    agreed, records, measure, most = WORLDS[name]
    n = data.draw(st.integers(0, most) | st.integers(0, most // 20))
    for line in sk.evaluate(agreed, records(n), period="2026-06").lines:
        paid = payoffs[line.name].amounts(sk.quantity(measure(n)) if name != "time" else sk.quantity(f"{n} us"))
        assert compared(paid) == compared(line.amounts), (line.name, n)


@pytest.mark.parametrize("rule", UPTIME)
@pytest.mark.parametrize("step", [sk.steps.Cap("12 %"), sk.steps.MinimumPayout("60 GBP"), sk.steps.MinimumDeduction("60 GBP")], ids=repr)
def test_after_the_settlement(rule, step):
    """A line that alone is owed is payable as the settlement leaves it, by which cents it has after rounding."""
    agreed = evolve(agreement(sk.Uptime("outages"), "at least 99.9 %", {rule: UPTIME[rule]}), settlement=sk.Settlement(steps=[step]))
    payoff = testing.payoff(agreed, rule)
    for n in [*islice(steps_at("uptime", payoff), 16), JUNE]:
        (line,) = sk.evaluate(agreed, outages(n)).lines
        assert payoff.payable(1 - Fraction(n, JUNE)).rounded() == line.payable, n


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if counts(rule)])
@pytest.mark.parametrize("bad", [50, 51, 130])
def test_single_failures(name, bad):
    """A rule that counts failures is told how many there were."""
    agreed = agreement(SHARE, "at least 95 %", {name: RULES[name]})
    (line,) = sk.evaluate(agreed, posts(bad)).lines
    assert testing.payoff(agreed, name, failures=bad).credit(1 - Fraction(bad, 1000)).rounded() == line.credit


@given(st.lists(st.integers(0, 3), min_size=6, max_size=6), st.sampled_from(list(SERIES)))
def test_with_a_history(counted, name):
    """A rule that looks back is told the statement of the months before, and then pays in June what it pays in one run."""
    agreed = agreement(sk.Count("incidents"), "at most 0", {name: SERIES[name]}, term=("2026-01-01", "2026-07-01"))
    rows = [{"at": datetime(2026, month, 5, tzinfo=UTC)} for month, count in enumerate(counted, 1) for _ in range(count)]
    *earlier, june = sk.evaluate(agreed, {"incidents": rows or [{"at": datetime(2027, 1, 1, tzinfo=UTC)}]}).lines
    payoff = testing.payoff(agreed, name, period="2026-06", history=earlier, failures=counted[-1])
    assert compared(payoff.amounts(counted[-1])) == compared(june.amounts)
