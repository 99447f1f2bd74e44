"""Share: how many records are good, out of all."""

from collections.abc import Sequence
from fractions import Fraction

import attrs

from slakit.metrics.condition import Filter, filter_of
from slakit.metrics.measure import NO_RECORDS, Measure
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.metrics.reading import Reading
from slakit.metrics.settings import some, unclear
from slakit.metrics.stream_metric import ShareMetric
from slakit.metrics.tallies.clocks import Clocks
from slakit.metrics.tallies.counts import Counts
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.value_kinds.record_values import Good
from slakit.metrics.value_kinds.timed_value import TimedValue
from slakit.values.fields import field_name


@attrs.frozen(repr=False)
class Share(ShareMetric):
    """The records that meet every condition of `good`, out of all records of the period.

    >>> Share("posts", good={"tone": "approved", "visuals": "approved"})
    Share('posts', good={'tone': 'approved', 'visuals': 'approved'})

    A record that fails one condition is not good, whatever its other fields. Where no condition fails and a field of one is blank or cannot
    be read, `unknown` says that the record is "good", "bad", or left out ("drop"). Without it a blank is not good, but where a number is
    wanted it is a data problem, as is what cannot be read.
    """

    good: Filter = attrs.field(converter=filter_of, validator=some, kw_only=True)
    at: str = attrs.field(default="at", validator=field_name, kw_only=True)
    unknown: str | None = attrs.field(default=None, validator=unclear, kw_only=True)

    def parts(self) -> tuple[Reading, ...]:
        return (self.reading(self.at, Good(self.good, self.unknown)),)

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        counts = Counts.of(tallies[0])
        return share(counts.good, counts.total, word=_in_words(self.good))

    def widened(self, measure: Measure, unread: Sequence[int]) -> Measure:
        return widened_share(measure, sum(unread))


def _in_words(good: Filter) -> str:
    """The records that are good: "records are ok", or "records where tone is approved"."""
    return f"records {'are' if all(part.of_truth for part in good.conditions) else 'where'} {good.show()}"


def widened_share(measure: Measure, unread: int) -> Measure:
    """Return a share of records with the bounds that it has if so many more are good or bad."""
    if measure.part is None or measure.whole is None:
        return measure
    everything, good = measure.whole + measure.pending + unread, measure.part
    return attrs.evolve(measure, low=Fraction(good, everything), high=Fraction(good + measure.pending + unread, everything))


def share(good: int, total: int, pending: int = 0, word: str = "good") -> Measure:
    """The measure of `good` out of `total`, with `pending` records left out that may still go either way (docs/numbers.md M5)."""
    if not total + pending:
        return Measure(value=None, breaches=0, reason=NO_RECORDS)
    everything = total + pending
    return Measure(
        value=Fraction(good, total) if total else None,
        sample=total,
        pending=pending,
        low=Fraction(good, everything),
        high=Fraction(good + pending, everything),
        breaches=total - good,
        part=good,
        whole=total,
        lost="records that fail",
        workings=f"{good:,} of {total:,} {word}",
        reason="" if total else "every record is pending",
    )


def share_of_clocks(tally: Tally, value: TimedValue, as_of: int, word: str, late_is_good: bool = False) -> Measure:
    """The share of good clocks; of those that still run, one over its limit counts and one inside it is pending (docs/numbers.md M5)."""
    clocks = Clocks.of(tally)
    counts = Counts.of(clocks.settled)
    late, pending = overdue(clocks, value, as_of)
    return share(counts.good + (late if late_is_good else 0), counts.total + late, pending, word)


def overdue(clocks: Clocks, value: TimedValue, as_of: int) -> tuple[int, int]:
    """Return the number of open clocks over their limit as of an instant, and of those still inside it (docs/numbers.md M5)."""
    late = clocks.late(value, as_of)
    return late, clocks.open_count - late
