"""Composite: what penalty rules, credit bases and factors share, answered by a walk through the values of their attrs fields."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar

import attrs

from slakit.metrics.base import Metric
from slakit.metrics.compound.compound_base import opened
from slakit.metrics.condition import Filter
from slakit.metrics.reading import Reading
from slakit.targets.target import Target
from slakit.values.money import Money
from slakit.values.source_repr import written


class Composite:
    """A value that may be made of rules, bases and factors. It says what is its own, and the rest follows from its parts."""

    looks_back: ClassVar[bool] = False
    """True if it looks itself at the streak or the history of a case."""

    counts_failures: ClassVar[bool] = False
    """True if it counts single failures, which are kept for no earlier period."""

    by_records: ClassVar[bool] = False
    """True if it goes by the records themselves, of which a figure does not say how many have each value of a field."""

    @property
    def _parts(self) -> Iterator[object]:
        """Yield the values of its fields; those of a tuple one by one."""
        kind: type = type(self)
        for attribute in attrs.fields(kind) if attrs.has(kind) else ():
            yield from opened(getattr(self, attribute.name))

    @cached_property
    def _nested(self) -> tuple[Composite, ...]:
        """The rules, bases and factors among its parts, found once, since lines ask for them."""
        return tuple(part for part in self._parts if isinstance(part, Composite))

    def walk(self) -> Iterator[Composite]:
        """Yield this and every nested rule, base and factor, depth first.

        >>> [type(part).__name__ for part in Flat("5 %", of=Fee(back=1)).capped("10 EUR").walk()]
        ['Capped', 'Flat', 'Fee']
        """
        yield self
        for part in self._nested:
            yield from part.walk()

    @property
    def amounts(self) -> tuple[Money, ...]:
        """The money that it and its parts name, so that currencies are checked when the contract is made."""
        named = tuple(part for part in self._parts if isinstance(part, Money))
        return named + tuple(amount for part in self._nested for amount in part.amounts)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The readings of it and of its parts."""
        return tuple(reading for part in self._nested for reading in part.readings)

    @property
    def selections(self) -> tuple[Filter, ...]:
        """The conditions on records of which it and its parts must know the measure alone, such as those of one band."""
        return tuple(wanted for part in self._nested for wanted in part.selections)

    @property
    def needs_fee(self) -> bool:
        """True if it or one of its parts rests on the fee of the agreement."""
        return any(part.needs_fee for part in self._nested)

    @cached_property
    def needs_past(self) -> bool:
        """True if it or one of its parts looks at the streak or the history of a case."""
        return any(part.looks_back for part in self.walk())

    @property
    def absolute(self) -> bool:
        """True if it pays by the figure itself and not by its distance from the target, so that it cannot become a bonus."""
        return any(part.absolute for part in self._nested)

    def check(self, target: Target, metric: Metric) -> None:
        """Raise ContractError when it or one of its parts cannot work with a target and the measures of a metric."""
        for part in self._nested:
            part.check(target, metric)

    __repr__ = written
