"""Slices: the mean of the rates of short intervals, or how many of these were good."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from heapq import nsmallest
from itertools import compress
from operator import ge, gt, itemgetter
from typing import NamedTuple, cast

import attrs

from slakit.errors import ContractError
from slakit.metrics.amounts.amount import check_interval
from slakit.metrics.amounts.mean_ratio import kept
from slakit.metrics.checks.debounce import GOOD, in_runs
from slakit.metrics.condition import Filter, filter_of
from slakit.metrics.details import BAD, EXCLUDED, GOOD as GOOD_RECORD, INTERVALS, RecordDetail, TimeSpan, Working
from slakit.metrics.excluded_time import ExcludedTime, left_out
from slakit.metrics.expressions.expression import number_field
from slakit.metrics.loss import Loss, in_a_row
from slakit.metrics.measure import Evidence, Exact, Measure, in_unit
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.metrics.reading import Reading
from slakit.metrics.settings import unclear
from slakit.metrics.stream_metric import ShareMetric
from slakit.metrics.tallies.intervals import Intervals, Per, per
from slakit.metrics.tallies.quotients import sum_of_fractions
from slakit.metrics.time_details import by_exclusion, ordered, reason_at
from slakit.metrics.value_kinds.record_values import Good
from slakit.metrics.value_kinds.series_values import CountsPerInterval, PerInterval
from slakit.timeline.packed import inside
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans
from slakit.values.fields import contract_quantity, field_name, number_name, one_of, whole_number
from slakit.values.number import shown
from slakit.values.quantity import quantity
from slakit.windows.base import Window

DIGITS = 6  # decimals at which counts are read
EMPTY = {"good": Fraction(1), "bad": Fraction(0)}
TESTS = {"at least": ge, "more than": gt}
SIGNS = {">=": "at least", ">": "more than"}
BOUND = re.compile(r"\s*(at least|more than|>=|>)\s*(\S.*?)\s*")
WORST = 5
NOTHING, NO_WORTH, ONE = (0, 0), Fraction(0), Fraction(1)


def threshold(value: object) -> str | None:
    """The text of a least rate, in one form; raises ContractError for anything else."""
    if value is None:
        return None
    match = BOUND.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ContractError(f"threshold={value!r} is not a least rate; write threshold='at least 95 %' or threshold='more than 0 %'")
    rate = contract_quantity(match[2])
    if rate.dimension != quantity("1 %").dimension or not 0 <= rate.base <= 1:
        raise ContractError(f"threshold={value!r} is not a rate from 0 to 100 %; write threshold='at least 95 %'")
    return f"{SIGNS.get(match[1], match[1])} {rate}"


class Columns(NamedTuple):
    """Intervals in order: their ends, their records, the share of good ones, and what each is worth; many share one fraction."""

    ends: Sequence[tuple[int, int]]
    records: Sequence[int]
    rates: Sequence[Fraction]
    worths: Sequence[Fraction]

    def where(self, mask: Sequence[bool]) -> "Columns":
        """Return the intervals where a mask is true."""
        rates, worths = (list(compress(side, mask)) for side in (self.rates, self.worths))
        return Columns(list(compress(self.ends, mask)), list(compress(self.records, mask)), rates, worths)

    @property
    def total(self) -> Fraction:
        """Return what they are worth together."""
        return _total(self.worths)

    @property
    def bad(self) -> "Columns":
        """Return those that are not worth 1."""
        lost = {key for key, worth in zip(map(id, self.worths), self.worths, strict=True) if worth.numerator != worth.denominator}
        return self.where([id(worth) in lost for worth in self.worths])

    @property
    def worst(self) -> list[tuple[Fraction, tuple[int, int]]]:
        """The least rates, the first of equal ones first, each with the ends of its interval."""
        distinct = dict(zip(map(id, self.rates), self.rates, strict=True))  # fractions are slow to compare
        bar = max(nsmallest(WORST, distinct.values()), default=NO_WORTH)
        low = {key for key, rate in distinct.items() if rate <= bar}
        return nsmallest(WORST, ((rate, ends) for rate, ends in zip(self.rates, self.ends, strict=True) if id(rate) in low))


@attrs.frozen(repr=False)
class Slices(ShareMetric):
    """The mean of the shares of good records in all intervals of the period, in which each interval counts alike.

    >>> Slices("requests", good={"status": "< 500"}, per="5 min")
    Slices('requests', good={'status': '< 500'}, per='5 min')

    With a `threshold` it is the share of intervals whose rate reaches it, and `in_a_row` lets bad intervals count only as part of so
    many. An interval of fewer than `minimum` records counts as `empty` says: "good" (100 %), "bad" (0 %), or "skip", as if it were not
    there: then it neither breaks a run nor lengthens it. An interval counts once it is over. An exclusion takes the intervals that begin
    in it, whole; one that is dropped or forgiven breaks a run. With `during`, those count that begin in its hours. `unknown` says what a
    record is whose fields of `good` are blank or cannot be read, as of `Share`.

    Records that are counts themselves, such as the requests of each minute, name the fields that hold them: `total`, and `bad` for those
    of them that failed; a record with more bad ones than there are is a data problem. An interval whose counts are zero has no records.

    >>> Slices("traffic", total="requests", bad="errors", per="5 min", empty="skip")
    Slices('traffic', total='requests', bad='errors', per='5 min', empty='skip')

    Formulas: 100 % less the average of the error rates of all five-minute intervals, one without requests having no errors, as in the
    agreements of large clouds on storage and databases; and good minutes out of all, where "unavailable" is so many bad minutes in a row.
    """

    good: Filter = attrs.field(factory=Filter, converter=filter_of, kw_only=True)
    total: str | None = attrs.field(default=None, converter=number_field, validator=number_name, kw_only=True)
    bad: str | None = attrs.field(default=None, converter=number_field, validator=number_name, kw_only=True)
    per: Per = attrs.field(converter=per, kw_only=True)
    at: str = attrs.field(default="at", validator=field_name, kw_only=True)
    unknown: str | None = attrs.field(default=None, validator=unclear, kw_only=True)
    threshold: str | None = attrs.field(default=None, converter=threshold, kw_only=True)
    minimum: int = attrs.field(default=1, validator=whole_number(1, 3), kw_only=True)
    empty: str = attrs.field(default="good", validator=one_of("good", "bad", "skip"), kw_only=True)
    in_a_row: int = attrs.field(default=1, validator=whole_number(1, 3), kw_only=True)

    def conflicts(self) -> Iterator[str]:
        counted = (self.total, self.bad) != (None, None)
        if bool(self.good) == counted or (counted and None in (self.total, self.bad)):
            remedy = "write good={'status': '< 500'}, or total='requests', bad='errors' for records that are counts"
            yield f"Slices({self.stream!r}) needs one way to know what is good: {remedy}"
        if counted and self.total == self.bad:
            yield f"total={self.total!r} and bad={self.bad!r} are one field; write total='requests', bad='errors'"
        if counted and self.unknown is not None:
            yield f"unknown={self.unknown!r} is of the fields of good=, which it has not; leave it out"
        if self.in_a_row > 1 and self.threshold is None:
            yield f"in_a_row={self.in_a_row} does not say which intervals are bad; write threshold='at least 95 %' too"

    def parts(self) -> tuple[Reading, ...]:
        if self.total is not None and self.bad is not None:
            return (self.reading(self.at, CountsPerInterval(self.total, self.bad, self.per, DIGITS)),)
        return (self.reading(self.at, PerInterval(Good(self.good, self.unknown), self.per)),)

    @property
    def _scale(self) -> int:
        """The number that a tally counts for one record."""
        return 1 if self.total is None else int(10**DIGITS)

    def check(self, window: Window | None) -> None:
        check_interval(self.per, window)

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        whole_period = self._intervals(attrs.evolve(context, as_of=context.span.last) if context.open else context)
        over = whole_period[: bisect_right(whole_period, context.as_of, key=itemgetter(1))]
        rest = len(whole_period) - len(over)
        excluded = ExcludedTime.of(context.excluded)
        counted, unsure = self._counted(over, cast(Intervals, tallies[0]), excluded)
        whole, up = len(counted.ends), counted.total
        sure = up - unsure if context.open else up
        low, high = (kept(amount / (whole + rest)) if whole + rest else None for amount in (sure, up + rest))
        if not whole:
            reason = "no interval counts" if over else "no interval is over"
            return Measure(value=None, low=low, high=high, foresees=True, breaches=0, reason=reason)
        bad = counted.bad
        return Measure(
            value=kept(up / whole),
            sample=sum(counted.records) // self._scale,
            low=low,
            high=high,
            foresees=True,
            breaches=len(bad.ends),
            part=kept(up),
            whole=whole,
            lost="lost intervals",
            loss=self._loss(
                whole + len([first for first, last in whole_period if last > context.as_of and first not in excluded.dropped]), rest > 0
            ),
            workings="; ".join([self._workings(kept(up), whole, len(bad.ends)), *left_out(context)]),
            evidence=tuple(Evidence(first, figure=rate, until=last) for rate, (first, last) in bad.worst),
        )

    def _loss(self, end: int, more: bool) -> Loss:
        """The number of intervals of the period, and what one that is lost costs."""
        if self.in_a_row > 1:
            return Loss(end=end, uneven=in_a_row(self.in_a_row), unknown=in_a_row(self.in_a_row))
        skipped = more and self.empty == "skip"
        return Loss(end=end, unknown="nobody knows how many intervals have records" if skipped else "")

    def working(self, tallies: Tallies, context: PeriodContext) -> Working:
        over = [pair for pair in self._intervals(context) if pair[1] <= context.as_of]
        counted, _ = self._counted(over, cast(Intervals, tallies[0]), ExcludedTime.of(context.excluded))
        states = {True: GOOD_RECORD, False: BAD}
        rows = [(first, last, worth) for (first, last), worth in zip(counted.ends, counted.worths, strict=True)]
        records = [RecordDetail(first, None, worth, states[worth == 1], reason_at(context, first)) for first, _, worth in rows]
        bad = [TimeSpan(first, last, BAD, 1 - worth, reason_at(context, first)) for first, last, worth in rows if worth < 1]
        here = {first for first, _, _ in rows}
        gone = Spans(Span(first, last) for first, last in over if first not in here)
        left = by_exclusion(context, EXCLUDED, gone, "does not count: it has too few records")
        return Working(time=ordered([*bad, *left]), records=tuple(records), figures=INTERVALS)

    def _intervals(self, context: PeriodContext) -> list[tuple[int, int]]:
        """The intervals that begin in its hours."""
        hours = None if self.hours is None else self.hours.clock.spans(context.span.first, context.span.last)
        pairs = context.intervals(self.per)
        return pairs if hours is None else list(compress(pairs, inside(hours, [first for first, _ in pairs])))

    def _counted(self, over: Sequence[tuple[int, int]], tally: Intervals, excluded: ExcludedTime) -> tuple[Columns, Fraction]:
        """Return the intervals that count, and what those at the end lose if more bad intervals make them bad."""
        every = self._columns(over, tally)
        firsts = [first for first, _ in every.ends]
        least, unsure = every.worths, NO_WORTH
        if excluded.forgiven:
            least = [max(worth, excluded.worth(first)) for worth, first in zip(every.worths, firsts, strict=True)]
        worths = least
        if self.threshold is not None:
            own = [GOOD if excluded.excuses(first) else int(worth) for first, worth in zip(firsts, every.worths, strict=True)]
            states, undecided = in_runs(own, self.in_a_row)
            worths = [ONE if state == GOOD else worth for worth, state in zip(least, states, strict=True)]
            unsure = _total(worths[undecided:]) - _total(least[undecided:])
        counted = every._replace(worths=worths)
        if excluded.dropped:
            counted = counted.where([not out for out in inside(excluded.dropped, firsts)])
        return counted, unsure

    def _columns(self, over: Sequence[tuple[int, int]], tally: Intervals) -> Columns:
        """Return the intervals that have a rate, each worth by itself; what is as many records is worked out once."""
        table, least, reached = tally.table, self.minimum * self._scale, None if self.threshold is None else _test(self.threshold)
        counts = [table.get(first, NOTHING) for first, _ in over]
        rates, worths = dict[tuple[int, int], Fraction](), dict[tuple[int, int], Fraction]()
        for one in set(counts):
            rate, worth = self._rate(*one, least, reached)
            if rate is not None:
                rates[one], worths[one] = rate, worth
        if any(one not in rates for one in set(counts)):
            there = [one in rates for one in counts]
            over, counts = list(compress(over, there)), list(compress(counts, there))
        records = [records for records, _ in counts]
        return Columns(over, records, *(list(map(side.__getitem__, counts)) for side in (rates, worths)))

    def _rate(self, records: int, good: int, least: int, reached: Callable[[Fraction], bool] | None) -> tuple[Fraction | None, Fraction]:
        """The rate of an interval, None if it does not count, and what it is worth."""
        rate = Fraction(good, records) if records >= least else EMPTY.get(self.empty)
        return rate, NO_WORTH if rate is None else rate if records < least or reached is None else Fraction(reached(rate))

    def _workings(self, up: Exact, whole: int, bad: int) -> str:
        if self.threshold is None:
            mean = in_unit(Fraction(up, whole), "").to("%").show()
            return f"{mean} is the mean of {whole:,} intervals of {self.per}; {bad:,} below 100 %"
        return f"{shown(Fraction(up), 6)} of {whole:,} intervals of {self.per} good; {bad:,} bad"


def _test(threshold: str) -> Callable[[Fraction], bool]:
    """Return the test of a rate against a threshold."""
    match = cast("re.Match[str]", BOUND.fullmatch(threshold))
    holds, limit = TESTS[match[1]], quantity(match[2]).base
    return lambda rate: holds(rate, limit)


def _total(values: Sequence[Fraction]) -> Fraction:
    """The sum of many fractions, of which many are one object, or have one denominator."""
    distinct, sums = dict(zip(map(id, values), values, strict=True)), dict[int, int]()
    for key, count in Counter(map(id, values)).items():
        value = distinct[key]
        sums[value.denominator] = sums.get(value.denominator, 0) + value.numerator * count
    return sum_of_fractions([Fraction(above, below) for below, above in sorted(sums.items())])
