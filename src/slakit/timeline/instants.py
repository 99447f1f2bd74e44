"""Instants: aware datetimes outside, whole microseconds since 1970-01-01T00:00Z inside (docs/numbers.md T1, T2)."""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Annotated

from slakit.errors import UnitError
from slakit.timeline.impossible_days import date_remedy

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NAIVE_EPOCH = datetime(1970, 1, 1)
MICROSECOND = timedelta(microseconds=1)
SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

FIRST = -62_135_596_800 * SECOND  # 0001-01-01T00:00Z
LAST = 253_402_300_800 * SECOND  # 10000-01-01T00:00Z
COUNTED_FIRST = -5_364_662_400 * SECOND  # 1800-01-01T00:00Z
COUNTED_LAST = 10_413_792_000 * SECOND  # 2300-01-01T00:00Z


Instant = Annotated[int, "microseconds since the epoch"]


class NaiveTime(UnitError):
    """A time, as it was written, that has no zone; the remedy is the same time with one."""

    def __init__(self, written: str, wall: str) -> None:
        super().__init__(f"{written!r} has no zone; write '{wall}+00:00'")


def instant(value: object) -> int:
    """Microseconds since the epoch of an aware datetime or of ISO text with an offset.

    >>> instant("1970-01-01T00:00:01Z")
    1000000

    Raises UnitError for a naive time and for anything that is not a time.
    """
    written = value
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            remedy = date_remedy(value, "'2026-01-31T09:00:00+00:00'")
            raise UnitError(f"{value!r} is not an instant{remedy}") from None
    if not isinstance(value, datetime):
        raise UnitError(f"{value!r} is not an instant; write '2026-01-31T09:00:00+00:00' or an aware datetime")
    if value.utcoffset() is None:
        raise NaiveTime(written if isinstance(written, str) else value.isoformat(sep=" "), value.isoformat())
    at = (value - EPOCH) // MICROSECOND
    if not FIRST <= at < LAST:
        raise UnitError(f"{value.isoformat()!r} is not an instant of the years 1 to 9999 in UTC; write '2026-01-31T09:00:00+00:00'")
    return at


def moment(microseconds: int, zone: tzinfo = UTC) -> datetime:
    """The aware datetime of an instant, shown in a zone."""
    return (EPOCH + timedelta(microseconds=microseconds)).astimezone(zone)
