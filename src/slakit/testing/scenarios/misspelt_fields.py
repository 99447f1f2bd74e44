"""Misspelt fields: a field of a record that no objective reads, in a record that lacks one of nearly that name."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import partial
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.agreements.paths import Path, path_text
from slakit.documents.plain import example_text
from slakit.engine.plan.plan import Plan
from slakit.testing.choosing_fields import misspelt_choices
from slakit.testing.scenarios.example_row import example_row
from slakit.testing.scenarios.short_records import SEVERAL, is_several


def misspelt(agreement: Agreement, stream: str, rows: Any, blank: Container[str]) -> Iterator[tuple[Path, str]]:
    """Yield the path in the rows of a stream, and the fault, of each field that is a slip for one that the contract reads, or for a key.

    `rows` are as they are written, or what is read of them. A field that is `blank` by right is not missed, and of a file the first row
    is looked at, for all have its columns.
    """
    planned = Plan.of(agreement).streams.get(stream)
    if planned is None:
        return
    needed = [name for name in planned.fields if name not in planned.optional and name not in blank]
    reads = {*planned.fields, *planned.optional}
    if not isinstance(rows, list):
        first: Mapping[str, Any] = next(iter(rows), {})
        for name, meant in (*_slips(first, needed, reads), *misspelt_choices(agreement, stream, [*first])):
            written = path_text((stream,))
            example = f'{{ file = "{rows.name}", rename = {{ {meant} = "{name}" }} }}'
            yield (
                (),
                f"{rows.name} has the column {name!r}, and none {meant!r}; mend its header, or write {written} = {example}",
            )
        return
    for number, entry in enumerate(rows):
        if isinstance(entry, Mapping):
            row, path = (entry[SEVERAL[1]], (number, SEVERAL[1])) if is_several(entry) else (entry, (number,))
            if SEVERAL[0] in row and SEVERAL[0] not in reads and type(row[SEVERAL[0]]) is int:
                yield (*path, SEVERAL[0]), _without_of(row, partial(example_row, agreement, stream))
            for name, meant in (*_slips(row, needed, reads), *misspelt_choices(agreement, stream, [*row])):
                yield (*path, name), f"the record has {name!r}, which is not a field that the contract reads; did you mean {meant!r}?"


def strange_renames(agreement: Agreement, stream: str, written: Any) -> Iterator[tuple[Path, str]]:
    """Yield the path in the table of a file, and the fault, of each field of `rename` that is a slip for one that the contract reads."""
    planned = Plan.of(agreement).streams.get(stream)
    rename = written.get("rename") if isinstance(written, Mapping) else None
    if planned is None or not isinstance(rename, Mapping):
        return
    reads = {*planned.fields, *planned.optional}
    for name in rename:
        near = get_close_matches(str(name), reads - {*rename}, n=1) if name not in reads else []
        if near:
            yield ("rename", str(name)), f"{name!r} is not a field that the contract reads; did you mean {near[0]!r}?"


def _without_of(row: Mapping[str, Any], example: Callable[[], str]) -> str:
    """The fault of a number of rows that stands among the fields of a record."""
    rows, of = SEVERAL
    record = {name: value for name, value in row.items() if name != rows}
    entry = f"{{ {rows} = {row[rows]}, {of} = {example_text(record) if record else example()} }}"
    return f"{rows!r} is no field that the contract reads, and says how many records an entry stands for; write {entry}"


def _slips(row: Mapping[str, Any], needed: Iterable[str], reads: Container[str]) -> Iterator[tuple[str, str]]:
    """The fields of a record that nothing reads, each with the one that it lacks of nearly that name."""
    lacking = [name for name in needed if name not in row]
    for name in row:
        near = get_close_matches(name, lacking, n=1) if name not in reads else []
        if near:
            yield name, near[0]
