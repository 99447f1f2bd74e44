"""Penalties with one of their rules changed or left out, to see what that rule does, and what a table pays for one value of a field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
from attrs import evolve, frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.objective import Objective
from slakit.analysis.checks.contract import Promise
from slakit.metrics.condition import Filter
from slakit.penalties.base import PenaltyRule
from slakit.penalties.bases.reduced import of_band
from slakit.penalties.rules.by_value import PaysByValue
from slakit.penalties.wrappers.combinators import Several


def replaced(value: Any, old: PenaltyRule, new: PenaltyRule | None) -> Any:
    """The same rule, or tuple of rules, with another in the place of one of its parts; None where nothing is left.

    >>> flat = Flat("5 %")
    >>> replaced((flat + Right("leave")).capped("3 %"), flat, None)
    Right('leave').capped('3 %')
    """
    if value is old:
        return new
    if isinstance(value, tuple):
        parts = [(part, replaced(part, old, new)) for part in value]
        row = len(value) == 2 and not isinstance(value[0], PenaltyRule | tuple)  # an edge and its rule go together
        gone = [part for part, made in parts if made is None and part is not None]
        return None if row and gone else tuple(made for part, made in parts if made is not None or part is None)
    if not isinstance(value, PenaltyRule) or not attrs.has(type(value)) or not any(part is old for part in value.walk()):
        return value
    kind: type = type(value)
    held = {str(field.alias): getattr(value, field.name) for field in attrs.fields(kind) if field.init}
    changed = {name: replaced(part, old, new) for name, part in held.items() if isinstance(part, PenaltyRule | tuple)}
    if isinstance(value, Several):
        rules = changed["rules"]
        return _evolved(value, changed) if len(rules) > 1 else rules[0] if rules else None
    return None if changed.get("rule", True) is None else _evolved(value, changed)


def _evolved(value: Any, changed: dict[str, Any]) -> Any:
    return evolve(value, **changed)


def with_penalty(promise: Promise, penalty: PenaltyRule | None) -> Agreement:
    """The agreement of a promise, in which that has another penalty."""
    agreement, path = promise.contract.agreement, promise.path

    def changed(objectives: tuple[Objective, ...]) -> list[Objective]:
        return [evolve(one, penalty=penalty) if one is promise.objective else one for one in objectives]

    if path[0] == "objectives":
        return evolve(agreement, objectives=changed(agreement.objectives))
    amendments = [
        evolve(one, objectives=changed(one.objectives)) if number == path[1] else one for number, one in enumerate(agreement.amendments)
    ]
    return evolve(agreement, amendments=amendments)


@frozen
class OneValue:
    """A promise as it is for records of one value, or band, of the fields that its tables of credits go by."""

    name: str
    promise: Promise
    wanted: Filter


def by_value(promise: Promise) -> Iterator[OneValue]:
    """The promise for each value that a table of credits within a penalty names."""
    penalty = promise.objective.penalty
    tables = [part for part in penalty.walk() if isinstance(part, PaysByValue) and part.parts] if penalty else []
    for name, wanted in {name: wanted for table in tables for name, _, wanted in table.parts}.items():
        rule: Any = penalty
        for table in tables:
            amounts = [amount for value, amount, _ in table.parts if value == name]
            rule = replaced(rule, table, _for_one(table, name, amounts[0]) if amounts else None)
        if rule is not None:
            yield OneValue(name, evolve(promise, objective=evolve(promise.objective, penalty=rule)), wanted)


def _for_one(table: Any, name: str, amount: object) -> Any:
    """The rule with the amount of one value, and the reductions that this has, in the place of its table."""
    reduced = tuple(evolve(one, only=()) for one in of_band(table.reduced, name))
    return _evolved(table, {table.argument: amount, "credit_by": None, "bands": None, **({"reduced": reduced} if table.reduced else {})})
