"""Day: a date without a time in a record, as the instants at which its local day begins and ends (docs/numbers.md T6)."""

from datetime import date, datetime, time, timedelta, tzinfo

from attrs import frozen

from slakit.timeline.zone import wall_instant

FIRST, END, LAST = "first", "end", "last"  # what of a day is meant: its first instant, the one that ends it, or the last one in it


@frozen
class Day:
    """A local day, from `first` to `end`, which is the first instant of the next one; `text` is its date."""

    text: str
    first: int
    end: int

    @classmethod
    def of(cls, day: date, tz: tzinfo) -> "Day":
        """Return the day of a date in a zone."""
        midnight = datetime.combine(day, time())
        after = midnight + timedelta(days=1) if day < date.max else midnight
        return cls(day.isoformat(), wall_instant(midnight, tz), wall_instant(after, tz))

    def instant(self, meant: str) -> int:
        """Return the first instant of the day, the one that ends it, or the last one in it."""
        return self.first if meant == FIRST else self.end - (meant == LAST)

    def __str__(self) -> str:
        return self.text
