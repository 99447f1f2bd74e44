"""Records that give a figure: the fewest rows of the streams of a promise for which its metric comes to a wanted figure in a period."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from slakit.analysis.checks.contract import Promise, length
from slakit.analysis.checks.field_values import failing, meeting
from slakit.analysis.checks.paid import recorded
from slakit.calendars.base import Calendar
from slakit.calendars.due_rules import DueRule
from slakit.errors import SlakitError
from slakit.metrics.amounts.count_total import Count, Total
from slakit.metrics.amounts.gauge import Gauge
from slakit.metrics.amounts.mean import Mean
from slakit.metrics.amounts.share import Share
from slakit.metrics.availability.downtime import Downtime
from slakit.metrics.availability.slices import Slices
from slakit.metrics.availability.uptime import Uptime
from slakit.metrics.base import Metric
from slakit.metrics.checks.checks import Checks
from slakit.metrics.compound.arithmetic import Weighted
from slakit.metrics.reading import Reading
from slakit.metrics.statistic import Statistic
from slakit.metrics.stream_metric import StreamMetric
from slakit.metrics.timers.elapsed import Elapsed, Within
from slakit.metrics.timers.lateness import Lateness
from slakit.metrics.timers.limits import ExclusiveLimit, base_of
from slakit.metrics.timers.on_time import OnTime
from slakit.metrics.value_kinds.record_values import Number
from slakit.metrics.value_kinds.timer_value import CLOSED
from slakit.timeline.instants import HOUR, instant, moment
from slakit.timeline.zone import zone
from slakit.values.number import decimals, exact_text
from slakit.windows.period import Period

MOST_ROWS = 50_000

Row = dict[str, Any]
Records = dict[str, list[Row]]
Maker = Callable[[Any, Period, Fraction, Promise], Records | None]


def records_of(promise: Promise, period: Period, figure: Fraction) -> Records | None:
    """Records for which the metric comes to a figure in a period, with those that bases and factors want; None where there is no way."""
    made = _made(promise.objective.metric, period, figure, promise)
    return None if made is None else completed(promise, joined(nothing(promise), made, amounts(promise, period)))


def _made(metric: Metric, period: Period, figure: Fraction, promise: Promise) -> Records | None:
    maker = next((maker for kind, maker in MAKERS if isinstance(metric, kind)), None)
    return None if maker is None else maker(metric, period, figure, promise)


def nothing(promise: Promise) -> Records:
    """No record at all: each stream of the metric, and of what is excluded from it, is there and empty."""
    streams = [reading.stream for reading in promise.objective.metric.parts()]
    excluded = [one.stream for stream in streams for one in promise.agreement.exclusions_of(stream)]
    return {stream: [] for stream in dict.fromkeys((*streams, *excluded))}


def completed(promise: Promise, records: Records) -> Records:
    """The same records with the fields that other objectives look at in their streams, each without a value."""
    wanted: dict[str, dict[str, None]] = {}
    for other in promise.contract.every_promise:
        for reading in other.objective.metric.parts() if other is not promise else ():
            wanted.setdefault(reading.stream, {}).update(dict.fromkeys(name for name in reading.fields if name != CLOSED))
    return {stream: [row | (wanted.get(stream, {}) | row) for row in rows] for stream, rows in records.items()}


def joined(*records: Records) -> Records:
    """Records together, stream by stream."""
    together: Records = {}
    for one in records:
        for stream, rows in one.items():
            together.setdefault(stream, []).extend(rows)
    return together


def amounts(promise: Promise, period: Period) -> Records:
    """The records that the bases and factors of a promise and of its settlement read: 1,000 in each period that they look at."""
    penalty = promise.objective.penalty
    readings = dict.fromkeys((*(penalty.readings if penalty else ()), *promise.agreement.settlement.readings))
    return joined(*(_amount(reading, period, promise) for reading in readings if isinstance(reading.value, Number)))


def _amount(reading: Reading, period: Period, promise: Promise) -> Records:
    span = promise.contract.agreement.span
    near = (period.span.first, period.whole.last, 2 * period.whole.first - period.whole.last)
    fields = dict.fromkeys(reading.by, "one") | meeting(reading.where)
    value: Any = reading.value
    return {reading.stream: [{reading.at: text(at), value.name: recorded(promise, reading)} | fields for at in near if at in span]}


def _outages(metric: Uptime | Downtime, period: Period, figure: Fraction, promise: Promise) -> Records | None:
    clock = metric.clock.clock
    counted = clock.elapsed(period.span.first, period.span.last)
    whole = metric.length.base if isinstance(metric, Uptime) and metric.length else counted
    down = int((1 - figure) * whole) if isinstance(metric, Uptime) else int(figure)
    if not 0 <= down <= counted or not counted:
        return None
    weighing = (metric.weight_by, metric.weight, metric.affected, metric.users if isinstance(metric.users, str) else None, metric.unit_by)
    unknown = {name: None for name in weighing if name}  # so that the outage takes down all of the service
    times = {metric.start: text(period.span.first), metric.end: text(clock.due(period.span.first, down))}
    rows = [times | unknown | common(metric)]
    return {metric.stream: rows if down else []}


def _shares(metric: Share, period: Period, figure: Fraction, promise: Promise) -> Records | None:
    good = common(metric) | meeting(metric.good)
    return _rows(metric, figure, {metric.at: inside(metric, period)}, good, good | failing(metric.good), promise.objective.minimum)


def _checks(metric: Checks, period: Period, figure: Fraction, promise: Promise) -> Records | None:
    if metric.count == "time" or metric.previous is not None or metric.in_a_row > 1:
        return None
    good, bad = (common(metric) | fields for fields in (meeting(metric.ok), failing(metric.ok)))
    if metric.every is None:
        return _rows(metric, figure, {metric.at: inside(metric, period)}, good, bad, promise.objective.minimum)
    every = int(metric.every.base)
    count = max(1, length(period.span) // every)
    failed = round((1 - figure) * count)
    if count > MOST_ROWS or Fraction(count - failed, count) != figure:
        return None
    return {metric.stream: [{metric.at: text(period.span.first + n * every)} | (bad if n < failed else good) for n in range(count)]}


def _slices(metric: Slices, period: Period, figure: Fraction, promise: Promise) -> Records | None:
    """One bad record in each of so many intervals; those without one are good."""
    edges = metric.per.edges(period.span.first, period.span.last, promise.agreement.timezone)
    failed = (1 - figure) * (len(edges) - 1)
    if metric.empty != "good" or failed.denominator != 1 or metric.minimum > 1 or metric.hours is not None:
        return None
    bad = common(metric) | (failing(metric.good) if metric.total is None else {metric.total: 1, str(metric.bad): 1})
    return {metric.stream: [{metric.at: text(at)} | bad for at in edges[: int(failed)]]}


def _weighted(metric: Weighted, period: Period, figure: Fraction, promise: Promise) -> Records | None:
    """All that each part can be, where that is what the weights come to."""
    if figure != sum(weight for weight, _ in metric.terms) or not all(part.is_share for _, part in metric.terms):
        return None
    made = [_made(part, period, Fraction(1), promise) for _, part in metric.terms]
    return joined(*(one for one in made if one is not None)) if all(one is not None for one in made) else None


def _timely(metric: Within, period: Period, figure: Fraction, promise: Promise) -> Records | None:
    fields, since, due = _due(metric, period, promise)
    if due is None:
        return None
    fields |= meeting(metric.good) if hasattr(metric, "good") else {}
    good, bad = ({metric.since: text(since), metric.until: text(at)} | fields for at in (since, due + HOUR))
    return _rows(metric, figure, {}, good, bad, promise.objective.minimum)


def _punctual(metric: OnTime, period: Period, figure: Fraction, promise: Promise) -> Records | None:
    """Records done at their due time, or so late that no grace helps."""
    due = inside_at(metric, period)
    early = base_of(metric.ahead) + isinstance(metric.ahead, ExclusiveLimit) if metric.ahead else 0
    late = metric.clock.clock.due(due, base_of(metric.grace)) + HOUR if metric.grace else due + HOUR
    times = {metric.due: text(due)} | ({metric.since: text(min(due, due - early))} if metric.since else {})
    good, bad = (common(metric) | meeting(metric.good) | {metric.done: text(at)} for at in (due - early, late))
    return _rows(metric, figure, times, good, bad, promise.objective.minimum)


def _elapsed(metric: Elapsed, period: Period, figure: Fraction, promise: Promise) -> Records | None:
    clock, fields = _clock(metric)
    since = clock.clock.due(inside_at(metric, period), 0)
    row = {metric.since: text(since), metric.until: text(clock.clock.due(since, int(figure)))} | fields | common(metric)
    total = metric.statistic == Statistic("total")
    return {metric.stream: _keyed(metric, [row] * (1 if total else max(1, promise.objective.minimum)))}


def _late(metric: Lateness, period: Period, figure: Fraction, promise: Promise) -> Records | None:
    fields, since, due = _due(metric, period, promise)
    if due is None:
        return None
    clock, _ = _clock(metric)
    tz = zone(promise.agreement.timezone)
    if metric.counted_in is None:
        until = clock.clock.due(due, int(figure))
    else:
        until = int(moment(due, tz).timestamp()) * 1_000_000 + int(figure * 24 * HOUR)
    return {metric.stream: [{metric.begin: text(since), metric.until: text(until)} | fields]}


def _counted(metric: Count, period: Period, figure: Fraction, promise: Promise) -> Records | None:
    if figure.denominator != 1 or not 0 <= figure <= MOST_ROWS:
        return None
    return {metric.stream: _keyed(metric, [{metric.at: inside(metric, period)} | common(metric)] * int(figure))}


def _valued(metric: Total | Mean | Gauge, period: Period, figure: Fraction, promise: Promise) -> Records | None:
    if decimals(figure) is None:
        return None
    return {metric.stream: [{metric.at: inside(metric, period), metric.field: exact_text(figure)} | common(metric)]}


MAKERS: tuple[tuple[type[Metric], Maker], ...] = (
    (Uptime, _outages), (Downtime, _outages), (Share, _shares), (Checks, _checks), (Slices, _slices), (Weighted, _weighted),
    (Within, _timely), (OnTime, _punctual), (Elapsed, _elapsed),
    (Lateness, _late), (Count, _counted), (Total, _valued), (Mean, _valued), (Gauge, _valued),
)  # fmt: skip


def _rows(metric: StreamMetric, figure: Fraction, times: Row, good: Row, bad: Row, least: int) -> Records | None:
    """So many good rows and bad ones that their share is a figure, and that they are no fewer than `least`."""
    times_over = max(1, -(-least // figure.denominator))
    if figure.denominator * times_over > MOST_ROWS:
        return None
    failed = (figure.denominator - figure.numerator) * times_over
    rows = [times | bad] * failed + [times | good] * (figure.numerator * times_over)
    return {metric.stream: _keyed(metric, rows)}


def _keyed(metric: StreamMetric, rows: list[Row]) -> list[Row]:
    """Rows of which each is a case of its own, where the metric has a key."""
    key = getattr(metric, "key", None)
    return [row | {key: str(index)} for index, row in enumerate(rows, 1)] if key else rows


def _clock(metric: Any) -> tuple[Calendar, Row]:
    """The calendar of a clock and the fields that choose it, the first of a table."""
    if isinstance(metric.clock, Calendar):
        return metric.clock, {}
    name, calendar = metric.clock[0]
    return calendar, {str(metric.clock_by): name}


def _due(metric: Any, period: Period, promise: Promise) -> tuple[Row, int, int | None]:
    """The fields of a row, when its clock begins, and when it is due; None where its calendar ends before that."""
    clock, fields = _clock(metric)
    since = clock.clock.due(inside_at(metric, period), 0)
    fields = common(metric) | fields
    limit = metric.limit
    if getattr(metric, "due", None) is not None:
        return fields | {metric.due: text(since)}, since, since
    if metric.allowed is not None:
        return fields | {metric.allowed: 0}, since, since
    if isinstance(limit, tuple):
        name, limit = limit[0]
        fields |= {str(metric.limit_by): name}
    limit = limit.limit if isinstance(limit, ExclusiveLimit) else limit
    if isinstance(limit, DueRule):
        try:
            tz = zone(promise.agreement.timezone)
            return fields, since, limit.within(tz).due(metric.due_on or clock, since)
        except SlakitError:
            return fields, since, None
    return fields, since, clock.clock.due(since, int(limit.base))


def common(metric: StreamMetric) -> Row:
    """The fields that every row of a metric needs: those of its conditions and groups."""
    named = metric.named[0] if metric.named else ("one",) * len(metric.groups)
    groups = dict(zip(metric.groups, named if isinstance(named, tuple) else (named,), strict=True))
    key = {metric.key: "1"} if getattr(metric, "key", None) else {}  # type: ignore[attr-defined]  # a keyed metric
    return groups | key | meeting(metric.filters)


def inside(metric: StreamMetric, period: Period) -> str:
    """A time of a period in the hours of a metric, as a row has it."""
    return text(inside_at(metric, period))


def inside_at(metric: StreamMetric, period: Period) -> int:
    """An instant of a period, in the hours of a metric where it has some."""
    return period.span.first if metric.hours is None else instant(metric.hours.next_open(moment(period.span.first)))


def text(at: int) -> str:
    """An instant as a row has it."""
    return moment(at).isoformat().replace("+00:00", "Z")
