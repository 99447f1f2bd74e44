"""Differing records: those that only one party has, or both have with other values, in the order in which they are replaced."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import tzinfo
from itertools import groupby
from typing import Any

from attrs import frozen

from slakit.analysis.reconciliations.canonical_records import CanonicalStream
from slakit.analysis.reconciliations.reconciliation import RecordDifference
from slakit.engine.plan.plan import Plan
from slakit.metrics.record import canonical
from slakit.statements.local_times import with_local_times


@frozen
class Replacement:
    """A line of ours that is taken away, and one of theirs that stands for it; None where there is none."""

    stream: str
    at: str
    ours: str | None
    theirs: str | None
    keys: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, str, str, str]:
        """The position among the replacements: by time, then by stream, then by its content."""
        return self.at, self.stream, self.ours or "", self.theirs or ""

    def difference(self, zone: tzinfo) -> RecordDifference:
        """Return the records that are replaced, for a reader in a zone."""
        ours, theirs = (None if line is None else json.loads(line) for line in (self.ours, self.theirs))
        return RecordDifference(stream=self.stream, at=self.at or "no time", ours=ours, theirs=theirs, zone=zone, keys=self.keys)


@frozen
class Group:
    """Replacements that are made together, and what they have in common."""

    label: str
    replacements: tuple[Replacement, ...]


def replacements_of(plan: Plan, ours: CanonicalStream, theirs: CanonicalStream) -> list[Replacement]:
    """Return what turns the records of ours into those of theirs.

    Records that are the same stay. Of the others, those with one key and one instant are taken as the same record, then those with one
    key, and in a stream without a key those that share an instant.
    """
    left, right = Counter(ours.lines), Counter(theirs.lines)
    gone, new = (sorted((one - other).elements()) for one, other in ((left, right), (right, left)))
    readings = [reading.reading for reading in plan.readings if reading.reading.stream == ours.name]
    keys = tuple(dict.fromkeys(reading.key for reading in readings if reading.key))
    times = tuple(dict.fromkeys([*(reading.at for reading in readings), *sorted(ours.instants)]))
    records = {line: json.loads(line) for line in {*gone, *new}}
    made: list[Replacement] = []
    for wanted in [(*keys, *times[:1]), keys] if keys else [(name,) for name in times]:
        gone, new = _matched(gone, new, wanted, made, ours.name, times, keys, records)
    made += [Replacement(ours.name, _at(records[line], times), line, None, keys) for line in gone]
    made += [Replacement(ours.name, _at(records[line], times), None, line, keys) for line in new]
    return made


def grouped(replacements: Sequence[Replacement], most: int, zone: tzinfo) -> list[Group]:
    """The replacements in their order: one by one up to `most`, or else by stream and local day, by stream and month, or by stream."""
    ordered = sorted(replacements, key=lambda one: one.order)
    if len(ordered) <= most:
        return [Group("", (one,)) for one in ordered]
    groups: list[Group] = []
    for length in (10, 7, 0):  # of the text of an instant: its day, its month
        groups = _by_stream(ordered, length, zone)
        if len(groups) <= most:
            break
    return groups


def _by_stream(ordered: Sequence[Replacement], length: int, zone: tzinfo) -> list[Group]:
    def key(one: Replacement) -> tuple[str, str]:
        return with_local_times(one.at, zone)[:length], one.stream

    groups = []
    for (day, stream), held in groupby(sorted(ordered, key=key), key):
        made = tuple(held)
        when = f" of {day}" if day else ""
        groups.append(Group(f"{len(made):,} record{'s' * (len(made) != 1)} of {stream}{when}", made))
    return groups


def _matched(
    gone: list[str],
    new: list[str],
    wanted: tuple[str, ...],
    made: list[Replacement],
    stream: str,
    times: tuple[str, ...],
    keys: tuple[str, ...],
    records: dict[str, dict[str, Any]],
) -> tuple[list[str], list[str]]:
    """Match the lines that are alike in the wanted fields, in their order, add them to `made`, and return those that are left."""
    waiting: dict[str, list[str]] = {}
    for line in gone:
        if (name := _signature(records[line], wanted)) is not None:
            waiting.setdefault(name, []).append(line)
    left = []
    taken: Counter[str] = Counter()
    for line in new:
        name = _signature(records[line], wanted)
        if name is not None and waiting.get(name):
            other = waiting[name].pop(0)
            taken[other] += 1
            made.append(Replacement(stream, _at(records[other], times), other, line, keys))
        else:
            left.append(line)
    return sorted((Counter(gone) - taken).elements()), left


def _signature(record: dict[str, Any], fields: tuple[str, ...]) -> str | None:
    """The values by which two records are matched; None where one is missing."""
    values = [record.get(name) for name in fields]
    return None if None in values else canonical(values)


def _at(record: dict[str, Any], times: tuple[str, ...]) -> str:
    """The first instant or day of a record; empty where it has none."""
    for name in times:
        value = record.get(name)
        value = value["day"][0] if isinstance(value, dict) and "day" in value else value
        if isinstance(value, str):
            return value
    return ""
