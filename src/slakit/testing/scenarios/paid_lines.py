"""Paid lines: those of which a scenario expects an amount or a right, which says nothing where they have no data or are not over."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from slakit.agreements.paths import path_text
from slakit.statements.line import Line
from slakit.statements.statement import Statement
from slakit.targets.verdict import Outcome
from slakit.testing.no_data import no_data
from slakit.testing.record_slips import NO_DATA, Slips
from slakit.testing.scenarios.difference import Difference
from slakit.testing.scenarios.expectation import AMOUNTS, KINDS, NONE, Expectation
from slakit.values.money import Money

PAID = (*AMOUNTS, *KINDS, "projected", "rights")
SAYS_NONE = {"outcome": "no data", "measure": NONE}  # what is expected of a line without data
SAYS_HOW = ("outcome", "measure", "judged", "projected", "pending", "breaches")  # what an open line is known by


def without_data(expectations: Collection[Expectation], statement: Statement) -> list[Slips]:
    """The slip that no paid line has data, unless one is expected to have none."""
    says_none = any(one.expected == SAYS_NONE.get(one.what) for one in expectations if one.what in SAYS_NONE)
    if says_none or not any(one.what in PAID for one in expectations):
        return []
    return [one for one in [Slips.of(NO_DATA, no_data(_paid(expectations, statement)))] if one.texts]


def not_over(expectations: Collection[Expectation], statement: Statement) -> Iterator[Difference]:
    """Say of each paid line whose period is not over that what is expected of it is nothing for that reason alone."""
    if any(one.what in SAYS_HOW for one in expectations):
        return
    nothing = [one for one in expectations if one.what in PAID and _is_nothing(one.expected)]
    lines = _paid(nothing, statement)
    if lines and all(line.outcome is Outcome.NO_DATA for line in lines):
        for line in lines:
            if line.measure.pending and statement.as_of < line.period.span.end:
                count = line.measure.pending
                text = f"nothing is decided as of {statement.as_of.isoformat()}, since {count:,} {'is' if count == 1 else 'are'} open"
                yield Difference("pending", NONE, str(count), line, sentence=f"{text}; to test that write outcome = {str(line.outcome)!r}")
    for line in lines:
        if line.projected:
            figure = line.projected.show()
            asked = path_text(("expect", "objectives", line.name, "projected"))
            text = f'it is not over, so that nothing is owed yet, and {figure} is projected; to test that write {asked} = "{figure}"'
            yield Difference("projected", NONE, figure, line, sentence=text)


def _paid(expectations: Collection[Expectation], statement: Statement) -> list[Line]:
    paid = [one for one in expectations if one.what in PAID]
    names = {(one.which or {}).get("objective") for one in paid}  # None of the whole statement, or of the only objective
    return [line for line in statement.lines if None in names or line.name in names]


def _is_nothing(expected: object) -> bool:
    return not expected if isinstance(expected, Money) else expected == NONE
