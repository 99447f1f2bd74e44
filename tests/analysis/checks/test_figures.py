"""Figures: which ones a metric can give, and the simplest of them in a region."""

from fractions import Fraction

import pytest
from checked import contract, promise
from hypothesis import given, strategies as st

import slakit as sk
from slakit.analysis.checks.contract import Contract
from slakit.analysis.checks.figures import Figures, Region, betters, checks_of, duties_of, figures, regions

SHARE = Figures(Fraction(0), Fraction(1))


def of(metric, target="at least 90 %", **settings):
    """The promise of a metric as the checks look at it."""
    return Contract(contract(promise(metric, target, **settings))).promises[0]


@pytest.mark.parametrize(("held", "region", "figure"), [
    (SHARE, Region(Fraction(99, 100), Fraction(999, 1000), False, False), Fraction(100, 101)),  # the smallest denominator above 100
    (SHARE, Region(Fraction(99, 100), Fraction(99, 100)), Fraction(99, 100)),
    (SHARE, Region(None, Fraction(1, 2), True, False), Fraction(0)),
    (SHARE, Region(Fraction(1, 2), None, False), Fraction(1)),
    (SHARE, Region(Fraction(1), None, False), None),
    (SHARE, Region(None, Fraction(0), True, False), None),
    (Figures(Fraction(0), None, Fraction(1)), Region(Fraction(3), Fraction(4), False, False), None),  # no number between 3 and 4
    (Figures(Fraction(0), None, Fraction(1)), Region(Fraction(3), Fraction(4), False, True), Fraction(4)),
    (Figures(Fraction(0), None, Fraction(1)), Region(Fraction(3), None, False), Fraction(4)),
    (Figures(Fraction(0), Fraction(1), Fraction(1, 10)), Region(Fraction(84, 100), Fraction(89, 100)), None),
    (Figures(Fraction(0), Fraction(1), Fraction(1, 10)), Region(Fraction(84, 100), Fraction(9, 10)), Fraction(9, 10)),
    (Figures(None, None), Region(), Fraction(0)),
    (Figures(None, None), Region(None, Fraction(5), True, False), Fraction(4)),
    (Figures(None, None, Fraction(2)), Region(None, Fraction(5)), Fraction(4)),
    (Figures(None, None, Fraction(2)), Region(None, Fraction(4), True, False), Fraction(2)),
])  # fmt: skip
def test_pick(held, region, figure):
    """One figure for each kind of region, or none where there is none."""
    assert held.pick(region) == figure


@given(st.fractions(0, 1, max_denominator=500), st.fractions(0, 1, max_denominator=500), st.booleans(), st.booleans())
def test_picked_figures_lie_where_they_should(one, other, low_in, high_in):
    """Between the ends, or at one that is in; none only where there is none."""
    low, high = sorted((one, other))
    figure = SHARE.pick(Region(low, high, low_in, high_in))
    if low == high and not (low_in and high_in):
        assert figure is None
    else:
        assert low <= figure <= high
        assert low_in or figure != low
        assert high_in or figure != high


@given(st.lists(st.fractions(-9, 9, max_denominator=9), max_size=4), st.fractions(-9, 9, max_denominator=9))
def test_regions_hold_each_figure_once(edges, figure):
    """A figure lies in one region."""
    inside = [
        part for part in regions(edges)
        if (part.low is None or part.low < figure or (part.low == figure and part.low_in))
        and (part.high is None or figure < part.high or (part.high == figure and part.high_in))
    ]  # fmt: skip
    assert len(inside) == 1


@pytest.mark.parametrize(("metric", "target", "low", "high", "step"), [
    (sk.Uptime("outages"), "at least 90 %", 0, 1, None),
    (sk.Uptime("outages"), "at least 90 % rounded to 0.1 %", 0, 1, Fraction(1, 1000)),
    (sk.Downtime("outages"), "at most 1 hour", 0, 672 * 3_600_000_000, None),  # February
    (sk.Downtime("outages", whole="1 min"), "at most 1 hour", 0, 672 * 3_600_000_000, 60_000_000),
    (sk.Count("incidents"), "at most 3", 0, None, 1),
    (sk.Elapsed("faults", since="a", until="b"), "at most 1 hour", 0, None, None),
    (sk.Checks("probes", ok={"up": True}, every="1 hour"), "at least 90 %", 0, 1, Fraction(1, 672)),
    (sk.Checks("probes", ok={"up": True}), "at least 90 %", 0, 1, None),
    (sk.Total("sales", "amount"), "at least 90", None, None, None),
])  # fmt: skip
def test_of_metrics(metric, target, low, high, step):
    """The ends and the step in February, in base units."""
    made = of(metric, target)
    held = figures(made, made.shortest)
    assert (held.low, held.high, held.step) == (low, high, step)


def test_numbers_of_checks_and_duties():
    """By the rhythm, the interval or the rule; None where there is none."""
    slices = sk.Slices("requests", good={"ok": True}, per="5 min", threshold="at least 99 %")
    made = of(slices)
    assert checks_of(made, made.shortest) == 672 * 12
    assert checks_of(of(sk.Uptime("outages")), made.shortest) is None
    monthly = of(sk.OnSchedule("reports", due=sk.Recurring("FREQ=MONTHLY;BYMONTHDAY=31", tz="Europe/London"), done="sent"))
    assert [duties_of(monthly, period) for period in monthly.periods[:3]] == [1, None, 1]
    assert duties_of(made, made.shortest) is None


def test_better():
    """More uptime is better, less downtime, and a share may be either."""
    assert [betters(metric) for metric in (sk.Uptime("a"), sk.Downtime("a"), sk.Share("a", good={"ok": True}))] == [1, -1, 0]
