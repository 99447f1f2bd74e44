"""Conditions: which records meet them, and for which that is unclear, since a value is blank or unreadable (docs/numbers.md M7)."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial, reduce
from typing import Any

from attrs import field, frozen

from slakit.engine.read.batch import Batch
from slakit.engine.read.vectors import Mask, Vector
from slakit.errors import UnitError
from slakit.metrics.condition import Condition
from slakit.metrics.plain_values import plain

MET, BLANK, UNREADABLE = 1, 2, 3


@frozen
class Judged:
    """The records of a batch that meet all conditions, and those of which it is unclear: None where there are none.

    A record that fails one condition is not unclear, whatever its other values. `blank` and `unreadable` are the unclear records with
    such a value, by the condition that asks for it; an unreadable one stands under the first of them.
    """

    good: Mask
    unclear: Mask | None = None
    blank: Mapping[Condition, Mask] = field(factory=dict)
    unreadable: Mapping[Condition, Mask] = field(factory=dict)


def judge(batch: Batch, conditions: Sequence[Condition], blank: Callable[[Condition], bool]) -> Judged:
    """Judge the records of a batch; `blank` is true of the conditions that a blank value leaves unclear."""
    results = {one: batch.chosen(one.field, _result(one, blank(one))).values for one in conditions}
    good = reduce(batch.both, (equal(batch, values, MET) for values in results.values()))
    failed = reduce(partial(either, batch), (batch.at_most(values, 0) for values in results.values()))
    unclear = batch.invert(either(batch, good, failed))
    if not batch.count(unclear):
        return Judged(good)
    rest, unreadable = unclear, dict[Condition, Mask]()
    for one, values in results.items():
        bad = batch.both(rest, equal(batch, values, UNREADABLE))
        if batch.count(bad):
            unreadable[one], rest = bad, batch.both(rest, batch.invert(bad))
    return Judged(good, unclear, {one: batch.both(rest, equal(batch, values, BLANK)) for one, values in results.items()}, unreadable)


def outcome(condition: Condition, value: Any) -> bool | None:
    """True if a value meets a condition; None if it is unreadable."""
    try:
        return condition.holds(value)
    except UnitError:
        return None


def _result(condition: Condition, blank: bool) -> Callable[[object], int]:
    def result(value: object) -> int:
        value = plain(value)
        if value is None and blank:
            return BLANK
        met = outcome(condition, value)
        return int(met) if met is not None else BLANK if value is None else UNREADABLE

    return result


def equal(batch: Batch, values: Vector, wanted: int) -> Mask:
    """Return a mask of the rows in which a vector equals a number."""
    return batch.both(batch.at_most(values, wanted), batch.invert(batch.at_most(values, wanted - 1)))


def either(batch: Batch, one: Mask, other: Mask) -> Mask:
    """Return a mask of the rows in which one of two masks, or both, are true."""
    return batch.invert(batch.both(batch.invert(one), batch.invert(other)))
