"""Exclusion: time that does not count, such as announced maintenance, and what it takes to qualify (docs/numbers.md M6)."""

from collections.abc import Iterator, Mapping
from datetime import tzinfo
from fractions import Fraction
from typing import cast

import attrs
from attrs import field, frozen

from slakit.calendars.base import Calendar
from slakit.errors import ContractError, UnitError, close_match
from slakit.metrics.availability.outages import UNKNOWN
from slakit.metrics.condition import Filter, filter_of
from slakit.metrics.measure import in_unit
from slakit.metrics.period_context import Excluded, PeriodContext
from slakit.metrics.reading import Reading
from slakit.metrics.settings import calendar
from slakit.metrics.tallies.timeline import Timeline
from slakit.metrics.value_kinds.span_values import SpanValue
from slakit.timeline.instants import HOUR, MINUTE, moment
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans
from slakit.timeline.zone import zone
from slakit.values.fields import field_name, length_or_zero, names
from slakit.values.key_rules import Needs, check_keys
from slakit.values.quantity import Quantity, quantity
from slakit.values.source_repr import kind_first, written
from slakit.windows.base import Window
from slakit.windows.rolling import Rolling, WholeTerm
from slakit.windows.window import window

MODES = ("drop", "forgive")
WORTH: Mapping[object, Fraction | None] = {"drop": None, "forgive": Fraction(1)}

Times = tuple[int | None, ...]  # when a span began and was announced
Note = tuple[int, str]  # the instant it is about, and its text


def _mode(value: object) -> str | Quantity:
    if isinstance(value, str) and value in MODES:
        return value
    try:
        share = quantity(value)
    except UnitError:
        near = close_match(value, MODES)
        raise ContractError(f"mode={value!r} is not what excluded time is worth{near}; write mode='drop', 'forgive' or '50 %'") from None
    if share.dimension or not 0 < share.base <= 1:
        raise ContractError(f"mode={str(value)!r} is not a share of what is forgiven; write mode='50 %'")
    return share


def _per(value: object) -> Window | None:
    cut = None if value is None else window(value)  # type: ignore[arg-type]  # whatever a contract says
    if isinstance(cut, Rolling | WholeTerm):
        raise ContractError(f"per={str(cut)!r} is not a window of one stretch after the other, each with its quota; write per='yearly'")
    return cut


def _party(value: object) -> Filter:
    return filter_of({"party": value} if isinstance(value, str) else cast(Filter, value))


