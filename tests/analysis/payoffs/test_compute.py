"""payoff_in: the payoff of one form of an objective in one period of a plan."""

from attrs import evolve
from hosting_contract import BASE, UPTIME

import slakit as sk
from slakit.analysis.payoffs.compute import payoff, payoff_in
from slakit.engine.plan.plan import Plan


def test_each_form_by_its_period():
    """Before the amendment 5 % of 2,500 EUR, and 5 % of 3,000 from July on; both are what `payoff` gives for the period."""
    laxer = evolve(UPTIME, target="at least 99.5 %", penalty=sk.Flat("5 %"))
    agreement = BASE.amend(effective="2026-07-01", fee="3000 EUR", objectives=[laxer])
    plan = Plan.of(agreement)
    forms = [planned for planned in plan.objectives if planned.objective.name == "Uptime"]
    paid = [payoff_in(plan, forms, planned, planned.schedule.judged[0]) for planned in forms]
    assert [(one.period, str(one.credit("99.4 %"))) for one in paid] == [("2026-01", "125.00 EUR"), ("2026-07", "150.00 EUR")]
    assert [str(one) for one in paid] == [str(payoff(agreement, "Uptime", period=one.period)) for one in paid]
