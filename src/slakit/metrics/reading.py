"""Reading: what to take from each record of a stream, done on rows and on columns alike.

A reading says which records (`where`), which instant owns them and so picks the period (`at`), how they are grouped (`by`), which of
them are facts about one case (`key`), and what each is worth (`value`, one of the kinds below). The engine has two interpreters for
it; metrics have none. A new metric is a new pair of a reading and a tally, not a new loop.
"""

from attrs import field, frozen

from slakit.calendars.base import Calendar
from slakit.metrics.clocks import Clocks
from slakit.metrics.condition import Filter, Plain
from slakit.metrics.counts import Counts
from slakit.metrics.kept_rows import KeptRows
from slakit.metrics.spread import Spread
from slakit.metrics.sums import Sums
from slakit.metrics.tally import Tally
from slakit.metrics.timeline import Timeline


@frozen
class Tick:
    """Each record is worth one."""

    instants = ()
    fields = ()

    def tally(self) -> Tally:
        return Sums()


@frozen
class Passes:
    """Each record is good (1) or bad (0)."""

    good: Filter
    instants = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return self.good.fields

    def tally(self) -> Tally:
        return Counts()


@frozen
class Figure:
    """Each record is worth the number in a field, read at `digits` decimals (semantics M1), as a whole number of those."""

    name: str
    digits: int
    instants = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.name,)

    def tally(self) -> Tally:
        return Sums()


@frozen
class Limits:
    """How long a clock may run, in microseconds: for all (`of` is None), or by the value of a field."""

    table: tuple[tuple[Plain, int], ...]
    of: str | None = None


@frozen
class Clocked:
    """Each record runs a clock from `since` to `until`.

    With limits it is worth 1 or 0 (in time or not), without them its elapsed microseconds; one that has not stopped goes among the
    open clocks.
    """

    since: str
    until: str
    clock: Calendar
    limits: Limits | None = None

    @property
    def instants(self) -> tuple[str, ...]:
        return (self.since, self.until)

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.limits.of,) if self.limits and self.limits.of else ()

    def tally(self) -> Tally:
        return Clocks(Counts() if self.limits else Spread())

    def late(self, since: int, limit: int | None, as_of: int) -> bool:
        """Whether a clock still open as of an instant is over its limit (semantics C4, M5)."""
        return limit is not None and self.clock.clock.elapsed(since, as_of) > limit

    def deadline(self, since: int, limit: int) -> int:
        """When an open clock uses up its limit."""
        return self.clock.clock.due(since, limit)


@frozen
class Punctual:
    """Each record has its own due instant: 1 when done by then, else 0; an undone one goes among the open clocks.

    With `since`, a record that was done before it began is a data problem.
    """

    due: str
    done: str
    since: str | None = None
    fields = ()

    @property
    def instants(self) -> tuple[str, ...]:
        return (self.due, self.done, *((self.since,) if self.since else ()))

    def tally(self) -> Tally:
        return Clocks(Counts())

    def late(self, due: int, limit: int | None, as_of: int) -> bool:
        """Whether an undone record is past its due time."""
        return as_of > due

    def deadline(self, due: int, limit: int) -> int:
        """When an undone record is due."""
        return due


@frozen
class Stretch:
    """Each record is a span of time; one without an end goes on."""

    start: str
    end: str
    fields = ()

    @property
    def instants(self) -> tuple[str, ...]:
        return (self.start, self.end)

    def tally(self) -> Tally:
        return Timeline()


@frozen
class Whole:
    """Each record is kept as it is, for a function that a user wrote."""

    instants = ()
    fields = ()

    def tally(self) -> Tally:
        return KeptRows()


Value = Tick | Passes | Figure | Clocked | Punctual | Stretch | Whole


@frozen
class Reading:
    """What to take from the records of one stream."""

    stream: str
    at: str
    value: Value
    where: Filter = field(factory=Filter)
    by: tuple[str, ...] = ()
    key: str | None = None
    updated: str | None = None

    @property
    def instants(self) -> tuple[str, ...]:
        """The fields that hold instants."""
        return tuple(dict.fromkeys((self.at, *self.value.instants)))

    @property
    def facts(self) -> tuple[str, ...]:
        """The fields that say when something happened: all instants but a due time."""
        due = self.value.due if isinstance(self.value, Punctual) else None
        return tuple(name for name in self.instants if name != due)

    @property
    def ending(self) -> str | None:
        """The field that is unknown as long as a record goes on."""
        value = self.value
        return (
            value.until
            if isinstance(value, Clocked)
            else value.done
            if isinstance(value, Punctual)
            else (value.end if isinstance(value, Stretch) else None)
        )

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field it looks at, the key and the instant of the update left aside."""
        return tuple(dict.fromkeys((*self.instants, *self.value.fields, *self.where.fields, *self.by)))
