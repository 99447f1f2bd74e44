"""Checks: the share of checks that found all well, or of the time that was well by them."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.metrics.amounts.share import widened_share
from slakit.metrics.checks.by_number import by_number, number_working
from slakit.metrics.checks.by_time import by_time, contradicting, time_working
from slakit.metrics.checks.debounce import BAD, GOOD, UNKNOWN
from slakit.metrics.checks.observations import ObservationRules
from slakit.metrics.condition import HOLDS, Condition, Filter, filter_of
from slakit.metrics.details import Working
from slakit.metrics.measure import Measure
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.metrics.reading import Reading
from slakit.metrics.settings import calendar, some
from slakit.metrics.stream_metric import ShareMetric
from slakit.metrics.tallies.samples import Samples
from slakit.metrics.tallies.series import Series
from slakit.metrics.value_kinds.series_values import Sampled, State
from slakit.values.fields import field_name, length, one_of, whole_number
from slakit.values.quantity import Quantity

STATES: Mapping[str, int] = {"good": GOOD, "bad": BAD, "unknown": UNKNOWN}
OF_TIME = ("gap", "clock", "previous")  # settings of a share of time
OF_ROWS = ("gap", "every", "in_a_row")  # settings that a log of changes cannot have


@attrs.frozen(repr=False)
class Checks(ShareMetric):
    """The share of checks that meet every condition of `ok`; or with `count="time"`, of time that was good by them (docs/numbers.md M7).

    >>> Checks("probes", ok={"up": True}, every="5 min", in_a_row=3)
    Checks('probes', ok={'up': True}, every='5 min', in_a_row=3)

    `in_a_row` failures make a failure: shorter runs count as good, as contracts that ask for "three consecutive failed checks" do. All
    of a run is down (`down_from="first"`), or only what follows the first `in_a_row - 1` ("confirmed"). A run that began before the
    period counts with what was before; what comes after the period is not known to it. What is excluded breaks a run.

    What is unknown, as `unknowns` say of a check, because what `ok` asks for is blank or cannot be read, or because none came, is left out
    (`unknown="drop"`), "good", "bad", or what was known last ("hold"). In a run, "good" breaks it, "bad" and a held failure lengthen it,
    and what is left out does neither. `every` says how often a check comes: one is missed once it is half of that overdue, and then counts
    as an unknown one that came when it was due.
    Probes with a rhythm of their own are best measured one by one, `.by("probe")`. The workings show the share that was observed.

    By number each check counts by itself. By time a check holds until the next, over `gap` at most (by default `every`, or without that
    any length), and over the checks that are missed meanwhile; of checks at one instant the worst counts; `clock` says which time counts.
    Rows of a log of changes name in `previous` the field with the state that each replaced: it held before the first of them, and where
    it is unknown, so is the time between. Where it is another state than that of the row before, that row holds until then, and the
    workings name the contradiction (docs/numbers.md M11). `initial` is the state before the first row: "unknown", "good" or "bad".

    Formulas: good / (good + failed), and time up / (time up + time down), as status pages and monitoring systems have them.
    """

    of_one = True

    ok: Filter = attrs.field(converter=filter_of, validator=some, kw_only=True)
    at: str = attrs.field(default="at", validator=field_name, kw_only=True)
    count: str = attrs.field(default="checks", validator=one_of("checks", "time"), kw_only=True)
    every: Quantity | None = attrs.field(default=None, converter=attrs.converters.optional(length), kw_only=True)
    gap: Quantity | None = attrs.field(default=None, converter=attrs.converters.optional(length), kw_only=True)
    in_a_row: int = attrs.field(default=1, validator=whole_number(1, 3), kw_only=True)
    down_from: str = attrs.field(default="first", validator=one_of("first", "confirmed"), kw_only=True)
    unknown: str = attrs.field(default="drop", validator=one_of("drop", "good", "bad", "hold"), kw_only=True)
    unknowns: Filter = attrs.field(factory=Filter, converter=filter_of, kw_only=True)
    previous: str | None = attrs.field(default=None, validator=field_name, kw_only=True)
    initial: str = attrs.field(default="unknown", validator=one_of("unknown", "good", "bad"), kw_only=True)
    clock: Calendar = attrs.field(default=ALWAYS, validator=calendar, kw_only=True)

    def conflicts(self) -> Iterator[str]:
        usual = {field.name: field.default for field in attrs.fields(type(self))}
        given = [name for name in usual if getattr(self, name) != usual[name]]
        if self.count == "checks" and (useless := [name for name in OF_TIME if name in given]):
            yield f"{useless[0]}= only applies with count='time'; write count='time' too"
        if self.previous is None:
            return
        if useless := [name for name in OF_ROWS if name in given]:
            yield f"previous= is of a log of changes, which has no rhythm; leave out {useless[0]}="
        fields = sorted({*self.ok.fields, *self.unknowns.fields})
        if any(part.operator == HOLDS for part in (*self.ok.conditions, *self.unknowns.conditions)):
            yield f"previous={self.previous!r} stands for the value of one field, not for an expression; write ok={{'state': 'up'}}"
        if len(fields) > 1:
            yield f"previous={self.previous!r} can stand for one field, not for {' and '.join(fields)}; write ok of one field"

    @property
    def rules(self) -> ObservationRules:
        """The rules by which its checks are read."""
        gap = self.every if self.gap is None else self.gap
        return ObservationRules(
            unknown=self.unknown,
            every=None if self.every is None else int(self.every.base),
            gap=None if gap is None else int(gap.base),
            in_a_row=self.in_a_row,
            confirmed=self.down_from == "confirmed",
            initial=STATES[self.initial],
        )

    def parts(self) -> tuple[Reading, ...]:
        now = self.reading(self.at, Sampled(State(self.ok, self.unknowns, self.unknown), lead=self._lead))
        readings = (now,) if self.previous is None else (now, self._before(self.previous))
        if self.count != "time":
            return readings
        return tuple(attrs.evolve(reading, during=None) for reading in readings)  # a state of before the hours holds into them

    def widened(self, measure: Measure, unread: Sequence[int]) -> Measure:
        """Widen the bounds for unread checks: where each check counts by itself, one is good or bad; otherwise all may change."""
        if self.count == "checks" and self.in_a_row == 1 and self.every is None and self.unknown == "drop":
            return widened_share(measure, sum(unread))
        return super().widened(measure, unread)

    @property
    def _lead(self) -> str:
        """The records before a period that it needs: "", "last", "run" or "all"."""
        if self.in_a_row > 1 or (self.unknown == "hold" and self.unknowns):
            return "run" if self.previous is None else "all"
        return "last" if self.count == "time" or self.every else ""

    def _before(self, name: str) -> Reading:
        """The reading of the replaced states, from the rows that name one."""
        good, unknown = (Filter(tuple(attrs.evolve(part, field=name) for part in wanted.conditions)) for wanted in (self.ok, self.unknowns))
        not_blank = Filter((Condition(name, "not in", (None,)),))
        return attrs.evolve(self.reading(self.at, Sampled(State(good, unknown, self.unknown))), where=self.filters & not_blank)

    @property
    def tells_contradictions(self) -> bool:  # type: ignore[override]  # as its settings say
        return self.previous is not None

    def contradictions(self, tallies: Tallies) -> tuple[int, ...]:
        now, *before = (Samples.of(tally).series for tally in tallies)
        return contradicting(now, before[0], self.rules) if before else ()

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        now, before, clock, hours = self._read(tallies, context)
        if self.count == "time":
            return by_time(now, before, self.rules, clock, hours, context)
        return by_number(now, self.rules, hours, context)

    def working(self, tallies: Tallies, context: PeriodContext) -> Working:
        now, before, clock, hours = self._read(tallies, context)
        if self.count == "time":
            return time_working(now, before, self.rules, clock, hours, context)
        return number_working(now, self.rules, hours, context)

    def _read(self, tallies: Tallies, context: PeriodContext) -> tuple[Series, Series | None, Calendar, Calendar]:
        """The checks so far, the states that they replace, the time that counts, and the hours in which checks are due."""
        now, *before = (Samples.of(tally).series.until(context.as_of) for tally in tallies)
        clock = self.clock if self.hours is None else self.clock & self.hours
        return now, before[0] if before else None, clock, self.hours or ALWAYS
