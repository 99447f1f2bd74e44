"""Vocabulary: which word of a document stands for what; the door for one's own metrics, rules, calendars, windows and targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import field, frozen

from slakit.agreements.lifecycle import Lifecycle
from slakit.calendars import combined
from slakit.calendars.always import Always
from slakit.calendars.dates import Dates
from slakit.calendars.holidays import Holidays
from slakit.calendars.icalendar import ICalendar
from slakit.calendars.recurring import Recurring
from slakit.calendars.weekly import Weekly
from slakit.documents.kinds import Kind, kind_of
from slakit.errors import UsageError
from slakit.metrics.amounts.count_total import Count, Total
from slakit.metrics.amounts.distinct import Distinct
from slakit.metrics.amounts.gauge import Gauge
from slakit.metrics.amounts.growth import Growth
from slakit.metrics.amounts.mean import Mean
from slakit.metrics.amounts.mean_ratio import MeanRatio
from slakit.metrics.amounts.peak import Peak, Trough
from slakit.metrics.amounts.rate import Rate
from slakit.metrics.amounts.share import Share
from slakit.metrics.amounts.throughput import Throughput
from slakit.metrics.availability.coverage import Coverage
from slakit.metrics.availability.downtime import Downtime
from slakit.metrics.availability.slices import Slices
from slakit.metrics.availability.uptime import Uptime
from slakit.metrics.checks.checks import Checks
from slakit.metrics.compound.arithmetic import Multiplied, Ratio, Weighted
from slakit.metrics.compound.choice import Best, Worst
from slakit.metrics.compound.gated import Gated
from slakit.metrics.timers.approved import Approved
from slakit.metrics.timers.elapsed import Elapsed, Lateness, Within
from slakit.metrics.timers.on_schedule import OnSchedule
from slakit.metrics.timers.on_time import OnTime
from slakit.penalties.bases.credit_base import Average, Fee, FixedAmount, Less, Part, RecordedAmount
from slakit.penalties.rules.accrual import Accrual
from slakit.penalties.rules.bonus import Bonus
from slakit.penalties.rules.factors import Failures, LookupNumber, MeasuredNumber, RecordedNumber, Shortfall
from slakit.penalties.rules.flat import Flat, PerBreach, Unreported
from slakit.penalties.rules.linear import Linear
from slakit.penalties.rules.multiple import Multiple
from slakit.penalties.rules.pool import Pool
from slakit.penalties.rules.product import Product
from slakit.penalties.rules.right import Right
from slakit.penalties.settlement.cap import Cap
from slakit.penalties.settlement.convert import Convert, PointsTable
from slakit.penalties.settlement.minimums import MinimumDeduction, MinimumPayout
from slakit.penalties.settlement.offsets import BonusBank, EarnBack, Offset
from slakit.penalties.settlement.only_largest import OnlyLargest
from slakit.penalties.settlement.round import Round
from slakit.penalties.settlement.weighted_pool import WeightedPool
from slakit.penalties.tables.by_level import ByLevel
from slakit.penalties.tables.ranges import Ranges
from slakit.penalties.tables.tiered import Tiered
from slakit.penalties.wrappers.caps import Capped, Floored
from slakit.penalties.wrappers.combinators import LargestOf, SumOf
from slakit.penalties.wrappers.earned_back import EarnedBack
from slakit.penalties.wrappers.grants import Grants
from slakit.penalties.wrappers.only_if import OnlyIf
from slakit.penalties.wrappers.repeated import Repeated
from slakit.targets import bound, joined, levels

Entry = tuple[Kind, str, object]  # what kind of thing, its word, and the class or the ready-made object


def _entries(value: Mapping[str, object] | tuple[Entry, ...]) -> tuple[Entry, ...]:
    return value if isinstance(value, tuple) else tuple(_entry(word, builder) for word, builder in value.items())


def _entry(word: object, builder: object) -> Entry:
    if not isinstance(word, str) or not word.strip():
        raise UsageError(f"{word!r} is not a word; write STANDARD | {{'empathy': empathy}}")
    kind = kind_of(builder)
    if kind is None:
        raise UsageError(
            f"{word!r}: {builder!r} is not a metric, penalty rule, calendar, window or target, nor a class of them; "
            "write @metric('surveys') or @penalty on the line before a function"
        )
    return kind, word, builder


@frozen(repr=False)
class Vocabulary:
    """The words that may stand after `is`, each for a class or for a ready-made object; `|` adds words, the later one wins.

    >>> @metric("surveys")
    ... def empathy(rows):
    ...     return Fraction(sum(row["score"] >= 4 for row in rows), len(rows))
    >>> Vocabulary({"uptime": Uptime}) | {"empathy": empathy}
    Vocabulary('uptime', 'empathy')

    Words of different kinds do not meet: "any of" may be a calendar and a target. Raises UsageError for a builder of no kind.
    """

    _entries: tuple[Entry, ...] = field(default=(), converter=_entries)

    def __or__(self, other: Vocabulary | Mapping[str, object]) -> Vocabulary:
        if not isinstance(other, Vocabulary | Mapping):
            return NotImplemented
        more = other._entries if isinstance(other, Vocabulary) else _entries(other)
        replaced = {(kind, word) for kind, word, _ in more}
        return Vocabulary((*(entry for entry in self._entries if entry[:2] not in replaced), *more))

    def words(self, kind: Kind) -> tuple[str, ...]:
        """The words for one kind of thing."""
        return tuple(word for of, word, _ in self._entries if of == kind)

    def find(self, kind: Kind, word: str) -> object | None:
        """The class or the object that a word stands for."""
        return next((builder for of, name, builder in self._entries if (of, name) == (kind, word)), None)

    def word(self, kind: Kind, builder: object) -> str | None:
        """The word for a class or for a ready-made object."""
        entries = ((word, entry) for of, word, entry in self._entries if of == kind)
        return next((word for word, entry in entries if entry is builder or (type(entry) is type(builder) and entry == builder)), None)

    def ready(self, kind: Kind) -> Iterator[tuple[str, object]]:
        """The words that stand for ready-made objects, with these."""
        return ((word, entry) for of, word, entry in self._entries if of == kind and not isinstance(entry, type))

    def __repr__(self) -> str:
        return f"Vocabulary({', '.join(repr(word) for _, word, _ in self._entries)})"


def vocabulary_of(value: object) -> Vocabulary:
    """The vocabulary that a caller gave; raises UsageError for anything else."""
    if not isinstance(value, Vocabulary):
        raise UsageError(f"vocabulary={value!r} is not a vocabulary; write STANDARD | {{'empathy': empathy}}")
    return value


def _named(*classes: type) -> dict[str, type]:
    """Each class under the words of its name: "mean ratio" is MeanRatio."""
    return {re.sub("(?<!^)(?=[A-Z])", " ", made.__name__).lower(): made for made in classes}


METRICS = (
    *(Uptime, Within, Elapsed, Lateness, OnTime, OnSchedule, Coverage, Share, Count, Total, Mean, Rate, Peak, Trough, Throughput, Distinct),
    *(Downtime, Gauge, Growth, Checks, Slices, MeanRatio, Approved, Worst, Best, Gated, Weighted, Ratio),
)
STEPS = (Cap, OnlyLargest, MinimumPayout, MinimumDeduction, Round, Convert, PointsTable, WeightedPool, EarnBack, Offset, BonusBank)
BASES = (Fee, RecordedAmount, FixedAmount, Average, Part, Less)
RULES = (
    *(Bonus, ByLevel, Flat, PerBreach, Linear, Tiered, SumOf, LargestOf, Capped, Accrual, Multiple, Pool, Product, Ranges, Right),
    *(Unreported, Floored, Repeated, OnlyIf, EarnedBack, Grants),
)
FACTORS = (Failures, RecordedNumber, MeasuredNumber, Shortfall, LookupNumber)
CALENDARS = (combined.AnyOf, combined.AllOf, combined.Without)
TARGETS = (bound.Bound, joined.AnyOf, joined.AllOf, levels.Levels)

STANDARD = (
    Vocabulary(_named(*METRICS) | {"product": Multiplied})
    | _named(*STEPS, *BASES)
    | _named(*RULES, *FACTORS)
    | (_named(Always, Weekly, Dates, Recurring, Holidays) | {"events": ICalendar} | _named(*CALENDARS))
    | _named(Lifecycle, *TARGETS)
)
