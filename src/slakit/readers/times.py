"""TimeReader: aware datetimes and dates of what a file holds for them (docs/numbers.md T1, T6)."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime, time, tzinfo
from decimal import Decimal

from slakit.readers.record_problem import UNREADABLE, shortened
from slakit.readers.time_formats import EXAMPLE, Read, Time
from slakit.readers.time_texts import EpochText, IsoText, time_text
from slakit.readers.wall_clock import BadTimeError, NoZoneError, WallClock

__all__ = ["BadTimeError", "NoZoneError", "TimeReader"]

ISO_TIME = datetime.fromisoformat


class TimeReader:
    """A reader of times in one format, or in several that are tried in order, in one zone.

    >>> TimeReader("%m/%d/%Y %I:%M:%S %p", "America/New_York").read("03/08/2015 03:00:00 AM").isoformat()
    '2015-03-08T03:00:00-04:00'

    A format is one of strptime, "iso", or "epoch", "epoch ms", "epoch us"; without one the texts are ISO. Raises UsageError for a wrong
    format, zone or `ambiguous`.
    """

    def __init__(
        self, time_format: str | Sequence[str] | None = None, tz: "str | tzinfo | None" = None, ambiguous: str | None = None
    ) -> None:
        self._clock = WallClock(tz, ambiguous)
        several = isinstance(time_format, Sequence) and not isinstance(time_format, str) and time_format
        self._ways = [time_text(word, self._clock) for word in (several or [time_format])]  # type: ignore[list-item]
        self.is_iso = len(self._ways) == 1 and isinstance(self._ways[0], IsoText)
        self._epochs = [way for way in self._ways if isinstance(way, EpochText)]
        self.zone = self._clock.zone  # of times without an offset, if one was given
        self.reads_numbers = bool(self._epochs)  # since 1970

    def read(self, text: str) -> datetime:
        """The aware datetime of a text; a date is the first instant of its day.

        Raises BadTimeError for a text that is no time or that a clock change skipped or repeated, NoZoneError for one without a zone.
        """
        return self.reading()(text)

    def reading(self) -> Callable[[str], datetime]:
        """`read` as a function with its caches bound, for fast loops."""
        read, clock = self.times(), self._clock

        def first(text: str) -> datetime:
            at = read(text)
            return at if isinstance(at, datetime) else clock.aware(datetime(at.year, at.month, at.day))

        return first

    def times(self) -> Read:
        """A function that gives the aware datetime of a text, and a date for a text without an hour."""
        if len(self._ways) == 1:
            return self._ways[0].read

        def read(text: str) -> Time:
            for way in self._ways:
                try:
                    return way.read(text)
                except BadTimeError as bad:
                    if bad.kind != UNREADABLE:
                        raise
            wanted = ", nor ".join(way.wanted for way in self._ways)
            raise BadTimeError(UNREADABLE, f"{shortened(text)!r} is not {wanted}; write {self._ways[0].example!r}")

        return read

    def values(self, values: Sequence[object]) -> "tuple[list[Time | None], list[tuple[int, BadTimeError]]] | None":
        """The times of a column of texts, as `column`, or of one of instants; None of one that holds other values."""
        kinds = {*map(type, values)} - {type(None)}
        if kinds <= {str}:
            return self.column(values)  # type: ignore[arg-type]  # all are texts
        if kinds == {datetime} and all(at is None or at.tzinfo is not None for at in values):  # type: ignore[attr-defined]
            return list(values), []  # type: ignore[arg-type]  # all are datetimes
        return None

    def column(self, texts: Sequence[str | None]) -> "tuple[list[Time | None], list[tuple[int, BadTimeError]]]":
        """The times of many texts, None for a blank one, and what is wrong with those that are none; NoZoneError as `read`."""
        if self.is_iso:
            with suppress(ValueError):
                times = [ISO_TIME(text) if text else None for text in texts]
                if None not in {at.tzinfo for at in times if at is not None}:
                    return times, []  # type: ignore[return-value]  # a list of datetimes is one of times
        read = self.times()
        with suppress(BadTimeError):
            return [read(text) if text else None for text in texts], []
        read_times: list[Time | None] = []
        bad: list[tuple[int, BadTimeError]] = []
        for row, text in enumerate(texts):
            try:
                read_times.append(read(text) if text else None)
            except BadTimeError as error:
                read_times.append(None)
                if text and not text.isspace():
                    bad.append((row, error))
        return read_times, bad

    def day(self, text: str) -> date | None:
        """The date of a text from which the hour was left out."""
        for way in self._ways:
            with suppress(ValueError):
                return way.day(text)
        return None

    def value(self, value: object) -> Time:
        """The time of a value that is no text: of a cell of a sheet, or a number since 1970; raises BadTimeError and NoZoneError."""
        if isinstance(value, datetime):
            return value if value.tzinfo is not None else self._clock.aware(value)
        if isinstance(value, date):
            return value
        wanted, example, remedy = "the text of a time", repr(EXAMPLE.isoformat()), ""
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)  # a float means its shortest text
            for way in self._epochs:
                if (at := way.number(exact)) is not None:
                    return at
            if self._epochs:
                wanted, example = self._epochs[0].wanted, self._epochs[0].example
            else:
                remedy = ", or write time_format='epoch'"
        raise BadTimeError(UNREADABLE, f"{shortened(value)} is not {wanted}; write {example}{remedy}")

    def joined(self, parts: Sequence[object]) -> Time | None:
        """The time of a date and an hour in several cells; a date if the hour is blank, None if all are; BadTimeError and NoZoneError."""
        some = [part for part in parts if part is not None and not (isinstance(part, str) and (not part or part.isspace()))]
        if len(some) <= 1 and not (some and isinstance(some[0], str)):
            return self.value(some[0]) if some else None
        if isinstance(some[0], date) and isinstance(some[-1], time) and len(some) == 2:
            day, hour = some[0], some[-1]
            if not isinstance(day, datetime) or (day.tzinfo is None and day.time() == time()):
                return self._clock.aware(datetime.combine(date(day.year, day.month, day.day), hour.replace(tzinfo=None)))
        text = " ".join(map(_text, some))
        try:
            return self.times()(text)
        except BadTimeError:
            day_alone = self.day(text) if len(some) < len(parts) else None
            if day_alone is None:
                raise
            return day_alone


def _text(part: object) -> str:
    return part.isoformat() if isinstance(part, date | time) else str(part)
