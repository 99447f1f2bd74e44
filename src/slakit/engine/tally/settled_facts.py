"""Settled facts: what counts of each field of all cases at once, on arrays: the facts in order of key and update, reduced to the latest."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import chain, compress, count
from typing import Any

import numpy as np
from attrs import frozen

from slakit.engine.read.held_columns import HeldColumns
from slakit.engine.read.revisions import FIRST_INSTANT
from slakit.engine.read.vectors import Mask, Vector
from slakit.engine.tally.fact_columns import Column, FactColumns

Identity = Callable[[Any], Hashable]


@frozen(eq=False)
class SortedFacts:
    """Facts of several batches in the order of their keys and updates; `keys` are those of the cases, in the order of their numbers."""

    cases: Vector
    times: Vector | None
    columns: tuple[Column, ...]
    keys: Sequence[Any]

    @classmethod
    def of(cls, batches: Sequence[FactColumns], identity: Identity) -> SortedFacts:
        """The facts of some batches; `identity` tells which values of a field are one."""
        keys = _joined([batch.keys for batch in batches], None)
        columns = [_joined([batch.columns[number] for batch in batches], identity) for number in range(len(batches[0].columns))]
        times = None if batches[0].times is None else np.concatenate([batch.times for batch in batches])
        cases, names = _numbered(keys)
        if times is not None:
            order = np.lexsort((times, cases))
        elif (cases[1:] >= cases[:-1]).all():
            order = None
        else:
            order = np.argsort(cases, kind="stable")
        if order is not None:
            cases, times = cases[order], None if times is None else times[order]
            columns = [Column(one.values[order], None if one.present is None else one.present[order], one.distinct) for one in columns]
        return cls(cases, times, tuple(columns), names)

    def recorded(self, horizon: int | None) -> Mask | None:
        """A mask of the facts that had been recorded by an instant; None if all had. A revision does not say when it was."""
        if horizon is None or self.times is None:
            return None
        recorded = (self.times < FIRST_INSTANT) | (self.times <= horizon)
        return None if recorded.all() else recorded

    def begun(self, recorded: Mask | None) -> Mask | None:
        """The cases of which any fact had been recorded, or that have none; None for all."""
        if recorded is None:
            return None
        some = np.zeros(len(self.cases), bool)
        for column in self.columns:
            some |= True if column.present is None else column.present
        any_fact, began = np.zeros(len(self.keys), bool), np.zeros(len(self.keys), bool)
        any_fact[self.cases[some]] = True
        began[self.cases[some & recorded]] = True
        return began | ~any_fact


def settled(facts: SortedFacts, number: int, recorded: Mask | None, until: int | None, by_text: bool) -> tuple[Column, Vector]:
    """Return the value of one field that counts for each case, and the cases whose facts do not agree on it.

    Of the latest facts the first counts: the earliest instant, or the first by kind and text. Instants after `until` give way to those
    before it.
    """
    column, cases = facts.columns[number], facts.cases
    mask = recorded if column.present is None else column.present if recorded is None else column.present & recorded
    values = column.values if mask is None else column.values[mask]
    cases = cases if mask is None else cases[mask]
    times = facts.times if mask is None or facts.times is None else facts.times[mask]
    if until is not None and len(cases):
        happened = values <= until
        if not happened.all():
            any_happened = np.zeros(len(facts.keys), bool)
            any_happened[cases[happened]] = True
            kept = happened | ~any_happened[cases]
            values, cases, times = values[kept], cases[kept], None if times is None else times[kept]
    if times is not None and len(cases):
        last = np.append(cases[1:] != cases[:-1], True)
        latest = np.zeros(len(facts.keys), np.int64)
        latest[cases[last]] = times[last]
        kept = times == latest[cases]
        values, cases = values[kept], cases[kept]
    chosen, present = np.zeros(len(facts.keys), np.int64), np.zeros(len(facts.keys), bool)
    if not len(cases):
        return Column(chosen, present, column.distinct), cases
    first = np.flatnonzero(np.append(True, cases[1:] != cases[:-1]))
    of_case = cases[first]
    least, most = np.minimum.reduceat(values, first), np.maximum.reduceat(values, first)
    chosen[of_case], present[of_case] = least, True
    disputed = np.flatnonzero(least != most)
    if by_text and column.distinct is None and len(disputed):
        several = np.zeros(len(facts.keys), bool)
        several[of_case[disputed]] = True
        kept = several[cases]
        chosen[of_case[disputed]] = _first_by_text(values[kept], cases[kept])
    return Column(chosen, None if present.all() else present, column.distinct), of_case[disputed]


def _first_by_text(values: Vector, cases: Vector) -> Vector:
    """The whole number of each case that comes first as text."""
    numbers, codes = np.unique(values, return_inverse=True)
    order = np.array(sorted(range(len(numbers)), key=list(map(str, numbers.tolist())).__getitem__), np.int64)
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    first = np.flatnonzero(np.append(True, cases[1:] != cases[:-1]))
    chosen: Vector = numbers[order[np.minimum.reduceat(ranks[codes], first)]]
    return chosen


def held_cases(
    facts: SortedFacts,
    stream: str,
    key: str,
    fields: Sequence[str],
    instants: frozenset[str],
    ahead: frozenset[str],
    horizon: int | None,
) -> tuple[HeldColumns, dict[str, list[Any]]]:
    """Return the cases that had begun by an instant as records, and by field the keys of those whose facts do not agree."""
    recorded = facts.recorded(horizon)
    begun = facts.begun(recorded)
    batch = HeldColumns(stream, len(facts.keys) if begun is None else int(begun.sum()))
    batch.join(key, list(facts.keys) if begun is None else list(compress(facts.keys, begun.tolist())))
    disputed: dict[str, list[Any]] = {}
    for number, name in enumerate(fields):
        timed = name in instants
        column, odd = settled(facts, number, recorded, horizon if timed and name not in ahead else None, not timed)
        values, present = (one if one is None or begun is None else one[begun] for one in (column.values, column.present))
        batch.hold(name, values, present, None if column.distinct is None else list(column.distinct), instants=timed)
        if len(odd):
            disputed[name] = list(map(facts.keys.__getitem__, odd.tolist()))
    return batch, disputed


def _joined(columns: Sequence[Column], identity: Identity | None) -> Column:
    """Columns one after the other, as whole numbers, or as the numbers of values of which no two are one."""
    present = None
    if any(column.present is not None for column in columns):
        present = np.concatenate([np.ones(len(column.values), bool) if column.present is None else column.present for column in columns])
    if all(column.distinct is None for column in columns):
        return Column(np.concatenate([column.values for column in columns]), present)
    names_of, codes_of = [], []
    for column in columns:
        names, codes = column.distinct, column.values
        if names is None:
            single, codes = np.unique(codes, return_inverse=True)
            names = single.tolist()
        names_of.append(names)
        codes_of.append(codes)
    ones_of = [names if identity is None else list(map(identity, names)) for names in names_of]
    values_of = dict(zip(chain(*ones_of), chain(*names_of), strict=True))
    numbers, distinct = dict(zip(values_of, count(), strict=False)), list(values_of.values())
    coded = [np.fromiter(map(numbers.__getitem__, ones), np.int64, len(ones))[codes] for ones, codes in zip(ones_of, codes_of, strict=True)]
    if identity is None:
        return Column(np.concatenate(coded), present, distinct)
    order = sorted(range(len(distinct)), key=[(type(one).__name__, str(one)) for one in numbers].__getitem__)
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    return Column(ranks[np.concatenate(coded)], present, [distinct[number] for number in order])


def _numbered(keys: Column) -> tuple[Vector, Sequence[Any]]:
    """The number of the case of each fact, and the keys of the cases; no number is left out."""
    values = keys.values
    low, high = (int(values.min()), int(values.max())) if len(values) else (0, -1)
    if high - low < 4 * len(values):
        there = np.zeros(high - low + 1, bool)
        there[values - low] = True
        numbers = np.cumsum(there) - 1
        used, cases = (np.flatnonzero(there) + low), numbers[values - low]
    else:
        used, cases = np.unique(values, return_inverse=True)
    names = used.tolist()
    return cases, names if keys.distinct is None else list(map(keys.distinct.__getitem__, names))
