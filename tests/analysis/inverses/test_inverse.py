"""The inverse of measuring: what is made for a figure gives that figure, and what cannot be made has neighbours that can."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from inverse_cases import EVERY, measures

import slakit as sk
from slakit.analysis.inverses.inverse import exact
from slakit.analysis.inverses.setting import NoInverse, OutOfReach, Setting, group_of
from slakit.engine.plan.plan import Plan

TARGETS = {"": "at least 50 %", "us": "at most 4 hours"}


def setting_of(metric, least=1, **more):
    objective = sk.Objective("One", metric, TARGETS.get(metric.unit, f"at least 1 {metric.unit}"), minimum=least if least > 1 else 0)
    agreed = sk.Agreement(
        "A", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="Europe/London", objectives=[objective], **more
    )
    window = agreed.window_of(objective)
    period = next(one for one in Plan.of(agreed).objectives[0].schedule.periods if one.label == "2026-06")
    return agreed, Setting(agreed, window, period, least, group_of(metric))


@pytest.mark.parametrize("name", EVERY)
def test_every_metric_gives_what_is_asked_of_it(name):
    """Evaluated, the records give the figure; one that is out of reach has neighbours on its sides, and those are given."""
    metric = EVERY[name]
    agreed, setting = setting_of(metric)
    reached = []

    def given_by(figure):
        statement = sk.evaluate(agreed, exact(metric, figure, setting), period="2026-06")
        assert statement.problems == ()
        return next(line.measure.value for line in statement.lines if setting.is_of_group(line.group))

    @settings(max_examples=4, suppress_health_check=list(HealthCheck), deadline=None)
    @given(measures(metric))
    def law(figure):
        try:
            assert given_by(figure) == figure
            reached.append(figure)
        except OutOfReach as error:
            assert error.below is None or error.below < figure
            assert error.above is None or figure < error.above
            for end in (error.below, error.above):
                if end is not None:
                    assert given_by(end) == end
                    reached.append(end)

    law()
    assert reached
