"""Misspelt values: those of a test that differ from one that a condition names only in capitals, spaces or dashes, so that it fails."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from slakit.agreements.agreement import Agreement
from slakit.errors import SlakitError
from slakit.metrics.condition import HOLDS, Condition
from slakit.metrics.reading import Reading
from slakit.testing.uncounted_records import Fed, place_of, spelling


def misspelt_values(fed: Fed, objectives: Collection[str] = ()) -> Iterator[str]:
    """Say of each such record what it has: "closures record 1: cause = 'Weather' is not 'weather', of which the contract speaks".

    `objectives` are those that the test is about, all without any. A value that some condition of the field has as it is, is right.
    """
    asked: dict[str, dict[Condition, None]] = {}
    for name, reading in readings_with_exclusions(fed.agreement):
        if not objectives or name in objectives:
            asked.setdefault(reading.stream, {}).update(dict.fromkeys(_named(reading)))
    for stream, conditions in asked.items():
        named: dict[str, set[str]] = {}
        for one in conditions:
            named.setdefault(one.field, set()).update(value for value in one.all_values if isinstance(value, str))
        for first, batch in fed.batches(stream) if any(named.values()) else ():
            for name, texts in named.items():
                meant = {spelling(text): text for text in texts}
                for row, value in enumerate(batch.values(name)):
                    near = meant.get(spelling(value)) if isinstance(value, str) and value not in texts else None
                    if near and any(_differ(one, value, near) for one in conditions if one.field == name):
                        yield f"{place_of(batch, stream, first, row)}: {name} = {value!r} is not {near!r}, of which the contract speaks"


def readings_with_exclusions(agreement: Agreement) -> Iterator[tuple[str, Reading]]:
    """Each reading of an objective of any version, and of what is excluded from it, with the name of the objective."""
    for version in agreement.versions:
        for objective in version.agreement.objectives:
            for reading in objective.metric.parts():
                yield objective.name, reading
                yield from ((objective.name, exclusion.reading) for exclusion in version.agreement.exclusions_of(reading.stream))


def _named(reading: Reading) -> Iterator[Condition]:
    """The conditions of a reading on the value of one field."""
    value = getattr(reading.value, "inner", reading.value)
    conditions = (*reading.where.conditions, *(one for attribute in value.filters_by for one in getattr(value, attribute).conditions))
    yield from (one for one in conditions if one.operator != HOLDS and not one.orders)


def _differ(one: Condition, value: str, near: str) -> bool:
    """True if it is not the same for a condition how a value is spelled."""
    try:
        return one.holds(value) != one.holds(near)
    except SlakitError:
        return False
