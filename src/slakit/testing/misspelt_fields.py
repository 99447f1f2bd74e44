"""Misspelt fields of records in Python: one that nothing reads, in a record that lacks one of nearly that name which the others have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.engine.plan.plan import Plan
from slakit.testing.choosing_fields import misspelt_choices


def misspelt_fields(agreement: Agreement, records: Mapping[str, Any]) -> Iterator[str]:
    """Say of each such record of a list what it has, and what is meant: "outages record 2: 'ende' is not read; did you mean 'end'?".

    A field that records have beside the right one is no slip for it.
    """
    for stream, planned in Plan.of(agreement).streams.items():
        rows = records.get(stream)
        if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
            continue
        strange = {name for row in rows for name in row if isinstance(name, str)} - {*planned.fields, *planned.optional}
        for name in sorted(strange):
            of_it = [number for number, row in enumerate(rows, 1) if name in row]
            lacking = [field for field in planned.fields if not any(field in rows[number - 1] for number in of_it)]
            near = get_close_matches(name, [field for field in lacking if any(field in row for row in rows)], n=1)
            if near:
                yield _fault(stream, of_it[0], name, near[0])
        choices: dict[tuple[str, str], int] = {}
        for number, row in enumerate(rows, 1):
            for slip in misspelt_choices(agreement, stream, [name for name in row if isinstance(name, str)]):
                choices.setdefault(slip, number)
        yield from (_fault(stream, number, *slip) for slip, number in choices.items())


def _fault(stream: str, number: int, name: str, meant: str) -> str:
    return f"{stream} record {number}: {name!r} is not a field that the contract reads; did you mean {meant!r}?"
