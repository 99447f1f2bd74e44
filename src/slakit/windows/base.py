"""Window: cuts a term into periods; the door has one method, `periods`."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from typing import Self

from attrs import converters, evolve, field, frozen

from slakit.errors import UsageError
from slakit.timeline.instants import instant, moment
from slakit.timeline.span import Span
from slakit.timeline.zone import zone, zone_name
from slakit.values.fields import one_of
from slakit.windows.period import Period

PARTIAL = ("prorate", "full", "skip")


def _tz(value: "str | tzinfo") -> str:
    name = value if isinstance(value, str) else zone_name(value)
    zone(name)
    return name


@frozen(kw_only=True)
class Window(ABC):
    """A way to cut a term into periods: write `periods(span)`; `tz` is the zone of its wall clock, `partial` what a cut period means."""

    tz: str | None = field(default=None, converter=converters.optional(_tz))
    partial: str = field(default="prorate", validator=one_of(*PARTIAL))

    @abstractmethod
    def periods(self, span: Span) -> Iterable[Period]:
        """The periods that touch the span, cut by it, in time order."""

    def period_at(self, at: "int | str | datetime") -> Period | None:
        """The period that owns an instant, uncut: the first to end after it; None where the window has a gap.

        >>> monthly(tz="Europe/London").period_at("2026-03-29T00:30Z").label
        '2026-03'
        """
        first = at if isinstance(at, int) else instant(at)
        window = evolve(self, partial="full") if self.partial == "skip" else self
        for period in window.periods(Span(first, first + 1)):
            if first in period.whole:
                return Period(period.whole, period.whole, False, period.label)
        return None

    def most(self, span: Span) -> int:
        """Return a bound on the number of periods in a span, without counting them."""
        return 1

    def within(self, tz: "str | tzinfo") -> Self:
        """The same window in a zone, unless it names one itself."""
        return evolve(self, tz=tz) if self.tz is None else self

    @property
    def zone(self) -> tzinfo:
        """The zone of the wall clock.

        Raises UsageError when the window has none.
        """
        if self.tz is None:
            raise UsageError(f"{self} has no time zone; write tz='Europe/London', or window.within('Europe/London')")
        return zone(self.tz)

    def wall(self, at: int) -> datetime:
        """The wall clock at an instant."""
        return moment(at, self.zone).replace(tzinfo=None)

    def cut(self, wholes: Iterable[tuple[Span, str]], span: Span) -> Iterator[Period]:
        """Periods of (whole span, label) pairs, cut by the term and left out where `partial` says so (docs/numbers.md W2)."""
        for whole, label in wholes:
            first, last = max(whole.first, span.first), min(whole.last, span.last)
            partial = first > whole.first or last < whole.last
            if first < last and not (partial and self.partial == "skip"):
                yield Period(Span(first, last) if partial else whole, whole, partial, label)

    def text(self) -> str | None:
        """The phrase that `window()` reads back to this window; None when its settings cannot be said in a phrase."""
        return None

    @property
    def plain(self) -> bool:
        """True if the zone and the treatment of partial periods are the defaults."""
        return self.tz is None and self.partial == "prorate"

    def settings(self) -> str:
        """The keywords for zone and partial periods that differ from their defaults, for the repr."""
        given = [("tz", self.tz, None), ("partial", self.partial, "prorate")]
        return "".join(f", {name}={value!r}" for name, value, usual in given if value != usual)

    def __str__(self) -> str:
        return self.text() or repr(self)
