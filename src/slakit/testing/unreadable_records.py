"""Unreadable records: the problems of a statement as a test says them, each record that has one by its number in the list."""

from __future__ import annotations

import re

from attrs import evolve

from slakit.engine.plan.plan import Plan
from slakit.engine.tally.keyed_records import NAME_UPDATED
from slakit.statements.problem import Problem
from slakit.testing.uncounted_records import Fed, in_short, place_of

FIELD = re.compile(r"(?:^|, )([^\s=,']+)=")
OF_RECORD = "write one value in both records, or another key in one"


def named_problem(problem: Problem, fed: Fed | None) -> Problem:
    """A problem whose records are named by their numbers too: "cases record 3: asked='soon'".

    For two values of one key, what a test can mend is a record, and not the contract.
    """
    kind = problem.kind.replace(NAME_UPDATED, OF_RECORD)
    if fed is None:
        return evolve(problem, kind=kind)
    places = {example: _places(problem.stream, example, fed) for example in problem.examples}
    examples = []
    for number, example in enumerate(problem.examples):
        alike, before = problem.examples.count(example), problem.examples[:number].count(example)
        of_one = places[example][before : before + 1] if alike > 1 else places[example]
        examples.append(f"{in_short(of_one)}: {example}" if of_one else example)
    return evolve(problem, kind=kind, examples=tuple(examples))


def _places(stream: str, example: str, fed: Fed) -> list[str]:
    """The records of a stream that are described so, or have the key that is named; of a file a description has the line already."""
    fields, planned = FIELD.findall(example), Plan.of(fed.agreement).streams.get(stream)
    keys = {Plan.of(fed.agreement).readings[index].reading.key for index in planned.indexes} if planned else set()
    keyed = fields[0] in keys if fields else False
    places = []
    for first, batch in fed.batches(stream):
        shown = fields[:1] if keyed else [name for name in fields if name in batch.names]
        for row in range(batch.size) if shown and batch.names.issuperset(shown) else ():
            text = ", ".join(f"{name}={batch.shown(row, name)}" for name in shown)
            if f"{example}, ".startswith(f"{text}, ") if keyed else example == text:
                places.append(place_of(batch, stream, first, row))
    return places
