"""Saved cases: the facts about cases as JSON data, of which those that did not change are not written again."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from attrs import define, field

from slakit.engine.group_keys import literal
from slakit.engine.read.revisions import Update
from slakit.errors import RecordError, UnitError
from slakit.metrics.plain_values import by_value
from slakit.metrics.record import CLEARED, canonical, decode, encode
from slakit.timeline.day import Day
from slakit.timeline.instants import instant

UNREAD = -(1 << 62)  # stands for an instant that cannot be read
JSON_KINDS = frozenset({str, int, bool})  # which JSON holds as they are
Facts = dict[tuple[Update, Hashable], Any]  # by its update and what was given: the value, or the microseconds of an instant


@define
class SavedCases:
    """Cases as JSON data, in the order of their keys as texts."""

    texts: list[str] = field(factory=list)
    cases: list[list[Any]] = field(factory=list)

    def write(self, cases: Mapping[Hashable, Sequence[Facts]], keys: Iterable[Hashable], timed: Sequence[bool]) -> None:
        """Write the cases of some keys, new ones or once more; `timed` says which fields hold instants."""
        written = [[_saved_key(key), list(map(_saved_facts, timed, cases[key]))] for key in keys]
        if not self.cases:
            self.cases = sorted(written, key=_text)
            self.texts = list(map(_text, self.cases))
            return
        for case in written:
            index = bisect_left(self.texts, text := _text(case))
            if index < len(self.texts) and self.texts[index] == text:
                self.cases[index] = case
            else:
                self.texts.insert(index, text)
                self.cases.insert(index, case)


def restored_case(saved: Sequence[Any], timed: Sequence[bool]) -> tuple[Hashable, list[Facts]]:
    """The key and the facts of a case that was saved."""
    key, case = saved
    return decode(key), [dict(_restored(one, at, fact) for at, fact in facts) for one, facts in zip(timed, case, strict=True)]


def _saved_key(key: Hashable) -> Any:
    """Return a key as JSON data; RecordError if JSON would change it."""
    data = encode(key)
    if data is not key and decode(data) != key:
        raise RecordError(f"the key {key!r} cannot be saved; write a text, a number, a UUID or a tuple of such")
    return data


def _saved_facts(timed: bool, facts: Facts) -> list[Any]:
    """The facts of a field in order, each with its update; an instant as it was given."""
    saved = []
    for (at, given), value in facts.items():
        fact = given if timed or given is CLEARED else value
        plain_fact = fact if type(fact) in JSON_KINDS else encode(fact)
        saved.append([str(at) if isinstance(at, Fraction) else at, plain_fact])
    return saved if len(saved) < 2 else sorted(saved, key=canonical)


def _text(saved: Sequence[Any]) -> str:
    """The text by which saved cases are ordered, as their whole texts are: that of the key tells them apart."""
    key = saved[0]
    return f"{key}," if type(key) is int else f"{canonical(key)},"


def _restored(timed: bool, saved: int | str | None, fact: Any) -> tuple[tuple[Update, Hashable], Any]:
    at: Update = Fraction(saved) if isinstance(saved, str) else saved
    value = decode(fact)
    if timed:
        return (at, value), _microseconds(value)
    return ((at, CLEARED), UNREAD) if value is CLEARED else ((at, identity_of(value)), value)


def _microseconds(given: Any) -> int:
    if isinstance(given, Day):
        return given.first
    if type(given) is int:
        return given
    try:
        return instant(given)
    except UnitError:
        return UNREAD


def identity_of(value: Any) -> Hashable:
    """Return a value as a dict key: itself, or its type and text if a dict cannot hold it or confuses it, as True with 1."""
    value = by_value(value)
    return value if value is None or type(value) in (str, int, float) else (type(value).__name__, literal(value))
