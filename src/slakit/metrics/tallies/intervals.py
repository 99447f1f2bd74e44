"""Intervals: a tally of what falls in each short interval of a period, such as the requests of every five minutes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Self

from attrs import frozen

from slakit.calendars.durations import duration
from slakit.errors import ContractError, SlakitError
from slakit.metrics.tallies.tally import State, Tally
from slakit.timeline.span import Span
from slakit.timeline.spans import Edges
from slakit.values.number import no_unit
from slakit.values.quantity import Quantity
from slakit.values.units import unit
from slakit.windows.base import Window
from slakit.windows.rolling import Rolling
from slakit.windows.window import window


@frozen(repr=False)
class Per:
    """The length of an interval: a fixed one, counted from the start of the period, or a cadence by the wall clock."""

    length: int = 0
    window: Window | None = None

    def edges(self, first: int, last: int, tz: str | None) -> Edges:
        """The edges of the intervals of [first, last), by the wall clock of a zone unless the window names its own.

        The last interval may be shorter, and of a cadence the first too.
        """
        if self.window is None:
            return (*range(first, last, self.length), last)
        periods = self.window.within(tz or "UTC").periods(Span(first, last))
        inside = {edge for period in periods for edge in (period.span.first, period.span.last)}
        return tuple(sorted({first, last, *(edge for edge in inside if first < edge < last)}))

    @property
    def written(self) -> object:
        """As it is written in a contract."""
        return self.window or str(Quantity.of_base(self.length, _unit(self.length)))

    def __str__(self) -> str:
        return str(self.written)

    def __repr__(self) -> str:
        return f"per({self.written!r})"


def _unit(length: int) -> str:
    """The largest unit in which a length is a whole number."""
    return next((name for name in ("day", "h", "min", "s") if not length % int(unit(name).factor)), "us")


def per(value: object) -> Per:
    """An interval from a length of time or a window.

    >>> per("5 min")
    per('5 min')

    Raises ContractError for anything else.
    """
    if isinstance(value, Per):
        return value
    if isinstance(value, Rolling):
        raise ContractError(f"per={str(value)!r} is no interval, such periods overlap; write per='2 days' or per=daily()")
    if isinstance(value, Window):
        return Per(window=value)
    try:
        length = duration(value)  # type: ignore[arg-type]  # whatever a contract says
    except SlakitError:
        length = 0
    if length > 0:
        return Per(length)
    try:
        return per(window(value))  # type: ignore[arg-type]
    except SlakitError:
        remedy = no_unit(value, "min", "hours") or "; write '5 min', '1 hour' or daily()"
        raise ContractError(f"per={value!r} is not the length of an interval{remedy}") from None


class Intervals(Tally):
    """The number of records in each interval, by its start in microseconds, and the sum of their worth."""

    kind = "intervals"
    __slots__ = ("table",)

    def __init__(self, table: Mapping[int, Sequence[int]] | None = None) -> None:
        self.table: dict[int, tuple[int, int]] = {start: (count, total) for start, (count, total) in (table or {}).items()}

    def add_many(self, values: Iterable[tuple[int, int, int]]) -> None:
        """Add (start, records, sum of their worth)."""
        table = self.table
        for start, count, total in values:
            records, worth = table.get(start, (0, 0))
            table[start] = (records + count, worth + total)

    def merge(self, other: Self) -> None:
        self.add_many((start, count, total) for start, (count, total) in other.table.items())

    def state(self) -> State:
        return {"table": [[start, *self.table[start]] for start in sorted(self.table)]}

    @classmethod
    def restore(cls, state: State) -> Self:
        return cls({start: (count, total) for start, count, total in state["table"]})
