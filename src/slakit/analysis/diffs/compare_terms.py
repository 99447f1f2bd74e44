"""Compare the terms of two contracts, field by field, down to the smallest that reads as one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import Any

from attrs import evolve, fields, frozen, has

from slakit.agreements.agreement import Agreement
from slakit.agreements.amendment import Amendment
from slakit.agreements.duty import Duty
from slakit.agreements.exclusion import Exclusion
from slakit.agreements.objective import Objective
from slakit.analysis.diffs.match_objectives import Pair, pairs_of
from slakit.analysis.diffs.term_change import TermChange
from slakit.analysis.diffs.words_of_terms import WHOLE, title, words_of
from slakit.metrics.condition import Filter
from slakit.penalties.settlement.settlement import Settlement
from slakit.penalties.wrappers.wrapper import Wrapper

Changes = Iterator[TermChange]


@frozen
class Term:
    """The position of a term: its owner, its words, and its path."""

    where: str = "agreement"
    words: str = ""
    path: str = ""

    def field(self, name: str) -> Term:
        """The term of a field."""
        word = name.replace("_", " ")
        return evolve(self, words=f"{self.words} {word}".strip(), path=f"{self.path}.{name}".lstrip("."))

    def item(self, key: object, named: str = "") -> Term:
        """The term of an entry of a table or a list, called by its key or number."""
        return evolve(self, words=f"{self.words} {named or key}", path=f"{self.path}[{key}]")

    def change(self, before: str | None, after: str | None) -> TermChange:
        return TermChange(self.where, self.words, self.path, before, after)


def changed_terms(old: Agreement, new: Agreement) -> Changes:
    """Every term that differs: those of the agreement, of each objective, and of each amendment."""
    yield from _fields(old, new, Term(), skip=("objectives", "amendments"))
    yield from _objectives(old.objectives, new.objectives, "objectives")
    yield from _amendments(old.amendments, new.amendments)


def _objectives(old: Sequence[Objective], new: Sequence[Objective], path: str, within: str = "") -> Changes:
    for pair in pairs_of(old, new):
        yield from _objective(pair, Term(within, path=f"{path}[{(new if pair.new else old).index(pair.new or pair.old)}]"))


def _objective(pair: Pair, term: Term) -> Changes:
    if pair.old is None or pair.new is None:
        whole = pair.new or pair.old
        term, text = evolve(term, where=f"{term.where}{title(whole)}", words="objective"), words_of(whole)  # type: ignore[arg-type]  # one of them is there
        yield term.change(*((None, text) if pair.old is None else (text, None)))
        return
    yield from _fields(pair.old, pair.new, evolve(term, where=f"{term.where}{title(pair.old)}"))


def _amendments(old: Sequence[Amendment], new: Sequence[Amendment]) -> Changes:
    for index, one, other in _matched(old, new, lambda amendment: amendment.effective):
        term = Term(f"amendment of {(other or one).effective}", "", f"amendments[{index}]")
        if one is None or other is None:
            yield term.change(None if one is None else words_of(one), None if other is None else words_of(other))
        else:
            yield from _fields(one, other, term, skip=("objectives",))
            yield from _objectives(one.objectives, other.objectives, f"{term.path}.objectives", f"{term.where}, ")


def _fields(old: Any, new: Any, term: Term, skip: Sequence[str] = ()) -> Changes:
    for part in (part for part in fields(type(old)) if part.eq):
        if part.init and part.alias not in skip:
            yield from _term(getattr(old, part.name), getattr(new, part.name), term.field(str(part.alias)))


def _term(old: Any, new: Any, term: Term) -> Changes:
    if type(old) is type(new) and old == new:
        return
    if isinstance(old, Settlement) and isinstance(new, Settlement) and (old.steps or new.steps):  # of which a cap is short for one
        yield from _fields(old, new, term, skip=("cap", "steps"))
        yield from _term(old.order, new.order, term.field("steps"))
        return
    if type(old) is type(new) and has(type(old)) and not isinstance(old, WHOLE):
        changes = list(_fields(old, new, term))
        yield from changes or [term.change(words_of(old), words_of(new))]
    elif isinstance(old, tuple) and isinstance(new, tuple) and _is_table(old + new):
        yield from _table(dict(_shown(old)), dict(_shown(new)), term)
    elif isinstance(old, tuple) and isinstance(new, tuple) and any(has(type(part)) for part in old + new):
        for index, one, other in _matched(old, new, _kind):
            inner = term.item(index, _called(one or other, index))
            yield from _term(one, other, inner) if one is not None and other is not None else [_whole(one, other, inner)]
    else:
        yield _whole(old, new, term)


def _whole(old: Any, new: Any, term: Term) -> TermChange:
    """A term that one version has otherwise, or does not have; an empty list is none."""
    before, after = (
        None if value is None or (isinstance(value, str | tuple | Filter) and not value) else words_of(value) for value in (old, new)
    )
    return term.change(before, after)


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
            yield evolve(term.item(key), words=f"{term.words}, for {words_of(old[key])},").change(key, moved[key])
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


def _called(value: Any, index: int) -> str:
    if isinstance(value, Exclusion):
        return f"{value.stream} of {value.applies_to}"
    if isinstance(value, Duty):
        return repr(value.name)
    while isinstance(value, Wrapper):
        value = value.rule
    return type(value).__name__ if has(type(value)) else str(index)


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
