"""Plan: an agreement made ready for records: each reading of its metrics once, and the schedule that puts instants into slices."""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import UTC, tzinfo

from attrs import evolve, field, frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.billing import Billing
from slakit.agreements.exclusion import Exclusion
from slakit.agreements.objective import Objective
from slakit.agreements.version import Version, pieces
from slakit.engine.group_keys import label
from slakit.errors import ContractError, UsageError, close_match
from slakit.metrics.condition import Filter
from slakit.metrics.reading import Reading
from slakit.metrics.some_records import on_records
from slakit.metrics.value_kinds.timer_value import CLOSED
from slakit.timeline.instants import FIRST, LAST
from slakit.windows.all_time import AllTime
from slakit.windows.base import Window
from slakit.windows.period import Period


@frozen
class Schedule:
    """The periods of a window over the term, and the slices they are made of.

    The edges of all periods cut the term into slices; a period is a range of them. So windows that overlap, as rolling ones do, need no
    more than one tally a slice. Slice k lies between edges k - 1 and k; the slice of an instant t is `bisect_right(edges, t)`.
    `judged` are the indexes of the periods that an objective judges: those that begin while it is in force (docs/numbers.md A1).
    """

    periods: tuple[Period, ...]
    edges: tuple[int, ...]
    slice_ranges: tuple[tuple[int, int], ...]
    slices_in_term: frozenset[int]
    judged: tuple[int, ...] = ()

    @classmethod
    def of(cls, window: Window, agreement: Agreement) -> "Schedule":
        periods = tuple(piece for piece, _ in pieces(window, agreement))
        if not periods:
            raise ContractError(f"{window} has no period in the term {agreement.term}; write a shorter window or a longer term")
        edges = tuple(sorted({edge for period in periods for edge in (period.span.first, period.span.last)}))
        ranges = tuple((bisect_left(edges, period.span.first) + 1, bisect_left(edges, period.span.last) + 1) for period in periods)
        slices = frozenset(number for pair in ranges for number in range(*pair))
        return cls(periods, edges, ranges, slices, tuple(range(len(periods))))

    def within(self, versions: "tuple[Version, ...]") -> "Schedule":
        """Return the same schedule, in which only the periods that begin under these versions are judged."""
        spans = [version.span for version in versions]
        begun = (index for index, period in enumerate(self.periods) if any(span.first <= period.span.first < span.last for span in spans))
        return evolve(self, judged=tuple(begun))


@frozen
class PlannedReading:
    """One reading under one schedule, without what exclusions leave out of its stream; the tally store keeps tallies of it."""

    reading: Reading
    schedule: Schedule = field(eq=False)
    window: Window
    exclusions: tuple[Exclusion, ...] = ()

    @property
    def named(self) -> tuple[tuple[object, ...], ...]:
        """The groups that it has even without a record."""
        return tuple(tuple(map(label, group)) for group in self.reading.named)

    @property
    def excluding(self) -> bool:
        """True if exclusions may drop its records, so that these can be counted only once all exclusions have been fed."""
        return bool(self.exclusions) and self.reading.value.counts_records

    @property
    def deferred(self) -> bool:
        """True if its records are read only for a statement: facts about cases, and records that exclusions may leave out."""
        return self.reading.key is not None or self.excluding


Exclusions = tuple[tuple[Exclusion, int], ...]  # each with the index of the reading of its spans


@frozen(eq=False)
class PlannedObjective:
    """An objective with its schedule, and the indexes, in `Plan.readings`, of what it reads: for its metric, its exclusions, its bases.

    `parts` is the same objective on some of its records alone, by their conditions, for a penalty that goes by the value of a field.

    An objective that an amendment changes is planned once for each of its forms.
    """

    objective: Objective
    schedule: Schedule
    indexes: tuple[int, ...]
    exclusions: Exclusions = ()
    bases: tuple[tuple[Reading, int], ...] = ()
    parts: "tuple[tuple[Filter, PlannedObjective], ...]" = ()

    @property
    def all_indexes(self) -> tuple[int, ...]:
        """The indexes of everything that it reads."""
        return (*self.indexes, *(index for _, index in self.exclusions), *dict.fromkeys(index for _, index in self.bases))


