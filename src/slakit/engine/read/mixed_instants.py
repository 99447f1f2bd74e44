"""Mixed instants: values of a field of instants that are not all datetimes, read one by one."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from attrs import frozen

from slakit.engine.read.batch import Zones
from slakit.engine.read.vectors import WholeNumbers
from slakit.errors import UnitError
from slakit.metrics.plain_values import plain
from slakit.metrics.record import AMBIGUOUS, CLEARED, Unread, own
from slakit.timeline.day import Day
from slakit.timeline.instants import EPOCH, MICROSECOND
from slakit.timeline.zone import exact_instant


@frozen
class MixedInstants:
    """The values of a field, their instants, and by row what is special: days, local times, and times that lack a zone."""

    values: list[Any]
    instants: WholeNumbers
    days: dict[int, Day]
    local: set[int]
    naive: Sequence[int]

    def as_given(self) -> list[Any]:
        """Microseconds where a datetime or a local time was given, and else what was given."""
        present = self.instants.present or [True] * len(self.values)
        rows = enumerate(zip(self.values, self.instants.values, present, strict=True))
        return [
            self.days[row] if row in self.days else at if row in self.local else _given(value, at if has else None)
            for row, (value, at, has) in rows
        ]


def mixed_instants(values: Sequence[Any], zones: Zones) -> MixedInstants:
    """Read values of any kind as instants; an empty text is unknown, like NaN and NaT."""
    texts = [None if isinstance(value, str) and not value.strip() else value for value in map(own, values)]
    days: dict[int, Day] = {}
    local: set[int] = set()
    read: list[int | None] = []
    bad: list[int] = []
    naive: list[int] = []
    for row, value in enumerate(texts):
        at: int | None = None
        if value is not None:
            try:
                at = ((value if isinstance(value, datetime) else datetime.fromisoformat(value)) - EPOCH) // MICROSECOND
            except (TypeError, ValueError):
                wall = _time(value)
                if isinstance(wall, Day):
                    days[row], at = wall, wall.first
                elif isinstance(wall, datetime) and wall.utcoffset() is not None:
                    at = (wall - EPOCH) // MICROSECOND
                elif isinstance(wall, datetime) and zones.times is not None:
                    try:
                        at = exact_instant(wall, zones.times)
                        local.add(row)
                    except UnitError:  # a clock change skipped or repeated it
                        texts[row] = Unread(value if isinstance(value, str) else wall.isoformat(), AMBIGUOUS, "")
                        bad.append(row)
                elif isinstance(wall, datetime):
                    naive.append(row)
                elif wall is not None:
                    days[row] = Day.of(wall, zones.days)
                    at = days[row].first
                elif plain(value) is not None:
                    bad.append(row)
        read.append(at)
    return MixedInstants(texts, WholeNumbers.of(read, bad), days, local, naive)


def _given(value: object, at: int | None) -> object:
    """Return a datetime as its microseconds, a number as a Decimal to tell it from microseconds, anything else as it is."""
    if isinstance(value, datetime) or value is CLEARED:
        return value if value is CLEARED else at
    value = plain(value)
    return Decimal(value) if type(value) is int else value


def _time(value: object) -> datetime | date | Day | None:
    """A value as the datetime, the date or the day that it is; None when it is none of them."""
    if not isinstance(value, str):
        return value if isinstance(value, datetime | date | Day) else None
    text = value.strip()
    try:
        wall = datetime.fromisoformat(text)
    except ValueError:
        return None
    if wall.tzinfo is None:
        with suppress(ValueError):
            return date.fromisoformat(text)
    return wall
