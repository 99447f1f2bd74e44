"""Measure: what a metric says of one period."""

from datetime import datetime
from fractions import Fraction

from attrs import field, frozen

from slakit.metrics.loss import Loss
from slakit.metrics.ranked import Ranked
from slakit.timeline.instants import HOUR, MINUTE, SECOND, Instant, moment
from slakit.timeline.packed import differences, largest
from slakit.timeline.spans import Spans
from slakit.values.quantity import Quantity
from slakit.values.source_repr import in_brackets

RATIO, ITEMS, TIME = "", "item", "us"  # the units that measures are kept in

NO_RECORDS = "no records"  # why a measure has no value
INNER = ("foresees", "rough", "part", "whole", "lost", "lost_in", "loss", "ranked")  # fields that a statement writes where there are any
WORST = 5  # pieces of evidence of each reading, at most

Exact = Fraction | int


def exact(value: Exact | None) -> Exact | None:
    """Return a whole number as an int, and any other value as it is."""
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else value


@frozen
class Evidence:
    """One record, interval or gap behind a measure: since when, whose, and how bad, in `unit`; `word` says what the figure is."""

    at: Instant
    until: Instant | None = field(default=None, kw_only=True)
    key: object = None
    figure: Exact | None = field(default=None, converter=exact)
    unit: str = RATIO
    word: str = ""

    def __repr__(self) -> str:
        until = "" if self.end is None else f" to {self.end.isoformat()}"
        figure = "" if self.quantity is None else f", {self.quantity.show()}"
        return in_brackets(self, "" if self.key is None else f"{self.key}:", f"{self.start.isoformat()}{until}{figure}", self.word)

    @property
    def start(self) -> datetime:
        """The start, in UTC."""
        return moment(self.at)

    @property
    def end(self) -> datetime | None:
        """The end, in UTC; None for a record."""
        return None if self.until is None else moment(self.until)

    @property
    def quantity(self) -> Quantity | None:
        """The figure with its unit."""
        return None if self.figure is None else in_unit(self.figure, self.unit)


@frozen(kw_only=True)
class Measure:
    """One exact figure, how it came about, and how sure it is.

    `value` is in `unit`: a ratio (""), items, microseconds ("us"), or what the metric names; None means no data, and `reason` says why
    (docs/numbers.md M3). `sample` counts the records behind it, `pending` those left out because their clock still runs, `unread` those
    that could not be read and may belong to it; `low` and `high` are what it becomes when all that is open or unread goes one way or the
    other (None: no bound). `foresees` says that these bounds hold for the rest of a period that is not over, too, and not only for what is
    pending. `breaches` counts single failures, where the metric knows them. `observed` is the share of the period of which anything is
    known, where the metric knows that (docs/numbers.md M7). `part` of `whole` are the numbers behind a ratio, and
    `lost` is the noun of what else is in the whole, such as downtime, in the unit `lost_in`; `loss` has the whole at the end of
    the period, and says what one more loss costs; `ranked` are the values behind a percentile,
    and their rank. `rough` says that the figure has a stated error, and lies from `low` to `high`. `evidence` are the worst that
    were found, at most five of each reading, the worst first.
    """

    value: Exact | None = field(converter=exact)
    unit: str = RATIO
    sample: int = 0
    pending: int = 0
    unread: int = 0
    low: Exact | None = field(default=None, converter=exact)
    high: Exact | None = field(default=None, converter=exact)
    foresees: bool = False
    rough: bool = False
    breaches: Exact | None = None
    observed: Exact | None = field(default=None, converter=exact)
    part: Exact | None = None
    whole: Exact | None = None
    lost: str = ""
    lost_in: str = ITEMS
    loss: Loss | None = field(default=None, repr=False)
    ranked: Ranked | None = field(default=None, repr=False)
    workings: str = ""
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()

    def __repr__(self) -> str:
        open_ = [f"{count:,} {word}" for count, word in ((self.pending, "pending"), (self.unread, "unread")) if count]
        figure = f"no data{self.reason and f': {self.reason}'}"
        if self.value is not None:
            shown = Quantity.of_base(self.value, "%") if self.unit == RATIO else in_unit(self.value, self.unit)
            figure = shown.show().removesuffix(" item") + (f" of {self.sample:,} record{'s' * (self.sample != 1)}" if self.sample else "")
        return in_brackets(self, ", ".join([figure, *open_]))

    @property
    def quantity(self) -> Quantity | None:
        """The value with its unit."""
        return None if self.value is None else in_unit(self.value, self.unit)


def longest(bad: Spans) -> tuple[Evidence, ...]:
    """The longest spans as evidence, the earlier first of those that are as long."""
    starts, ends = bad.starts, bad.ends
    worst = ((starts[index], ends[index]) for index in largest(differences(ends, starts), WORST))
    return tuple(Evidence(start, figure=end - start, unit=TIME, until=end) for start, end in worst)


def in_unit(value: Exact, unit: str) -> Quantity:
    """A figure as a quantity; a length of time in the largest unit that divides it."""
    if unit != TIME:
        return Quantity(value, unit)
    name = next((name for name, size in (("h", HOUR), ("min", MINUTE), ("s", SECOND)) if value % size == 0), TIME)
    return Quantity.of_base(value, name)
