"""Setting: the period and group in which records are to give a measure, and what records give there when they are evaluated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

from attrs import evolve, field, frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.objective import Objective
from slakit.analysis.inverses.field_values import Row, meeting, text
from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.engine.plan.period_selection import PeriodSelection
from slakit.engine.plan.plan import Plan
from slakit.engine.read.ingest import batches
from slakit.engine.statement.build_statement import build_statement
from slakit.engine.tally.tally_store import TallyStore
from slakit.errors import UsageError
from slakit.metrics.base import Metric
from slakit.metrics.measure import Exact
from slakit.metrics.period_context import PeriodContext
from slakit.metrics.stream_metric import StreamMetric
from slakit.statements.line_table import same_group
from slakit.targets.bound import Bound
from slakit.timeline.instants import moment
from slakit.timeline.span import Span
from slakit.values.quantity import Quantity
from slakit.windows.base import Window
from slakit.windows.period import Period

MOST_ROWS = 50_000
NO_LINE = "a group without a record has no line; name it in the contract, as .by('service', groups=['web']) does"

Records = dict[str, list[Row]]


class OutOfReach(UsageError):
    """No records give the measure; `below` and `above` are the nearest that there are, in the unit of the metric (None: not known)."""

    def __init__(self, why: str, below: Exact | None = None, above: Exact | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.below = None if below is None else Fraction(below)
        self.above = None if above is None else Fraction(above)


class NoInverse(UsageError):
    """A metric whose measuring cannot be turned round."""


@frozen(eq=False)
class Setting:
    """A period of an agreement, the fewest and the most records to make, and the values of the fields that a metric is grouped by."""

    agreement: Agreement
    window: Window
    period: Period
    least: int = 1
    group: Mapping[str, object] = field(factory=dict)
    most: int = MOST_ROWS
    plans: dict[Metric, Plan] = field(factory=dict, repr=False)

    @property
    def span(self) -> Span:
        return self.period.span

    @property
    def tz(self) -> str:
        return self.agreement.timezone

    @cached_property
    def context(self) -> PeriodContext:
        """The context of the period, once it is over."""
        wholes = self.window.within(self.tz).periods(self.span)
        inside = {edge for period in wholes for edge in (period.span.first, period.span.last) if edge in self.span}
        edges = tuple(sorted({self.span.first, self.span.last, *inside}))
        return PeriodContext(self.span, self.span.last, edges, self.tz, whole=self.period.whole)

    def measure(self, metric: Metric, records: Mapping[str, Sequence[Row]]) -> Exact | None:
        """Return the measure of a metric over records, as evaluate gives it; None where it has none."""
        plan = self._plan(metric)
        store = TallyStore(plan, None)
        for stream, planned in plan.streams.items():
            store.declare(stream)
            for batch in batches(planned, records.get(stream, ()), None):
                store.feed(stream, batch)
        latest = max(self.span.last, store.streams.latest or self.span.last)
        lines = build_statement(store, PeriodSelection(self.period.label, self.span), latest, None).lines
        values = [line.measure.value for line in lines if line.period.span == self.span and self.is_of_group(line.group)]
        return values[0] if values else None

    def is_of_group(self, group: object) -> bool:
        """True if the group of a line is the wanted one."""
        wanted = tuple(self.group.values())
        return not wanted or same_group(group, wanted[0] if len(wanted) == 1 else wanted)

    def _plan(self, metric: Metric) -> Plan:
        """The plan of an agreement that promises nothing but this metric."""
        if metric not in self.plans:
            streams = {reading.stream for reading in metric.parts()}
            objective = Objective("Measure", metric, Bound(">=", Quantity(0, metric.unit)), window=self.window)
            amended = len(self.agreement.versions) > 1 and not metric.looks_back
            edges = tuple(moment(at).isoformat() for at in (self.span.first, self.span.last))
            excluded = tuple(one for one in self.agreement.exclusions if one.applies_to in streams)
            whole = Agreement(
                "Inverse",
                provider=self.agreement.provider,
                customer=self.agreement.customer,
                term=edges if amended else self.agreement.term,
                timezone=self.tz,
                window=self.window,
                objectives=[objective],
                exclusions=excluded,
            )
            self.plans[metric] = Plan.of(whole)
        return self.plans[metric]

    def before(self, which: str, metric: Metric) -> Setting | None:
        """The setting of the period before, or of that a year earlier; None where there is none."""
        from dateutil.relativedelta import relativedelta

        every = self._plan(metric).objectives[0].schedule.periods
        at = next((number for number, period in enumerate(every) if period.span == self.span), None)
        if at is None:
            return None
        if which == "previous":
            return evolve(self, period=every[at - 1]) if at else None
        zone = self.agreement.zone
        start = moment(self.period.whole.first, zone).replace(tzinfo=None) - relativedelta(years=1)
        earlier = [one for one in every if moment(one.whole.first, zone).replace(tzinfo=None) == start]
        return evolve(self, period=earlier[0]) if earlier else None


def common(metric: StreamMetric, setting: Setting, fixed: Mapping[str, Any] | None = None) -> Row:
    """The fields that every row of a metric needs: those of its groups and conditions."""
    named: object = metric.named[0] if metric.named else ("one",) * len(metric.groups)
    usual = dict(zip(metric.groups, named if isinstance(named, tuple) else (named,), strict=True))
    groups = {name: setting.group.get(name, value) for name, value in usual.items()}
    return groups | meeting(metric.filters, groups | dict(fixed or {}))


def each_a_case(metric: StreamMetric, rows: Iterable[Row]) -> list[Row]:
    """Rows of which each is a case of its own, where the metric has a key."""
    key = getattr(metric, "key", None)
    return [row | {key: str(number)} for number, row in enumerate(rows, 1)] if key else list(rows)


def first_instant(metric: StreamMetric, setting: Setting, *others: Calendar | None) -> int:
    """The first instant of the period in the hours of a metric, at which some other calendars are open too."""
    at = setting.span.first
    for _ in range(400):
        later = at
        for calendar in (metric.hours, *others):
            later = later if calendar is None else calendar.clock.due_latest(later, 0)
        if later == at:
            break
        at = later
    return at


def instants(metric: StreamMetric, setting: Setting, count: int) -> list[str]:
    """So many different instants of the period in the hours of a metric, in order and evenly spaced."""
    clock = (metric.hours or ALWAYS).clock
    whole = clock.elapsed(setting.span.first, setting.span.last)
    return [text(clock.due_latest(setting.span.first, number * whole // count)) for number in range(count)]


def joined(*records: Records) -> Records:
    """Records together, stream by stream."""
    together: Records = {}
    for one in records:
        for stream, rows in one.items():
            together.setdefault(stream, []).extend(rows)
    return together


def group_of(metric: Metric, value: object = None) -> dict[str, object]:
    """The values of the fields that a metric is grouped by: those of a group, or else the first that is named, or "one" in each."""
    reading = metric.parts()[0]
    usual = reading.named[0] if reading.named else ("one",) * len(reading.by)
    wanted = usual if value is None else value if isinstance(value, tuple) else (value,)
    if len(wanted) != len(reading.by):
        fields = f"by {', '.join(reading.by)}" if reading.by else "by nothing"
        example = {0: "leave group= out", 1: "write group='eu'"}.get(len(reading.by), "write group=('eu', 'gold')")
        raise UsageError(f"group={value!r} is not a group of a metric that is grouped {fields}; {example}")
    return dict(zip(reading.by, wanted, strict=True))
