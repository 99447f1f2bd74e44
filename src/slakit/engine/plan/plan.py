"""Plan: an agreement made ready for records.

Every reading of every metric, once each, with the schedule that says which slice of the term owns an instant.
"""

from bisect import bisect_left
from datetime import UTC, tzinfo

from attrs import evolve, field, frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.billing import Billing
from slakit.agreements.exclusion import Exclusion
from slakit.agreements.objective import Objective
from slakit.agreements.version import Version, pieces
from slakit.engine.read.group_keys import label
from slakit.errors import ContractError, UsageError
from slakit.metrics.reading import CLOSED, RawRecord, Reading
from slakit.timeline.instants import FIRST, LAST
from slakit.windows.all_time import AllTime
from slakit.windows.base import Window
from slakit.windows.period import Period


@frozen
class Schedule:
    """The periods of a window over the term, and the slices they are made of.

    The edges of all periods cut the term into slices; a period is a run of them. So windows that overlap, as rolling ones do, need no
    more than one tally a slice. Slice k lies between edges k - 1 and k; what `bisect_right(edges, t)` says is the slice of t. `mine` are
    the places of the periods that are judged by it: those that begin while an objective is in force (docs/numbers.md A1).
    """

    periods: tuple[Period, ...]
    edges: tuple[int, ...]
    runs: tuple[tuple[int, int], ...]
    owned: frozenset[int]
    mine: tuple[int, ...] = ()

    @classmethod
    def of(cls, window: Window, agreement: Agreement) -> "Schedule":
        periods = tuple(piece for piece, _ in pieces(window, agreement))
        if not periods:
            raise ContractError(f"{window} has no period in the term {agreement.term}; write a shorter window or a longer term")
        edges = tuple(sorted({edge for period in periods for edge in (period.span.first, period.span.last)}))
        runs = tuple((bisect_left(edges, period.span.first) + 1, bisect_left(edges, period.span.last) + 1) for period in periods)
        owned = frozenset(place for run in runs for place in range(*run))
        return cls(periods, edges, runs, owned, tuple(range(len(periods))))

    def within(self, versions: "tuple[Version, ...]") -> "Schedule":
        """The same schedule, of which those periods count that begin under some versions."""
        spans = [version.span for version in versions]
        begun = (place for place, period in enumerate(self.periods) if any(span.first <= period.span.first < span.last for span in spans))
        return evolve(self, mine=tuple(begun))


@frozen
class PlannedReading:
    """One reading under one schedule, less what exclusions leave out of its stream: what the board keeps tallies of."""

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
        """Whether records fall out by their instant, so that they can be counted only once all exclusions are known."""
        return bool(self.exclusions) and self.reading.counts_records

    @property
    def late(self) -> bool:
        """Whether its records are read only when the board is asked: facts about cases, and what exclusions may leave out."""
        return self.reading.key is not None or self.excluding


Exclusions = tuple[tuple[Exclusion, int], ...]  # each with the part that its stretches are read by


@frozen(eq=False)
class PlannedObjective:
    """An objective, the schedule of its window, and the parts of its metric, of what is excluded, and of its penalty's bases.

    An objective that an amendment changes has a track for each of its forms.
    """

    objective: Objective
    schedule: Schedule
    parts: tuple[int, ...]
    exclusions: Exclusions = ()
    bases: tuple[tuple[Reading, int], ...] = ()

    @property
    def read(self) -> tuple[int, ...]:
        """Every part that it rests on."""
        return (*self.parts, *(part for _, part in self.exclusions), *dict.fromkeys(part for _, part in self.bases))


@frozen
class PlannedStream:
    """What the parts of one stream need of its records."""

    name: str
    parts: tuple[int, ...]
    fields: tuple[str, ...]
    instants: frozenset[str]
    facts: frozenset[str]
    optional: frozenset[str]
    whole: bool
    numbers: frozenset[str] = frozenset()  # the fields in which numbers are wanted
    single: bool = False  # whether a metric of one thing reads it
    zone: tzinfo = UTC  # that of dates without a time


