"""Plan: an agreement made ready for records.

Every reading of every metric, once each, with the schedule that says which slice of the term owns an instant.
"""

from bisect import bisect_left

from attrs import field, frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.billing import Billing
from slakit.agreements.exclusion import Exclusion
from slakit.agreements.objective import Objective
from slakit.errors import ContractError, UsageError
from slakit.metrics.reading import Reading, Whole
from slakit.windows.base import Window
from slakit.windows.period import Period


@frozen
class Schedule:
    """The periods of a window over the term, and the slices they are made of.

    The edges of all periods cut the term into slices; a period is a run of them. So windows that overlap, as rolling ones do, need no
    more than one tally a slice. Slice k lies between edges k - 1 and k; what `bisect_right(edges, t)` says is the slice of t.
    """

    periods: tuple[Period, ...]
    edges: tuple[int, ...]
    runs: tuple[tuple[int, int], ...]
    owned: frozenset[int]

    @classmethod
    def of(cls, window: Window, agreement: Agreement) -> "Schedule":
        periods = tuple(window.periods(agreement.span))
        if not periods:
            raise ContractError(f"{window} has no period in the term {agreement.term}; write a shorter window or a longer term")
        edges = tuple(sorted({edge for period in periods for edge in (period.span.first, period.span.last)}))
        runs = tuple((bisect_left(edges, period.span.first) + 1, bisect_left(edges, period.span.last) + 1) for period in periods)
        return cls(periods, edges, runs, frozenset(place for run in runs for place in range(*run)))


@frozen
class Part:
    """One reading under one schedule, less what exclusions leave out of its stream: what the board keeps tallies of."""

    reading: Reading
    schedule: Schedule = field(eq=False)
    window: Window
    exclusions: tuple[Exclusion, ...] = ()

    @property
    def excluding(self) -> bool:
        """Whether records fall out by their instant, so that they can be counted only once all exclusions are known."""
        return bool(self.exclusions) and self.reading.counts_records

    @property
    def late(self) -> bool:
        """Whether its records are read only when the board is asked: facts about cases, and what exclusions may leave out."""
        return self.reading.key is not None or self.excluding


Exclusions = tuple[tuple[Exclusion, int], ...]  # each with the part that its stretches are read by


@frozen
class Track:
    """An objective, the schedule of its window, and the parts of its metric, of what is excluded, and of its penalty's bases."""

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
class Stream:
    """What the parts of one stream need of its records."""

    name: str
    parts: tuple[int, ...]
    fields: tuple[str, ...]
    instants: frozenset[str]
    facts: frozenset[str]
    optional: frozenset[str]
    whole: bool


@frozen(eq=False)
class Plan:
    """An agreement with its tracks, parts and streams."""

    agreement: Agreement
    parts: tuple[Part, ...]
    tracks: tuple[Track, ...]
    streams: dict[str, Stream]
    billing: Billing

    @classmethod
    def of(cls, agreement: Agreement) -> "Plan":
        if not isinstance(agreement, Agreement):
            raise UsageError(f"{agreement!r} is not an agreement; write Agreement(...), or load('contract.toml')")
        schedules: dict[Window, Schedule] = {}
        parts: dict[Part, int] = {}
        tracks = []
        for objective in agreement.objectives:
            window = agreement.window_of(objective)
            if window not in schedules:
                schedules[window] = Schedule.of(window, agreement)
            schedule = schedules[window]
            read = objective.metric.parts()
            found = [Part(reading, schedule, window, agreement.exclusions_of(reading.stream)) for reading in read]
            places = tuple(parts.setdefault(part, len(parts)) for part in found)
            excluding = dict.fromkeys(exclusion for part in found for exclusion in part.exclusions)
            left = tuple((one, parts.setdefault(Part(one.reading, schedule, window), len(parts))) for one in excluding)
            based = [(one, Part(one, schedule, window)) for one in (objective.penalty.readings if objective.penalty else ())]
            bases = tuple((one, parts.setdefault(part, len(parts))) for one, part in based)
            tracks.append(Track(objective, schedule, places, left, bases))
        everything = tuple(parts)
        streams = {name: _stream(name, everything) for name in agreement.streams}
        return cls(agreement, everything, tuple(tracks), streams, Billing(agreement))

    def exclusions_of(self, part: Part) -> Exclusions:
        """What may leave out records of a part."""
        return tuple((one, self.parts.index(Part(one.reading, part.schedule, part.window))) for one in part.exclusions)


def _stream(name: str, parts: tuple[Part, ...]) -> Stream:
    mine = [(place, part.reading) for place, part in enumerate(parts) if part.reading.stream == name]
    readings = [reading for _, reading in mine]
    keys = [named for reading in readings for named in (reading.key, reading.updated) if named]
    updates = {reading.updated for reading in readings if reading.updated}
    return Stream(
        name=name,
        parts=tuple(place for place, _ in mine),
        fields=tuple(dict.fromkeys([*(named for reading in readings for named in reading.fields), *keys])),
        instants=frozenset({named for reading in readings for named in reading.instants} | updates),
        facts=frozenset(named for reading in readings for named in reading.facts) | updates,
        optional=frozenset(reading.ending for reading in readings if reading.key and reading.ending),
        whole=any(isinstance(reading.value, Whole) for reading in readings),
    )
