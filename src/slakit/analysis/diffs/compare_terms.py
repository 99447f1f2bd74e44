"""Compare the terms of two contracts, field by field, down to the smallest that reads as one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from attrs import evolve, fields, frozen, has

from slakit.agreements.agreement import Agreement
from slakit.agreements.amendment import Amendment
from slakit.agreements.exclusion import Exclusion
from slakit.agreements.objective import Objective
from slakit.agreements.paths import Path, path_text
from slakit.analysis.checks.contract import key_of
from slakit.analysis.checks.written_path import written_path
from slakit.analysis.diffs.calendar_change import calendar_change
from slakit.analysis.diffs.match_objectives import Pair, pairs_of
from slakit.analysis.diffs.term_change import TermChange
from slakit.analysis.diffs.words_of_terms import BOUNDS, ITEMS, WHOLE, around, named_part, settings_of, title, word_of, words_of
from slakit.calendars.base import Calendar
from slakit.calendars.due_rules import DueRule
from slakit.metrics.condition import Filter
from slakit.penalties.base import PenaltyRule
from slakit.penalties.settlement.settlement import Settlement
from slakit.penalties.wrappers.combinators import Several
from slakit.penalties.wrappers.wrapper import Wrapper

Changes = Iterator[TermChange]
Document = Mapping[str, Any]


@frozen
class Term:
    """The position of a term: its owner, its words, and its path; `documents` are those of the older and the newer version."""

    where: str = "agreement"
    words: str = ""
    path: Path = ()
    documents: tuple[Document, Document] = ({}, {})

    def field(self, name: str) -> Term:
        """The term of a field, called by its key."""
        return evolve(self, words=f"{self.words} {name.replace('_', ' ')}".strip(), path=(*self.path, name))

    def item(self, key: str | int, named: str | None = None) -> Term:
        """The term of an entry of a table or a list, called by its key, or as it is named: "duty 'Notice'" of duties."""
        before, _, many = self.words.rpartition(" ")
        words = f"{before} {ITEMS.get(many, many)} {key if named is None else named}".strip()
        return evolve(self, words=words, path=(*self.path, key))

    def change(self, before: str | None, after: str | None) -> TermChange:
        document = self.documents[after is not None]
        path = written_path(self.path, document) if document else self.path
        return TermChange(self.where, self.words, path_text(path), before, after)


def changed_terms(old: Agreement, new: Agreement) -> Changes:
    """Every term that differs: those of the agreement, of each objective, and of each amendment."""
    sources = (old.source, new.source)
    term = Term(documents=(sources[0].data if sources[0] else {}, sources[1].data if sources[1] else {}))
    yield from _fields(old, new, term, skip=("objectives", "amendments"))
    yield from _objectives(old.objectives, new.objectives, term)
    yield from _amendments(old.amendments, new.amendments, term)


def _objectives(old: Sequence[Objective], new: Sequence[Objective], term: Term) -> Changes:
    """The changes of objectives; `term` is the agreement, or the amendment that has them."""
    within = f"{term.where}, " if term.path else ""
    for pair in pairs_of(old, new):
        named = f"{within}{title(pair.old or pair.new)}"  # type: ignore[arg-type]  # one of them is there
        index = new.index(pair.new) if pair.new else old.index(pair.old) if pair.old else 0
        yield from _objective(pair, evolve(term, where=named, words="", path=(*term.path, "objectives", index)))


def _objective(pair: Pair, term: Term) -> Changes:
    if pair.old is None or pair.new is None:
        before, after = (None if one is None else words_of(one) for one in (pair.old, pair.new))
        yield evolve(term, words="objective").change(before, after)
    else:
        yield from _fields(pair.old, pair.new, term)


def _amendments(old: Sequence[Amendment], new: Sequence[Amendment], whole: Term) -> Changes:
    for index, one, other in _matched(old, new, lambda amendment: amendment.effective):
        term = evolve(whole, where=f"amendment of {(other or one).effective}", path=("amendments", index))
        if one is None or other is None:
            yield term.change(None if one is None else words_of(one), None if other is None else words_of(other))
        else:
            yield from _fields(one, other, term, skip=("objectives",))
            yield from _objectives(one.objectives, other.objectives, term)


def _fields(old: Any, new: Any, term: Term, skip: Sequence[str] = ()) -> Changes:
    for part in (part for part in fields(type(old)) if part.eq):
        if part.init and part.alias not in skip:
            yield from _term(getattr(old, part.name), getattr(new, part.name), term.field(str(part.alias)), str(part.alias))


def _term(old: Any, new: Any, term: Term, name: str = "") -> Changes:
    """The changes of one term; `name` is the key that holds it."""
    if type(old) is type(new) and old == new:
        return
    if isinstance(old, Settlement) and isinstance(new, Settlement) and (old.steps or new.steps):  # of which a cap is short for one
        yield from _fields(old, new, term, skip=("cap", "steps"))
        yield from _term(old.order, new.order, term.field("steps"), "steps")
    elif isinstance(old, Wrapper) or isinstance(new, Wrapper):
        yield from _wrapped(old, new, term)
    elif type(old) is type(new) and isinstance(old, Several):
        yield from _rules(old.rules, new.rules, term)
    elif type(old) is type(new) and has(type(old)) and not isinstance(old, WHOLE):
        changes = list(_fields(old, new, term))
        whole = term.change(words_of(old), words_of(new))
        is_text = isinstance(old, DueRule) and whole.before != whole.after and {change.path for change in changes} == {whole.path}
        yield from [whole] if is_text else changes or [whole]
    elif isinstance(old, tuple) and isinstance(new, tuple) and _is_table(old + new):
        yield from _table(dict(_shown(old)), dict(_shown(new)), term)
    elif isinstance(old, tuple) and isinstance(new, tuple) and any(has(type(part)) for part in old + new):
        yield from _parts(old, new, term, name)
    else:
        yield _whole(old, new, term)


def _wrapped(old: Any, new: Any, term: Term) -> Changes:
    """A rule with something around it, such as a cap, that the other version has otherwise or not: "penalty capped: 10 % -> 15 %"."""
    (inner, had), (other, has_now) = _unwrapped(old), _unwrapped(new)
    if inner is None or other is None or [key for key in had if key in has_now] != [key for key in has_now if key in had]:
        yield _whole(old, new, term)
        return
    yield from _term(inner, other, term)
    for key in dict.fromkeys([*had, *has_now]):
        one, two = had.get(key), has_now.get(key)
        if one is not None and two is not None:
            yield from _around(one, two, term.field(key))
        else:
            yield term.field(key).change(*(None if part is None else around(part) for part in (one, two)))


def _around(old: Wrapper, new: Wrapper, term: Term) -> Changes:
    """The settings of what is around a rule."""
    for part in fields(type(old)):
        if part.eq and part.init and part.alias != "rule":
            is_bound = isinstance(old, BOUNDS) and part.alias in ("most", "least")
            yield from _term(getattr(old, part.name), getattr(new, part.name), term if is_bound else term.field(str(part.alias)))


def _unwrapped(rule: Any) -> tuple[Any, dict[str, Any]]:
    """The rule within and what is around it by its key; none where one key is there twice, or has none."""
    around: dict[str, Any] = {}
    while isinstance(rule, Wrapper):
        key = key_of(rule)
        if key is None or key in around:
            return None, {}
        around[key], rule = rule, rule.rule
    return rule, around


def _parts(old: tuple[Any, ...], new: tuple[Any, ...], term: Term, name: str) -> Changes:
    """The entries of a list of parts, such as exclusions, duties and steps."""
    if name == "steps" and [step for step in old if step in new] != [step for step in new if step in old]:
        yield evolve(term, words=f"order of {term.words}").change(*(", ".join(map(words_of, steps)) for steps in (old, new)))
    for index, one, other in _matched(old, new, _kind):
        part = other if other is not None else one
        inner = term.item(index, _called(part))
        if one is not None and other is not None:
            yield from _term(one, other, inner)
        else:
            yield _whole(one, other, inner)


def _rules(old: tuple[Any, ...], new: tuple[Any, ...], term: Term) -> Changes:
    """The rules of a sum, or of the largest or smallest of several."""
    for index, one, other in _matched(old, new, _kind):
        inner = term.item(index, named_part(other if other is not None else one))
        yield from _term(one, other, inner) if one is not None and other is not None else [_whole(one, other, inner)]


def _whole(old: Any, new: Any, term: Term) -> TermChange:
    """A term that one version has otherwise, or does not have; an empty list is none."""
    if isinstance(old, Calendar) and isinstance(new, Calendar) and (part := calendar_change(old, new)):
        return evolve(term, words=f"{term.words} {part.word}", path=(*term.path, *part.path)).change(part.before, part.after)
    if term.path == ("term",):
        return term.change(*(" until ".join(edges) for edges in (old, new)))
    return term.change(*(_shown_as(value, term) for value in (old, new)))


def _shown_as(value: Any, term: Term) -> str | None:
    """The words of a value, without those by which the term is called already."""
    if value is None or (isinstance(value, str | tuple | Filter) and not value):
        return None
    if isinstance(value, Exclusion):
        return settings_of(value, ("stream", "applies_to"))
    called = has(type(value)) and not isinstance(value, WHOLE) and f" {term.words}".endswith(f" {word_of(value)}")
    return settings_of(value) if called and not isinstance(value, PenaltyRule) else words_of(value)


def _is_table(pairs: tuple[Any, ...]) -> bool:
    return bool(pairs) and all(type(pair) is tuple and len(pair) == 2 for pair in pairs)


def _shown(pairs: tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    return ((words_of(key), value) for key, value in pairs)


def _table(old: dict[str, Any], new: dict[str, Any], term: Term) -> Changes:
    """The entries that differ; one that stands under another key now, such as a tier whose edge moved, is one change."""
    moved = _moved({key: old[key] for key in old if key not in new}, {key: new[key] for key in new if key not in old})
    for key in dict.fromkeys([*old, *new]):
        if key in old and key in new:
            yield from _term(old[key], new[key], term.item(key))
        elif key in moved:
            yield evolve(term.item(moved[key]), words=f"{term.words} (for {words_of(old[key])})").change(key, moved[key])
        elif key not in moved.values():
            yield _whole(old.get(key), new.get(key), term.item(key))


def _moved(gone: dict[str, Any], come: dict[str, Any]) -> dict[str, str]:
    """The keys of entries that are gone, each with that under which the same entry, and no other, has come."""
    moved = {}
    for key, value in gone.items():
        same = [other for other, entry in come.items() if type(entry) is type(value) and entry == value]
        if len(same) == 1 and sum(type(entry) is type(value) and entry == value for entry in gone.values()) == 1:
            moved[key] = same[0]
    return moved


def _kind(value: Any) -> object:
    """The fields that parts of two lists must share to be one part that has changed."""
    if isinstance(value, Exclusion):
        return value.stream, value.applies_to
    while isinstance(value, Wrapper):  # a rule is the same one with a cap, or without
        value = value.rule
    return type(value).__name__


def _called(value: Any) -> str:
    return f"of {value.applies_to} for {value.stream}" if isinstance(value, Exclusion) else named_part(value)


def _matched(old: Sequence[Any], new: Sequence[Any], key: Callable[[Any], object]) -> Iterator[tuple[int, Any, Any]]:
    """The parts of two lists, those with one key together in their order, each with its index in the newer, or the older, list."""
    waiting: dict[object, list[Any]] = {}
    equal = [part for part in new if part in old]
    for part in old:
        if part not in equal:
            waiting.setdefault(key(part), []).append(part)
    for index, part in enumerate(new):
        if part not in equal:
            same = waiting.get(key(part), [])
            yield index, same.pop(0) if same else None, part
    for index, part in zip(count(), old, strict=False):
        if any(part is one for left in waiting.values() for one in left):
            yield index, part, None
