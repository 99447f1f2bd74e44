"""StreamNeeds: the fields that the records of a stream need, and the values of each that matter to a contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import attrs
from attrs import frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.objective import Objective
from slakit.analysis.inverses.field_values import candidates, meeting
from slakit.calendars.base import Calendar
from slakit.engine.plan.plan import Plan
from slakit.metrics.condition import HOLDS, Condition, Filter
from slakit.metrics.reading import Reading
from slakit.metrics.value_kinds.deadline_value import DeadlineValue
from slakit.metrics.value_kinds.record_values import Number, Quotient, Weighed
from slakit.metrics.value_kinds.series_values import CountsPerInterval, PerInterval, Sampled
from slakit.metrics.value_kinds.span_values import PauseSpan, SpanValue
from slakit.metrics.value_kinds.timer_value import CLOSED, ByField, TimerValue
from slakit.metrics.value_kinds.value_kind import Worth
from slakit.timeline.instants import DAY
from slakit.values.quantity import Quantity

LONGEST = 60 * DAY
PLAIN = ("a", "b")  # the values of a field that the contract names none of


@frozen
class StreamNeeds:
    """The fields that the readings of one stream look at, by kind: when a record begins, ends and is due, its numbers and its labels.

    `pairs` are numbers of which the second is no more than the first, and the first above zero; `labels` the values of other fields.
    """

    stream: str
    readings: tuple[Reading, ...]
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    dues: tuple[str, ...]
    announced: tuple[str, ...]
    numbers: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    labels: Mapping[str, tuple[object, ...]]
    pauses: tuple[str, ...]
    keys: tuple[str, ...]
    updates: tuple[str, ...]
    clocks: tuple[Calendar, ...]

    @property
    def always(self) -> frozenset[str]:
        """The instants without which a record belongs to no period."""
        return frozenset(reading.at for reading in self.readings)

    @property
    def sums_money(self) -> bool:
        """True if a base reads its numbers, which are amounts then."""
        return any(isinstance(reading.value, Number) for reading in self.readings)


def needs_of(contract: Agreement, objectives: Iterable[str] | None = None) -> list[StreamNeeds]:
    """Return the needs of each stream of a contract, or of those of some objectives alone."""
    plan = Plan.of(contract)
    wanted = plan.names if objectives is None else tuple(objectives)
    indexes = {index for planned in plan.objectives if planned.objective.name in wanted for index in planned.all_indexes}
    indexes |= {
        index for planned in plan.objectives for _, part in planned.parts for index in part.indexes if planned.objective.name in wanted
    }
    indexes |= set() if objectives is not None else {index for _, index in (*plan.settling, *plan.done)}
    readings = list(dict.fromkeys(plan.readings[index].reading for index in sorted(indexes)))
    chosen = [planned.objective for planned in plan.objectives if planned.objective.name in wanted]
    return [_needs(stream, tuple(one for one in readings if one.stream == stream), chosen) for stream in _streams(readings)]


def _streams(readings: Iterable[Reading]) -> list[str]:
    return list(dict.fromkeys(reading.stream for reading in readings))


def _needs(stream: str, readings: tuple[Reading, ...], objectives: list[Objective]) -> StreamNeeds:
    values = [reading.value for reading in readings]
    ends = [name for value in values for name in _ends(value)]
    dues = [value.due for value in values if isinstance(value, DeadlineValue)]
    announced = [name for value in values if isinstance(value, SpanValue) for name in value.times if name != value.start]
    instants = [name for reading in readings for name in (reading.at, *reading.instants)]
    pairs = [pair for value in values for pair in _pairs(value)]
    paired = {name for pair in pairs for name in pair}
    updates = _once(reading.updated for reading in readings if reading.updated)
    keys = _once(reading.key for reading in readings if reading.key)
    pauses = _once(value.pauses for value in values if isinstance(value, TimerValue | DeadlineValue) and value.pauses)
    labels = _labels(readings, objectives)
    others = {*instants, *keys, *updates, *pauses, CLOSED, *paired}
    numbers = [name for reading in readings for name in reading.numbers if name not in others and name not in labels]
    fields = [name for reading in readings for name in reading.fields if name not in others and name not in numbers]
    return StreamNeeds(
        stream=stream,
        readings=readings,
        begins=_once(name for name in instants if name not in (*ends, *dues, *announced)),
        ends=_once(name for name in ends if name),
        dues=_once(dues),
        announced=_once(announced),
        numbers=_once(numbers),
        pairs=tuple(dict.fromkeys(pairs)),
        labels={name: labels.get(name) or PLAIN for name in _once([*fields, *(name for name in labels if name not in others)])},
        pauses=pauses,
        keys=keys,
        updates=updates,
        clocks=tuple(dict.fromkeys(clock for value in values for clock in _clocks(value))),
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _ends(value: Any) -> Iterator[str]:
    """The fields that say when a record of a value ended, or was done."""
    if isinstance(value, SpanValue | PauseSpan):
        yield value.end
    elif isinstance(value, TimerValue):
        yield value.until
    elif isinstance(value, DeadlineValue):
        yield value.done


def _pairs(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Quotient):
        yield value.below, value.above
    elif isinstance(value, Weighed):
        yield value.weight, value.name
    elif isinstance(value, CountsPerInterval):
        yield value.total, value.bad
    elif isinstance(value, SpanValue) and len(value.amounts) == 2:
        affected, users = value.amounts
        yield users, affected


def _clocks(value: Any) -> Iterator[Calendar]:
    if isinstance(value, TimerValue):
        yield from (clock for _, clock in value.clock.table) if isinstance(value.clock, ByField) else (value.clock,)
    elif isinstance(value, DeadlineValue):
        yield value.clock


def _labels(readings: Iterable[Reading], objectives: Iterable[Objective]) -> dict[str, tuple[object, ...]]:
    """The values that conditions, tables and groups name, by field."""
    values: dict[str, dict[object, None]] = {}
    streams = {reading.stream for reading in readings}
    for reading in readings:
        for part in _conditions(reading):
            values.setdefault(part.field, {}).update(dict.fromkeys(_wanted(part)))
        for index, name in enumerate(reading.by):
            values.setdefault(name, {}).update(dict.fromkeys(str(group[index]) for group in reading.named))
        if isinstance(reading.value, TimerValue):
            limits, clock = reading.value.limits, reading.value.clock
            tables = [(limits.field, limits.table)] if limits and limits.field and limits.table else []
            tables += [(clock.field, clock.table)] if isinstance(clock, ByField) else []  # type: ignore[list-item]  # both by value
            for field, table in tables:
                values.setdefault(field, {}).update(dict.fromkeys(name for name, _ in table))
        if isinstance(reading.value, PauseSpan):
            values.setdefault(reading.value.case_field, {}).update(dict.fromkeys(("1", "2")))
        if isinstance(reading.value, SpanValue) and len(reading.value.amounts) == 1:
            values.setdefault(reading.value.amounts[0], {}).update(dict.fromkeys(("1", "0.5")))
    for objective in objectives:
        for part in walk(objective.metric):
            if getattr(part, "stream", None) in streams:
                for name, options in _tables(part):
                    values.setdefault(name, {}).update(dict.fromkeys(options))
    return {name: tuple(options) for name, options in (values | _paid_by(objectives, readings)).items()}


def _paid_by(objectives: Iterable[Objective], readings: Iterable[Reading]) -> dict[str, dict[object, None]]:
    """The values for which penalties have an amount, by field; a record with another would be a problem."""
    paid: dict[str, dict[object, None]] = {}
    fields = {name for reading in readings for name in reading.fields}
    for wanted in (one for objective in objectives if objective.penalty for one in objective.penalty.selections):
        for name, value in meeting(wanted).items():
            if name in fields and value is not None:
                paid.setdefault(name, {})[value] = None
    return paid


def _conditions(reading: Reading) -> Iterator[Condition]:
    worths: list[Worth] = [reading.value, *([reading.value.inner] if isinstance(reading.value, PerInterval | Sampled) else [])]
    filters = [reading.where, *(getattr(worth, name) for worth in worths for name in worth.filters_by)]
    yield from (part for one in filters if isinstance(one, Filter) for part in one.conditions if part.operator != HOLDS)


def _wanted(part: Condition) -> list[object]:
    """Values that pass a condition, and values that do not."""
    given = [value for value in candidates(part) if value is not None]
    if part.all_values and all(isinstance(value, bool) for value in part.all_values):
        return [True, False]
    if part.orders:
        return [value for value in given if not isinstance(value, bool) and value != "other"]
    return [value for value in given if not isinstance(value, bool)]


def _tables(part: Any) -> Iterator[tuple[str, Iterable[object]]]:
    """The values that a metric lists for a field: its weights, its units."""
    if getattr(part, "weight_by", None):
        yield part.weight_by, [name for name, _ in part.weights]
    if getattr(part, "unit_by", None):
        yield part.unit_by, [str(number) for number in range(1, part.units + 1)] if isinstance(part.units, int) else part.units


def walk(value: Any) -> Iterator[Any]:
    """Yield a value of a contract and all that it is made of."""
    yield value
    if isinstance(value, tuple | list):
        for part in value:
            yield from walk(part)
    elif attrs.has(type(value)) and not isinstance(value, Quantity | Calendar):
        for field in attrs.fields(type(value)):
            if field.name != "source":
                yield from walk(getattr(value, field.name))


def lengths_of(contract: Agreement, names: Iterable[str], period: int) -> tuple[int, ...]:
    """The lengths of time at which something changes, in microseconds: limits, notices, and how much of a period each edge leaves down."""
    chosen = [one for version in contract.versions for one in version.agreement.objectives if one.name in {*names}]
    lengths: dict[int, None] = {}
    for part in walk([chosen, contract.exclusions]):
        if isinstance(part, Quantity) and part.dimension == "[time]" and 0 < part.base <= LONGEST:
            lengths[int(part.base)] = None
    for figure in figures_of(chosen):
        if 0 < figure < 1:
            lengths[int((1 - figure) * period)] = None
    return tuple(length for length in lengths if length)


def figures_of(objectives: Iterable[Objective]) -> list[Fraction]:
    """The figures at which a verdict or an amount changes, in base units."""
    edges = [edge for one in objectives if one.penalty for edge in one.penalty.edges]
    bounds = [bound.limit for one in objectives for bound in one.target.bounds]
    return list(dict.fromkeys(part.base for part in [*bounds, *edges]))
