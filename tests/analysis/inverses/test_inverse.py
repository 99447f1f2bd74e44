"""The inverse of measuring: what is made for a figure gives that figure, and what cannot be made has neighbours that can."""

import inspect
from fractions import Fraction

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from inverse_cases import EVERY, measures
from names import NAMES

import slakit as sk
from slakit.analysis.inverses.inverse import exact
from slakit.analysis.inverses.setting import NoInverse, OutOfReach, Setting, group_of
from slakit.engine.plan.plan import Plan
from slakit.metrics.base import Metric
from slakit.metrics.measure import Measure
from slakit.metrics.stream_metric import KeyedMetric, StreamMetric
from slakit.metrics.tallies.sums import Sums
from slakit.metrics.value_kinds.record_values import One

TARGETS = {"": "at least 50 %", "us": "at most 4 hours"}


def setting_of(metric, least=1, **more):
    objective = sk.Objective("One", metric, TARGETS.get(metric.unit, f"at least 1 {metric.unit}"), minimum=least if least > 1 else 0)
    agreed = sk.Agreement(
        "A", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="Europe/London", objectives=[objective], **more
    )
    window = agreed.window_of(objective)
    period = next(one for one in Plan.of(agreed).objectives[0].schedule.periods if one.label == "2026-06")
    return agreed, Setting(agreed, window, period, least, group_of(metric))


def neighbours_of(metric, figure, setting):
    """The figure twice if records can give it, and otherwise the nearest that they can."""
    try:
        exact(metric, figure, setting)
    except OutOfReach as error:
        return error.below, error.above
    return figure, figure


def tried(name, examples):
    """Try some measures of a metric: each is given, or has neighbours on its sides that are."""
    metric = EVERY[name]
    agreed, setting = setting_of(metric)
    reached = []

    def given_by(figure):
        statement = sk.evaluate(agreed, exact(metric, figure, setting), period="2026-06")
        assert statement.problems == ()
        reached.append(figure)
        return next(line.measure.value for line in statement.lines if setting.is_of_group(line.group))

    @settings(max_examples=examples, suppress_health_check=list(HealthCheck), deadline=None)
    @given(measures(metric))
    def law(figure):
        below, above = neighbours_of(metric, figure, setting)
        assert below is None or above is None or below <= figure <= above
        for one in {figure} if below == figure else {below, above} - {None}:
            assert given_by(one) == one

    law()
    assert reached


@pytest.mark.parametrize("name", EVERY)
def test_every_metric_gives_what_is_asked_of_it(name):
    """Evaluated, the records give the figure; one that is out of reach has neighbours on its sides, and those are given."""
    tried(name, 2)


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_more_measures_of_every_metric(name):
    """The same for many measures."""
    tried(name, 12)


@pytest.mark.parametrize(("name", "figure", "below", "above"), [
    ("on schedule", "0.9997", Fraction(29, 30), 1),  # 30 duties: one missed is 29/30
    ("good slices", "0.9997", Fraction(118, 120), 1),  # 120 intervals, of which bad ones count two in a row
    ("checks of a rhythm", "0.999", Fraction(719, 720), 1),  # 720 hours
    ("downtime, whole", 10_000_000_000, 0, 10_800_000_000),  # outages under 3 hours do not count, and 3 hours are two whole 90 minutes
    ("calendar days", "2.5", 2, 3),
    ("elapsed, begun", 6_000_000_000, 5_400_000_000, 10_800_000_000),
    ("count", "3.5", 3, 4),
    ("total of money", "0.125", Fraction(12, 100), Fraction(13, 100)),
    ("rate in hours", "0.01", 0, Fraction(24, 176)),  # 22 days of 8 hours in June 2026: one record in 176 hours, a day
    ("share", Fraction(1, 99_991), 0, Fraction(1, 50_000)),
    ("gated", Fraction(1, 3), 0, Fraction(1, 2)),  # shut below the half, and nothing then
    ("uptime by weight", "1.5", 1, None),
])  # fmt: skip
def test_the_nearest_are_named(name, figure, below, above):
    """They are next to the figure, with nothing between."""
    metric = EVERY[name]
    with pytest.raises(OutOfReach) as refused:
        exact(metric, Fraction(figure), setting_of(metric)[1])
    assert (refused.value.below, refused.value.above) == (below, above)


def kinds_in(metric):
    return {type(metric)}.union(*(kinds_in(part) for part in getattr(metric, "inner", ())))


def test_no_metric_is_left_out():
    """Every metric of the library is tried, those made by operators too."""
    public = [value for value in NAMES.values() if isinstance(value, type) and issubclass(value, Metric)]
    built_in = {one for one in public if not inspect.isabstract(one) and one not in (StreamMetric, KeyedMetric)}
    tried_ones = set().union(*map(kinds_in, EVERY.values()))
    assert {one.__name__ for one in built_in - tried_ones} == set()
    assert len(built_in) > 20


@sk.metric("posts")
def oddness(rows):
    return len(rows) % 2


@attrs.frozen(repr=False)
class Halved(StreamMetric):
    unit = ""

    def parts(self):
        return (self.reading("at", One()),)

    def measure(self, tallies, context):
        return Measure(value=Fraction(Sums.of(tallies[0]).count, 2))


@pytest.mark.parametrize(("metric", "reason"), [(oddness, "a function over records"), (Halved("posts"), "a metric of your own")])
def test_metrics_without_an_inverse(metric, reason):
    """A metric that somebody wrote is refused, with the reason, also as a part of another."""
    for one in (metric, 2 * metric):
        with pytest.raises(NoInverse, match=reason):
            exact(one, Fraction(1), setting_of(metric)[1])


def test_enough_records():
    """No fewer are made than the objective counts."""
    for name in ("share", "p95", "mean", "each ratio", "slices"):
        _, setting = setting_of(EVERY[name], least=30)
        assert sum(map(len, exact(EVERY[name], Fraction(1), setting).values())) >= 30


def test_growth_before_the_term():
    """The first period has nothing to grow from, and nothing shrinks by more than all."""
    growth = EVERY["growth"]
    _, setting = setting_of(growth)
    with pytest.raises(OutOfReach) as refused:
        exact(growth, Fraction(-2), setting)
    assert refused.value.above == -1
    first = attrs.evolve(setting, period=next(sk.monthly(tz="Europe/London").periods(sk.Span("2026-01-01T00:00Z", "2026-02-01T00:00Z"))))
    with pytest.raises(OutOfReach, match="2026-01 has no earlier period"):
        exact(growth, Fraction(1), first)
