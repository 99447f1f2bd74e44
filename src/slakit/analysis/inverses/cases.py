"""Cases that give a figure: records that are good or bad, clocks that ran so long, duties of which so many were done."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from attrs import frozen

from slakit.analysis.inverses.field_values import Row, failing, meeting, text
from slakit.analysis.inverses.setting import (
    OutOfReach,
    Records,
    Setting,
    common,
    each_a_case,
    first_instant,
    instants,
)
from slakit.analysis.inverses.steps import neighbours, on_grid, parts_of, rising, step_of
from slakit.calendars.base import Calendar
from slakit.calendars.due_rules import DueRule
from slakit.metrics.amounts.share import Share
from slakit.metrics.statistic import Statistic
from slakit.metrics.timers.approved import Approved
from slakit.metrics.timers.duties import Duties
from slakit.metrics.timers.elapsed import Elapsed, Within
from slakit.metrics.timers.lateness import Lateness
from slakit.metrics.timers.limits import ExclusiveLimit, base_of
from slakit.metrics.timers.on_schedule import OnSchedule
from slakit.metrics.timers.on_time import OnTime
from slakit.timeline.instants import DAY, HOUR
from slakit.timeline.zone import zone
from slakit.values.units import unit

TOTAL = Statistic("total")
FURTHEST = 100_000 * DAY  # so far a step of a timer is looked for


def shares(metric: Share, figure: Fraction, setting: Setting) -> Records:
    """Records of which so many are good, all over the period."""
    good, bad = parts_of(figure, setting)
    rows = []
    for number, at in enumerate(instants(metric, setting, good + bad)):
        row = {metric.at: at}
        row |= common(metric, setting, row)
        rows.append(row | (failing(metric.good, row) if number < bad else meeting(metric.good, row)))
    return {metric.stream: each_a_case(metric, rows)}


@frozen
class Timer:
    """The fields of a case, when its clock begins, when it is due, its last moment in time, and one that is too late."""

    fields: Row
    clock: Calendar
    since: int
    due: int
    in_time: int
    late: int


def timers(metric: Within, figure: Fraction, setting: Setting) -> Records:
    """Cases done at their due time, and cases done later."""
    good, bad = parts_of(figure, setting)
    timer = timer_of(metric, setting)
    well: Row = {}
    badly: Row = {}
    in_time = text(timer.in_time)
    if isinstance(metric, Approved):
        well, badly = meeting(metric.good, timer.fields), failing(metric.good, timer.fields)
    done = {metric.since: text(timer.since), metric.until: in_time} | timer.fields | well
    missed = done | badly | ({} if isinstance(metric, Approved) else {metric.until: text(timer.late)})
    return {metric.stream: each_a_case(metric, [missed] * bad + [done] * good)}


def timer_of(metric: Any, setting: Setting) -> Timer:
    """A case of a metric with limits that begins in the period; it also ends there, where that is what the metric goes by."""
    clock, fields = clock_of(metric)
    limit = metric.limit
    if metric.allowed is not None:
        fields |= {metric.allowed: 1}
    if isinstance(limit, tuple):
        name, limit = limit[0]
        fields |= {str(metric.limit_by): name}
    if getattr(metric, "due", None) is not None:
        at = first_instant(metric, setting, clock)
        fields |= {metric.due: text(at)} | _owner(metric, setting, at)
        return Timer(common(metric, setting, fields) | fields, clock, at, at, at, at + HOUR)
    exclusive = isinstance(limit, ExclusiveLimit)
    limit = limit.limit if exclusive else limit
    tz = zone(setting.tz)
    length = int(unit(metric.allowed_unit).factor) if limit is None else None if isinstance(limit, DueRule) else int(limit.base)

    def due_of(since: int, more: int) -> int:
        if length is None:
            return int(limit.within(tz).due(metric.due_on or clock, since)) + more
        return clock.clock.due(since, length + more)

    since = _since(metric, setting, clock, lambda at: due_of(at, -1 if exclusive else 0))
    fields |= _owner(metric, setting, since)
    in_time = due_of(since, -1 if exclusive else 0)
    return Timer(common(metric, setting, fields) | fields, clock, since, due_of(since, 0), in_time, due_of(since, HOUR))


def clock_of(metric: Any) -> tuple[Calendar, Row]:
    """The calendar of a clock and the fields that choose it, the first of a table."""
    if isinstance(metric.clock, Calendar):
        return metric.clock, {}
    name, calendar = metric.clock[0]
    return calendar, {str(metric.clock_by): name}


def _since(metric: Any, setting: Setting, clock: Calendar, end: Any) -> int:
    """Return the start of a case: in the period, or, where its end is what counts, no earlier than it must to end in the period."""
    since = first_instant(metric, setting, clock, metric.received)
    if metric.attribute not in ("end", metric.until):
        return since
    first, low, high = setting.span.first, setting.span.first - 1_000 * DAY, since
    while high - low > 1:  # the earliest that ends in the period
        middle = (low + high) // 2
        low, high = (low, middle) if end(middle) >= first else (middle, high)
    return high


def _owner(metric: Any, setting: Setting, since: int) -> Row:
    """The field by which a case belongs to a period, where that is one of its own."""
    own = metric.attribute not in ("start", "end", metric.since, metric.until)
    return {metric.attribute: text(first_instant(metric, setting))} if own else {}


def elapsed(metric: Elapsed, figure: Fraction, setting: Setting) -> Records:
    """Cases whose clocks all ran so long; one, and the others no time at all, where they are added up."""
    clock, fields = clock_of(metric)

    def rows(until: list[int], since: int) -> Records:
        own = fields | _owner(metric, setting, since)
        row = {metric.since: text(since)} | own | common(metric, setting, own)
        return {metric.stream: each_a_case(metric, [row | {metric.until: text(at)} for at in until])}

    if figure < 0:
        raise OutOfReach("a clock does not run backwards", above=Fraction(0))
    if metric.counted_in is None and metric.whole is None:
        lengths = _lengths(figure, metric.statistic, setting)
        since = _since(metric, setting, clock, lambda at: clock.clock.due(at, max(lengths)))
        return rows([clock.clock.due(since, length) for length in lengths], since)
    count = 1 if metric.statistic == TOTAL else setting.least
    since = _since(metric, setting, clock, lambda at: clock.clock.due(at, HOUR))

    def after(step: int) -> Records:  # a day also passes while the clock stands still
        until = since + step if metric.counted_in else clock.clock.due(since, step)
        rest = [since] * (setting.least - 1) if metric.statistic == TOTAL else []
        return rows([*rest, *[until] * count], since)

    why = f"a clock is counted in {metric.counted_in or metric.whole}"
    return after(rising(figure, lambda step: setting.measure(metric, after(step)), DAY, FURTHEST, why))


def _lengths(figure: Fraction, statistic: Statistic, setting: Setting) -> list[int]:
    """Whole lengths of which a statistic is a figure."""
    least, most = setting.least, setting.most
    if statistic == TOTAL:
        on_grid(figure, Fraction(1), "a length is a whole number of microseconds")
        return [int(figure), *[0] * (least - 1)]
    if statistic.name != "mean":
        on_grid(figure, Fraction(1), "a length is a whole number of microseconds")
        return [int(figure)] * least
    if figure.denominator > most:
        raise OutOfReach(f"no more than {most:,} records are made", *neighbours(figure, most))
    count = figure.denominator * -(-least // figure.denominator)
    length, longer = divmod(int(figure * count), count)
    return [length + 1] * longer + [length] * (count - longer)


def late(metric: Lateness, figure: Fraction, setting: Setting) -> Records:
    """Cases that are all late by so much; one, and the others in time, where lateness is added up."""
    if figure < 0:
        raise OutOfReach("nothing is late by less than nothing", above=Fraction(0))
    timer = timer_of(metric, setting)
    total = metric.statistic == TOTAL
    begun: Row = {} if metric.due is not None else {metric.begin: text(timer.since)}

    def rows(ends: list[int]) -> Records:
        times = [begun | {metric.until: text(end)} for end in ends]
        return {metric.stream: each_a_case(metric, [one | timer.fields for one in times])}

    if metric.counted_in is None and metric.whole is None:
        return rows([timer.clock.clock.due(timer.due, more) for more in _lengths(figure, metric.statistic, setting)])

    def after(step: int) -> Records:
        return rows([*[timer.due] * (setting.least - 1 if total else 0), *[timer.due + step] * (1 if total else setting.least)])

    why = f"lateness is counted in {metric.counted_in or metric.whole}"
    return after(rising(figure, lambda step: setting.measure(metric, after(step)), DAY, FURTHEST, why))


def punctual(metric: OnTime, figure: Fraction, setting: Setting) -> Records:
    """Records done as late as they may be ahead of their due time, or so late that no grace helps."""
    good, bad = parts_of(figure, setting)
    begun = first_instant(metric, setting)
    ahead = base_of(metric.ahead) + isinstance(metric.ahead, ExclusiveLimit) if metric.ahead else 0
    due = metric.clock.clock.due(begun, ahead)
    too_late = (metric.clock.clock.due(due, base_of(metric.grace)) if metric.grace else due) + HOUR
    times = {metric.due: text(due)} | ({metric.since: text(begun)} if metric.since else {})
    own = metric.attribute not in (None, "start", "due", "end", metric.due, metric.done, metric.since)
    times |= {str(metric.attribute): text(begun)} if own else {}
    row = times | common(metric, setting, times)
    well, badly = (row | meeting(metric.good, row) | {metric.done: text(at)} for at in (begun, too_late))
    return {metric.stream: each_a_case(metric, [badly] * bad + [well] * good)}


def duties(metric: OnSchedule, figure: Fraction, setting: Setting) -> Records:
    """Each duty of the period but the first so many, done at the last moment."""
    due = Duties(metric.due, setting.tz, metric.due_on).within(setting.span)
    fields = common(metric, setting)

    def missed(count: int) -> Records:
        rows = [{metric.done: text(duty.by)} | ({metric.names: text(duty.by)} if metric.names else {}) | fields for duty in due[count:]]
        return {metric.stream: each_a_case(metric, rows)}

    if not due:
        raise OutOfReach("no duty is due in the period")
    why = f"{len(due):,} duties are due in {setting.period.label}"
    return missed(step_of(figure, 0, len(due), lambda count: setting.measure(metric, missed(count)), why))
