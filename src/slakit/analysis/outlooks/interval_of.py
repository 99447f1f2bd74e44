"""interval_of: the interval of what a line has come to so far, where there is a method for figures of its kind, or why there is none."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from slakit.agreements.objective import Objective
from slakit.analysis.outlooks.intervals import percentile_ranks, still_to_come, wilson
from slakit.metrics.amounts.count_total import Count
from slakit.metrics.measure import ITEMS, TIME
from slakit.metrics.statistic import Statistic
from slakit.statements.line import Line

Ends = tuple[Fraction | None, Fraction | None]
DEPENDENT = (
    "the minutes of one outage are not independent of one another, and an interval would rest on a law of outages and repairs that nobody "
    "promised; best and worst are exact"
)
PREDICTED = "what is counted so far and Nelson's prediction interval of a Poisson number to come"
RANKS = "ranks and the binomial distribution"
FEW = "too few values for either end"


@frozen
class Interval:
    """The two ends in the unit of the measure, None for one that so few values do not bound; what lies between them, and by which method.

    Where there is none `ends` is None and `why` says so.
    """

    ends: Ends | None = None
    what: str = ""
    method: str = ""
    why: str = ""


def interval_of(objective: Objective, line: Line, at: int, confidence: Fraction) -> Interval:
    """Return the interval of a share of records by Wilson, of a count by prediction, of a percentile by ranks.

    A count is that of the whole period: what is counted, and what comes at the rate so far. Those that are open count in a percentile
    as at least what they have come to. All three take single records as independent of one another.
    """
    measure, span = line.measure, line.period.span
    if measure.value is None:
        return Interval(why="there is no figure so far")
    if measure.lost and measure.lost_in == ITEMS and isinstance(measure.part, int) and isinstance(measure.whole, int) and measure.whole:
        return Interval(wilson(measure.part, measure.whole, confidence), "the rate so far lies", "Wilson's score interval")
    if isinstance(objective.metric, Count) and measure.value == measure.sample:
        if not span.first < at < span.last:
            return Interval(why="the period is over, and what is counted is certain")
        count = int(measure.value)
        low, high = still_to_come(count, at - span.first, span.last - at, confidence)
        return Interval((Fraction(count + low), Fraction(count + high)), "at this rate the whole period has", PREDICTED)
    statistic = getattr(objective.metric, "statistic", None)
    if measure.ranked is not None and isinstance(statistic, Statistic) and statistic.share and statistic.share < 1:
        least, stopped = measure.ranked.least, measure.ranked.stopped
        low_rank, high_rank = percentile_ranks(len(least), statistic.share, confidence)
        low_end = None if low_rank is None else Fraction(least[low_rank])
        high_end = None if high_rank is None or high_rank >= len(stopped) else Fraction(stopped[high_rank])
        if low_end is high_end is None:
            return Interval(why=FEW)
        method = RANKS if len(stopped) == len(least) else f"{RANKS}, open ones at their present length"
        return Interval((low_end, high_end), f"the {statistic.name} so far lies", method)
    if measure.unit == TIME or measure.lost_in == TIME:
        return Interval(why=DEPENDENT if measure.lost else "for a length of time that is no percentile no method is stated")
    return Interval(why="for this kind of figure no method is stated")
