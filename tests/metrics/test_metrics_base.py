"""Metric: what every metric has from the base class: bounds for what could not be read, and the operators."""

from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve, frozen
from metric_cases import LIKES, OVER, POSTS, TONE, Fixed

import slakit as sk
from slakit.metrics.base import Metric
from slakit.metrics.compound.arithmetic import Multiplied, Ratio, Weighted
from slakit.metrics.measure import Measure
from slakit.metrics.period_context import Unreadable

FOUR = Measure(value=4, unit="item", sample=2, low=3, high=5)


@frozen(repr=False)
class Upward(Fixed):
    """What could not be read can only raise it, by one each."""

    def widened(self, measure, unread):
        return evolve(measure, high=measure.value + sum(unread))


@frozen(repr=False)
class FixedShare(Fixed):
    is_share = True
    of_one = True
    unit = ""


def measured(metric, *unread):
    """The measure with what could not be read of each reading."""
    return metric.measured([], evolve(OVER, unread=unread))


# what could not be read


def test_a_measure_stays_as_it_is_if_all_could_be_read():
    """Without an account of it, and with one of nothing."""
    metric = Fixed("posts", result=FOUR)
    assert measured(metric) == measured(metric, Unreadable()) == FOUR


def test_a_measure_has_no_bounds_where_something_could_not_be_read():
    """It may be anything; how many records could not be read, of all readings, is in it."""
    metric = Fixed("posts", result=FOUR, at=("at", "done"))
    assert measured(metric, Unreadable(2), Unreadable(1)) == evolve(FOUR, low=None, high=None, unread=3)


def test_a_share_lies_from_0_to_100_per_cent_whatever_could_not_be_read():
    """Without a value it has no bounds either."""
    half = Measure(value=Fraction(1, 2), low=Fraction(1, 2), high=Fraction(1, 2))
    assert measured(FixedShare("posts", result=half), Unreadable(1)) == evolve(half, low=0, high=1, unread=1)
    assert measured(FixedShare("posts", result=evolve(half, value=None)), Unreadable(1)).high is None


def test_a_metric_that_knows_more_has_its_own_bounds():
    """Unless what could not be read would change records that are counted, which may move it either way."""
    metric = Upward("posts", result=FOUR)
    assert measured(metric, Unreadable(2)) == evolve(FOUR, high=6, unread=2)
    assert measured(metric, Unreadable(2, altered=True)) == evolve(FOUR, low=None, high=None, unread=2)


def test_nothing_that_could_be_read_is_no_data():
    """Of its first stream; the reason says how many there were."""
    measure = measured(Fixed("posts", result=FOUR), Unreadable(2, everything=True))
    assert measure == Measure(value=None, unit="item", unread=2, reason="none of the 2 records of 'posts' could be read")
    assert measured(Fixed("posts"), Unreadable(1, everything=True)).reason == "none of the 1 record of 'posts' could be read"


def test_another_stream_of_which_nothing_could_be_read_widens_the_bounds():
    """Only the first stream of a metric is what it measures."""

    class Two(Fixed):
        def parts(self):
            return (*super().parts(), *LIKES.parts())

    assert measured(Two("posts", result=FOUR), Unreadable(), Unreadable(1, everything=True)).value == 4


def test_no_records_is_no_record_that_could_be_read():
    """Where some could not be, the reason does not say that there were none."""
    nothing = Fixed("posts", result=Measure(value=None, unit="item", reason="no records"))
    assert measured(nothing).reason == "no records"
    assert measured(nothing, Unreadable(1)).reason == "no record that can be read"


# what a metric says of itself


def test_a_metric_has_nothing_special_unless_it_says_so():
    """No single failures, no share, no past, no contradictions; of one thing it is only if its class says so."""
    metric = Fixed("posts", at=("at", "done"))
    assert (metric.counts_breaches, metric.is_share, metric.looks_back, metric.tells_contradictions) == (False,) * 4
    assert (metric.single, metric.contradictions([]), metric.check(sk.monthly())) == ((), (), None)
    one = FixedShare("posts", at=("at", "done"))
    assert one.single == one.parts()[:1]


def test_a_class_without_its_methods_is_no_metric():
    """All that has to be written is named."""
    assert Metric.__abstractmethods__ == {"by", "during", "measure", "parts", "unit", "where"}
    with pytest.raises(TypeError, match="abstract"):
        Metric()


# operators


def test_the_operators_make_metrics_of_metrics():
    """Sums and differences of weights, products and ratios of metrics."""
    assert Weighted([(1, POSTS), (1, LIKES)]) == POSTS + LIKES
    assert Weighted([(1, POSTS), (-1, LIKES)]) == POSTS - LIKES
    assert Multiplied((POSTS, TONE)) == POSTS * TONE
    assert Ratio(POSTS, LIKES) == POSTS / LIKES


@pytest.mark.parametrize("half", [Fraction(1, 2), 0.5, Decimal("0.5"), "0.5"], ids=repr)
def test_a_number_is_a_weight(half):
    """From either side, in any form; division is by its inverse."""
    assert half * POSTS == POSTS * half == POSTS / 2 == Weighted([(Fraction(1, 2), POSTS)])


@pytest.mark.parametrize("other", [1, "a", None])
def test_only_metrics_are_added(other):
    """Anything else is a TypeError of Python."""
    with pytest.raises(TypeError, match="unsupported operand"):
        POSTS + other
    with pytest.raises(TypeError, match="unsupported operand"):
        POSTS - other


def test_a_metric_is_not_divided_by_zero():
    """The error names the metric."""
    with pytest.raises(sk.errors.ContractError, match=r"^Count\('posts'\) cannot be divided by zero; write a weight$"):
        POSTS / 0
