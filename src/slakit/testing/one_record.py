"""outage and case: one record in a line (docs/testing.md)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from slakit.analysis.inverses.spans import taking_all_down
from slakit.calendars.durations import Duration, duration
from slakit.errors import UnitError, UsageError
from slakit.metrics.availability.outage_time import OutageTime
from slakit.metrics.base import Metric
from slakit.testing.one_group import one_group
from slakit.timeline.instants import MICROSECOND, NaiveTime, instant
from slakit.values.quantity import Quantity, quantity

__all__ = ["case", "outage"]

Time = datetime | str

WRITTEN = re.compile(r"\s*\d{4}-\d\d-\d\d[T ]\d\d", re.ASCII)  # a day and an hour, whether the calendar has them or not
# fields that say when something was; a bare number in one is a length of time without its unit
NAMES = """
accepted acknowledged answered arrived asked at began begun billed called cancelled closed completed confirmed created delivered detected
dispatched done due end ended escalated filed finished fixed handled informed invoiced logged mitigated notified opened ordered paid picked
raised received repaired replied reported requested resolved responded restored returned sent shipped signed solved start started submitted
until updated
"""
EVENTS = frozenset(NAMES.split())


def outage(start: Time, lasting: Duration | None, /, *, metric: Metric | None = None, **fields: Any) -> dict[str, Any]:
    """Return an outage from an instant on, that lasts so long; None goes on.

    >>> testing.outage("2026-06-08T02:00Z", "43 min", service="web")
    {'start': '2026-06-08T02:00:00Z', 'end': '2026-06-08T02:43:00Z', 'service': 'web'}

    `metric` says how its fields are called, and adds those it needs to take the whole service down. An instant is an aware datetime or
    text with an offset, and its end has the same. Raises UnitError for an instant without a zone, UsageError for no length.
    """
    length = None if lasting is None else _length("lasting", lasting)
    if length == 0:
        raise UsageError(f"lasting={lasting!r} is not the length of an outage; write '43 min', or None for one that goes on")
    names, needed = ("start", "end"), dict[str, Any]()
    if metric is not None:
        if not isinstance(metric, OutageTime):
            raise UsageError(f"metric={metric!r} has no outages; write metric=Uptime('outages', start='began', end='fixed')")
        names, needed = (metric.start, metric.end), one_group(metric, fields) | taking_all_down(metric)
    return {names[0]: _as_text(start), names[1]: None if length is None else later(start, length)} | needed | fields


def case(start: Time | None = None, /, *, since: str | None = None, metric: Metric | None = None, **fields: Any) -> dict[str, Any]:
    """Return a case: when it began, and how long after that each later event came.

    >>> testing.case(asked="2026-06-08T09:00Z", answered="2 h", resolved="1 day", kind="complaint")
    {'asked': '2026-06-08T09:00:00Z', 'answered': '2026-06-08T11:00:00Z', 'resolved': '2026-06-09T09:00:00Z', 'kind': 'complaint'}

    A length of time is how long after the start an event came, in real time; an instant is when it was; None has not come. Anything else
    is a field as it is, but for a bare number where a field such as `answered` says when something was: it is refused. The start is the
    first field that is an instant, or stands alone, as in `case("2026-06-08T09:00Z", done="2 h")`: then `since`, or the metric, says its
    name, by default "asked". Raises UnitError for an instant without a zone.
    """
    if start is not None:
        name = since or getattr(metric, "since", None) or "asked"
        if name in fields:
            raise UsageError(f"{name!r} is given twice, as {start!r} and as {fields[name]!r}; write it once")
        fields = {name: start} | fields
    begun = next((value for name, value in fields.items() if _is_instant(name, value)), None)
    for name, value in fields.items():
        if name in EVENTS and _is_number(value):
            example = "2026-06-08T09:00Z" if begun is None else "30 min"
            raise UsageError(f"{name}={value!r} is not an instant or a length of time; write {name}={example!r}")
    if begun is None:
        raise UsageError(f"the case {fields!r} has no start; write case(asked='2026-06-08T09:00Z', answered='2 h')")
    return {name: _event(name, value, begun) for name, value in fields.items()}


def _event(name: str, value: Any, begun: Time) -> Any:
    """A field of a case: an instant, written as such, or what it is."""
    if _is_instant(name, value):
        return _as_text(value)
    if not isinstance(value, str | timedelta | Quantity):
        return value
    try:
        amount = quantity(value)
    except UnitError:
        return value
    if amount.unit.text.startswith(("business day", "calendar day")):
        raise UsageError(f"{name}={str(value)!r} is no fixed length of time; write how long it was, '26 hours'")
    return later(begun, _length(name, value)) if amount.dimension == "[time]" else value


def _is_instant(name: str, value: Any) -> bool:
    """True for a datetime and for the text of one; one without a zone and one that no calendar has are refused."""
    if not isinstance(value, datetime) and not (isinstance(value, str) and WRITTEN.match(value)):
        return False
    try:
        instant(value)
    except NaiveTime:
        raise
    except UnitError as error:
        raise UnitError(f"{name}: {error}") from None
    return True


def _is_number(value: Any) -> bool:
    """True for a number, also as text, which no event can be."""
    if isinstance(value, str):
        return value.strip().replace(".", "", 1).isdecimal()
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _length(name: str, value: Duration) -> int:
    try:
        length = duration(value)
    except UnitError as error:
        raise UsageError(f"{name}: {error}") from None
    if length < 0:
        raise UsageError(f"{name}={str(value)!r} lies before the start; write a length of time from it on, '2 h'")
    return length


def later(start: Time, length: int) -> Any:
    """The instant so many microseconds after another, written as that is."""
    begun = _moment(start)
    return _written((begun.astimezone(UTC) + length * MICROSECOND).astimezone(begun.tzinfo), start)


def _as_text(value: Time) -> Any:
    return _written(_moment(value), value)


def _moment(value: Time) -> datetime:
    instant(value)  # refuses what has no zone
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _written(at: datetime, like: Time) -> Any:
    """A datetime as it is, or as text where that was given."""
    return at.isoformat().replace("+00:00", "Z") if isinstance(like, str) else at
