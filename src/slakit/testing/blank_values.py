"""Blank values: fields that a promise reads and that records of a test leave out, so that they fail a condition or count unseen."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from attrs import frozen

from slakit.engine.read.batch import Batch
from slakit.engine.read.conditions import outcome
from slakit.engine.statement.record_match import value_of
from slakit.metrics.condition import Condition
from slakit.metrics.plain_values import plain
from slakit.metrics.reading import Reading
from slakit.metrics.value_kinds.record_values import Labelled
from slakit.metrics.value_kinds.series_values import State
from slakit.metrics.value_kinds.span_values import SpanValue
from slakit.testing.misspelt_values import readings_with_exclusions
from slakit.testing.uncounted_records import Fed, place_of

CHOOSING = ("duty", "right", "objective", "group")  # fields of a claim, or of what was done, of which a blank stands for any


@frozen
class Asked:
    """Fields that a reading asks for, what becomes of a record whose value is blank, and the conditions of which one decides by itself.

    A blank may be `meant`, which says that it is unknown; only a record without the field is then a slip, and `of_files` an empty cell of
    a file that has others filled.
    """

    fields: tuple[str, ...]
    instead: str
    others: tuple[Condition, ...]
    ending: str | None = None  # the field without which a record goes on, and has nothing to say yet
    meant: bool = False
    of_files: bool = False


def blank_values(fed: Fed, objectives: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield the place of each record that leaves such a field out, and what becomes of it: "it has no 'status', so that it fails ...".

    `objectives` are those that the test is about, all without any. Where the contract says what a blank is, by `unknown=` or a condition on
    "unknown", none is a slip. Where a number is compared, a blank is a problem of the records already (docs/numbers.md M7).
    """
    asked: dict[str, dict[Asked, None]] = {}
    for name, reading in readings_with_exclusions(fed.agreement):
        if not objectives or name in objectives:
            asked.setdefault(reading.stream, {}).update(dict.fromkeys(_asked(reading)))
    for stream, conditions in asked.items():
        for first, batch in fed.batches(stream) if conditions else ():
            texts: dict[int, str] = {}
            for one in conditions:
                for row, name in _blank(batch, one):
                    texts.setdefault(row, f"it has no {name!r}, so that it {one.instead}")
            for row, text in sorted(texts.items()):
                yield place_of(batch, stream, first, row), text
    yield from _for_any(fed)


def _for_any(fed: Fed) -> Iterator[tuple[str, str]]:
    """The claims, and the records of duties and rights, in a file that leave a cell empty which others fill, so that they are for any."""
    readings: dict[Reading, None] = {}
    for version in fed.agreement.versions:
        claims = version.agreement.settlement.claims
        readings |= dict.fromkeys([*([claims.reading] if claims and claims.reading else []), *version.agreement.duty_readings])
    for reading in readings:
        for first, batch in fed.batches(reading.stream):
            empty = ((row, name) for name in CHOOSING for row in empty_cells(batch, name))
            for row, name in sorted(empty, key=lambda one: one[0]):
                yield place_of(batch, reading.stream, first, row), f"it has no {name!r}, as others have, so that it is for any"


def empty_cells(batch: Batch, name: str) -> set[int]:
    """The rows of a batch of a file whose cell of a field is empty while that of another row is filled."""
    if name not in batch.names:
        return set()
    values = [value_of({name: value}, name) for value in batch.values(name)]
    empty = {row for row, value in enumerate(values) if value is None and batch.location(row)}
    return empty if len(empty) < len(values) else set()


def _asked(reading: Reading) -> Iterator[Asked]:
    """The conditions of a reading that say nothing of a blank, and the other fields that a record cannot do without."""
    value = getattr(reading.value, "inner", reading.value)
    where = reading.where.conditions
    good = tuple(one for attribute in value.filters_by for one in getattr(value, attribute).conditions)
    settled = not isinstance(value, State) and getattr(value, "unknown", None) is not None
    for one in () if settled else good:
        if not one.asks_blank and not one.orders:
            unknown = isinstance(value, State) and one.wants
            others = tuple(other for other in (*where, *good) if other != one)
            text = f"{'is unknown by' if unknown else 'fails'} the condition {one.show()}"
            yield Asked(one.fields, text, others, reading.ending, meant=unknown)
    for one in where:
        if not one.asks_blank and not one.wants:
            text = f"is left out by the condition {one.show()}"
            yield Asked(one.fields, text, tuple(other for other in where if other != one), meant=True)
    if isinstance(value, SpanValue):
        yield Asked(value.marks, "counts in full", where, meant=True, of_files=True)
    if due := getattr(value, "due", None):  # the field with the due time of each record
        yield Asked((due,), "is due at no time and counts for nothing", where)
    if isinstance(value, Labelled):
        yield Asked((value.name,), "counts for nothing", where, meant=True, of_files=True)


def _blank(batch: Batch, asked: Asked) -> Iterator[tuple[int, str]]:
    """Yield the records of a batch that leave out a field of a condition, each with the field."""
    ends = batch.values(asked.ending) if asked.ending else None
    for name in asked.fields:
        values = batch.values(name)
        for row in (row for row, value in enumerate(values) if plain(value) is None and (ends is None or plain(ends[row]) is not None)):
            slip = not asked.meant or _lacks(batch, row, name) or (asked.of_files and row in empty_cells(batch, name))
            if slip and not _decided(batch, row, asked.others):
                yield row, name


def _lacks(batch: Batch, row: int, name: str) -> bool:
    """True if a record does not have a field at all."""
    rows: Sequence[object] = getattr(batch, "rows", ())
    return len(rows) > row and isinstance(one := rows[row], Mapping) and name not in one


def _decided(batch: Batch, row: int, others: Sequence[Condition]) -> bool:
    """True if a record fails another condition, whatever it leaves out."""
    values = ((other, batch.values(other.field)[row]) for other in others)
    return any(plain(value) is not None and outcome(other, value) is False for other, value in values)
