"""Vocabulary: which word of a document stands for what; the door for one's own metrics, rules, calendars, windows and targets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from inspect import isabstract

from attrs import field, frozen

from slakit.documents.kinds import Kind, kind_of
from slakit.documents.public_classes import MADE_OTHERWISE, LaterClass, public_classes
from slakit.errors import UsageError

Entry = tuple[Kind, str, object]  # what kind of thing, its word, and the class or the ready-made object
Later = tuple[None, str, LaterClass]  # a word of slakit itself, whose class is loaded when somebody asks for it


def _entries(value: Mapping[str, object] | tuple[Entry | Later, ...]) -> tuple[Entry | Later, ...]:
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


def _loaded(entries: Iterable[Entry | Later]) -> Iterator[Entry]:
    """The entries with their classes; a public class that no table can stand for has no word."""
    for kind, word, builder in entries:
        if kind is not None:
            yield kind, word, builder
        elif isinstance(builder, LaterClass) and not isabstract(made := builder.load()) and (of := kind_of(made)):
            yield of, word, made


@frozen(repr=False, eq=False)
class Vocabulary:
    """The words that may stand after `is`, each for a class or for a ready-made object; `|` adds words, the later one wins.

    >>> @metric("surveys")
    ... def empathy(rows):
    ...     return Fraction(sum(row["score"] >= 4 for row in rows), len(rows))
    >>> Vocabulary({"uptime": Uptime}) | {"empathy": empathy}
    Vocabulary('uptime', 'empathy')

    Words of different kinds do not meet: "any of" may be a calendar and a target. Two are equal that have the same words for the same
    things, in any order. Raises UsageError for a builder of no kind.
    """

    _entries: tuple[Entry | Later, ...] = field(default=(), converter=_entries)

    def __or__(self, other: Vocabulary | Mapping[str, object]) -> Vocabulary:
        if not isinstance(other, Vocabulary | Mapping):
            return NotImplemented
        more = other._entries if isinstance(other, Vocabulary) else _entries(other)
        words = {word for _, word, _ in more}
        replaced = {(kind, word) for kind, word, _ in _loaded(more)}
        later = {(word, builder) for kind, word, builder in more if kind is None}
        kept = [one for one in self._entries if one[0] is not None or one[1:] not in later]
        kept = [one for one in kept if one[1] not in words or not {entry[:2] for entry in _loaded([one])} & replaced]
        return Vocabulary((*kept, *more))

    def __iter__(self) -> Iterator[Entry]:
        return _loaded(self._entries)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Vocabulary):
            return NotImplemented
        return self._entries == other._entries or self._by_word == other._by_word

    def __hash__(self) -> int:
        return hash(frozenset(self._by_word))

    @property
    def _by_word(self) -> dict[tuple[Kind, str], object]:
        return {(kind, word): builder for kind, word, builder in self}

    def words(self, kind: Kind) -> tuple[str, ...]:
        """The words for one kind of thing."""
        return tuple(word for of, word, _ in self if of == kind)

    def find(self, kind: Kind, word: str) -> object | None:
        """The class or the object that a word stands for."""
        entries = _loaded(entry for entry in self._entries if entry[1] == word)
        return next((builder for of, _, builder in entries if of == kind), None)

    def word(self, kind: Kind, builder: object) -> str | None:
        """The word for a class or for a ready-made object."""
        for of, word, entry in self._entries:
            if isinstance(entry, LaterClass):
                same = entry.is_of(builder) and kind_of(builder) == kind
            else:
                same = of == kind and (entry is builder or (type(entry) is type(builder) and entry == builder))
            if same:
                return word
        return None

    def ready(self, kind: Kind) -> Iterator[tuple[str, object]]:
        """The words that stand for ready-made objects, with these."""
        return ((word, entry) for of, word, entry in self._entries if of == kind and not isinstance(entry, type | LaterClass))

    def __repr__(self) -> str:
        return f"Vocabulary({', '.join(repr(word) for _, word, _ in self)})"


def vocabulary_of(value: object) -> Vocabulary:
    """The vocabulary that a caller gave; raises UsageError for anything else."""
    if not isinstance(value, Vocabulary):
        raise UsageError(f"vocabulary={value!r} is not a vocabulary; write STANDARD | {{'empathy': empathy}}")
    return value


# words that are not the name of their class
WORDS = {"ICalendar": "events", "Multiplied": "product", "BillingFee": "fee of the billing period"}


def word_of(made: type | LaterClass) -> str:
    """The word of a class of slakit.

    >>> word_of(MeanRatio)
    'mean ratio'
    """
    name = made.__name__ if isinstance(made, type) else made.name
    return WORDS.get(name) or re.sub("(?<!^)(?=[A-Z])", " ", name).lower()


STANDARD = Vocabulary(tuple((None, word_of(made), made) for made in (*public_classes(), *MADE_OTHERWISE)))