@frozen(repr=False)
class Exclusion:
    """Time that a stream of its own takes out of another: spans of maintenance, of events beyond control, of what the customer caused.

    >>> Exclusion("maintenance", applies_to="outages", notice="72 hours", quota="3 hours")
    Exclusion('maintenance', applies_to='outages', notice='72 hours', quota='3 hours')

    What is excluded leaves the measure altogether (`mode="drop"`), counts as good ("forgive"), or is forgiven in part ("50 %"), whether
    or not anything was down. A span qualifies when it was announced `notice` before it began, in real time, by the field `announced`;
    of the party at fault, `party={"caused_by": "customer"}` (a text alone is the value of the field "party"); and as far as it lies in
    the `hours` of a calendar. Of what qualifies the first `quota` is excluded, in real time: of each period of the objective, or of each
    period of the window `per`. All else counts as it was recorded, and a note says why: work that takes the service down is an outage
    as well, and stands in both streams. Spans that overlap are excluded once, and one that qualifies is enough.

    With `by="service"` a span is excluded only from the lines of its own service, and one that names none from all.
    """

    stream: str = field(validator=field_name)
    applies_to: str = field(validator=field_name, kw_only=True)
    mode: str | Quantity = field(default="drop", converter=_mode, eq=kind_first, kw_only=True)
    notice: Quantity | None = field(default=None, converter=attrs.converters.optional(length_or_zero), kw_only=True)
    quota: Quantity | None = field(default=None, converter=attrs.converters.optional(length_or_zero), kw_only=True)
    per: Window | None = field(default=None, converter=_per, kw_only=True)
    hours: Calendar | None = field(default=None, validator=attrs.validators.optional(calendar), kw_only=True)
    party: Filter = field(factory=Filter, converter=_party, kw_only=True)
    filters: Filter = field(factory=Filter, converter=filter_of, alias="where", kw_only=True)
    groups: tuple[str, ...] = field(default=(), converter=names, alias="by", kw_only=True)
    start: str = field(default="start", validator=field_name, kw_only=True)
    end: str = field(default="end", validator=field_name, kw_only=True)
    announced: str = field(default="announced", validator=field_name, kw_only=True)
    key: str | None = field(default=None, validator=field_name, kw_only=True)
    updated: str | None = field(default=None, validator=field_name, kw_only=True)
    clause: str = field(default="", converter=str, kw_only=True)

    key_rules = (Needs("per", ("quota",), "exclusion {stream}: per={per} has no quota; write quota='10 hours', per='yearly'"),)

    def __attrs_post_init__(self) -> None:
        check_keys(self)

    @property
    def worth(self) -> Fraction | None:
        """The share of excluded time that counts as good, 1 for all of it; None when the time is left out of the measure."""
        return self.mode.base if isinstance(self.mode, Quantity) else WORTH[self.mode]

    @property
    def reading(self) -> Reading:
        """The reading of its stream."""
        times = () if self.notice is None else (self.start, self.announced)
        value = SpanValue(self.start, self.end, marks=self.groups, times=times)
        return Reading(self.stream, self.start, value, self.filters & self.party, key=self.key, updated=self.updated)

    def since(self, context: PeriodContext) -> int:
        """The instant from which its stream is needed to resolve a period: where the quota of that time begins."""
        first = context.span.first
        return min([first, *(stretch.first for stretch in self._stretches(Span(first, first + 1), context))])

    def resolve(self, timeline: Timeline, context: PeriodContext, group: Mapping[str, object] | None = None) -> Excluded:
        """Return the excluded time of a period as of an instant, with notes on refused time; the timeline holds its stream from `since` on.

        `group` holds the labels of the fields that the metric is grouped by. Raises ContractError when those of `by` are not among them.
        """
        first, last = self.since(context), context.observed.last
        lanes = [(times, spans.cut(first, last)) for times, spans in self._of_group(timeline, group or {})]
        refused = [(spans, why) for times, spans in lanes if (why := self._unannounced(times))]
        qualified = Spans.joined([spans for times, spans in lanes if not self._unannounced(times)])
        allowed = qualified if self.hours is None or not qualified else qualified & self.hours.clock.spans(first, last)
        refused.append((qualified - allowed, "is outside the permitted hours"))
        excluded = allowed
        if self.quota is not None:
            stretches = self._stretches(Span(first, last), context)
            excluded = Spans.joined([_earliest(allowed.cut(part.first, part.last), int(self.quota.base)) for part in stretches])
        tz = zone(context.tz or "UTC")
        notes = [note for spans, why in refused for note in _notes((spans - allowed).cut(context.span.first, last), why, tz)]
        allowance = str(self.quota) if self.per is None else f"{self.quota}, {self.per}"
        notes += _notes((allowed - excluded).cut(context.span.first, last), f"is over the quota of {allowance}", tz)
        texts = tuple(f"{self.stream}: {texts}" for _, texts in sorted(notes))
        return Excluded(excluded.cut(context.span.first, last), self.worth, texts, by=self.stream, clause=self.clause)

    def _stretches(self, span: Span, context: PeriodContext) -> list[Span]:
        if self.per is None:
            return [context.span]
        return [period.whole for period in self.per.within(context.tz or "UTC").periods(span)]

    def _of_group(self, timeline: Timeline, group: Mapping[str, object]) -> Iterator[tuple[Times, Spans]]:
        """Yield the excluded spans of a group; a span that names no group is excluded from every group."""
        missing = [name for name in self.groups if name not in group]
        if missing:
            problem = f"exclusion {self.stream!r} is by {missing[0]!r}, and a metric of {self.applies_to!r} is not"
            raise ContractError(f"{problem}; write .by({missing[0]!r}) after it")
        wanted = [(group[name], UNKNOWN) for name in self.groups]
        for mark, spans in timeline.lanes.items():
            if all(label in labels for label, labels in zip(mark, wanted, strict=False)):
                yield cast(Times, mark[len(wanted) :]), spans

    def _unannounced(self, times: Times) -> str:
        """Return why a span does not qualify, by when it began and was announced; empty if it does."""
        if self.notice is None:
            return ""
        start, announced = times
        if start is None or announced is None:
            return "was not announced"
        ahead = start - announced
        if ahead >= self.notice.base:
            return ""
        when = f"{_time(ahead)} before" if ahead > 0 else f"{_time(-ahead)} after it began" if ahead < 0 else "as it began"
        return f"was announced {when}, less than {self.notice} ahead"

    __repr__ = written


def _earliest(spans: Spans, quota: int) -> Spans:
    for span in spans:
        if quota <= span.last - span.first:
            return spans.cut(spans.first, span.first + quota)
        quota -= span.last - span.first
    return spans


def _notes(spans: Spans, why: str, tz: tzinfo) -> list[Note]:
    """A note for each span: "60 min from 2026-03-20T02:00+00:00 was not announced: it counts"."""
    return [(span.first, f"{_time(span.last - span.first)} from {_shown(span.first, tz)} {why}: it counts") for span in spans]


def _shown(at: int, tz: tzinfo) -> str:
    begun = moment(at, tz)
    return begun.isoformat() if begun.second or begun.microsecond else begun.isoformat(timespec="minutes")


def _time(length: int) -> str:
    """A length exactly: in hours or minutes when they are whole, otherwise in seconds."""
    unit = next((unit for unit, size in (("h", HOUR), ("min", MINUTE)) if length % size == 0), "s")
    return in_unit(length, "us").to(unit).show()
