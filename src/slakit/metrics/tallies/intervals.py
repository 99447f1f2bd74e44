"""Intervals: a tally of what falls in each short interval of a period, such as the requests of every five minutes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Self

from attrs import frozen

from slakit.calendars.durations import duration
from slakit.errors import ContractError, SlakitError
from slakit.metrics.tallies.tally import State, Tally, sealed_integers
from slakit.timeline.span import Span
from slakit.timeline.spans import Edges
from slakit.values.number import no_unit
from slakit.values.quantity import Quantity
from slakit.values.units import unit
from slakit.windows.base import Window
from slakit.windows.rolling import Rolling
from slakit.windows.window import window

Run = tuple[list[int], list[int], list[int]]  # the starts of intervals, their records, and the sums of their worth


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
    __slots__ = ("_runs", "_table")

    def __init__(self, table: Mapping[int, Sequence[int]] | None = None) -> None:
        self._table: dict[int, tuple[int, int]] = {start: (count, total) for start, (count, total) in (table or {}).items()}
        self._runs: list[Run] = []  # those that are not in the table yet

    def add_many(self, values: Iterable[Run]) -> None:
        """Add intervals as (starts, records, sums of their worth), no start twice in one run."""
        self._runs.extend(values)

    @property
    def table(self) -> Mapping[int, tuple[int, int]]:
        table = self._table
        for starts, counts, totals in self._runs:
            if not table:
                table.update(zip(starts, zip(counts, totals, strict=True), strict=True))
                continue
            for start, count, total in zip(starts, counts, totals, strict=True):
                records, worth = table.get(start, (0, 0))
                table[start] = (records + count, worth + total)
        self._runs.clear()
        return table

    def merge(self, other: Self) -> None:
        self.add_many([other._columns])

    @property
    def _columns(self) -> "Run":
        table = self.table
        starts = sorted(table)
        pairs = list(map(table.__getitem__, starts))
        return starts, [count for count, _ in pairs], [total for _, total in pairs]

    def state(self) -> State:
        return {"table": [list(row) for row in zip(*self._columns, strict=True)]}

    def seal(self) -> object:
        """Return the number of intervals and a hash of their starts, records and sums, 64-bit integers, the low byte first."""
        return sealed_integers(self._columns)

    @classmethod
    def restore(cls, state: State) -> Self:
        return cls({start: (count, total) for start, count, total in state["table"]})