@frozen
class PlannedStream:
    """The needs of the readings of one stream, such as the fields of its records; `indexes` are their positions in `Plan.readings`."""

    name: str
    indexes: tuple[int, ...]
    fields: tuple[str, ...]
    instants: frozenset[str]
    facts: frozenset[str]
    optional: frozenset[str]
    whole: bool
    numbers: frozenset[str] = frozenset()  # the fields in which numbers are wanted
    single: bool = False  # whether a metric of one thing reads it
    measured: frozenset[str] = frozenset()  # the facts that metrics read, and not exclusions, bases, claims or duties alone
    zone: tzinfo = UTC  # that of dates without a time


@frozen(eq=False)
class Plan:
    """An agreement with all that it reads, by reading, objective and stream."""

    agreement: Agreement
    readings: tuple[PlannedReading, ...]
    objectives: tuple[PlannedObjective, ...]
    streams: dict[str, PlannedStream]
    billing: Billing
    settling: tuple[tuple[Reading, int], ...] = ()  # what steps of the settlement read, and claims, each with its index
    done: tuple[tuple[Reading, int], ...] = ()  # what says that duties were done and rights used

    @classmethod
    def of(cls, agreement: Agreement) -> "Plan":
        if not isinstance(agreement, Agreement):
            raise UsageError(f"{agreement!r} is not an agreement; write Agreement(...), or load('contract.toml')")
        schedules: dict[Window, Schedule] = {}
        indexes: dict[PlannedReading, int] = {}

        def index_of(planned: PlannedReading) -> int:
            return indexes.setdefault(planned, len(indexes))

        objectives = []
        for objective, versions in _forms(agreement):
            terms = versions[0].agreement
            window = terms.window_of(objective)
            if window not in schedules:
                schedules[window] = Schedule.of(window, agreement)
            schedule = schedules[window]
            read = [PlannedReading(one, schedule, window, terms.exclusions_of(one.stream)) for one in objective.metric.parts()]
            own = tuple(map(index_of, read))
            excluding = dict.fromkeys(exclusion for planned in read for exclusion in planned.exclusions)
            exclusions = tuple((one, index_of(PlannedReading(one.reading, schedule, window))) for one in excluding)
            based = objective.penalty.readings if objective.penalty else ()
            bases = tuple((one, index_of(PlannedReading(one, schedule, window))) for one in based)
            planned = PlannedObjective(objective, schedule.within(versions), own, exclusions, bases)
            parts = []
            for wanted in dict.fromkeys(objective.penalty.selections if objective.penalty else ()):
                part = on_records(objective.metric, wanted)
                indexed = (index_of(PlannedReading(one, schedule, window, terms.exclusions_of(one.stream))) for one in part.parts())
                parts.append((wanted, evolve(planned, objective=evolve(objective, metric=part), indexes=tuple(indexed))))
            objectives.append(evolve(planned, parts=tuple(parts)))
        settling = tuple((planned.reading, index_of(planned)) for planned in _settling(agreement))
        done = tuple((planned.reading, index_of(planned)) for planned in _done(agreement))
        readings = tuple(indexes)
        single = {reading.stream for planned in objectives for reading in planned.objective.metric.single}
        metric_reads = [readings[index].reading for planned in objectives for index in planned.indexes]
        measured = {name: frozenset(fact for one in metric_reads if one.stream == name for fact in one.facts) for name in agreement.streams}
        streams = {
            name: evolve(_stream(name, readings, agreement.zone), single=name in single, measured=measured[name])
            for name in agreement.streams
        }
        return cls(agreement, readings, tuple(objectives), streams, Billing(agreement), settling, done)

    @property
    def counting(self) -> frozenset[str]:
        """The objectives whose duties depend on how often they were missed before."""
        versions = [version.agreement for version in self.agreement.versions]
        return frozenset(
            objective.name
            for terms in versions
            for objective in terms.objectives
            if any(duty.counts_misses for duty in terms.duties_of(objective.name))
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The objectives by name, each once."""
        return tuple(dict.fromkeys(planned.objective.name for planned in self.objectives))

    def check_streams(self, names: Iterable[str]) -> None:
        """Raise UsageError for every name that is not a stream of the agreement."""
        unknown = [name for name in names if name not in self.streams]
        if unknown:
            agreement = self.agreement.name
            raise UsageError(*(f"{name!r} is not a stream of {agreement!r}{close_match(name, self.streams)}" for name in unknown))

    def exclusions_of(self, planned: PlannedReading) -> Exclusions:
        """Return the exclusions that may leave out records of a reading, each with the index of its own reading."""
        spans = [PlannedReading(one.reading, planned.schedule, planned.window) for one in planned.exclusions]
        return tuple(zip(planned.exclusions, map(self.readings.index, spans), strict=True))


def _forms(agreement: Agreement) -> list[tuple[Objective, tuple[Version, ...]]]:
    """Return each form of each objective with the versions that hold it, by name and then in time order."""
    by_name: dict[str, dict[tuple[Objective, tuple[Exclusion, ...]], list[Version]]] = {}
    for version in agreement.versions:
        for objective in version.agreement.objectives:
            forms = by_name.setdefault(objective.name, {})
            forms.setdefault((objective, version.agreement.exclusions), []).append(version)
    return [(objective, tuple(versions)) for forms in by_name.values() for (objective, _), versions in forms.items()]


def _settling(agreement: Agreement) -> list[PlannedReading]:
    """The readings of settlements: the bases of their steps, by billing period, and the claims, of all time."""
    settlements = dict.fromkeys(version.agreement.settlement for version in agreement.versions)
    window = agreement.window.within(agreement.timezone)
    billed = [PlannedReading(one, Schedule.of(window, agreement), window) for settlement in settlements for one in settlement.readings]
    claims = [settlement.claims.reading for settlement in settlements if settlement.claims]
    return billed + [_of_all_time(one, agreement) for one in claims if one]


def _done(agreement: Agreement) -> list[PlannedReading]:
    """The readings of what was done of duties, and of the rights that were used, of all time."""
    readings = dict.fromkeys(reading for version in agreement.versions for reading in version.agreement.duty_readings)
    return [_of_all_time(one, agreement) for one in readings]


def _of_all_time(reading: Reading, agreement: Agreement) -> PlannedReading:
    ever = AllTime()
    return PlannedReading(reading, Schedule(tuple(ever.periods(agreement.span)), (FIRST, LAST), ((1, 2),), frozenset({1}), (0,)), ever)


def _stream(name: str, planned: tuple[PlannedReading, ...], tz: tzinfo) -> PlannedStream:
    by_index = {index: one.reading for index, one in enumerate(planned) if one.reading.stream == name}
    readings = by_index.values()
    keys = [field for reading in readings for field in (reading.key, reading.updated) if field]
    return PlannedStream(
        name=name,
        indexes=tuple(by_index),
        fields=tuple(dict.fromkeys([*(field for reading in readings for field in reading.fields), *keys])),
        instants=frozenset(field for reading in readings for field in reading.instants),
        facts=frozenset(field for reading in readings for field in reading.facts),
        optional=frozenset({CLOSED, *(reading.ending for reading in readings if reading.key and reading.ending)}),
        whole=any(reading.value.keeps_records for reading in readings),
        numbers=frozenset(field for reading in readings for field in reading.numbers),
        zone=tz,
    )
