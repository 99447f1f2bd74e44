"""month, requests and checks: a period of the calendar, and the many records of one in a line (docs/testing.md)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from slakit.analysis.inverses.field_values import Row, failing, meeting, text
from slakit.analysis.inverses.setting import MOST_ROWS
from slakit.calendars.durations import Duration, duration
from slakit.engine.plan.period_selection import calendar_span
from slakit.errors import UnitError, UsageError
from slakit.metrics.availability.slices import Slices
from slakit.metrics.base import Metric
from slakit.metrics.stream_metric import StreamMetric
from slakit.testing.one_group import one_group
from slakit.timeline.impossible_days import impossible_period
from slakit.timeline.span import Span
from slakit.timeline.zone import zone
from slakit.values.quantity import Quantity, quantity
from slakit.windows.period import Period

__all__ = ["checks", "month", "requests"]

Records = list[dict[str, Any]]
Stretch = Period | Span | str


def month(label: str, /, tz: str = "UTC") -> Period:
    """Return a month, or another period of the calendar, by the wall clock of a zone: its first instant, and the one that it ends at.

    >>> june = testing.month("2026-06", tz="Europe/London")
    >>> june.label, june.span.start.isoformat(), june.span.end.isoformat()
    ('2026-06', '2026-05-31T23:00:00+00:00', '2026-06-30T23:00:00+00:00')

    "2026", "2026-Q2", "2026-W23" and "2026-06-05" are periods too. It may be the `period=` of evaluate. Raises UsageError for others.
    """
    span = calendar_span(label, zone(tz)) if isinstance(label, str) else None
    if span is None:
        why = impossible_period(label) if isinstance(label, str) else ""
        examples = "'2026-06', '2026-Q2', '2026-W23' or '2026-06-05'"
        raise UsageError(f"{label!r} is not a period of the calendar{why and f': {why}'}; write {examples}")
    return Period(span, span, False, label)


def requests(
    period: Stretch, /, *, total: int, failed: int | str = 0, tz: str = "UTC", metric: Metric | None = None, **fields: Any
) -> Records:
    """Return so many requests, evenly over a period, of which the first so many failed.

    >>> testing.requests("2026-06", total=3, failed=1, service="web")[:2]
    [{'at': '2026-06-01T00:00:00Z', 'ok': False, 'service': 'web'}, {'at': '2026-06-11T00:00:00Z', 'ok': True, 'service': 'web'}]

    `failed` is a number, or a share of `total` that is a whole number of them. `metric` says what is good in its fields, and how they are
    called; for one that reads counts there is one record an interval. `tz` is the zone of the period. Raises UsageError.
    """
    span = _span(period, tz)
    bad = _number_failed(_whole("total", total), failed, "failed")
    if isinstance(metric, Slices) and metric.total is not None and metric.bad is not None:
        starts = metric.per.edges(span.first, span.last, tz)[:-1]
        sizes = _dealt(total, len(starts))
        rows = zip(starts, sizes, _filled(bad, sizes), strict=True)
        return [{metric.at: text(at), metric.total: size, metric.bad: lost} | one_group(metric, fields) | fields for at, size, lost in rows]
    times = [span.first + number * (span.last - span.first) // total for number in range(total)]
    return _rows(times, bad, metric, fields)


def checks(
    period: Stretch,
    /,
    *,
    every: Duration,
    ok: object = None,
    failed: int | None = None,
    tz: str = "UTC",
    metric: Metric | None = None,
    **fields: Any,
) -> Records:
    """Return the checks of a period in their rhythm, of which a share was `ok`, or a number `failed`: the first of them.

    >>> len(testing.checks("2026-06", every="5 min", failed=8))
    8640
    >>> testing.checks("2026-06-08", every="8 h", failed=1)[:2]
    [{'at': '2026-06-08T00:00:00Z', 'ok': False}, {'at': '2026-06-08T08:00:00Z', 'ok': True}]

    A share that is no whole number of checks is refused, with the nearest that are. `metric` says what is good in its fields, and how they
    are called; `tz` is the zone of the period. Raises UsageError.
    """
    span = _span(period, tz)
    try:
        step = duration(every)
    except UnitError as error:
        raise UsageError(f"every: {error}") from None
    count = -((span.first - span.last) // step) if 0 < step <= span.last - span.first else 0  # the last one may be short of a whole step
    if not 0 < count <= 100 * MOST_ROWS:
        raise UsageError(f"every={str(every)!r} is not the time from one check to the next of {_label(period)}; write every='5 min'")
    if ok is not None and failed is not None:
        raise UsageError("ok= and failed= say the same in two ways; write one of them")
    bad = _number_failed(count, failed or 0, "failed") if ok is None else count - _number_failed(count, ok, "ok")
    return _rows([span.first + number * step for number in range(count)], bad, metric, fields)


def _rows(times: list[int], bad: int, metric: Metric | None, fields: Row) -> Records:
    name, common, good, failure = "at", {}, {"ok": True}, {"ok": False}
    if metric is not None:
        wanted = getattr(metric, "good", None) or getattr(metric, "ok", None)
        if not isinstance(metric, StreamMetric) or not wanted or not hasattr(metric, "at"):
            raise UsageError(f"metric={metric!r} does not say which records are good; write metric=Share('requests', good={{'ok': True}})")
        name, common = metric.at, one_group(metric, fields) | meeting(metric.filters)
        good, failure = meeting(wanted, common), failing(wanted, common)
    return [{name: text(at)} | common | (failure if number < bad else good) | fields for number, at in enumerate(times)]


def _dealt(total: int, parts: int) -> list[int]:
    """A number in parts that are as equal as can be."""
    return [total * (number + 1) // parts - total * number // parts for number in range(parts)]


def _filled(bad: int, sizes: list[int]) -> list[int]:
    """A number in parts of these sizes at most, the first ones full."""
    result = []
    for size in sizes:
        result.append(min(bad, size))
        bad -= result[-1]
    return result


def _number_failed(total: int, wanted: object, name: str) -> int:
    """The number of records that a number or a share means."""
    if isinstance(wanted, int) and not isinstance(wanted, bool):
        if not 0 <= wanted <= total:
            raise UsageError(f"{name}={wanted!r} is not a number of the {total:,} there are; write {name}={min(total, 3)}")
        return wanted
    try:
        share = quantity(wanted)
    except UnitError:
        share = Quantity(-1, "")
    if share.dimension or not 0 <= share.base <= 1:
        raise UsageError(f"{name}={wanted!r} is neither a number nor a share; write {name}=3 or {name}='99.5 %'")
    exact = share.base * total
    if exact.denominator != 1:
        low = int(exact)
        shown = " and ".join(Quantity.of_base(Fraction(one, total), "%").show() for one in (low, low + 1))
        lost = total - low if name == "ok" else low
        raise UsageError(f"{name}={str(wanted)!r} is no whole number of {total:,}; the nearest are {shown}; write failed={lost}")
    return int(exact)


def _whole(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= 100 * MOST_ROWS:
        raise UsageError(f"{name}={value!r} is not a number of records; write {name}=10_000")
    return value


def _span(period: Stretch, tz: str) -> Span:
    return period if isinstance(period, Span) else (period if isinstance(period, Period) else month(period, tz=tz)).span


def _label(period: Stretch) -> str:
    return period if isinstance(period, str) else period.label if isinstance(period, Period) else repr(period)
