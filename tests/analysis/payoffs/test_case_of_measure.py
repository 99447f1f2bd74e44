"""The case of a measure: it refuses only what a rule really asks for."""

import pytest

import slakit as sk
from slakit import testing

AGREED = {
    "provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "UTC", "fee": "10000 EUR",
}  # fmt: skip


def payoff(rule, **given):
    objective = sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=rule)
    return testing.payoff(sk.Agreement("Hosting", **AGREED, objectives=[objective]), "Uptime", **given)


@sk.penalty
def by_figure(case):
    return sk.money("1 EUR")


@sk.penalty
def by_streak(case):
    return sk.money("10 EUR") * case.streak


@sk.penalty
def by_history(case):
    return sk.money("10 EUR") * len(case.history)


@sk.penalty(always=True)
def when_missed_twice(case):
    return sk.money("10 EUR") if case.missed and case.streak >= 2 else None


def test_a_function_that_does_not_look_back():
    """It could, and does not: nothing has to be said of the past."""
    assert payoff(by_figure).credit("99 %") == sk.money("1 EUR")


@pytest.mark.parametrize("rule", [by_streak, by_history, when_missed_twice])
def test_a_function_that_looks_back(rule):
    """It is refused where nothing is said, and told what is."""
    with pytest.raises(sk.errors.UsageError, match=r"looks at earlier periods; write history=\[\] for a first period"):
        payoff(rule)
    assert payoff(rule, history=[]).credit("99 %") == sk.money({"by_streak": "10 EUR"}.get(rule.function.__name__, "0 EUR"))


def test_the_streak_that_a_history_makes():
    """January missed and February met: a miss in March is the first in a row; January missed alone makes February's the second."""
    outages = [{"start": "2026-01-02T00:00Z", "end": "2026-01-03T00:00Z"}]
    objective = sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=by_streak)
    agreement = sk.Agreement("Hosting", **AGREED, objectives=[objective])
    winter = sk.evaluate(agreement, {"outages": outages}, period=("2026-01-01", "2026-03-01"))
    credits = [testing.payoff(agreement, "Uptime", period=month, history=winter).credit("99 %") for month in ("2026-02", "2026-03")]
    assert credits == [sk.money("20 EUR"), sk.money("10 EUR")]


def test_an_error_of_a_rule_says_where():
    """What a rule of one's own raises is raised, with the objective and the period."""

    @sk.penalty
    def broken(case):
        return sk.money("10 EUR") / 0

    with pytest.raises(sk.errors.UnitError) as caught:
        payoff(broken)
    assert caught.value.__notes__ == ["in the penalty of objective 'Uptime', 2026-01"]
