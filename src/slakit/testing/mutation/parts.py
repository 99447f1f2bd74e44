"""Parts of a contract: every value that it is made of, with its path, and the contract with one of them replaced."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import attrs
from attrs import frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.allow import NOTED
from slakit.agreements.paths import Path
from slakit.agreements.source import UNWRITTEN
from slakit.calendars.base import Calendar
from slakit.metrics.condition import Filter
from slakit.metrics.statistic import Statistic
from slakit.metrics.tallies.intervals import Per
from slakit.values.money import Money
from slakit.values.quantity import Quantity
from slakit.windows.base import Window

Attribute: TypeAlias = "attrs.Attribute[Any]"

WHOLE = Money | Quantity | Window | Calendar | Statistic | Filter | Per  # what is looked at as one value
# what names, describes or finds things, and the frame of the contract: the tests of a contract hold on to these
NAMES = {"name", "provider", "customer", "clause", "term", "currency", "what", "who", "escalates_to", "nature", "tax", "logs", "evidence"}


@frozen
class Part:
    """A value of a contract: the steps from the contract to it, its path in a document, its field, and its key if it stands in a table."""

    steps: tuple[str | int, ...]
    path: Path
    value: Any
    attribute: Attribute | None = None
    key: Any = None

    @property
    def field(self) -> str:
        """The name of its field."""
        return str(self.attribute.alias) if self.attribute else ""

    @property
    def is_entry(self) -> bool:
        """True for an entry of a list or a table."""
        return bool(self.steps) and isinstance(self.steps[-1], int)

    def replacement(self, value: Any) -> Any:
        """Return what stands in the place of the part with another value: of an entry a tuple of entries, with its key if it has one."""
        entry = value if self.key is None else (self.key, value)
        return (entry,) if self.is_entry else entry

    @property
    def default(self) -> Any:
        """The value that its field has when it is not written; NOTHING where it must be, or for an entry."""
        if self.attribute is None or self.is_entry:
            return attrs.NOTHING
        default: Any = self.attribute.default
        if isinstance(default, attrs.Factory):  # type: ignore[arg-type]  # a class at run time
            return attrs.NOTHING if default.takes_self else default.factory()
        return default


def parts_of(agreement: Agreement) -> Iterator[Part]:
    """Every part of a contract, in the order of its fields, the outer ones first."""
    yield from _within(Part((), (), agreement))


def _within(part: Part) -> Iterator[Part]:
    yield part
    value, kind = part.value, type(part.value)
    if isinstance(value, tuple):
        for index, entry in enumerate(value):
            steps = (*part.steps, index)
            if is_pair(entry):
                yield from _within(Part(steps, (*part.path, str(entry[0])), entry[1], part.attribute, entry[0]))
            else:
                yield from _within(Part(steps, (*part.path, index), entry, part.attribute))
    elif attrs.has(kind) and not isinstance(value, WHOLE):
        for attribute in attrs.fields(kind):
            if _is_term(attribute):
                name = str(attribute.alias)
                yield from _within(Part((*part.steps, name), (*part.path, name), getattr(value, attribute.name), attribute))


def _is_term(attribute: Attribute) -> bool:
    unmeasured = any(attribute.metadata.get(key, True) is False for key in (*NOTED, *UNWRITTEN))
    return bool(attribute.init and attribute.eq) and not unmeasured and attribute.alias not in NAMES


def is_pair(value: Any) -> bool:
    """True for an entry of a table: a key, and what stands under it."""
    return type(value) is tuple and len(value) == 2 and not isinstance(value[0], tuple)


def replaced(value: Any, steps: tuple[str | int, ...], new: Any) -> Any:
    """The same value with another part at the end of some steps, an entry replaced by a tuple of entries; all is checked as it is made."""
    first, rest = steps[0], steps[1:]
    if isinstance(first, int):
        return (*value[:first], *(_inside(value[first], rest, new) if rest else new), *value[first + 1 :])
    held = next(field.name for field in attrs.fields(type(value)) if field.alias == first)
    return attrs.evolve(value, **{first: replaced(getattr(value, held), rest, new) if rest else new})


def _inside(entry: Any, steps: tuple[str | int, ...], new: Any) -> tuple[Any]:
    return ((entry[0], replaced(entry[1], steps, new)) if is_pair(entry) else replaced(entry, steps, new),)