@frozen(eq=False)
class Plan:
    """An agreement with its tracks, parts and streams."""

    agreement: Agreement
    parts: tuple[PlannedReading, ...]
    tracks: tuple[PlannedObjective, ...]
    streams: dict[str, PlannedStream]
    billing: Billing
    settling: tuple[tuple[Reading, int], ...] = ()  # what steps of the settlement read, and claims, each with its part

    @classmethod
    def of(cls, agreement: Agreement) -> "Plan":
        if not isinstance(agreement, Agreement):
            raise UsageError(f"{agreement!r} is not an agreement; write Agreement(...), or load('contract.toml')")
        schedules: dict[Window, Schedule] = {}
        parts: dict[PlannedReading, int] = {}
        tracks = []
        for objective, versions in _forms(agreement):
            standing = versions[0].agreement
            window = standing.window_of(objective)
            if window not in schedules:
                schedules[window] = Schedule.of(window, agreement)
            schedule = schedules[window]
            read = objective.metric.parts()
            found = [PlannedReading(reading, schedule, window, standing.exclusions_of(reading.stream)) for reading in read]
            places = tuple(parts.setdefault(part, len(parts)) for part in found)
            excluding = dict.fromkeys(exclusion for part in found for exclusion in part.exclusions)
            left = tuple((one, parts.setdefault(PlannedReading(one.reading, schedule, window), len(parts))) for one in excluding)
            based = [(one, PlannedReading(one, schedule, window)) for one in (objective.penalty.readings if objective.penalty else ())]
            bases = tuple((one, parts.setdefault(part, len(parts))) for one, part in based)
            tracks.append(PlannedObjective(objective, schedule.within(versions), places, left, bases))
        settling = tuple((part.reading, parts.setdefault(part, len(parts))) for part in _settling(agreement))
        everything = tuple(parts)
        single = {reading.stream for track in tracks for reading in track.objective.metric.single}
        streams = {name: evolve(_stream(name, everything, agreement.zone), single=name in single) for name in agreement.streams}
        return cls(agreement, everything, tuple(tracks), streams, Billing(agreement), settling)

    @property
    def names(self) -> tuple[str, ...]:
        """The objectives by name, each once."""
        return tuple(dict.fromkeys(track.objective.name for track in self.tracks))

    def terms_at(self, first: int) -> Agreement:
        """The agreement as it stands at an instant."""
        return self.billing.version_at(first).agreement

    def exclusions_of(self, part: PlannedReading) -> Exclusions:
        """What may leave out records of a part."""
        return tuple((one, self.parts.index(PlannedReading(one.reading, part.schedule, part.window))) for one in part.exclusions)


def _forms(agreement: Agreement) -> list[tuple[Objective, tuple[Version, ...]]]:
    """Each form of each objective with the versions in which it stands so, those of one name together and in time order."""
    found: dict[str, dict[tuple[Objective, tuple[Exclusion, ...]], list[Version]]] = {}
    for version in agreement.versions:
        for objective in version.agreement.objectives:
            forms = found.setdefault(objective.name, {})
            forms.setdefault((objective, version.agreement.exclusions), []).append(version)
    return [(objective, tuple(versions)) for forms in found.values() for (objective, _), versions in forms.items()]


def _settling(agreement: Agreement) -> list[PlannedReading]:
    """What settlements read: the bases of their steps, by billing period, and the claims, of all time."""
    settlements = dict.fromkeys(version.agreement.settlement for version in agreement.versions)
    window = agreement.window.within(agreement.timezone)
    billed = [PlannedReading(one, Schedule.of(window, agreement), window) for settlement in settlements for one in settlement.readings]
    ever = AllTime()
    always = Schedule(tuple(ever.periods(agreement.span)), (FIRST, LAST), ((1, 2),), frozenset({1}), (0,))
    claims = [settlement.claims.reading for settlement in settlements if settlement.claims]
    return billed + [PlannedReading(one, always, ever) for one in claims if one]


def _stream(name: str, parts: tuple[PlannedReading, ...], tz: tzinfo) -> PlannedStream:
    mine = [(place, part.reading) for place, part in enumerate(parts) if part.reading.stream == name]
    readings = [reading for _, reading in mine]
    keys = [named for reading in readings for named in (reading.key, reading.updated) if named]
    return PlannedStream(
        name=name,
        parts=tuple(place for place, _ in mine),
        fields=tuple(dict.fromkeys([*(named for reading in readings for named in reading.fields), *keys])),
        instants=frozenset(named for reading in readings for named in reading.instants),
        facts=frozenset(named for reading in readings for named in reading.facts),
        optional=frozenset({CLOSED, *(reading.ending for reading in readings if reading.key and reading.ending)}),
        whole=any(isinstance(reading.value, RawRecord) for reading in readings),
        numbers=frozenset(named for reading in readings for named in reading.numbers),
        zone=tz,
    )
