"""Reading: what to take from each record of a stream, from rows and from columns alike.

A reading defines which records (`where`), which instant owns them and so picks the period (`at`), how they are grouped (`by`), which of
them are facts about one case (`key`), and what each is worth (`value`, one of `metrics/value_kinds`). The engine has two interpreters for
it; metrics have none. A new metric is a new pair of a reading and a tally, not a new loop.
"""

from collections.abc import Mapping

from attrs import field, frozen

from slakit.calendars.base import Calendar
from slakit.metrics.condition import Filter
from slakit.metrics.value_kinds.value_kind import ValueKind


@frozen
class Reading:
    """The values to take from the records of one stream."""

    stream: str
    at: str
    value: ValueKind
    where: Filter = field(factory=Filter)
    by: tuple[str, ...] = ()
    key: str | None = None
    updated: str | None = None
    during: Calendar | None = None
    named: tuple[tuple[object, ...], ...] = ()  # groups that there are even without a record

    @property
    def days(self) -> Mapping[str, str]:
        """The instant of its day that a date stands for, by field, where that is not the first (docs/numbers.md T6)."""
        return self.value.dates(self.at)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The fields in which a number is wanted."""
        return tuple(dict.fromkeys((*self.where.numbers, *self.value.numbers)))

    @property
    def instants(self) -> tuple[str, ...]:
        """The fields that hold instants."""
        return tuple(dict.fromkeys((self.at, *self.value.instants, *self.where.instants)))

    @property
    def facts(self) -> tuple[str, ...]:
        """The fields that say when something happened: all instants but a due time."""
        return self.value.facts(self.at)

    @property
    def ending(self) -> str | None:
        """The field that is empty as long as a record goes on, or has not been done."""
        return self.value.ending(self.at)

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field it looks at, without the key and the instant of the update."""
        return tuple(dict.fromkeys((*self.instants, *self.value.fields, *self.where.fields, *self.by)))
