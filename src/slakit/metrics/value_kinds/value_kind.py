"""ValueKind: what each record of a reading is worth.

A new kind is one class: its fields, its tally, and its program, `worth` or `extract`, composed of the operations of `Records`.
"""

from abc import ABC
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import ClassVar

from slakit.metrics.expressions.expression import derived_field, recorded_fields
from slakit.metrics.measure import Evidence
from slakit.metrics.tallies.open_timers import Open
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.tallies.worst import Entry
from slakit.metrics.value_kinds.records import Contributions, Records, Vector


class Worth:
    """The worth of one record, and the fields it is read from: those that some attributes name, and those that its filters ask for."""

    __slots__ = ()
    instants_by: ClassVar[tuple[str, ...]] = ()
    fields_by: ClassVar[tuple[str, ...]] = ()
    numbers_by: ClassVar[tuple[str, ...]] = ()
    filters_by: ClassVar[tuple[str, ...]] = ()

    awaited: ClassVar[bool] = True
    """True if a sample is of something that is to be done, and has no instant until it is."""

    def worth(self, records: Records) -> tuple[Records, Vector | None]:
        """The records that have a worth, and what it is; None when each is worth one."""
        return records, None

    def samples(self, records: Records) -> Contributions:
        """The worth of each record at its instant."""
        records, worth = self.worth(records)
        return records.add_at_instants(worth)

    @property
    def instants(self) -> tuple[str, ...]:
        """The fields that hold instants."""
        filters = (getattr(self, attribute) for attribute in self.filters_by)
        derived = (name for field in self._named(self.numbers_by) if derived_field(field) for name in recorded_fields(field, "instants"))
        return tuple(dict.fromkeys((*self._named(self.instants_by), *derived, *(name for one in filters for name in one.instants))))

    @property
    def fields(self) -> tuple[str, ...]:
        """The other fields."""
        asked = (name for attribute in self.filters_by for name in getattr(self, attribute).fields)
        numbers = (name for field in self._named(self.numbers_by) for name in recorded_fields(field))
        return tuple(dict.fromkeys((*self._named(self.fields_by), *numbers, *asked)))

    @property
    def numbers(self) -> tuple[str, ...]:
        """Those fields that hold numbers."""
        filters = (getattr(self, attribute) for attribute in self.filters_by)
        numbers = (name for field in self._named(self.numbers_by) for name in recorded_fields(field, "numbers"))
        return (*numbers, *(name for one in filters for name in one.numbers))

    def _named(self, attributes: Iterable[str]) -> tuple[str, ...]:
        named = (getattr(self, attribute) for attribute in attributes)
        return tuple(name for one in named if one for name in (one if isinstance(one, tuple) else (one,)))


class ValueKind(Worth, ABC):
    """One way to turn a record into a value, and the tally that such values add up to."""

    __slots__ = ()
    tally_kind: ClassVar[type[Tally]]

    needs_key: ClassVar[bool] = False
    """True if a record that is fed open and again at its end counts twice without a key."""

    keeps_records: ClassVar[bool] = False
    """True if the records themselves are kept."""

    cut_by_clock: ClassVar[bool] = False
    """True if the hours of a metric cut its spans, and do not choose its records."""

    def extract(self, records: Records) -> Contributions:
        """Return what the records of a batch add to the tallies: the program of this kind."""
        records, worth = self.worth(records.owned())
        return records.add_good(worth) if self.forgivable else records.add(worth)

    def tally(self) -> Tally:
        """An empty tally of such values."""
        return self.tally_kind()

    def dates(self, at: str) -> Mapping[str, str]:
        """The instant of its day that a date stands for, by field, where that is not the first (docs/numbers.md T6)."""
        return {}

    def facts(self, at: str) -> tuple[str, ...]:
        """The fields that say when something happened: all instants but a due time."""
        return tuple(dict.fromkeys((at, *self._named(self.instants_by))))

    def ending(self, at: str) -> str | None:
        """The field that is empty as long as a record goes on, or has not been done."""
        return self.span_end

    @property
    def lead(self) -> str:
        """The records before a period that it also has: "", "last", "run" or "all"."""
        return ""

    @property
    def span_end(self) -> str | None:
        """The field that holds the end of a record that is a span of time."""
        return None

    @property
    def goes_on(self) -> bool:
        """True if a record also counts in periods after the one that it begins in."""
        return self.span_end is not None or self.lead != ""

    @property
    def counts_records(self) -> bool:
        """True if it counts records one by one, and not time or intervals."""
        return not self.goes_on

    @property
    def forgivable(self) -> bool:
        """True if its values are good or bad, so that a record can be forgiven."""
        return False

    @property
    def evidence_scale(self) -> int:
        """The number by which the badness of its worst records is divided to be shown; 0 if it is not shown."""
        return 0

    def evidence(self, one: Entry) -> Evidence:
        """One of its worst records as a statement shows it."""
        return Evidence(one.at, one.key, Fraction(one.rank, self.evidence_scale) if self.evidence_scale else None)

    def overdue(self, timer: Open, as_of: int) -> int | None:
        """The lateness of an open timer as of an instant, in microseconds; None if it is not late."""
        return None

    @property
    def paused_by(self) -> str | None:
        """The stream whose spans pause its records."""
        return None

    @property
    def pausing(self) -> str:
        """The field that holds the pauses of a record, as it is or once they are joined to it; "" if nothing pauses it."""
        return ""

    @property
    def case_field(self) -> str | None:
        """The field that names the case that a record pauses."""
        return None
