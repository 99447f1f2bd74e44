"""A payoff is that of the target of its period, as the ratchet has raised it by then."""

import pytest

import slakit as sk
from slakit import testing

RISING = sk.Objective(
    "Uptime", sk.Uptime("outages"), "at least 97 %", ratchet=sk.rules.Ratchet(best=2, moves="50 %"), penalty=sk.Linear("1 %", per="1 pp")
)
HOSTING = sk.Agreement(
    "Hosting", provider="P", customer="C", term=("2026-01-01", "2029-01-01"), timezone="UTC", fee="1000 EUR", objectives=[RISING]
)
FULL = sk.evaluate(HOSTING, {"outages": []}, period="2026")


def first_edge(agreement=HOSTING, **given):
    return str(testing.payoff(agreement, "Uptime", **given).edges[0].at)


def test_raised_by_the_history():
    """All of 2026 at 100 %: half of the way from 97 % is 98.5 %, for which 97.5 % falls short by 1 point, 10 EUR of 1,000."""
    payoff = testing.payoff(HOSTING, "Uptime", period="2027-05", history=FULL)
    assert str(payoff.edges[0].at) == "98.5 %"
    assert payoff.credit("97.5 %") == sk.money("10 EUR")
    assert payoff.title == "Uptime, 2027-05: at least 98.5 %"
    line = sk.evaluate(HOSTING, {"outages": [{"start": "2027-05-01T00:00Z", "end": "2027-05-01T18:36Z"}]}, period="2027-05").line("Uptime")
    assert (line.shown, line.credit) == ("97.5 %", payoff.credit("97.5 %"))  # 18.6 h of 744 h are 2.5 %


def test_before_the_first_turn():
    """In the first year the target is the one that is written, whatever was."""
    assert first_edge() == first_edge(period="2026-12") == first_edge(period="2026-12", history=FULL) == "97 %"


def test_after_it():
    """Results that were not given are asked for; none at all raise nothing."""
    with pytest.raises(sk.errors.UsageError, match=r"the target of 'Uptime' in 2027-05 rises .* write history=evaluate"):
        first_edge(period="2027-05")
    assert first_edge(period="2027-05", history=[]) == "97 %"


def test_an_amendment():
    """Another target begins anew; an amendment of the penalty alone does not."""
    other = sk.Objective("Uptime", RISING.metric, "at least 98 %", ratchet=RISING.ratchet, penalty=RISING.penalty)
    amended = HOSTING.amend(effective="2027-03-01", objectives=[other])
    assert first_edge(amended, period="2027-02", history=FULL) == "98.5 %"
    assert first_edge(amended, period="2027-05") == first_edge(amended, period="2027-05", history=FULL) == "98 %"
    dearer = sk.Objective("Uptime", RISING.metric, "at least 97 %", ratchet=RISING.ratchet, penalty=sk.Linear("2 %", per="1 pp"))
    assert first_edge(HOSTING.amend(effective="2027-03-01", objectives=[dearer]), period="2027-05", history=FULL) == "98.5 %"


def test_a_history_of_groups():
    """Lines of several groups are no past of one."""
    grouped = sk.Agreement(
        "G", provider="P", customer="C", term=("2026-01-01", "2029-01-01"), timezone="UTC", fee="1000 EUR",
        objectives=[sk.Objective("Uptime", sk.Uptime("outages").by("region", groups=["eu", "us"]), "at least 97 %",
                                 penalty=sk.Flat("5 %").repeated({2: 2}))],
    )  # fmt: skip
    past = sk.evaluate(grouped, {"outages": []}, period="2026-01")
    with pytest.raises(sk.errors.UsageError, match=r"lines of 2 groups of 'Uptime', 'eu', 'us'; write those of one"):
        testing.payoff(grouped, "Uptime", period="2026-02", history=past)
    own = [line for line in past.lines if line.group == "eu"]
    assert testing.payoff(grouped, "Uptime", period="2026-02", history=own).credit("90 %") == sk.money("50 EUR")
