"""Fields read: the fields of each stream that the objectives of a contract, or some of them, look at."""

from __future__ import annotations

from collections.abc import Iterable

from slakit.agreements.agreement import Agreement


def fields_read(agreement: Agreement, names: Iterable[str] | None = None) -> dict[str, set[str]]:
    """The fields of each stream that the objectives of some names read, or all of them."""
    fields: dict[str, set[str]] = {}
    for version in agreement.versions:
        for one in version.agreement.objectives:
            if names is None or one.name in names:
                for reading in (*one.metric.parts(), *(one.penalty.readings if one.penalty else ())):
                    fields.setdefault(reading.stream, set()).update(reading.fields, filter(None, [reading.key]))
    return fields
