"""Vocabulary: which word of a document stands for what; the door for one's own metrics, rules, calendars, windows and targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import field, frozen

from slakit.agreements.lifecycle import Lifecycle
from slakit.calendars import combined
from slakit.calendars.always import Always
from slakit.calendars.icalendar import ICalendar
from slakit.documents.kinds import Kind, kind_of
from slakit.documents.public_classes import public_classes
from slakit.errors import UsageError
from slakit.metrics.compound.arithmetic import Multiplied, Ratio, Weighted
from slakit.metrics.compound.choice import Best, Worst
from slakit.penalties.bases.billing_fee import BillingFee
from slakit.penalties.bases.credit_base import Less, Part
from slakit.penalties.wrappers.caps import Capped, Floored
from slakit.penalties.wrappers.combinators import LargestOf, SmallestOf, SumOf
from slakit.penalties.wrappers.earned_back import EarnedBack
from slakit.penalties.wrappers.grants import Grants
from slakit.penalties.wrappers.only_if import OnlyIf
from slakit.penalties.wrappers.repeated import Repeated
from slakit.targets import bound, joined

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

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

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


WORDS: dict[type, str] = {
    ICalendar: "events",
    Multiplied: "product",
    BillingFee: "fee of the billing period",
}  # that are not the name of their class

# classes that operators, methods or texts make, and that are not public
MADE_OTHERWISE = (
    *(combined.AnyOf, combined.AllOf, combined.Without, Always, Lifecycle, bound.Bound, joined.AnyOf, joined.AllOf),
    *(Best, Worst, Multiplied, Ratio, Weighted, Part, Less),
    *(SumOf, LargestOf, SmallestOf, Capped, Floored, Repeated, OnlyIf, EarnedBack, Grants),
)


def word_of(made: type) -> str:
    """The word of a class of slakit.

    >>> word_of(MeanRatio)
    'mean ratio'
    """
    return WORDS.get(made) or re.sub("(?<!^)(?=[A-Z])", " ", made.__name__).lower()


STANDARD = Vocabulary(tuple(_entry(word_of(made), made) for made in (*public_classes(), *MADE_OTHERWISE)))
