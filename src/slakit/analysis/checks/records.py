"""Records that give a figure: rows of the streams of a promise for which its metric comes to a wanted figure in a period."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from slakit.analysis.checks.contract import Promise
from slakit.analysis.checks.paid import recorded
from slakit.analysis.inverses.field_values import Row, meeting, text
from slakit.analysis.inverses.inverse import make
from slakit.analysis.inverses.setting import NoInverse, OutOfReach, Records, Setting, group_of, joined
from slakit.metrics.expressions.expression import derived_field
from slakit.metrics.reading import Reading
from slakit.metrics.stream_metric import StreamMetric
from slakit.metrics.value_kinds.record_values import Number
from slakit.metrics.value_kinds.timer_value import CLOSED
from slakit.penalties.rules.by_value import PaysByValue
from slakit.values.units import unit
from slakit.windows.period import Period

NEAR = 10**9  # a figure between two microseconds is as good as one of them


def records_of(promise: Promise, period: Period, figure: Fraction) -> Records | None:
    """Records for which the metric comes to a figure in a period, with those that bases and factors want; None where there is no way."""
    metric = promise.objective.metric
    setting = Setting(promise.agreement, promise.window, period, max(1, promise.objective.minimum), group_of(metric))
    wanted = figure / unit(metric.unit).factor
    try:
        made = make(metric, wanted, setting)
    except NoInverse:
        return None
    except OutOfReach as error:
        near = [end for end in (error.below, error.above) if end is not None and abs(end - wanted) * NEAR <= 1 + abs(wanted)]
        if not near:
            return None
        made = make(metric, near[0], setting)
    return with_what_is_read(promise, period, made)


def with_what_is_read(promise: Promise, period: Period, made: Records) -> Records:
    """Records of a metric with every stream and field that a line needs: what is excluded, what bases read, what others look at."""
    return completed(promise, joined(nothing(promise), paid_by(promise, made), amounts(promise, period, made)))


def paid_by(promise: Promise, made: Records) -> Records:
    """The same records with what rules read in their streams: 1,000 in each number, and the first value that has an amount."""
    numbers: dict[str, Row] = {}
    for reading in _readings(promise):
        fields: Row = dict.fromkeys(reading.by, "one") | meeting(reading.where)
        fields |= {reading.value.name: recorded(promise, reading)} if isinstance(reading.value, Number) else {}
        numbers[reading.stream] = fields | numbers.get(reading.stream, {})
    for reading in promise.objective.metric.parts():
        numbers[reading.stream] = _paid_values(promise) | numbers.get(reading.stream, {})
    filled = {stream: list(fields.items()) for stream, fields in numbers.items()}
    return {
        stream: [row | {name: value for name, value in filled.get(stream, ()) if row.get(name) is None} for row in rows]
        for stream, rows in made.items()
    }


def _paid_values(promise: Promise) -> Row:
    """The first value of each field by whose value a rule of the promise pays."""
    rules = (rule for _, rule in promise.rules() if isinstance(rule, PaysByValue) and rule.bands is None)
    return {str(rule.credit_by): rule.table[0][0] for rule in rules if rule.credit_by and isinstance(rule.table, tuple) and rule.table}


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


def amounts(promise: Promise, period: Period, made: Records | None = None) -> Records:
    """The records that the bases and factors of a promise and of its settlement read: 1,000 in each period that they look at.

    None are of the streams of the records that were made: there each of those has its number.
    """
    each = joined(*(_amount(reading, period, promise) for reading in _recorded(promise) if reading.stream not in (made or {})))
    return {stream: _in_one(rows) for stream, rows in each.items()}


def _in_one(rows: list[Row]) -> list[Row]:
    """The rows with those of one instant, for a number each, put together, so that none lacks a number that another has."""
    together: list[Row] = []
    for row in rows:
        instant = next(iter(row.items()))
        fitting = (one for one in together if instant in one.items() and all(one.get(name, value) == value for name, value in row.items()))
        one = next(fitting, None)
        if one is None:
            together.append({**row})
        else:
            one |= row
    return together


def _readings(promise: Promise) -> list[Reading]:
    """The readings of bases and factors, but for those of a field that is worked out."""
    penalty = promise.objective.penalty
    readings = dict.fromkeys((*(penalty.readings if penalty else ()), *promise.agreement.settlement.readings))
    return [reading for reading in readings if not derived_field(getattr(reading.value, "name", ""))]


def _recorded(promise: Promise) -> list[Reading]:
    return [reading for reading in _readings(promise) if isinstance(reading.value, Number)]


def _amount(reading: Reading, period: Period, promise: Promise) -> Records:
    span = promise.contract.agreement.span
    near = (period.span.first, period.whole.last, 2 * period.whole.first - period.whole.last)
    fields = dict.fromkeys(reading.by, "one") | meeting(reading.where)
    value: Any = reading.value
    return {reading.stream: [{reading.at: text(at), value.name: recorded(promise, reading)} | fields for at in near if at in span]}


def common(metric: StreamMetric) -> Row:
    """The fields that every row of a metric needs: those of its groups and conditions, and a key."""
    key = {metric.key: "1"} if getattr(metric, "key", None) else {}  # type: ignore[attr-defined]  # a keyed metric
    return group_of(metric) | key | meeting(metric.filters)
